package dev.gatehouse.protocols.mmdvm;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Dissection.Verdict;
import dev.gatehouse.protocols.dmr.DmrView;
import java.util.Arrays;

/// A capture of a modem's line laid open for a technician: frames of either direction, one after
/// the other. Total: any octets have a view. Where a frame can be either side's, it is taken for
/// the modem's.
public final class MmdvmView {

    /// Frames of one capture; the rest is told by number of octets only.
    public static final int MAX_FRAMES = 10_000;

    private MmdvmView() {}

    /// The view of a capture.
    public static Dissection of(byte[] octets) {
        Dissection.Builder view = Dissection.of("MMDVM capture", octets);
        ModemProtocol protocol = ModemProtocol.V2;
        int at = 0;
        int frames = 0;
        int noise = 0;
        while (at < octets.length && frames < MAX_FRAMES) {
            int length = length(octets, at);
            if (length == 0 || at + length > octets.length) {
                noise++;
                at++;
                continue;
            }
            noise = tellNoise(view, at, noise);
            byte[] frame = Arrays.copyOfRange(octets, at, at + length);
            protocol = frame(view, frame, frames, protocol);
            frames++;
            at += length;
        }
        var _ = tellNoise(view, at, noise);
        if (at < octets.length) {
            view.verdict(
                    "frames shown",
                    Verdict.SKIPPED,
                    (octets.length - at) + " octets behind the first " + MAX_FRAMES);
        }
        view.check("a frame is in it", frames > 0, frames + " found");
        return view.build();
    }

    private static int tellNoise(Dissection.Builder view, int at, int noise) {
        if (noise > 0) {
            view.octets("octets of no frame", at - noise, noise, noise + " octets");
            view.check("framing", false, noise + " octets belong to no frame");
        }
        return 0;
    }

    /// Total length of a frame that may begin here; 0 for none.
    private static int length(byte[] octets, int at) {
        int left = octets.length - at;
        if (octet(octets, at) != ModemFrame.START || left < ModemFrame.MIN_LENGTH) {
            return 0;
        }
        int first = octet(octets, at + ModemFrame.LENGTH_AT);
        if (first == ModemFrame.LONG) {
            return left < ModemFrame.LONG_HEADER
                    ? 0
                    : octet(octets, at + ModemFrame.LONG_LENGTH_AT) + ModemFrame.LONG_OFFSET;
        }
        int type = octet(octets, at + ModemFrame.TYPE_AT);
        boolean known = FrameType.of(type).isPresent() || FrameType.isFromModem(type, first);
        return known && first >= ModemFrame.MIN_LENGTH ? first : 0;
    }

    private static int octet(byte[] octets, int at) {
        return Byte.toUnsignedInt(octets[at]);
    }

    /// Adds the view of one frame.
    ///
    /// @return the layout that holds from here on
    private static ModemProtocol frame(
            Dissection.Builder capture, byte[] octets, int index, ModemProtocol protocol) {
        boolean isLong = octet(octets, ModemFrame.LENGTH_AT) == ModemFrame.LONG;
        int header = isLong ? ModemFrame.LONG_HEADER : ModemFrame.SHORT_HEADER;
        ModemFrame frame =
                new ModemFrame(
                        octet(octets, header - 1),
                        Arrays.copyOfRange(octets, header, octets.length));
        String name = FrameType.of(frame.type()).map(Enum::name).orElse("of another mode");
        Dissection.Builder view = Dissection.of("frame " + index + " " + name, octets);
        view.octets("start", 0, 1, "E0");
        view.octets("length", 1, header - 2, octets.length + " octets");
        view.octets("type", header - 1, 1, name);
        Decoded<ModemMessage> modem = ModemMessage.decode(frame, protocol);
        ModemProtocol next = protocol;
        if (modem instanceof Decoded.Message<ModemMessage>(ModemMessage message)) {
            view.value("direction", "modem to host");
            fields(view, message, header);
            if (message instanceof ModemVersion version) {
                next = version.protocol();
            }
        } else if (HostMessage.decode(frame, protocol)
                instanceof Decoded.Message<HostMessage>(HostMessage message)) {
            view.value("direction", "host to modem");
            fields(view, message, header);
        } else {
            view.octets("payload", header, octets.length - header, "");
            view.outcome("content", modem);
        }
        capture.part(view.build());
        return next;
    }

