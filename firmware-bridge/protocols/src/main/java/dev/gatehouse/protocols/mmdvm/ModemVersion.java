package dev.gatehouse.protocols.mmdvm;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// What a modem is (section 4). Offsets count from the payload.
///
/// @param protocol which layout status and configuration have
/// @param modes octet of mode bits; empty in protocol 1, which has none
/// @param moreModes second octet of mode bits, protocol 2 only, else 0
/// @param cpu 0 Atmel, 1 NXP, 2 ST, protocol 2 only, else 0
/// @param uniqueId 16 octets, protocol 2 only, else empty
/// @param description printable text
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record ModemVersion(
        ModemProtocol protocol,
        Optional<Integer> modes,
        int moreModes,
        int cpu,
        byte[] uniqueId,
        String description)
        implements ModemMessage {

    private static final int PROTOCOL_AT = 0;
    private static final int V1_TEXT_AT = 1;
    private static final int MODES_AT = 1;
    private static final int MORE_MODES_AT = 2;
    private static final int CPU_AT = 3;
    private static final int ID_AT = 4;
    private static final int ID_LENGTH = 16;
    private static final int V2_TEXT_AT = 20;
    private static final int DMR_BIT = 0x02;
    private static final int MAX_TEXT = ModemFrame.MAX_SHORT_LENGTH - ModemFrame.SHORT_HEADER;

    public ModemVersion {
        if (protocol == ModemProtocol.V2 && (modes.isEmpty() || uniqueId.length != ID_LENGTH)) {
            throw new IllegalArgumentException("protocol 2 tells modes and 16 octets of identity");
        }
    }

    /// Whether the firmware knows digital mobile radio; protocol 1 does not say and is believed to.
    public boolean hasDmr() {
        return modes.map(bits -> (bits & DMR_BIT) != 0).orElse(true);
    }

    static Decoded<ModemMessage> decode(ModemFrame frame) {
        byte[] payload = frame.payload();
        if (payload.length == 0) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "version: expected a protocol number, found nothing");
        }
        return switch (frame.octet(PROTOCOL_AT)) {
            case 1 ->
                    Decoded.message(
                            new ModemVersion(
                                    ModemProtocol.V1,
                                    Optional.empty(),
                                    0,
                                    0,
                                    new byte[0],
                                    Printable.text(payload, V1_TEXT_AT)));
            case 2 -> decodeV2(frame);
            default ->
                    Decoded.rejected(
                            RejectReason.UNSUPPORTED,
                            "version: expected protocol 1 or 2, found " + frame.octet(PROTOCOL_AT));
        };
    }

    private static Decoded<ModemMessage> decodeV2(ModemFrame frame) {
        byte[] payload = frame.payload();
        if (payload.length < V2_TEXT_AT) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "version 2: expected at least "
                            + V2_TEXT_AT
                            + " octets, found "
                            + payload.length);
        }
        return Decoded.message(
                new ModemVersion(
                        ModemProtocol.V2,
                        Optional.of(frame.octet(MODES_AT)),
                        frame.octet(MORE_MODES_AT),
                        frame.octet(CPU_AT),
                        Arrays.copyOfRange(payload, ID_AT, ID_AT + ID_LENGTH),
                        Printable.text(payload, V2_TEXT_AT)));
    }

    @Override
    public ModemFrame encode() {
        byte[] text = description.getBytes(StandardCharsets.US_ASCII);
        int textAt = protocol == ModemProtocol.V1 ? V1_TEXT_AT : V2_TEXT_AT;
        byte[] payload = new byte[Math.min(textAt + text.length, MAX_TEXT)];
        payload[PROTOCOL_AT] = (byte) protocol.number();
        if (protocol == ModemProtocol.V2) {
            payload[MODES_AT] = modes.orElseThrow().byteValue();
            payload[MORE_MODES_AT] = (byte) moreModes;
            payload[CPU_AT] = (byte) cpu;
            System.arraycopy(uniqueId, 0, payload, ID_AT, ID_LENGTH);
        }
        System.arraycopy(text, 0, payload, textAt, payload.length - textAt);
        return new ModemFrame(FrameType.GET_VERSION.code(), payload);
    }
}
