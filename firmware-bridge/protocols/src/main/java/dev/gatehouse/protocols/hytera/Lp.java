package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.Layout.u16;
import static dev.gatehouse.protocols.hytera.Layout.u32;
import static dev.gatehouse.protocols.hytera.Layout.u8;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RadioAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;

/// Location protocol (sheet, section 6). Big-endian. Opcodes whose layout no source gives stay
/// [HdapOther].
public sealed interface Lp extends HdapMessage {

    int SERVICE = 0x08;

    /// Result of a request that succeeded.
    int OK = 0;

    RadioAddress radio();

    @Override
    default int service() {
        return SERVICE;
    }

    /// The position that came with it, if the message has one.
    default Optional<GpsBlock> gps() {
        return Optional.empty();
    }

    /// Request id and radio, the head of nearly every message.
    int HEAD = Integer.BYTES + RadioAddress.LENGTH_BYTES;

    private static byte[] bytes(
            int length, long requestId, RadioAddress radio, Consumer<ByteBuffer> fields) {
        return Layout.bytes(
                length,
                ByteOrder.BIG_ENDIAN,
                out -> {
                    out.putInt((int) requestId);
                    radio.put(out);
                    fields.accept(out);
                });
    }

    /// What is asked of a radio, or told to it, with nothing but its address.
    ///
    /// @param requestId unsigned 32-bit
    record Request(Request.Kind kind, long requestId, RadioAddress radio) implements Lp {

        /// Which request.
        public enum Kind {
            /// Report once.
            LOCATE(0xA001),
            /// Stop reporting an emergency.
            STOP_EMERGENCY(0xB001),
            /// Stop reporting at intervals.
            STOP_TRIGGERED(0xC004);

            private final int opcode;

            Kind(int opcode) {
                this.opcode = opcode;
            }
        }

        public Request {
            Layout.requireU32("request id", requestId);
        }

        @Override
        public int opcode() {
            return kind.opcode;
        }

        @Override
        public byte[] payload() {
            return bytes(HEAD, requestId, radio, _ -> {});
        }
    }

    /// What a radio answers to a request that is answered without a position.
    ///
    /// @param result 0 ok, 6 position method failure, 0x69 format error, or another; 16 bits
    record Answer(Answer.Kind kind, long requestId, RadioAddress radio, int result) implements Lp {

        static final int LENGTH = HEAD + Short.BYTES;

        /// To which request.
        public enum Kind {
            STOP_EMERGENCY(0xB002),
            TRIGGERED(0xC002),
            STOP_TRIGGERED(0xC005);

            private final int opcode;

            Kind(int opcode) {
                this.opcode = opcode;
            }
        }

        public Answer {
            Layout.requireU32("request id", requestId);
            Layout.requireU16("result", result);
        }

        @Override
        public int opcode() {
            return kind.opcode;
        }

        @Override
        public byte[] payload() {
            return bytes(LENGTH, requestId, radio, out -> out.putShort((short) result));
        }
    }

    /// Where the radio is. Opcodes A003 and A004 add RSSI or more, the sources disagree which: what
    /// follows the position is kept unread.
    ///
    /// @param opcode A002, A003 or A004
    /// @param extra empty with A002
    record Report(
            int opcode,
            long requestId,
            RadioAddress radio,
            int result,
            GpsBlock block,
            Octets extra)
            implements Lp {
        static final int PLAIN = 0xA002;
        static final int WITH_RSSI = 0xA003;
        static final int WITH_DATA = 0xA004;
        static final int LENGTH = HEAD + Short.BYTES + GpsBlock.LENGTH_BYTES;

        public Report {
            if (opcode < PLAIN || opcode > WITH_DATA || (opcode == PLAIN && !extra.isEmpty())) {
                throw new IllegalArgumentException("LP report: expected A002..A004, A002 bare");
            }
            Layout.requireU32("request id", requestId);
            Layout.requireU16("result", result);
            Layout.requireFits("LP report", LENGTH + extra.length());
        }

        /// Answer to a request to locate.
        public static Report of(long requestId, RadioAddress radio, int result, GpsBlock block) {
            return new Report(PLAIN, requestId, radio, result, block, Octets.NONE);
        }

        static Report get(int opcode, ByteBuffer in) {
            return new Report(
                    opcode,
                    u32(in),
                    RadioAddress.get(in),
                    u16(in),
                    GpsBlock.get(in),
                    Octets.get(in, in.remaining()));
        }

        @Override
        public Optional<GpsBlock> gps() {
            return result == OK ? Optional.of(block) : Optional.empty();
        }

        @Override
        public byte[] payload() {
            return bytes(
                    LENGTH + extra.length(),
                    requestId,
                    radio,
                    out -> {
                        out.putShort((short) result);
                        block.octets().put(out);
                        extra.put(out);
                    });
        }
    }

