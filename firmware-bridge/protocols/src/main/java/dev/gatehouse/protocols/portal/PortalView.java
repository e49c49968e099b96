package dev.gatehouse.protocols.portal;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Dissection.Verdict;
import dev.gatehouse.protocols.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A technician's view of a capture of a portal: ASCII lines, or messages of Modbus TCP, one after
/// the other. Total: whatever the octets are, there is a view of them.
public final class PortalView {
    /// Most lines or messages of one view; the rest is counted.
    static final int MAX_PARTS = 10_000;

    private PortalView() {}

    public static Dissection of(byte[] octets) {
        return isModbus(octets) ? modbus(octets) : lines(octets);
    }

    private static boolean isModbus(byte[] octets) {
        return octets.length >= ModbusMessage.HEAD_BYTES + 1 && octets[2] == 0 && octets[3] == 0;
    }

    private static Dissection lines(byte[] octets) {
        Dissection.Builder view = Dissection.of("portal lines", octets);
        int from = 0;
        int parts = 0;
        for (int at = 0; at <= octets.length; at++) {
            boolean ends = at == octets.length || octets[at] == '\n';
            if (ends && !blank(octets, from, at) && parts++ < MAX_PARTS) {
                view.part(line(Arrays.copyOfRange(octets, from, at)));
            }
            from = ends ? at + 1 : from;
        }
        return over(view, parts).build();
    }

    private static Dissection.Builder over(Dissection.Builder view, int parts) {
        if (parts == 0) {
            view.verdict("content", Verdict.BAD, "nothing that could be read");
        } else if (parts > MAX_PARTS) {
            view.verdict("rest", Verdict.SKIPPED, (parts - MAX_PARTS) + " more not shown");
        }
        return view;
    }

    private static boolean blank(byte[] octets, int from, int to) {
        for (int at = from; at < to; at++) {
            if (octets[at] != ' ' && octets[at] != '\t' && octets[at] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static Dissection line(byte[] octets) {
        Dissection.Builder view =
                Dissection.of("line", octets)
                        .octets(
                                "tag",
                                0,
                                2,
                                new String(
                                        octets,
                                        0,
                                        Math.min(2, octets.length),
                                        StandardCharsets.ISO_8859_1));
        Decoded<PortalLine> decoded = PortalLine.decode(octets);
        view.outcome("line", decoded);
        if (decoded instanceof Decoded.Message<PortalLine>(PortalLine line)) {
            show(view, line);
        }
        return view.build();
    }

    private static void show(Dissection.Builder view, PortalLine line) {
        switch (line) {
            case PortalLine.Background(
                            Radiation kind,
                            PortalLine.Level level,
                            DetectorCounts counts) ->
                    counts(
                            view.value("meaning", word(kind) + " background " + word(level)),
                            counts);
            case PortalLine.Scan(Radiation kind, boolean alarm, DetectorCounts counts) ->
                    counts(
                            view.value(
                                    "meaning",
                                    word(kind) + " scan" + (alarm ? ", ALARM" : ", no alarm")),
                            counts);
            case PortalLine.Speed speed ->
                    view.value("transit s", speed.transitSeconds().text())
                            .value("mile/h", speed.milesPerHour().text())
                            .value("km/h", speed.kilometresPerHour().text())
                            .check(
                                    "time, beams and units",
                                    speed.checkedKmh().isPresent(),
                                    "within 2 %");
            case PortalLine.End(DetectorCounts numbers) ->
                    counts(view.value("meaning", "end of the occupancy"), numbers);
            case PortalLine.Tamper(boolean on, DetectorCounts _) ->
                    view.value("meaning", on ? "tamper on" : "tamper cleared");
            case PortalLine.Other(String _, Octets _) ->
                    view.verdict("tag", Verdict.SKIPPED, "not a known tag");
            case PortalLine.Damaged(PortalTag tag, Octets _) ->
                    view.verdict(
                            "fields",
                            Verdict.BAD,
                            tag.alarm() ? "not readable; an alarm all the same" : "not readable");
        }
    }

    private static void counts(Dissection.Builder view, DetectorCounts counts) {
        view.value(
                        "detectors",
                        counts.d1() + " " + counts.d2() + " " + counts.d3() + " " + counts.d4())
                .value("total", Long.toString(counts.total()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Dissection modbus(byte[] octets) {
        Dissection.Builder view = Dissection.of("Modbus TCP", octets);
        List<byte[]> messages = new ArrayList<>();
        var broken = new ModbusReader().octets(octets, messages::add);
        int shown = 0;
        int used = 0;
        for (byte[] message : messages) {
            used += message.length;
            if (shown++ < MAX_PARTS) {
                view.part(message(message));
            }
        }
        if (broken.isPresent() || used != octets.length) {
            view.verdict(
                    "stream",
                    Verdict.BAD,
                    (octets.length - used) + " octets at the end are no whole message");
        }
        return over(view, Math.max(shown, 1)).build();
    }

    private static Dissection message(byte[] octets) {
        Dissection.Builder view =
                Dissection.of("message", octets)
                        .octets("transaction", 0, 2, "")
                        .octets("protocol", 2, 2, "")
                        .octets("length", 4, 2, "")
                        .octets("unit", 6, 1, "")
                        .octets("function", 7, 1, "");
        Decoded<ModbusMessage> decoded = ModbusMessage.decodeAnswer(octets);
        if (decoded instanceof Decoded.Rejected) {
            decoded = ModbusMessage.decodeRequest(octets);
        }
        view.outcome("message", decoded);
        if (decoded instanceof Decoded.Message<ModbusMessage>(ModbusMessage message)) {
            switch (message) {
                case ModbusMessage.Request request ->
                        view.value("read from register", "" + request.address())
                                .value("registers", "" + request.count());
                case ModbusMessage.Refusal refusal ->
                        view.value("refused function", "" + refusal.function())
                                .value("exception", "" + refusal.code());
                case ModbusMessage.Answer answer -> registers(view, answer.registers());
            }
        }
        return view.build();
    }

    /// The answer does not say which registers it has: their number tells.
    private static void registers(Dissection.Builder view, List<Integer> registers) {
        view.value("registers", "" + registers.size());
        if (registers.size() == AspectDescription.COUNT
                && AspectDescription.of(registers)
                        instanceof Decoded.Message<AspectDescription>(AspectDescription found)) {
            view.value("signature", "" + found.signature())
                    .value("registers in all", "" + found.registers())
                    .value("monitor block", "" + found.monitorId())
                    .value("its address", "" + found.monitorBase())
                    .value("its registers", "" + found.monitorCount());
        } else if (AspectMonitor.of(registers)
                instanceof Decoded.Message<AspectMonitor>(AspectMonitor monitor)) {
            view.value("elapsed", "" + monitor.elapsed())
                    .value("inputs", bits(monitor.inputs()))
                    .value("occupied", "" + monitor.occupied());
            channel(view, "gamma", monitor.gamma());
            channel(view, "neutron", monitor.neutron());
            view.value("objects", "" + monitor.objects())
                    .value("wheel pairs", "" + monitor.wheelPairs())
                    .value("speed", "" + monitor.speed())
                    .value("outputs", bits(monitor.outputs()));
        }
    }

    private static void channel(
            Dissection.Builder view, String name, AspectMonitor.Channel channel) {
        view.value(name + " status", bits(channel.status()))
                .value(name + " alarm", "" + channel.alarm())
                .value(name + " count", "" + channel.count())
                .value(name + " background", "" + channel.background())
                .value(name + " variance", "" + channel.variance());
    }

    private static String bits(int value) {
        return String.format(Locale.ROOT, "0x%04x", value);
    }
}
