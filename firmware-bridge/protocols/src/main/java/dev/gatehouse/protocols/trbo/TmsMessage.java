package dev.gatehouse.protocols.trbo;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/// Text message service, UDP 4007 (sheet, section 3).
///
/// ```
///  0        2                  3            4             4+n
///  +--------+------------------+------------+-------------+---------------+--------+
///  | length | H A R C | type   | address n  | address (n) | extra (if H)  | text   |
///  +--------+------------------+------------+-------------+---------------+--------+
///  extra A: more, 00, sequence bits 4 to 0;  extra B: 0, sequence bits 6 and 5, encoding
/// ```
public sealed interface TmsMessage {

    int LENGTH_FIELD_BYTES = 2;

    /// Longest message.
    int MAX_BYTES = 1_400;

    /// Sequence numbers are 0 to 127.
    int MAX_SEQUENCE = 0x7F;

    int EXTRA_BIT = 0x80;
    int ACKNOWLEDGE_BIT = 0x40;
    int RESERVED_BIT = 0x20;
    int CONTROL_BIT = 0x10;
    int TYPE_BITS = 0x0F;
    int MORE_BIT = 0x80;
    int LOW_SEQUENCE_BITS = 0x1F;
    int HIGH_SEQUENCE_BITS = 0x60;
    int ENCODING_BITS = 0x1F;
    int MAX_OCTET = 0xFF;

    /// Characters of UCS-2, little-endian: the only encoding that was seen.
    int UCS2_LITTLE_ENDIAN = 4;

    int TEXT_TYPE = 0x0;
    int ACK_TYPE = 0xF;

    /// Mostly empty.
    Octets address();

    /// What follows the length.
    byte[] body();

