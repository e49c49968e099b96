package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.function.Function;

/// Checks of length that come before any field is read.
final class Layout {

    private static final int MAX_OCTET = 0xFF;
    private static final int MAX_U16 = 0xFFFF;
    private static final long MAX_U32 = 0xFFFF_FFFFL;

    private Layout() {}

    /// A message of one fixed length.
    static Decoded<HdapMessage> exactly(
            String what,
            int expected,
            byte[] payload,
            ByteOrder order,
            Function<ByteBuffer, HdapMessage> fields) {
        if (payload.length != expected) {
            return wrongLength(what, "" + expected, payload.length, expected);
        }
        return Decoded.message(fields.apply(ByteBuffer.wrap(payload).order(order)));
    }

    /// A message of at least `expected` octets; the reader takes the rest.
    static Decoded<HdapMessage> atLeast(
            String what,
            int expected,
            byte[] payload,
            ByteOrder order,
            Function<ByteBuffer, HdapMessage> fields) {
        if (payload.length < expected) {
            return wrongLength(what, expected + " or more", payload.length, expected);
        }
        return Decoded.message(fields.apply(ByteBuffer.wrap(payload).order(order)));
    }

    private static Decoded<HdapMessage> wrongLength(
            String what, String expected, int found, int least) {
        return Decoded.rejected(
                found < least ? RejectReason.TOO_SHORT : RejectReason.LEFTOVER,
                what + ": expected " + expected + " octets, found " + found);
    }

    static Decoded<HdapMessage> other(int service, int opcode, byte[] payload) {
        return Decoded.message(new HdapOther(service, opcode, Octets.of(payload)));
    }

    /// What `fields` writes into a buffer of exactly `length` octets.
    static byte[] bytes(int length, ByteOrder order, Consumer<ByteBuffer> fields) {
        ByteBuffer out = ByteBuffer.allocate(length).order(order);
        fields.accept(out);
        return out.array();
    }

    static long u32(ByteBuffer in) {
        return Integer.toUnsignedLong(in.getInt());
    }

    static int u16(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }

    static int u8(ByteBuffer in) {
        return Byte.toUnsignedInt(in.get());
    }

    static void requireU8(String name, int value) {
        require(name, value, MAX_OCTET);
    }

    static void requireU16(String name, int value) {
        require(name, value, MAX_U16);
    }

    static void requireU32(String name, long value) {
        require(name, value, MAX_U32);
    }

    static void require(String name, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + ": expected 0.." + most);
        }
    }

    static void requireFits(String name, int length) {
        if (length > HdapFrame.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    name
                            + ": expected at most "
                            + HdapFrame.MAX_PAYLOAD_BYTES
                            + " octets, found "
                            + length);
        }
    }
}
