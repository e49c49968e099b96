package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// A text on UDP port 4007.
///
/// ```
///  0..1: length of the rest   2: more(1) answer(1) R(1) control(1) type(4)
///  3: length of the address   address   more headers   text, UTF-16 least significant octet first
///  more headers: more(1) .. sequence low 5, then sequence bits 6-5 and the coding
/// ```
final class MotorolaText {

    private static final int LENGTH_BYTES = 2;
    private static final int MORE = 0x80;
    private static final int ANSWER = 0x40;
    private static final int TEXT_HEADER = 0xA0;
    private static final int CONTROL = 0x10;
    private static final int TYPE = 0x0F;
    private static final int ACKNOWLEDGEMENT = 0x0F;
    private static final int SEQUENCE_LOW = 0x1F;
    private static final int SEQUENCE_HIGH = 0x60;
    private static final int UCS2_LE = 0x04;
    private static final int ADDRESS_AT = 3;
    private static final int SHORTEST = 4;

    private MotorolaText() {}

    /// @param dialect how the datagram came
    static Decoded<UserData> read(TextDialect dialect, Octets payload) {
        if (payload.length() < SHORTEST) {
            return tooShort(payload.length());
        }
        int end = LENGTH_BYTES + payload.u16(0);
        if (end > payload.length() || end < SHORTEST) {
            return Decoded.rejected(RejectReason.BAD_VALUE, "TMS: length says " + end + " octets");
        }
        int header = payload.at(LENGTH_BYTES);
        int at = ADDRESS_AT + 1 + payload.at(ADDRESS_AT);
        int more = (header & MORE) == 0 ? 0 : 1;
        if (at + more > end) {
            return tooShort(payload.length());
        }
        boolean acknowledges = (header & (CONTROL | TYPE)) == (CONTROL | ACKNOWLEDGEMENT);
        if (more == 0 && !acknowledges && (header & (CONTROL | TYPE)) != 0) {
            return Decoded.message(
                    new UserData.Service(OptionalInt.of(UserData.MOTOROLA_TEXT_PORT), payload));
        }
        int sequence = 0;
        // an acknowledgement of a text ends with a number even where no more is announced
        if (more != 0 || (acknowledges && at < end)) {
            int first = payload.at(at++);
            sequence = first & SEQUENCE_LOW;
            if ((first & MORE) != 0) {
                if (at >= end) {
                    return tooShort(payload.length());
                }
                sequence |= payload.at(at++) & SEQUENCE_HIGH;
            }
        }
        if (acknowledges) {
            return Decoded.message(new UserData.TextAcknowledgement(sequence));
        }
        if ((header & (CONTROL | TYPE)) != 0) {
            return Decoded.message(
                    new UserData.Service(OptionalInt.of(UserData.MOTOROLA_TEXT_PORT), payload));
        }
        String text = new String(payload.slice(at, end).toArray(), StandardCharsets.UTF_16LE);
        return Decoded.message(
                new UserData.Text(
                        dialect,
                        TextCoding.clean(text),
                        OptionalInt.of(sequence),
                        (header & ANSWER) != 0));
    }

    private static Decoded<UserData> tooShort(int found) {
        return Decoded.rejected(RejectReason.TOO_SHORT, "TMS: ends in its headers, found " + found);
    }

    /// A text without a subject.
    static Octets text(String text, int sequence, boolean answerWanted) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(TEXT_HEADER | (answerWanted ? ANSWER : 0));
        rest.write(0);
        rest.write(MORE | (sequence & SEQUENCE_LOW));
        rest.write((sequence & SEQUENCE_HIGH) | UCS2_LE);
        rest.writeBytes(("\r\n" + text + "\0").getBytes(StandardCharsets.UTF_16LE));
        return withLength(rest);
    }

    /// The acknowledgement of a text.
    static Octets acknowledgement(int sequence) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(0xBF);
        rest.write(0);
        if ((sequence & SEQUENCE_HIGH) == 0) {
            rest.write(sequence);
        } else {
            rest.write(MORE | (sequence & SEQUENCE_LOW));
            rest.write(sequence & SEQUENCE_HIGH);
        }
        return withLength(rest);
    }

    private static Octets withLength(ByteArrayOutputStream rest) {
        byte[] octets = rest.toByteArray();
        byte[] message = new byte[LENGTH_BYTES + octets.length];
        message[0] = (byte) (octets.length >> 8);
        message[1] = (byte) octets.length;
        System.arraycopy(octets, 0, message, LENGTH_BYTES, octets.length);
        return Octets.of(message);
    }
}
