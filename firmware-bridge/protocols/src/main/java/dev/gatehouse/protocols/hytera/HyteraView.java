package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Dissection.Verdict;
import dev.gatehouse.protocols.RadioAddress;
import java.util.Locale;

/// A technician's view of one datagram of a Hytera repeater or radio: HSTRP, HRNP, a bare HDAP
/// message, or one of P2P and IPSC, told apart by their first octets. Total: whatever the octets
/// are, there is a view of them.
public final class HyteraView {

    private static final int HSTRP_MARK = 0x3242;
    private static final int HSTRP_HEAD = 6;

    private HyteraView() {}

    public static Dissection of(byte[] octets) {
        if (octets.length >= 2 && ((octets[0] & 0xFF) << 8 | (octets[1] & 0xFF)) == HSTRP_MARK) {
            return hstrp(octets);
        }
        if (octets.length > 0 && (octets[0] & 0xFF) == HrnpPacket.MAGIC) {
            return hrnp(octets);
        }
        if (Ipsc.decode(octets) instanceof Decoded.Message<Ipsc>(Ipsc datagram)) {
            return ipsc(octets, datagram);
        }
        return hdap(octets);
    }

    private static Dissection hstrp(byte[] octets) {
        Dissection.Builder view =
                Dissection.of("HSTRP", octets)
                        .octets("mark", 0, 2, "2B")
                        .octets("version", 2, 1, "")
                        .octets("type", 3, 1, type(octets))
                        .octets("sequence", 4, 2, number(octets, 4));
        Decoded<HstrpPacket> decoded = HstrpPacket.decode(octets);
        view.outcome("HSTRP", decoded);
        if (decoded instanceof Decoded.Message<HstrpPacket>(HstrpPacket packet)) {
            int at = HSTRP_HEAD;
            for (HstrpOption option : packet.options()) {
                int length = HstrpOption.HEAD_BYTES + option.value().length();
                view.octets("option", at, length, words(option));
                at += length;
            }
            if (!packet.payload().isEmpty()) {
                view.part(hdap(packet.payload().toArray()));
            }
        }
        return view.build();
    }

    private static String number(byte[] octets, int at) {
        return octets.length < at + 2
                ? ""
                : Integer.toString((octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF));
    }

    private static String type(byte[] octets) {
        return HstrpPacket.decode(octets) instanceof Decoded.Message<HstrpPacket>(var packet)
                ? words(packet.kind())
                        + (packet.answer() == HstrpPacket.Answer.NONE
                                ? ""
                                : ", " + words(packet.answer()))
                : "";
    }

