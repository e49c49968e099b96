package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.io.ByteArrayOutputStream;

/// Tags, definite lengths and contents of BER (ITU-T X.690, 8), as far as SNMP uses them: tags of
/// one octet, lengths of at most two octets.
final class Ber {
    private static final int LONG_FORM = 0x80;
    private static final int MAX_LENGTH_OCTETS = 2;
    private static final int MANY_TAGS = 0x1F;
    private static final int MORE = 0x80;
    private static final int MAX_ARCS = 128;
    private static final int ARC_BITS = 7;
    private static final int MAX_INTEGER_OCTETS = 4;
    private static final int FIRST_ARC = 40;

    private final Octets octets;
    private int at;

    Ber(Octets octets) {
        this.octets = octets;
    }

    boolean hasMore() {
        return at < octets.length();
    }

    /// The tag of the next field.
    int tag() throws Refusal {
        if (!hasMore()) {
            throw new Refusal(RejectReason.TOO_SHORT, "field: expected a tag, found the end");
        }
        int tag = octets.at(at);
        if ((tag & MANY_TAGS) == MANY_TAGS) {
            throw new Refusal(RejectReason.UNSUPPORTED, "tag: expected one octet");
        }
        return tag;
    }

    /// The contents of the next field, which must have this tag.
    Octets take(int wanted, String what) throws Refusal {
        if (tag() != wanted) {
            throw new Refusal(RejectReason.BAD_VALUE, what + ": another tag than expected");
        }
        at++;
        int length = length(what);
        if (octets.length() - at < length) {
            throw new Refusal(
                    RejectReason.TOO_SHORT, what + ": expected " + length + " octets, found fewer");
        }
        Octets taken = octets.slice(at, at + length);
        at += length;
        return taken;
    }

    Ber inside(int wanted, String what) throws Refusal {
        return new Ber(take(wanted, what));
    }

    void end(String what) throws Refusal {
        if (hasMore()) {
            throw new Refusal(RejectReason.LEFTOVER, what + ": expected its end");
        }
    }

    int integer(String what) throws Refusal {
        Octets value = take(0x02, what);
        if (value.isEmpty() || value.length() > MAX_INTEGER_OCTETS) {
            throw new Refusal(RejectReason.BAD_VALUE, what + ": expected 1 to 4 octets");
        }
        int number = (byte) value.at(0);
        for (int i = 1; i < value.length(); i++) {
            number = number << Byte.SIZE | value.at(i);
        }
        return number;
    }

    private int length(String what) throws Refusal {
        if (!hasMore()) {
            throw new Refusal(RejectReason.TOO_SHORT, what + ": expected a length");
        }
        int first = octets.at(at++);
        if (first < LONG_FORM) {
            return first;
        }
        int count = first - LONG_FORM;
        if (count < 1 || count > MAX_LENGTH_OCTETS || octets.length() - at < count) {
            throw new Refusal(
                    RejectReason.BAD_VALUE, what + ": expected a length of at most 2 octets");
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << Byte.SIZE | octets.at(at++);
        }
        return length;
    }

    /// An object identifier in dotted numbers.
    static String dotted(Octets octets) throws Refusal {
        StringBuilder dotted = new StringBuilder();
        long arc = 0;
        int arcs = 0;
        for (int i = 0; i < octets.length(); i++) {
            int octet = octets.at(i);
            arc = arc << ARC_BITS | (octet & (MORE - 1));
            if (arc > 0xFFFF_FFFFL) {
                throw new Refusal(RejectReason.BAD_VALUE, "object: an arc of more than 32 bits");
            }
            if (octet < MORE) {
                if (++arcs > MAX_ARCS) {
                    throw new Refusal(RejectReason.LIMIT_EXCEEDED, "object: at most 128 arcs");
                }
                if (arcs == 1) {
                    long root = Math.min(arc / FIRST_ARC, 2);
                    dotted.append(root).append('.').append(arc - root * FIRST_ARC);
                } else {
                    dotted.append('.').append(arc);
                }
                arc = 0;
            } else if (i == octets.length() - 1) {
                throw new Refusal(RejectReason.TOO_SHORT, "object: ends within an arc");
            }
        }
        if (arcs == 0) {
            throw new Refusal(RejectReason.TOO_SHORT, "object: expected at least one arc");
        }
        return dotted.toString();
    }

    /// The contents of an object identifier.
    static Octets object(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        arc(out, Long.parseLong(arcs[0]) * FIRST_ARC + Long.parseLong(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            arc(out, Long.parseLong(arcs[i]));
        }
        return Octets.of(out.toByteArray());
    }

    private static void arc(ByteArrayOutputStream out, long value) {
        int shift = 0;
        while (value >>> (shift + ARC_BITS) != 0) {
            shift += ARC_BITS;
        }
        for (; shift > 0; shift -= ARC_BITS) {
            out.write((int) (MORE | (value >>> shift & (MORE - 1))));
        }
        out.write((int) (value & (MORE - 1)));
    }

    /// Tag, length in its shortest form, contents.
    static Octets field(int tag, Octets contents) {
        int length = contents.length();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < LONG_FORM) {
            out.write(length);
        } else if (length <= 0xFF) {
            out.write(LONG_FORM + 1);
            out.write(length);
        } else {
            out.write(LONG_FORM + 2);
            out.write(length >>> Byte.SIZE);
            out.write(length);
        }
        out.writeBytes(contents.toArray());
        return Octets.of(out.toByteArray());
    }
}