    /// A radio in distress.
    ///
    /// @param type of emergency, an octet whose values no source names
    record Emergency(RadioAddress radio, int type, GpsBlock block) implements Lp {
        static final int OPCODE = 0xB003;
        static final int LENGTH = RadioAddress.LENGTH_BYTES + 1 + GpsBlock.LENGTH_BYTES;

        public Emergency {
            Layout.requireU8("emergency type", type);
        }

        static Emergency get(ByteBuffer in) {
            return new Emergency(RadioAddress.get(in), u8(in), GpsBlock.get(in));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public Optional<GpsBlock> gps() {
            return Optional.of(block);
        }

        @Override
        public byte[] payload() {
            ByteBuffer out = ByteBuffer.allocate(LENGTH);
            radio.put(out);
            out.put((byte) type);
            block.octets().put(out);
            return out.array();
        }
    }

    /// A radio in distress, in the form with variable data, whose layout behind the radio no source
    /// gives. That there is an emergency must not be lost for that.
    ///
    /// @param data unread
    record EmergencyWithData(RadioAddress radio, Octets data) implements Lp {
        static final int OPCODE = 0xB004;
        static final int LEAST = RadioAddress.LENGTH_BYTES;

        public EmergencyWithData {
            Layout.requireFits("LP emergency", LEAST + data.length());
        }

        static EmergencyWithData get(ByteBuffer in) {
            return new EmergencyWithData(RadioAddress.get(in), Octets.get(in, in.remaining()));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            ByteBuffer out = ByteBuffer.allocate(LEAST + data.length());
            radio.put(out);
            data.put(out);
            return out.array();
        }
    }

    /// Us to radio: report at intervals.
    ///
    /// @param start 14 octets `yyyyMMddhhmmss`
    /// @param stop likewise
    /// @param interval 8 octets `ddhhmmss`
    record TriggeredRequest(
            long requestId, RadioAddress radio, Octets start, Octets stop, Octets interval)
            implements Lp {
        static final int OPCODE = 0xC001;
        static final int MOMENT = 14;
        static final int SPAN = 8;
        static final int LENGTH = HEAD + 2 * MOMENT + SPAN;

        public TriggeredRequest {
            Layout.requireU32("request id", requestId);
            if (start.length() != MOMENT || stop.length() != MOMENT || interval.length() != SPAN) {
                throw new IllegalArgumentException("LP trigger: expected 14, 14 and 8 octets");
            }
        }

        static TriggeredRequest get(ByteBuffer in) {
            return new TriggeredRequest(
                    u32(in),
                    RadioAddress.get(in),
                    Octets.get(in, MOMENT),
                    Octets.get(in, MOMENT),
                    Octets.get(in, SPAN));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            return bytes(
                    LENGTH,
                    requestId,
                    radio,
                    out -> {
                        start.put(out);
                        stop.put(out);
                        interval.put(out);
                    });
        }
    }