    private static void fields(Dissection.Builder view, ModemMessage message, int from) {
        switch (message) {
            case ModemVersion version ->
                    view.octets("protocol", from, 1, "" + version.protocol().number())
                            .value("DMR", version.hasDmr() ? "yes" : "no")
                            .value("description", version.description());
            case ModemStatus status ->
                    view.value("mode", "" + status.mode())
                            .bits("flags", 8, status.flags(), flags(status))
                            .value("slot 1 space", "" + status.slot1Space())
                            .value("slot 2 space", "" + status.slot2Space());
            case HeardBurst burst -> {
                view.octets("control", from, 1, Integer.toHexString(burst.control()))
                        .value("slot", "" + burst.slot())
                        .part(DmrView.of(burst.burst()));
                burst.rawRssi()
                        .ifPresent(raw -> view.bits("signal strength, raw", 16, raw, "" + raw));
            }
            case ModemMessage.SlotLost lost -> view.value("slot", "" + lost.slot());
            case ModemMessage.Ack ack ->
                    view.octets("accepted type", from, 1, Integer.toHexString(ack.type()));
            case ModemMessage.Nak nak ->
                    view.octets("refused type", from, 1, Integer.toHexString(nak.type()))
                            .octets("reason", from + 1, 1, nak.reason().name());
            case ModemMessage.Debug debug ->
                    view.value("text", debug.text()).value("numbers", debug.numbers().toString());
            case ModemMessage.Skipped skipped ->
                    view.octets("payload", from, skipped.payload().length, "not looked into");
        }
    }

    private static String flags(ModemStatus status) {
        StringBuilder words = new StringBuilder();
        say(words, status, ModemStatus.TRANSMITTING, "transmitting");
        say(words, status, ModemStatus.ADC_OVERFLOW, "ADC overflow");
        say(words, status, ModemStatus.RX_OVERFLOW, "RX overflow");
        say(words, status, ModemStatus.TX_OVERFLOW, "TX overflow");
        say(words, status, ModemStatus.LOCKOUT, "lockout");
        say(words, status, ModemStatus.DAC_OVERFLOW, "DAC overflow");
        say(words, status, ModemStatus.CARRIER, "carrier");
        return words.isEmpty() ? "none" : words.toString();
    }

    private static void say(StringBuilder words, ModemStatus status, int flag, String word) {
        if ((status.flags() & flag) != 0) {
            words.append(words.isEmpty() ? "" : ", ").append(word);
        }
    }

    private static void fields(Dissection.Builder view, HostMessage message, int from) {
        switch (message) {
            case HostMessage.GetVersion _, HostMessage.GetStatus _ -> {
                // a question without content
            }
            case ModemConfig config ->
                    view.value("protocol", "" + config.protocol().number())
                            .value("simplex", config.simplex() ? "yes" : "no")
                            .value("transmit delay, ms", "" + 10 * config.txDelay())
                            .value("colour code", "" + config.colourCode())
                            .value("receive level", "" + config.rxLevel())
                            .value("DMR transmit level", "" + config.dmrTxLevel());
            case ModemFrequency frequency ->
                    view.octets("receive, Hz", from + 1, 4, "" + frequency.rxHz())
                            .octets("transmit, Hz", from + 5, 4, "" + frequency.txHz())
                            .value("power", "" + frequency.power());
            case HostMessage.SetMode mode -> view.octets("mode", from, 1, "" + mode.mode());
            case HostMessage.SendIdentity identity -> view.value("text", identity.text());
            case HostMessage.SendBurst burst ->
                    view.value("slot", "" + burst.slot()).part(DmrView.of(burst.burst()));
            case HostMessage.SetShortLc _ ->
                    view.octets("short link control", from, HostMessage.SetShortLc.LENGTH, "");
            case HostMessage.StartTransmit start ->
                    view.octets("transmit", from, 1, start.on() ? "on" : "off");
            case HostMessage.AbortSlot abort -> view.octets("slot", from, 1, "" + abort.slot());
            case HostMessage.Skipped skipped ->
                    view.octets("payload", from, skipped.payload().length, "not looked into");
        }
    }
}
