package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.Layout.u32;
import static dev.gatehouse.protocols.hytera.Layout.u8;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RadioAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Radio registration service: who is there (sheet, section 5). Big-endian.
public sealed interface Rrs extends HdapMessage {

    int SERVICE = 0x11;

    RadioAddress radio();

    @Override
    default int service() {
        return SERVICE;
    }

    /// Radio to us: I am here.
    record Registration(RadioAddress radio) implements Rrs {
        static final int OPCODE = 0x0003;
        static final int LENGTH = RadioAddress.LENGTH_BYTES;

        static Registration get(ByteBuffer in) {
            return new Registration(RadioAddress.get(in));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            ByteBuffer out = ByteBuffer.allocate(LENGTH);
            radio.put(out);
            return out.array();
        }
    }

    /// Us to radio: taken or refused.
    ///
    /// @param result [#OK], [#FAILED], [#WRONG_PASSWORD] or another octet
    /// @param renewSeconds after which the radio registers again, unsigned 32-bit
    record RegistrationAnswer(RadioAddress radio, int result, long renewSeconds) implements Rrs {
        /// Registered.
        public static final int OK = 0;

        /// Refused.
        public static final int FAILED = 1;

        /// Refused for its password.
        public static final int WRONG_PASSWORD = 2;

        static final int OPCODE = 0x0080;
        static final int LENGTH = RadioAddress.LENGTH_BYTES + 1 + Integer.BYTES;

        public RegistrationAnswer {
            Layout.requireU8("result", result);
            Layout.requireU32("renew time", renewSeconds);
        }

        static RegistrationAnswer get(ByteBuffer in) {
            return new RegistrationAnswer(RadioAddress.get(in), u8(in), u32(in));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            ByteBuffer out = ByteBuffer.allocate(LENGTH);
            radio.put(out);
            return out.put((byte) result).putInt((int) renewSeconds).array();
        }
    }

    /// Radio to us: I am going.
    record Offline(RadioAddress radio) implements Rrs {
        static final int OPCODE = 0x0001;
        static final int LENGTH = RadioAddress.LENGTH_BYTES;

        static Offline get(ByteBuffer in) {
            return new Offline(RadioAddress.get(in));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            ByteBuffer out = ByteBuffer.allocate(LENGTH);
            radio.put(out);
            return out.array();
        }
    }

    /// Us to radio: are you there?
    record Check(RadioAddress radio) implements Rrs {
        static final int OPCODE = 0x0002;
        static final int LENGTH = RadioAddress.LENGTH_BYTES;

        static Check get(ByteBuffer in) {
            return new Check(RadioAddress.get(in));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            ByteBuffer out = ByteBuffer.allocate(LENGTH);
            radio.put(out);
            return out.array();
        }
    }

    /// Radio, or its repeater, to us.
    ///
    /// @param state [#ONLINE], [#OFFLINE] or another octet
    record CheckAnswer(RadioAddress radio, int state) implements Rrs {
        /// It is there.
        public static final int ONLINE = 0;

        /// It is not.
        public static final int OFFLINE = 1;

        static final int OPCODE = 0x0082;
        static final int LENGTH = RadioAddress.LENGTH_BYTES + 1;

        public CheckAnswer {
            Layout.requireU8("state", state);
        }

        static CheckAnswer get(ByteBuffer in) {
            return new CheckAnswer(RadioAddress.get(in), u8(in));
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public byte[] payload() {
            ByteBuffer out = ByteBuffer.allocate(LENGTH);
            radio.put(out);
            return out.put((byte) state).array();
        }
    }

    /// Reads the payload of one opcode.
    static Decoded<HdapMessage> decode(int opcode, byte[] payload) {
        ByteOrder order = ByteOrder.BIG_ENDIAN;
        return switch (opcode) {
            case Registration.OPCODE ->
                    Layout.exactly(
                            "RRS registration",
                            Registration.LENGTH,
                            payload,
                            order,
                            Registration::get);
            case RegistrationAnswer.OPCODE ->
                    Layout.exactly(
                            "RRS answer",
                            RegistrationAnswer.LENGTH,
                            payload,
                            order,
                            RegistrationAnswer::get);
            case Offline.OPCODE ->
                    Layout.exactly("RRS offline", Offline.LENGTH, payload, order, Offline::get);
            case Check.OPCODE ->
                    Layout.exactly("RRS check", Check.LENGTH, payload, order, Check::get);
            case CheckAnswer.OPCODE ->
                    Layout.exactly(
                            "RRS check answer",
                            CheckAnswer.LENGTH,
                            payload,
                            order,
                            CheckAnswer::get);
            default -> Layout.other(SERVICE, opcode, payload);
        };
    }
}