    /// A text.
    ///
    /// @param acknowledge the sender waits for an acknowledgement
    /// @param reserved bit 20, set on every text that was seen
    /// @param sequence 0 to 127; empty in a text without extra headers
    /// @param encoding [#UCS2_LITTLE_ENDIAN] or another of 5 bits; empty where the second extra
    ///   header is missing
    /// @param content as sent: a subject, CR LF, the text, perhaps a closing U+0000
    record Text(
            boolean acknowledge,
            boolean reserved,
            Octets address,
            OptionalInt sequence,
            OptionalInt encoding,
            Octets content)
            implements TmsMessage {

        private static final String LINE_END = "\r\n";

        public Text {
            checkExtras(sequence, encoding);
            checkAddress(address);
            if (content.length() > MAX_BYTES - MAX_OCTET - 4) {
                throw new IllegalArgumentException("TMS text: too long");
            }
        }

        /// As a radio or a server sends it: no subject, little-endian.
        ///
        /// @param sequence 0 to 127
        public static Text of(boolean acknowledge, int sequence, String text) {
            return new Text(
                    acknowledge,
                    true,
                    Octets.NONE,
                    OptionalInt.of(sequence),
                    OptionalInt.of(UCS2_LITTLE_ENDIAN),
                    Octets.of((LINE_END + text).getBytes(StandardCharsets.UTF_16LE)));
        }

        /// All characters as sent. Another encoding than UCS-2 is tried as one; half a character at
        /// the end is dropped, half a surrogate pair reads as U+FFFD.
        public String characters() {
            byte[] bytes = content.toArray();
            return new String(bytes, 0, bytes.length & ~1, StandardCharsets.UTF_16LE);
        }

        /// What stands before the first CR LF; empty where there is none.
        public String subject() {
            int end = characters().indexOf(LINE_END);
            return end < 0 ? "" : characters().substring(0, end);
        }

        /// The text itself, without subject and closing U+0000.
        public String text() {
            String all = characters();
            int end = all.indexOf(LINE_END);
            String text = end < 0 ? all : all.substring(end + LINE_END.length());
            return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
        }

        /// The acknowledgement a receiver sends.
        public Ack acknowledgement() {
            return sequence.isPresent() ? Ack.of(sequence.getAsInt()) : Ack.ofAvailability();
        }

        @Override
        public byte[] body() {
            int header =
                    (acknowledge ? ACKNOWLEDGE_BIT : 0) | (reserved ? RESERVED_BIT : 0) | TEXT_TYPE;
            return bytes(header, address, extras(sequence, encoding), content);
        }

        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "TmsMessage.Text[acknowledge=" + acknowledge + ", content withheld]";
        }
    }

    /// Server to radios: texts may be sent here.
    ///
    /// @param capability bits 1 and 0: 0 limited, 1 internal, 2 external, 3 full; an octet
    record Availability(boolean acknowledge, Octets address, int capability) implements TmsMessage {

        public Availability {
            checkAddress(address);
            if ((capability & ~MAX_OCTET) != 0) {
                throw new IllegalArgumentException("TMS: expected an octet of capability");
            }
        }

        /// A server with a messaging service of its own.
        public static Availability internal() {
            return new Availability(true, Octets.NONE, 1);
        }

        @Override
        public byte[] body() {
            int header = (acknowledge ? ACKNOWLEDGE_BIT : 0) | CONTROL_BIT | TEXT_TYPE;
            return bytes(header, address, new byte[] {(byte) capability}, Octets.NONE);
        }
    }

    /// A message has arrived.
    ///
    /// @param reserved bit 20 as received; senders differ
    /// @param sequence of the text; empty for an availability
    /// @param encoding as received; only a second extra header has one
    record Ack(boolean reserved, Octets address, OptionalInt sequence, OptionalInt encoding)
            implements TmsMessage {

        public Ack {
            checkExtras(sequence, encoding);
            checkAddress(address);
        }

        /// Of a text: two octets of extra header only where one does not hold the sequence.
        public static Ack of(int sequence) {
            return new Ack(
                    true,
                    Octets.NONE,
                    OptionalInt.of(sequence),
                    sequence > LOW_SEQUENCE_BITS ? OptionalInt.of(0) : OptionalInt.empty());
        }

        /// Of an availability.
        public static Ack ofAvailability() {
            return new Ack(false, Octets.NONE, OptionalInt.empty(), OptionalInt.empty());
        }

        @Override
        public byte[] body() {
            int header = (reserved ? RESERVED_BIT : 0) | CONTROL_BIT | ACK_TYPE;
            return bytes(header, address, extras(sequence, encoding), Octets.NONE);
        }
    }

    private static void checkExtras(OptionalInt sequence, OptionalInt encoding) {
        int number = sequence.orElse(0);
        if (number < 0 || number > MAX_SEQUENCE) {
            throw new IllegalArgumentException("TMS sequence: expected 0..127, found " + number);
        }
        if ((encoding.orElse(0) & ~ENCODING_BITS) != 0
                || (encoding.isPresent() && sequence.isEmpty())
                || (encoding.isEmpty() && number > LOW_SEQUENCE_BITS)) {
            throw new IllegalArgumentException("TMS: these extra headers cannot be written");
        }
    }

    private static void checkAddress(Octets address) {
        if (address.length() > MAX_OCTET) {
            throw new IllegalArgumentException("TMS address: expected at most 255 octets");
        }
    }

    private static byte[] extras(OptionalInt sequence, OptionalInt encoding) {
        if (sequence.isEmpty()) {
            return new byte[0];
        }
        int low = sequence.getAsInt() & LOW_SEQUENCE_BITS;
        if (encoding.isEmpty()) {
            return new byte[] {(byte) low};
        }
        int high = sequence.getAsInt() & HIGH_SEQUENCE_BITS;
        return new byte[] {(byte) (MORE_BIT | low), (byte) (high | encoding.getAsInt())};
    }

    private static byte[] bytes(int header, Octets address, byte[] extras, Octets content) {
        int first = header | (extras.length == 0 ? 0 : EXTRA_BIT);
        byte[] bytes = new byte[2 + address.length() + extras.length + content.length()];
        ByteBuffer out = ByteBuffer.wrap(bytes).put((byte) first).put((byte) address.length());
        address.put(out);
        content.put(out.put(extras));
        return bytes;
    }

    /// One datagram; octets behind the announced length are left alone.
    static Decoded<TmsMessage> decode(byte[] bytes) {
        if (bytes.length < LENGTH_FIELD_BYTES + 2) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "TMS: expected at least 4 octets, found " + bytes.length);
        }
        int length = Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort());
        int found = bytes.length - LENGTH_FIELD_BYTES;
        if (length > MAX_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG, "TMS: expected at most 1400 octets, found " + length);
        }
        if (length > found || length < 2) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "TMS: expected " + length + " octets, found " + found);
        }
        ByteBuffer in =
                ByteBuffer.wrap(
                        Arrays.copyOfRange(bytes, LENGTH_FIELD_BYTES, LENGTH_FIELD_BYTES + length));
        int header = Byte.toUnsignedInt(in.get());
        int addressBytes = Byte.toUnsignedInt(in.get());
        if (in.remaining() < addressBytes) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "TMS address: expected " + addressBytes + " octets, found " + in.remaining());
        }
        Octets address = Octets.get(in, addressBytes);
        if ((header & CONTROL_BIT) == 0 && (header & TYPE_BITS) == TEXT_TYPE) {
            return text(header, address, in);
        }
        if ((header & CONTROL_BIT) != 0 && (header & TYPE_BITS) == ACK_TYPE) {
            return ack(header, address, in);
        }
        if ((header & ~ACKNOWLEDGE_BIT) == (EXTRA_BIT | CONTROL_BIT | TEXT_TYPE)) {
            return availability(header, address, in);
        }
        return Decoded.rejected(
                RejectReason.UNSUPPORTED, "TMS: no message has a header of " + header);
    }

    private static Decoded<TmsMessage> text(int header, Octets address, ByteBuffer in) {
        return switch (Extras.get(header, in)) {
            case Decoded.Message<Extras>(Extras extras) ->
                    in.remaining() > MAX_BYTES - MAX_OCTET - 4
                            ? Decoded.rejected(
                                    RejectReason.TOO_LONG,
                                    "TMS text: found " + in.remaining() + " octets")
                            : Decoded.message(
                                    new Text(
                                            (header & ACKNOWLEDGE_BIT) != 0,
                                            (header & RESERVED_BIT) != 0,
                                            address,
                                            extras.sequence,
                                            extras.encoding,
                                            Octets.get(in, in.remaining())));
            case Decoded.Rejected<Extras>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
        };
    }

    private static Decoded<TmsMessage> ack(int header, Octets address, ByteBuffer in) {
        if ((header & ACKNOWLEDGE_BIT) != 0) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED, "TMS: an acknowledgement that wants one");
        }
        return switch (Extras.get(header, in)) {
            case Decoded.Message<Extras>(Extras extras) ->
                    in.hasRemaining()
                            ? leftover(in)
                            : Decoded.message(
                                    new Ack(
                                            (header & RESERVED_BIT) != 0,
                                            address,
                                            extras.sequence,
                                            extras.encoding));
            case Decoded.Rejected<Extras>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
        };
    }

    private static Decoded<TmsMessage> availability(int header, Octets address, ByteBuffer in) {
        if (!in.hasRemaining()) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "TMS availability: expected its capability");
        }
        int capability = Byte.toUnsignedInt(in.get());
        return in.hasRemaining()
                ? leftover(in)
                : Decoded.message(
                        new Availability((header & ACKNOWLEDGE_BIT) != 0, address, capability));
    }

    private static Decoded<TmsMessage> leftover(ByteBuffer in) {
        return Decoded.rejected(
                RejectReason.LEFTOVER,
                "TMS: expected the end, found " + in.remaining() + " octets");
    }

    /// Sequence and encoding.
    record Extras(OptionalInt sequence, OptionalInt encoding) {

        private static Decoded<Extras> get(int header, ByteBuffer in) {
            if ((header & EXTRA_BIT) == 0) {
                return Decoded.message(new Extras(OptionalInt.empty(), OptionalInt.empty()));
            }
            int first = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : -1;
            if (first < 0) {
                return Decoded.rejected(RejectReason.TOO_SHORT, "TMS: expected an extra header");
            }
            int low = first & LOW_SEQUENCE_BITS;
            if ((first & MORE_BIT) == 0) {
                return Decoded.message(new Extras(OptionalInt.of(low), OptionalInt.empty()));
            }
            int second = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : -1;
            if (second < 0 || (second & MORE_BIT) != 0) {
                return Decoded.rejected(
                        second < 0 ? RejectReason.TOO_SHORT : RejectReason.UNSUPPORTED,
                        "TMS: expected a second and last extra header");
            }
            return Decoded.message(
                    new Extras(
                            OptionalInt.of((second & HIGH_SEQUENCE_BITS) | low),
                            OptionalInt.of(second & ENCODING_BITS)));
        }
    }

    /// The datagram.
    default byte[] encode() {
        byte[] body = body();
        return ByteBuffer.allocate(LENGTH_FIELD_BYTES + body.length)
                .putShort((short) body.length)
                .put(body)
                .array();
    }
}