    /// A report at its interval. The position is found from the end, for the sources do not agree
    /// how long the remaining time is.
    ///
    /// @param remaining time, 8 octets mostly
    record TriggeredReport(long requestId, RadioAddress radio, Octets remaining, GpsBlock block)
            implements Lp {
        static final int OPCODE = 0xC003;
        static final int LEAST = HEAD + GpsBlock.LENGTH_BYTES;

        public TriggeredReport {
            Layout.requireU32("request id", requestId);
            Layout.requireFits("LP triggered report", LEAST + remaining.length());
        }

        static TriggeredReport get(ByteBuffer in) {
            long requestId = u32(in);
            RadioAddress radio = RadioAddress.get(in);
            Octets remaining = Octets.get(in, in.remaining() - GpsBlock.LENGTH_BYTES);
            return new TriggeredReport(requestId, radio, remaining, GpsBlock.get(in));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public Optional<GpsBlock> gps() {
            return Optional.of(block);
        }

        @Override
        public byte[] payload() {
            return bytes(
                    LEAST + remaining.length(),
                    requestId,
                    radio,
                    out -> {
                        remaining.put(out);
                        block.octets().put(out);
                    });
        }
    }

    /// A report on a condition or of quick GPS.
    record ConditionalReport(long requestId, RadioAddress radio, GpsBlock block) implements Lp {
        static final int OPCODE = 0xD003;
        static final int LENGTH = HEAD + GpsBlock.LENGTH_BYTES;

        public ConditionalReport {
            Layout.requireU32("request id", requestId);
        }

        static ConditionalReport get(ByteBuffer in) {
            return new ConditionalReport(u32(in), RadioAddress.get(in), GpsBlock.get(in));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public Optional<GpsBlock> gps() {
            return Optional.of(block);
        }

        @Override
        public byte[] payload() {
            return bytes(
                    LENGTH,
                    requestId,
                    radio,
                    out -> {
                        block.octets().put(out);
                    });
        }
    }

    /// A report on a condition with the strength at which it was received.
    ///
    /// @param rssiDbm signed 16-bit
    record ConditionalReportWithRssi(
            long requestId, RadioAddress radio, int result, GpsBlock block, int rssiDbm)
            implements Lp {
        static final int OPCODE = 0xD004;
        static final int LENGTH = HEAD + Short.BYTES + GpsBlock.LENGTH_BYTES + Short.BYTES;

        public ConditionalReportWithRssi {
            Layout.requireU32("request id", requestId);
            Layout.requireU16("result", result);
            if (rssiDbm != (short) rssiDbm) {
                throw new IllegalArgumentException("RSSI: expected 16 bits");
            }
        }

        static ConditionalReportWithRssi get(ByteBuffer in) {
            return new ConditionalReportWithRssi(
                    u32(in), RadioAddress.get(in), u16(in), GpsBlock.get(in), in.getShort());
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public Optional<GpsBlock> gps() {
            return result == OK ? Optional.of(block) : Optional.empty();
        }

        @Override
        public byte[] payload() {
            return bytes(
                    LENGTH,
                    requestId,
                    radio,
                    out -> {
                        out.putShort((short) result);
                        block.octets().put(out);
                        out.putShort((short) rssiDbm);
                    });
        }
    }

    /// Reads the payload of one opcode.
    static Decoded<HdapMessage> decode(int opcode, byte[] payload) {
        ByteOrder order = ByteOrder.BIG_ENDIAN;
        for (Request.Kind kind : Request.Kind.values()) {
            if (kind.opcode == opcode) {
                return Layout.exactly(
                        "LP request",
                        HEAD,
                        payload,
                        order,
                        in -> new Request(kind, u32(in), RadioAddress.get(in)));
            }
        }
        for (Answer.Kind kind : Answer.Kind.values()) {
            if (kind.opcode == opcode) {
                return Layout.exactly(
                        "LP answer",
                        Answer.LENGTH,
                        payload,
                        order,
                        in -> new Answer(kind, u32(in), RadioAddress.get(in), u16(in)));
            }
        }
        return decodeReport(opcode, payload, order);
    }

    private static Decoded<HdapMessage> decodeReport(int opcode, byte[] payload, ByteOrder order) {
        return switch (opcode) {
            case Report.PLAIN ->
                    Layout.exactly(
                            "LP report",
                            Report.LENGTH,
                            payload,
                            order,
                            in -> Report.get(opcode, in));
            case Report.WITH_RSSI, Report.WITH_DATA ->
                    Layout.atLeast(
                            "LP report with more",
                            Report.LENGTH,
                            payload,
                            order,
                            in -> Report.get(opcode, in));
            case Emergency.OPCODE ->
                    Layout.exactly(
                            "LP emergency", Emergency.LENGTH, payload, order, Emergency::get);
            case EmergencyWithData.OPCODE ->
                    Layout.atLeast(
                            "LP emergency with data",
                            EmergencyWithData.LEAST,
                            payload,
                            order,
                            EmergencyWithData::get);
            case TriggeredRequest.OPCODE ->
                    Layout.exactly(
                            "LP trigger",
                            TriggeredRequest.LENGTH,
                            payload,
                            order,
                            TriggeredRequest::get);
            case TriggeredReport.OPCODE ->
                    Layout.atLeast(
                            "LP triggered report",
                            TriggeredReport.LEAST,
                            payload,
                            order,
                            TriggeredReport::get);
            case ConditionalReport.OPCODE ->
                    Layout.exactly(
                            "LP conditional report",
                            ConditionalReport.LENGTH,
                            payload,
                            order,
                            ConditionalReport::get);
            case ConditionalReportWithRssi.OPCODE ->
                    Layout.exactly(
                            "LP conditional report with RSSI",
                            ConditionalReportWithRssi.LENGTH,
                            payload,
                            order,
                            ConditionalReportWithRssi::get);
            default -> Layout.other(SERVICE, opcode, payload);
        };
    }
}
