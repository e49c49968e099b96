package dev.gatehouse.protocols.dmr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Dissection.Verdict;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.data.Assembly;
import dev.gatehouse.protocols.dmr.data.DataHeader;
import dev.gatehouse.protocols.dmr.data.Packet;
import dev.gatehouse.protocols.dmr.data.UserData;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.DataTerminator;
import dev.gatehouse.protocols.dmr.link.GpsInfo;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.MultiBlockControl;
import dev.gatehouse.protocols.dmr.link.PiHeader;
import dev.gatehouse.protocols.dmr.link.Preamble;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ReverseChannel;
import dev.gatehouse.protocols.dmr.link.ServiceCsbk;
import dev.gatehouse.protocols.dmr.link.ServiceOptions;
import dev.gatehouse.protocols.dmr.link.TalkerAliasBlock;
import dev.gatehouse.protocols.dmr.link.UnifiedData;
import dev.gatehouse.protocols.dmr.link.UnitCsbk;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;

/// The part of a [DmrView] that tells one message field by field.
final class MessageView {

    private MessageView() {}

    static void add(Dissection.Builder view, Heard heard) {
        switch (heard) {
            case Heard.CallHeader(Checked<LinkControl> control) ->
                    view.part(control("voice LC header", control));
            case Heard.Embedded(Checked<LinkControl> control) ->
                    view.part(control("embedded LC", control));
            case Heard.Terminator(Checked<LinkControl> control) ->
                    view.part(control("terminator with LC", control));
            case Heard.Speech speech ->
                    view.value(
                            "place in the superframe",
                            speech.place()
                                    + (speech.anchored() ? "" : ", not yet known to be a call"));
            case Heard.RepeatedSpeech _ -> view.value("speech", "the same burst as before");
            case Heard.Privacy(Checked<PiHeader> header) -> view.part(privacy(header));
            case Heard.Alias alias ->
                    view.value(
                            "talker alias",
                            alias.alias().format() + " \"" + alias.alias().text() + "\"");
            case Heard.Reverse(Checked<ReverseChannel> command) -> {
                view.value("reverse channel", "command " + command.value().command());
                assurance(view, command);
            }
            case Heard.Control(Checked<Csbk> block) -> view.part(block(block));
            case Heard.LongControl(Checked<MultiBlockControl> message) ->
                    view.value(
                            "multi block control",
                            "opcode " + hex(message.value().head().opcode(), 2));
            case Heard.PacketHeader(Checked<DataHeader> header) -> view.part(HeaderView.of(header));
            case Heard.PacketEnd(Assembly assembly) -> end(view, assembly);
            case Heard.Message message -> view.part(message(message));
            case Heard.Unified(Checked<UnifiedData> data) ->
                    view.hex(
                            "unified single block data",
                            data.value().content().hex(),
                            "service " + data.value().service());
            case Heard.Idle _ -> view.value("content", "idle");
            case Heard.Unreadable(RejectReason reason, String detail) ->
                    view.check("message", false, DmrView.why(reason, detail));
        }
    }

    static String hex(int value, int digits) {
        return ("%0" + digits + "X").formatted(value);
    }

    static void assurance(Dissection.Builder view, Checked<?> checked) {
        Assurance assurance = checked.assurance();
        if (assurance.verified()) {
            view.check(assurance.name(), true, assurance.checkBits() + " check bits");
        } else {
            view.verdict(
                    assurance.name(),
                    Verdict.UNVERIFIED,
                    "holds, and its "
                            + assurance.checkBits()
                            + " check bits are too few until it is repeated");
        }
    }

    private static Dissection control(String name, Checked<LinkControl> checked) {
        LinkControl control = checked.value();
        Octets octets = control.encode();
        LinkControl.Head head = control.head();
        Dissection.Builder view = Dissection.of(name, octets.toArray());
        view.octets("FLCO", 0, 1, hex(head.flco(), 2) + (head.protect() ? ", protected" : ""));
        view.octets("FID", 1, 1, hex(head.fid(), 2));
        switch (control) {
            case VoiceChannelUser call -> {
                view.octets("service options", 2, 1, options(call.options()));
                view.octets(call.group() ? "group" : "target", 3, 3, id(call.target()));
                view.octets("source", 6, 3, id(call.source()));
            }
            case DataTerminator end -> {
                view.octets(end.group() ? "group" : "target", 2, 3, id(end.target()));
                view.octets("source", 5, 3, id(end.source()));
                view.octets("flags", 8, 1, "N(S) " + end.sendSequence());
            }
            case GpsInfo gps -> {
                view.octets("position error", 2, 1, "class " + gps.error());
                view.octets(
                        "position",
                        2,
                        7,
                        gps.position()
                                .map(at -> at.latitude() + ", " + at.longitude())
                                .orElse("no fix"));
            }
            case TalkerAliasBlock block ->
                    view.octets("talker alias", 2, 7, "block " + block.index());
            case LinkControl.Opaque _ -> view.octets("content", 2, 7, "not read");
        }
        assurance(view, checked);
        return view.build();
    }

