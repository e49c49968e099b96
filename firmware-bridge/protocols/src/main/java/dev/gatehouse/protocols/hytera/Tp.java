package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.Layout.u8;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RadioAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Telemetry: inputs and outputs of a radio (sheet, section 9, uncertain in detail). Big-endian.
/// What follows the pins is kept unread.
///
/// @param kind of message
/// @param source who speaks
/// @param target whose pins
/// @param fromComputer flag, an octet
/// @param callType an octet
/// @param pins bits 0 to 5 are VIO1 to VIO6
/// @param rest a result, an operation, or a result with text
public record Tp(
        Kind kind,
        RadioAddress source,
        RadioAddress target,
        int fromComputer,
        int callType,
        int pins,
        Octets rest)
        implements HdapMessage {

    static final int SERVICE = 0x12;
    private static final int LEAST = 2 * RadioAddress.LENGTH_BYTES + 3;

    /// What telemetry says.
    public enum Kind {
        STATUS_REQUEST(0xA001),
        STATUS_REPORT(0xA081),
        EXTENDED_REPORT(0xA082),
        CONTROL_REQUEST(0xB001),
        CONTROL_ANSWER(0xB081);

        private final int opcode;

        Kind(int opcode) {
            this.opcode = opcode;
        }
    }

    public Tp {
        Layout.requireU8("computer flag", fromComputer);
        Layout.requireU8("call type", callType);
        Layout.requireU8("pins", pins);
        Layout.requireFits("TP", LEAST + rest.length());
    }

    static Decoded<HdapMessage> decode(int opcode, byte[] payload) {
        for (Kind kind : Kind.values()) {
            if (kind.opcode == opcode) {
                return Layout.atLeast(
                        "TP", LEAST, payload, ByteOrder.BIG_ENDIAN, in -> get(kind, in));
            }
        }
        return Layout.other(SERVICE, opcode, payload);
    }

    private static Tp get(Kind kind, ByteBuffer in) {
        return new Tp(
                kind,
                RadioAddress.get(in),
                RadioAddress.get(in),
                u8(in),
                u8(in),
                u8(in),
                Octets.get(in, in.remaining()));
    }

    @Override
    public int service() {
        return SERVICE;
    }

    @Override
    public int opcode() {
        return kind.opcode;
    }

    @Override
    public byte[] payload() {
        ByteBuffer out = ByteBuffer.allocate(LEAST + rest.length());
        source.put(out);
        target.put(out);
        out.put((byte) fromComputer).put((byte) callType).put((byte) pins);
        rest.put(out);
        return out.array();
    }
}
