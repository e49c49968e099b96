package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/// Writes the fields of a message or parameter and the parameters inside. Used by one thread.
final class LlrpWriter {

    private static final int TV_BIT = 0x80;
    private static final int TLV_HEADER_BYTES = 4;
    private static final int MAX_U16 = 0xFFFF;
    private static final int OCTET = 8;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Octets of(Consumer<LlrpWriter> content) {
        LlrpWriter writer = new LlrpWriter();
        content.accept(writer);
        return Octets.of(writer.out.toByteArray());
    }

    private LlrpWriter number(long value, int bytes) {
        for (int shift = OCTET * (bytes - 1); shift >= 0; shift -= OCTET) {
            out.write((int) (value >> shift));
        }
        return this;
    }

    LlrpWriter u8(int value) {
        return number(value, 1);
    }

    LlrpWriter u16(int value) {
        return number(value, 2);
    }

    LlrpWriter u32(long value) {
        return number(value, 4);
    }

    LlrpWriter u64(long value) {
        return number(value, Long.BYTES);
    }

    /// Bit 7 of an octet.
    LlrpWriter flag(boolean set) {
        return u8(set ? TV_BIT : 0);
    }

    LlrpWriter octets(Octets octets) {
        out.writeBytes(octets.toArray());
        return this;
    }

    /// UTF-8 behind its count.
    LlrpWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_U16) {
            throw new IllegalArgumentException("LLRP text: too long, " + bytes.length);
        }
        return u16(bytes.length).octets(Octets.of(bytes));
    }

    /// A parameter without a length field.
    LlrpWriter tv(Tv type, long value) {
        return u8(TV_BIT | type.type()).number(value, type.valueBytes());
    }

    LlrpWriter tv(Tv type, Octets value) {
        return u8(TV_BIT | type.type()).octets(value);
    }

    LlrpWriter numbers(Map<Tv, Long> numbers) {
        numbers.forEach(this::tv);
        return this;
    }

    /// A parameter with a length field.
    LlrpWriter tlv(ParameterType type, Consumer<LlrpWriter> content) {
        Octets inside = of(content);
        int length = TLV_HEADER_BYTES + inside.length();
        if (length > MAX_U16) {
            throw new IllegalArgumentException(
                    "LLRP parameter " + type.title() + ": too long, " + length);
        }
        return u16(type.number()).u16(length).octets(inside);
    }

    /// A parameter with nothing in it.
    LlrpWriter tlv(ParameterType type) {
        return tlv(type, _ -> {});
    }
}