    static String id(RadioAddress address) {
        return "" + address.number();
    }

    private static String options(ServiceOptions options) {
        return (options.emergency() ? "EMERGENCY, " : "")
                + (options.privacy() ? "privacy, " : "")
                + (options.broadcast() ? "broadcast, " : "")
                + (options.openVoice() ? "open voice, " : "")
                + "priority "
                + options.priority();
    }

    private static Dissection privacy(Checked<PiHeader> checked) {
        PiHeader header = checked.value();
        Dissection.Builder view = Dissection.of("PI header", header.encode().toArray());
        view.octets("algorithm", 0, 1, hex(header.algorithm(), 2));
        view.octets("FID", 1, 1, hex(header.fid(), 2));
        view.octets("key id", 2, 1, "" + header.keyId());
        view.octets("initialisation vector", 3, 4, "as sent");
        view.octets("target", 7, 3, id(header.target()));
        assurance(view, checked);
        return view.build();
    }

    private static Dissection block(Checked<Csbk> checked) {
        Csbk block = checked.value();
        Dissection.Builder view = Dissection.of("CSBK", block.encode().toArray());
        view.octets(
                "opcode",
                0,
                1,
                hex(block.head().opcode(), 2)
                        + (block.head().lastBlock() ? ", last block" : "")
                        + (block.head().protect() ? ", protected" : ""));
        view.octets("FID", 1, 1, hex(block.head().fid(), 2));
        switch (block) {
            case Preamble preamble -> {
                view.octets(
                        "preamble",
                        2,
                        1,
                        preamble.dataFollows() ? "data follows" : "control follows");
                view.octets("blocks to follow", 3, 1, "" + preamble.blocksToFollow());
                view.octets(preamble.group() ? "group" : "target", 4, 3, id(preamble.target()));
                view.octets("source", 7, 3, id(preamble.source()));
            }
            case UnitCsbk unit -> {
                boolean registration = unit.kind() == UnitCsbk.Kind.REGISTRATION;
                view.octets("kind", registration ? 8 : 2, 2, unit.kind().name());
                view.octets("address", registration ? 2 : 4, 3, id(unit.first()));
                view.octets("address", registration ? 5 : 7, 3, id(unit.second()));
                view.value("source", id(unit.source()));
                view.value("target", id(unit.target()));
            }
            case ServiceCsbk service -> {
                view.octets("kind", 2, 2, service.kind().name());
                service.options()
                        .ifPresent(
                                options -> view.octets("service options", 2, 1, options(options)));
                view.octets("address", 4, 3, id(service.before()));
                view.octets("address", 7, 3, id(service.after()));
                view.value("source", id(service.source()));
                view.value("target", id(service.target()));
            }
            case Csbk.Opaque _ -> view.octets("content", 2, 8, "not read");
        }
        assurance(view, checked);
        return view.build();
    }

    private static void end(Dissection.Builder view, Assembly assembly) {
        switch (assembly) {
            case Assembly.Received received ->
                    view.verdict(
                            "packet, " + received.packet().assurance(),
                            Verdict.GOOD,
                            received.duplicate() ? "a duplicate" : "");
            case Assembly.Gaps gaps ->
                    view.verdict("packet", Verdict.BAD, "missing blocks " + gaps.missing());
            case Assembly.Failed failed ->
                    view.verdict("packet", Verdict.BAD, failed.reason().name());
        }
    }

    private static Dissection message(Heard.Message message) {
        Packet packet = message.packet();
        Dissection.Builder view = Dissection.of("message", packet.data().toArray());
        view.octets("data", 0, packet.data().length(), packet.data().length() + " octets");
        view.hex("padding", packet.padding().hex(), packet.padding().length() + " octets");
        switch (message.content()) {
            case Decoded.Message<UserData>(UserData content) -> content(view, content);
            case Decoded.Rejected<UserData> rejected -> view.outcome("content", rejected);
        }
        return view.build();
    }

    private static void content(Dissection.Builder view, UserData content) {
        switch (content) {
            case UserData.Text text -> {
                view.value("dialect", text.dialect().name());
                view.value("text", text.text());
                text.sequence().ifPresent(sequence -> view.value("sequence", "" + sequence));
            }
            case UserData.TextAcknowledgement(int sequence) ->
                    view.value("text acknowledged", "sequence " + sequence);
            case UserData.Status(int status) -> view.value("status", "" + status);
            case UserData.Location(var at) ->
                    view.value("position", at.latitude() + ", " + at.longitude());
            case UserData.Response response ->
                    view.value(
                            "response",
                            response.header().acknowledges()
                                    ? "acknowledges N(S) " + response.header().status()
                                    : "class "
                                            + response.header().responseClass()
                                            + " type "
                                            + response.header().type());
            case UserData.Service service ->
                    view.hex(
                            "datagram",
                            service.payload().hex(),
                            service.port().isPresent()
                                    ? "UDP port " + service.port().getAsInt()
                                    : "UDP port unknown");
            case UserData.Opaque opaque ->
                    view.hex("content", opaque.data().hex(), "SAP " + opaque.sap());
        }
    }
}
