package dev.gatehouse.protocols.mmdvm;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a modem sends to its host (sections 3, 4, 5, 8).
public sealed interface ModemMessage
        permits ModemVersion,
                ModemStatus,
                HeardBurst,
                ModemMessage.SlotLost,
                ModemMessage.Ack,
                ModemMessage.Nak,
                ModemMessage.Debug,
                ModemMessage.Skipped {

    /// The frame that carries it.
    ModemFrame encode();

    /// Reads a frame of a modem.
    ///
    /// @param protocol layout of a status
    static Decoded<ModemMessage> decode(ModemFrame frame, ModemProtocol protocol) {
        FrameType type = FrameType.of(frame.type()).orElse(null);
        if (type == null) {
            return Decoded.message(new Skipped(frame.type(), frame.payload()));
        }
        return switch (type) {
            case GET_VERSION -> ModemVersion.decode(frame);
            case GET_STATUS -> ModemStatus.decode(frame, protocol);
            case DMR_DATA1 -> HeardBurst.decode(frame, 1);
            case DMR_DATA2 -> HeardBurst.decode(frame, 2);
            case DMR_LOST1 -> SlotLost.decode(frame, 1);
            case DMR_LOST2 -> SlotLost.decode(frame, 2);
            case ACK -> Ack.decode(frame);
            case NAK -> Nak.decode(frame);
            case DEBUG1, DEBUG2, DEBUG3, DEBUG4, DEBUG5 -> Debug.decode(frame, type);
            case CALIBRATION, RSSI_DATA, SERIAL_DATA, TRANSPARENT, DEBUG_DUMP ->
                    Decoded.message(new Skipped(frame.type(), frame.payload()));
            case SET_CONFIG,
                    SET_MODE,
                    SET_FREQUENCY,
                    SEND_CWID,
                    DMR_ALOHA,
                    DMR_SHORT_LC,
                    DMR_START,
                    DMR_ABORT,
                    QSO_INFO ->
                    Decoded.rejected(
                            RejectReason.UNSUPPORTED,
                            "frame from modem: type "
                                    + Integer.toHexString(frame.type())
                                    + " is the host's alone");
        };
    }

    /// The receiver gave up on a slot: its call or data transmission is over.
    ///
    /// @param slot 1 or 2
    record SlotLost(int slot) implements ModemMessage {
        public SlotLost {
            if (slot < 1 || slot > 2) {
                throw new IllegalArgumentException("slot: expected 1 or 2, found " + slot);
            }
        }

        static Decoded<ModemMessage> decode(ModemFrame frame, int slot) {
            return exactly(frame, 0, "lost") instanceof Decoded.Rejected<ModemMessage> rejected
                    ? rejected
                    : Decoded.message(new SlotLost(slot));
        }

        @Override
        public ModemFrame encode() {
            return ModemFrame.of(slot == 1 ? FrameType.DMR_LOST1 : FrameType.DMR_LOST2);
        }
    }

    /// Configuration, mode or frequency was accepted.
    ///
    /// @param type code of the accepted frame
    record Ack(int type) implements ModemMessage {
        static Decoded<ModemMessage> decode(ModemFrame frame) {
            return exactly(frame, 1, "ack") instanceof Decoded.Rejected<ModemMessage> rejected
                    ? rejected
                    : Decoded.message(new Ack(frame.octet(0)));
        }

        @Override
        public ModemFrame encode() {
            return ModemFrame.of(FrameType.ACK, type);
        }
    }

    /// A frame was refused.
    ///
    /// @param type code of the refused frame
    /// @param code the reason as sent
    record Nak(int type, int code) implements ModemMessage {
        public NakReason reason() {
            return NakReason.of(code);
        }

        static Decoded<ModemMessage> decode(ModemFrame frame) {
            return exactly(frame, 2, "nak") instanceof Decoded.Rejected<ModemMessage> rejected
                    ? rejected
                    : Decoded.message(new Nak(frame.octet(0), frame.octet(1)));
        }

        @Override
        public ModemFrame encode() {
            return ModemFrame.of(FrameType.NAK, type, code);
        }
    }

    /// A line for developers of the firmware: text and up to four signed numbers of 16 bits.
    ///
    /// @param text printable
    /// @param numbers as many as the type says
    record Debug(String text, List<Integer> numbers) implements ModemMessage {
        private static final int NUMBER_LENGTH = 2;

        public Debug {
            numbers = List.copyOf(numbers);
            if (numbers.size() > 4) {
                throw new IllegalArgumentException("debug: expected at most 4 numbers");
            }
        }

        static Decoded<ModemMessage> decode(ModemFrame frame, FrameType type) {
            int count = type.code() - FrameType.DEBUG1.code();
            int textLength = frame.payload().length - count * NUMBER_LENGTH;
            if (textLength < 0) {
                return Decoded.rejected(
                        RejectReason.TOO_SHORT,
                        "debug: expected " + count + " numbers, found " + frame.payload().length);
            }
            List<Integer> numbers = new ArrayList<>(count);
            for (int at = textLength; at < frame.payload().length; at += NUMBER_LENGTH) {
                numbers.add((int) (short) ((frame.octet(at) << 8) | frame.octet(at + 1)));
            }
            byte[] text = Arrays.copyOf(frame.payload(), textLength);
            return Decoded.message(new Debug(Printable.text(text, 0), numbers));
        }

        @Override
        public ModemFrame encode() {
            byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
            byte[] payload = Arrays.copyOf(octets, octets.length + numbers.size() * NUMBER_LENGTH);
            int at = octets.length;
            for (int number : numbers) {
                payload[at++] = (byte) (number >> 8);
                payload[at++] = (byte) number;
            }
            return new ModemFrame(FrameType.DEBUG1.code() + numbers.size(), payload);
        }
    }

    /// Of another mode, or of no use to us: taken whole and counted.
    ///
    /// @param type code of the frame
    /// @param payload as it came
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Skipped(int type, byte[] payload) implements ModemMessage {
        @Override
        public ModemFrame encode() {
            return new ModemFrame(type, payload);
        }
    }

    /// A rejection when the payload has another length; else anything but a rejection.
    private static Decoded<ModemMessage> exactly(ModemFrame frame, int octets, String what) {
        int found = frame.payload().length;
        return found == octets
                ? Decoded.message(new Skipped(frame.type(), frame.payload()))
                : Decoded.rejected(
                        found < octets ? RejectReason.TOO_SHORT : RejectReason.LEFTOVER,
                        what + ": expected " + octets + " octets, found " + found);
    }
}
