package dev.gatehouse.protocols.mmdvm;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a host sends to its modem (sections 3, 6, 7, 9).
public sealed interface HostMessage
        permits ModemConfig,
                ModemFrequency,
                HostMessage.GetVersion,
                HostMessage.GetStatus,
                HostMessage.SetMode,
                HostMessage.SendIdentity,
                HostMessage.SendBurst,
                HostMessage.SetShortLc,
                HostMessage.StartTransmit,
                HostMessage.AbortSlot,
                HostMessage.Skipped {

    /// The frame that carries it.
    ModemFrame encode();

    /// Reads a frame of a host.
    ///
    /// @param protocol layout of a configuration
    static Decoded<HostMessage> decode(ModemFrame frame, ModemProtocol protocol) {
        FrameType type = FrameType.of(frame.type()).orElse(null);
        if (type == null) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED,
                    "frame from host: type " + Integer.toHexString(frame.type()) + " is unknown");
        }
        return switch (type) {
            case GET_VERSION -> Decoded.message(new GetVersion());
            case GET_STATUS -> Decoded.message(new GetStatus());
            case SET_CONFIG -> ModemConfig.decode(frame, protocol);
            case SET_MODE -> SetMode.decode(frame);
            case SET_FREQUENCY -> ModemFrequency.decode(frame);
            case SEND_CWID -> SendIdentity.decode(frame);
            case DMR_DATA1 -> SendBurst.decode(frame, 1);
            case DMR_DATA2 -> SendBurst.decode(frame, 2);
            case DMR_SHORT_LC -> SetShortLc.decode(frame);
            case DMR_START -> StartTransmit.decode(frame);
            case DMR_ABORT -> AbortSlot.decode(frame);
            case CALIBRATION, DMR_ALOHA, SERIAL_DATA, TRANSPARENT, QSO_INFO ->
                    Decoded.message(new Skipped(frame.type(), frame.payload()));
            case RSSI_DATA,
                    DMR_LOST1,
                    DMR_LOST2,
                    ACK,
                    NAK,
                    DEBUG1,
                    DEBUG2,
                    DEBUG3,
                    DEBUG4,
                    DEBUG5,
                    DEBUG_DUMP ->
                    Decoded.rejected(
                            RejectReason.UNSUPPORTED,
                            "frame from host: type "
                                    + Integer.toHexString(frame.type())
                                    + " is the modem's alone");
        };
    }

    /// Asks what the modem is.
    record GetVersion() implements HostMessage {
        @Override
        public ModemFrame encode() {
            return ModemFrame.of(FrameType.GET_VERSION);
        }
    }

    /// Asks for the state; without it for 2 s the modem stops sending and goes idle.
    record GetStatus() implements HostMessage {
        @Override
        public ModemFrame encode() {
            return ModemFrame.of(FrameType.GET_STATUS);
        }
    }

    /// Switches the mode.
    ///
    /// @param mode of [ModemMode]
    record SetMode(int mode) implements HostMessage {
        static Decoded<HostMessage> decode(ModemFrame frame) {
            return oneOctet(frame, "mode") instanceof Decoded.Rejected<HostMessage> rejected
                    ? rejected
                    : Decoded.message(new SetMode(frame.octet(0)));
        }

        @Override
        public ModemFrame encode() {
            return ModemFrame.of(FrameType.SET_MODE, mode);
        }
    }

    /// Sends a station identification in Morse code.
    ///
    /// @param text ASCII, at most [#MAX_TEXT]
    record SendIdentity(String text) implements HostMessage {

        public static final int MAX_TEXT = 200;

        public SendIdentity {
            if (text.length() > MAX_TEXT) {
                throw new IllegalArgumentException("identity: expected at most 200 characters");
            }
        }

        static Decoded<HostMessage> decode(ModemFrame frame) {
            return frame.payload().length > MAX_TEXT
                    ? Decoded.rejected(
                            RejectReason.TOO_LONG,
                            "identity: expected at most 200 octets, found "
                                    + frame.payload().length)
                    : Decoded.message(new SendIdentity(Printable.text(frame.payload(), 0)));
        }

        @Override
        public ModemFrame encode() {
            return new ModemFrame(
                    FrameType.SEND_CWID.code(), text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// Puts a burst into the queue of a slot. The control octet is ignored by the modem and sent as
    /// 0; signal strength is never appended.
    ///
    /// @param slot 1 or 2; only 2 in simplex
    /// @param burst 33 octets with sync, slot type and colour code in place
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record SendBurst(int slot, byte[] burst) implements HostMessage {

        public SendBurst {
            if (slot < 1 || slot > 2 || burst.length != HeardBurst.BURST_LENGTH) {
                throw new IllegalArgumentException("burst: expected slot 1 or 2 and 33 octets");
            }
        }

        static Decoded<HostMessage> decode(ModemFrame frame, int slot) {
            byte[] payload = frame.payload();
            if (payload.length != HeardBurst.RSSI_AT) {
                return Decoded.rejected(
                        payload.length < HeardBurst.RSSI_AT
                                ? RejectReason.TOO_SHORT
                                : RejectReason.TOO_LONG,
                        "burst to send: expected 34 octets, found " + payload.length);
            }
            return Decoded.message(
                    new SendBurst(
                            slot,
                            Arrays.copyOfRange(payload, HeardBurst.BURST_AT, payload.length)));
        }

        @Override
        public ModemFrame encode() {
            byte[] payload = new byte[HeardBurst.RSSI_AT];
            System.arraycopy(burst, 0, payload, HeardBurst.BURST_AT, burst.length);
            FrameType type = slot == 1 ? FrameType.DMR_DATA1 : FrameType.DMR_DATA2;
            return new ModemFrame(type.code(), payload);
        }
    }

    /// Sets what a repeater tells of its activity between bursts; duplex only.
    ///
    /// @param shortLc 9 octets, coded
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record SetShortLc(byte[] shortLc) implements HostMessage {

        public static final int LENGTH = 9;

        public SetShortLc {
            if (shortLc.length != LENGTH) {
                throw new IllegalArgumentException("short link control: expected 9 octets");
            }
        }

        static Decoded<HostMessage> decode(ModemFrame frame) {
            int found = frame.payload().length;
            return found == LENGTH
                    ? Decoded.message(new SetShortLc(frame.payload()))
                    : Decoded.rejected(
                            found < LENGTH ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                            "short link control: expected 9 octets, found " + found);
        }

        @Override
        public ModemFrame encode() {
            return new ModemFrame(FrameType.DMR_SHORT_LC.code(), shortLc);
        }
    }

    /// Starts or ends a repeater's transmission; duplex and mode DMR only.
    record StartTransmit(boolean on) implements HostMessage {
        static Decoded<HostMessage> decode(ModemFrame frame) {
            if (oneOctet(frame, "start") instanceof Decoded.Rejected<HostMessage> rejected) {
                return rejected;
            }
            return frame.octet(0) > 1
                    ? Decoded.rejected(
                            RejectReason.BAD_VALUE,
                            "start: expected 0 or 1, found " + frame.octet(0))
                    : Decoded.message(new StartTransmit(frame.octet(0) == 1));
        }

        @Override
        public ModemFrame encode() {
            return ModemFrame.of(FrameType.DMR_START, on ? 1 : 0);
        }
    }

    /// Empties the queue of a slot; duplex only.
    ///
    /// @param slot 1 or 2
    record AbortSlot(int slot) implements HostMessage {
        public AbortSlot {
            if (slot < 1 || slot > 2) {
                throw new IllegalArgumentException("slot: expected 1 or 2, found " + slot);
            }
        }

        static Decoded<HostMessage> decode(ModemFrame frame) {
            if (oneOctet(frame, "abort") instanceof Decoded.Rejected<HostMessage> rejected) {
                return rejected;
            }
            int slot = frame.octet(0);
            return slot < 1 || slot > 2
                    ? Decoded.rejected(
                            RejectReason.BAD_VALUE, "abort: expected slot 1 or 2, found " + slot)
                    : Decoded.message(new AbortSlot(slot));
        }

        @Override
        public ModemFrame encode() {
            return ModemFrame.of(FrameType.DMR_ABORT, slot);
        }
    }

    /// Of no use to us.
    ///
    /// @param type code of the frame
    /// @param payload as it came
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Skipped(int type, byte[] payload) implements HostMessage {
        @Override
        public ModemFrame encode() {
            return new ModemFrame(type, payload);
        }
    }

    /// A rejection when the payload is not one octet; else anything but a rejection.
    private static Decoded<HostMessage> oneOctet(ModemFrame frame, String what) {
        int found = frame.payload().length;
        return found == 1
                ? Decoded.message(new Skipped(frame.type(), frame.payload()))
                : Decoded.rejected(
                        found < 1 ? RejectReason.TOO_SHORT : RejectReason.LEFTOVER,
                        what + ": expected 1 octet, found " + found);
    }
}