    private static String words(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String words(HstrpOption option) {
        return switch (option) {
            case HstrpOption.RealTime _ -> "real time";
            case HstrpOption.DeviceId(long id) -> "device " + id;
            case HstrpOption.Channel(var field, int number) -> words(field) + " " + number;
            case HstrpOption.Other other -> "command " + other.command();
        };
    }

    private static Dissection hrnp(byte[] octets) {
        Dissection.Builder view =
                Dissection.of("HRNP", octets)
                        .octets("mark", 0, 1, "")
                        .octets("version", 1, 1, "")
                        .octets("block", 2, 1, "")
                        .octets("opcode", 3, 1, "")
                        .octets("source", 4, 1, "")
                        .octets("destination", 5, 1, "")
                        .octets("packet number", 6, 2, number(octets, 6))
                        .octets("length", 8, 2, number(octets, 8));
        Decoded<HrnpPacket> decoded = HrnpPacket.decode(octets);
        switch (decoded) {
            case Decoded.Message<HrnpPacket>(HrnpPacket packet) -> {
                view.check("checksum", true, "").value("packet", words(packet.opcode()));
                if (!packet.payload().isEmpty()) {
                    view.part(hdap(packet.payload().toArray()));
                }
            }
            case Decoded.Rejected<HrnpPacket> _ -> view.outcome("HRNP", decoded);
        }
        return view.build();
    }

    private static Dissection hdap(byte[] octets) {
        Dissection.Builder view =
                Dissection.of("HDAP", octets)
                        .octets("service", 0, 1, service(octets))
                        .octets("opcode", 1, 2, "")
                        .octets("length", 3, 2, "");
        Decoded<HdapFrame> decoded = HdapFrame.decode(octets);
        switch (decoded) {
            case Decoded.Message<HdapFrame>(HdapFrame frame) -> {
                int payload = octets.length - HdapFrame.OVERHEAD_BYTES;
                view.octets("payload", HdapFrame.PAYLOAD_AT, payload, "")
                        .octets("checksum", HdapFrame.PAYLOAD_AT + payload, 1, "")
                        .check("checksum", true, "8 bits");
                fields(view, frame.message());
            }
            case Decoded.Rejected<HdapFrame> _ -> {
                if (HdapFrame.intact(octets)) {
                    view.check("checksum", true, "8 bits");
                }
                view.outcome("HDAP", decoded);
            }
        }
        return view.build();
    }

    private static String service(byte[] octets) {
        if (octets.length == 0) {
            return "";
        }
        String reliable = (octets[0] & 0x80) == 0 ? "" : ", reliable";
        return switch (octets[0] & 0x7F) {
            case Rrs.SERVICE -> "RRS" + reliable;
            case Lp.SERVICE -> "LP" + reliable;
            case Tmp.SERVICE -> "TMP" + reliable;
            case Rcp.SERVICE -> "RCP, little-endian" + reliable;
            case Tp.SERVICE -> "TP" + reliable;
            default -> "";
        };
    }

    private static void fields(Dissection.Builder view, HdapMessage message) {
        switch (message) {
            case Rrs rrs -> {
                view.value("message", "RRS " + name(rrs)).value("radio", words(rrs.radio()));
                switch (rrs) {
                    case Rrs.RegistrationAnswer answer ->
                            view.value("result", Integer.toString(answer.result()))
                                    .value("renew s", Long.toString(answer.renewSeconds()));
                    case Rrs.CheckAnswer answer ->
                            view.value("state", Integer.toString(answer.state()));
                    case Rrs.Registration _, Rrs.Offline _, Rrs.Check _ -> {
                        // the radio is all
                    }
                }
            }
            case Lp lp -> {
                view.value("message", "LP " + name(lp)).value("radio", words(lp.radio()));
                lp.gps().ifPresent(gps -> gps(view, gps));
            }
            case Tmp tmp -> tmp(view, tmp);
            case Rcp rcp -> rcp(view, rcp);
            case Tp tp ->
                    view.value("message", "TP " + words(tp.kind()))
                            .value("source", words(tp.source()))
                            .value("target", words(tp.target()))
                            .verdict("layout", Verdict.UNVERIFIED, "no source proves it");
            case HdapOther other ->
                    view.verdict(
                            "layout",
                            Verdict.SKIPPED,
                            String.format(
                                    Locale.ROOT,
                                    "service %02X opcode %04X is not read",
                                    other.service(),
                                    other.opcode()));
        }
    }

    private static String name(HdapMessage message) {
        return message.getClass().getSimpleName();
    }

    private static String words(RadioAddress address) {
        return address.id() + " (network " + address.network() + ")";
    }

    private static void gps(Dissection.Builder view, GpsBlock gps) {
        if (!gps.hasFix()) {
            view.value("fix", "none");
            return;
        }
        view.value("latitude deg", degrees(gps.latitude().orElse(0)))
                .value("longitude deg", degrees(gps.longitude().orElse(0)))
                .value("time", gps.time().map(Object::toString).orElse("unknown"));
    }

    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private static void tmp(Dissection.Builder view, Tmp tmp) {
        view.value("request id", Long.toString(tmp.requestId()))
                .value("destination", words(tmp.destination()));
        tmp.option().ifPresent(option -> view.hex("option", option.hex(), ""));
        switch (tmp) {
            case Tmp.Message message -> {
                view.value("message", "TMP " + words(message.kind()))
                        .value("answer wanted", Boolean.toString(message.confirm()))
                        .value("source", words(message.source()));
                view.hex("content", message.content().hex(), message.text());
            }
            case Tmp.Answer answer ->
                    view.value("message", "TMP answer to " + words(answer.kind()))
                            .value("result", Integer.toString(answer.result()));
        }
    }

    private static void rcp(Dissection.Builder view, Rcp rcp) {
        view.value("message", "RCP " + name(rcp));
        switch (rcp) {
            case Rcp.RepeaterStatus status ->
                    view.value("status", Integer.toString(status.status()))
                            .value("activity", Integer.toString(status.activity()))
                            .value("call type", callType(status.callType()))
                            .value("target", Long.toString(status.target()))
                            .value("sender", Long.toString(status.sender()));
            case Rcp.CallRequest call ->
                    view.value("call type", callType(call.callType()))
                            .value("target", Long.toString(call.target()));
            case Rcp.StatusReport report ->
                    view.value("target", Integer.toString(report.target()))
                            .value("value", Integer.toString(report.value()));
            case Rcp.IdReply reply ->
                    view.hex(
                            "value", reply.value().hex(), reply.id().map(id -> "" + id).orElse(""));
            case Rcp.Reply reply ->
                    view.value("to", words(reply.kind()))
                            .value("result", Integer.toString(reply.result()));
            case Rcp.Subscription subscription ->
                    view.value("kinds", Integer.toString(subscription.items().size()));
            case Rcp.BroadcastMessages broadcast ->
                    view.value("bits", Integer.toString(broadcast.bits()));
            case Rcp.IdQuery query -> view.value("what", Integer.toString(query.what()));
        }
    }

    private static String callType(int code) {
        return RcpCallType.of(code).map(HyteraView::words).orElse("unknown " + code);
    }

    private static Dissection ipsc(byte[] octets, Ipsc datagram) {
        return switch (datagram) {
            case IpscBurst burst ->
                    Dissection.of("IPSC burst", octets)
                            .octets("sequence", 4, 1, Integer.toString(burst.sequence()))
                            .octets("packet type", 8, 1, "")
                            .octets("slot", 16, 2, Integer.toString(burst.slot()))
                            .octets("slot type", 18, 2, words(burst.slotType()))
                            .octets("colour code", 20, 2, Integer.toString(burst.colourCode()))
                            .octets("burst, pairs exchanged", 26, 34, "")
                            .hex("burst", burst.burst().hex(), "")
                            .octets("call type", 62, 1, Integer.toString(burst.callType()))
                            .octets("destination", 64, 3, Integer.toString(burst.destination()))
                            .octets("source", 68, 3, Integer.toString(burst.source()))
                            .verdict("datagram", Verdict.UNVERIFIED, "it has no checksum")
                            .build();
            case P2pCommand command ->
                    Dissection.of("P2P command", octets)
                            .octets("step", 20, 1, words(command.step()))
                            .value(
                                    "form",
                                    command.isRequest()
                                            ? "request"
                                            : command.port().isPresent()
                                                    ? "send to port " + command.port().getAsInt()
                                                    : "accepted")
                            .build();
            case P2pPing ping ->
                    Dissection.of(ping.answered() ? "P2P ping, answered" : "P2P ping", octets)
                            .build();
            case P2pKeepAlive _ -> Dissection.of("P2P keep-alive", octets).build();
            case P2pAck _ -> Dissection.of("P2P acknowledgement", octets).build();
            case P2pReset _ -> Dissection.of("P2P reset", octets).build();
        };
    }
}
