package dev.gatehouse.protocols.trbo;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// Automatic registration service, UDP 4005 (sheet, section 2).
///
/// ```
///  0        2                            3
///  +--------+----------------------------+----------------+--------+
///  | length | E A P C | type             | second (if E)  | body   |
///  +--------+----------------------------+----------------+--------+
/// ```
///
/// E extension follows, A acknowledge, P priority, C control. A in a request means that an answer
/// is wanted; in a response it means failure.
public sealed interface ArsMessage {

    /// Octets of the length field.
    int LENGTH_FIELD_BYTES = 2;

    /// Longest message: three names of 255 octets.
    int MAX_BYTES = 1_024;

    int EXTENSION_BIT = 0x80;
    int ACKNOWLEDGE_BIT = 0x40;
    int PRIORITY_BIT = 0x20;
    int CONTROL_BIT = 0x10;
    int TYPE_BITS = 0x0F;
    int MAX_OCTET = 0xFF;

    /// The bits A, P and C as received.
    ///
    /// @param acknowledge an answer is wanted; in a response, failure
    /// @param priority set by everybody who was seen
    /// @param control likewise
    record Flags(boolean acknowledge, boolean priority, boolean control) {

        /// A request that wants an answer.
        public static final Flags ASKING = new Flags(true, true, true);

        /// A request that wants none, or a success.
        public static final Flags PLAIN = new Flags(false, true, true);

        static Flags of(int header) {
            return new Flags(
                    (header & ACKNOWLEDGE_BIT) != 0,
                    (header & PRIORITY_BIT) != 0,
                    (header & CONTROL_BIT) != 0);
        }

        int bits() {
            return (acknowledge ? ACKNOWLEDGE_BIT : 0)
                    | (priority ? PRIORITY_BIT : 0)
                    | (control ? CONTROL_BIT : 0);
        }
    }

    Flags flags();

    /// Type and body without the length.
    byte[] body();

    /// A radio, or its user, comes on the air.
    ///
    /// @param user a person logs on, rather than the radio alone
    /// @param event [#FIRST], [#REFRESH], or 2 or 3
    /// @param encoding 0 UTF-8, to 31
    /// @param names empty in the short form that fits a control block
    record Registration(boolean user, Flags flags, int event, int encoding, Optional<Names> names)
            implements ArsMessage {
        /// The radio was not registered.
        public static final int FIRST = 1;

        /// The radio renews.
        public static final int REFRESH = 2;

        static final int TYPE = 0x0;
        static final int USER_TYPE = 0x5;
        private static final int EVENT_SHIFT = 5;
        private static final int EVENT_BITS = 0x3;
        private static final int ENCODING_BITS = 0x1F;

        public Registration {
            if ((event & ~EVENT_BITS) != 0 || (encoding & ~ENCODING_BITS) != 0) {
                throw new IllegalArgumentException("ARS: expected event 0..3, encoding 0..31");
            }
        }

        /// As a radio registers by its number in text.
        public static Registration of(int event, String device) {
            return new Registration(
                    false, Flags.ASKING, event, 0, Optional.of(Names.ofDevice(device)));
        }

        static Decoded<ArsMessage> get(boolean user, Flags flags, ByteBuffer in) {
            if (!in.hasRemaining()) {
                return Decoded.rejected(
                        RejectReason.TOO_SHORT, "ARS registration: expected a second header");
            }
            int second = Byte.toUnsignedInt(in.get());
            if ((second & EXTENSION_BIT) != 0) {
                return Decoded.rejected(
                        RejectReason.UNSUPPORTED, "ARS registration: a third header");
            }
            int event = second >> EVENT_SHIFT & EVENT_BITS;
            int encoding = second & ENCODING_BITS;
            if (!in.hasRemaining()) {
                return Decoded.message(
                        new Registration(user, flags, event, encoding, Optional.empty()));
            }
            return switch (Names.get(in)) {
                case Decoded.Message<Names>(Names names) ->
                        Decoded.message(
                                new Registration(user, flags, event, encoding, Optional.of(names)));
                case Decoded.Rejected<Names>(var reason, var detail) ->
                        Decoded.rejected(reason, detail);
            };
        }

        @Override
        public byte[] body() {
            int type = user ? USER_TYPE : TYPE;
            int second = event << EVENT_SHIFT | encoding;
            byte[] rest = names.map(Names::octets).orElse(new byte[0]);
            return ByteBuffer.allocate(2 + rest.length)
                    .put((byte) (EXTENSION_BIT | flags.bits() | type))
                    .put((byte) second)
                    .put(rest)
                    .array();
        }
    }

    /// What a registration tells of radio and user; each in the announced encoding.
    ///
    /// @param device its number in text, mostly; believe the sender's address
    /// @param user empty when nobody logged on
    /// @param password in the clear; never kept
    record Names(Octets device, Octets user, Octets password) {

        public Names {
            if (device.length() > MAX_OCTET
                    || user.length() > MAX_OCTET
                    || password.length() > MAX_OCTET) {
                throw new IllegalArgumentException("ARS: expected at most 255 octets a name");
            }
        }

        static Names ofDevice(String device) {
            return new Names(
                    Octets.of(device.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    Octets.NONE,
                    Octets.NONE);
        }

        static Decoded<Names> get(ByteBuffer in) {
            Octets[] found = new Octets[3];
            for (int i = 0; i < found.length; i++) {
                int length = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : -1;
                if (length < 0 || in.remaining() < length) {
                    return Decoded.rejected(
                            RejectReason.TOO_SHORT,
                            "ARS name " + i + ": expected its length and octets");
                }
                found[i] = Octets.get(in, length);
            }
            return Decoded.message(new Names(found[0], found[1], found[2]));
        }

        private byte[] octets() {
            byte[] bytes = new byte[3 + device.length() + user.length() + password.length()];
            ByteBuffer out = ByteBuffer.wrap(bytes);
            for (Octets name : new Octets[] {device, user, password}) {
                name.put(out.put((byte) name.length()));
            }
            return bytes;
        }
    }

    /// A radio, or its user, leaves. Of a user what follows is not known.
    record Deregistration(boolean user, Flags flags, Octets rest) implements ArsMessage {
        static final int TYPE = 0x1;
        static final int USER_TYPE = 0x6;

        public Deregistration {
            if (!user && !rest.isEmpty()) {
                throw new IllegalArgumentException("ARS: a radio leaves without more words");
            }
        }

        /// As a radio says it.
        public static Deregistration ofRadio() {
            return new Deregistration(false, Flags.PLAIN, Octets.NONE);
        }

        @Override
        public byte[] body() {
            return withRest((user ? USER_TYPE : TYPE) | flags.bits(), rest);
        }
    }

    /// Server to radio: are you there?
    record Query(Flags flags) implements ArsMessage {
        static final int TYPE = 0x4;

        /// As a server asks.
        public static Query ask() {
            return new Query(Flags.ASKING);
        }

        @Override
        public byte[] body() {
            return new byte[] {(byte) (flags.bits() | TYPE)};
        }
    }

    /// The answer to a registration or a query.
    ///
    /// @param user answers a user's registration
    /// @param flags with `acknowledge` it is a failure
    /// @param value of a success the refresh time in half hours (of a user the session time), of a
    ///   failure the reason: 0 not authorised, 1 user unknown, 2 too late, else transmission
    /// @param endMark `10 80` follows, as in messages that came in a control block; counted in the
    ///   length
    record Response(boolean user, Flags flags, OptionalInt value, boolean endMark)
            implements ArsMessage {
        /// Reason: this radio may not.
        public static final int NOT_AUTHORISED = 0;

        /// One unit of the refresh time.
        public static final int REFRESH_UNIT_MINUTES = 30;

        static final int TYPE = 0xF;
        static final int USER_TYPE = 0x7;
        private static final short END_MARK = 0x1080;
        private static final int END_MARK_BYTES = 2;

        public Response {
            if (value.isPresent() && (value.getAsInt() & ~MAX_OCTET) != 0) {
                throw new IllegalArgumentException("ARS: expected an octet");
            }
        }

        /// Registered; to be renewed after so many half hours.
        public static Response accepted(int refreshUnits) {
            return new Response(false, Flags.PLAIN, OptionalInt.of(refreshUnits), false);
        }

        /// Refused.
        public static Response refused(int reason) {
            return new Response(false, Flags.ASKING, OptionalInt.of(reason), false);
        }

        /// A radio's answer to a query.
        public static Response here() {
            return new Response(false, Flags.PLAIN, OptionalInt.empty(), false);
        }

        public boolean failed() {
            return flags.acknowledge();
        }

        @Override
        public byte[] body() {
            int first = flags.bits() | (user ? USER_TYPE : TYPE);
            int mark = endMark ? END_MARK_BYTES : 0;
            byte[] bytes = new byte[(value.isPresent() ? 2 : 1) + mark];
            ByteBuffer out = ByteBuffer.wrap(bytes);
            if (value.isPresent()) {
                out.put((byte) (first | EXTENSION_BIT)).put((byte) value.getAsInt());
            } else {
                out.put((byte) first);
            }
            if (endMark) {
                out.putShort(END_MARK);
            }
            return bytes;
        }
    }

    /// A type the sheet does not know.
    ///
    /// @param header the first octet, whole
    record Other(int header, Octets rest) implements ArsMessage {

        public Other {
            if ((header & ~MAX_OCTET) != 0 || known(header & TYPE_BITS)) {
                throw new IllegalArgumentException("ARS: expected a type without a record");
            }
        }

        private static boolean known(int type) {
            return switch (type) {
                case Registration.TYPE,
                        Registration.USER_TYPE,
                        Deregistration.TYPE,
                        Deregistration.USER_TYPE,
                        Query.TYPE,
                        Response.TYPE,
                        Response.USER_TYPE ->
                        true;
                default -> false;
            };
        }

        @Override
        public Flags flags() {
            return Flags.of(header);
        }

        @Override
        public byte[] body() {
            return withRest(header, rest);
        }
    }

    private static byte[] withRest(int header, Octets rest) {
        byte[] bytes = new byte[1 + rest.length()];
        rest.put(ByteBuffer.wrap(bytes).put((byte) header));
        return bytes;
    }

    /// One datagram; octets behind the announced length are left alone, such as the end mark `10
    /// 80` of a message that came in a control block.
    static Decoded<ArsMessage> decode(byte[] bytes) {
        if (bytes.length < LENGTH_FIELD_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "ARS: expected a length, found " + bytes.length);
        }
        int length = Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort());
        int found = bytes.length - LENGTH_FIELD_BYTES;
        if (length > MAX_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG, "ARS: expected at most 1024 octets, found " + length);
        }
        if (length > found) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "ARS: expected " + length + " octets, found " + found);
        }
        return decodeBody(
                Arrays.copyOfRange(bytes, LENGTH_FIELD_BYTES, LENGTH_FIELD_BYTES + length));
    }

    /// A message without length, as a control block of FID 10 and opcode 08 carries it.
    static Decoded<ArsMessage> decodeBody(byte[] body) {
        if (body.length == 0 || body.length > MAX_BYTES) {
            return Decoded.rejected(
                    body.length == 0 ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "ARS: expected 1..1024 octets, found " + body.length);
        }
        ByteBuffer in = ByteBuffer.wrap(body);
        int header = Byte.toUnsignedInt(in.get());
        boolean extended = (header & EXTENSION_BIT) != 0;
        Flags flags = Flags.of(header);
        int type = header & TYPE_BITS;
        return switch (type) {
            case Registration.TYPE, Registration.USER_TYPE ->
                    ended(
                            extended
                                    ? Registration.get(type == Registration.USER_TYPE, flags, in)
                                    : Decoded.rejected(
                                            RejectReason.MISSING_FIELD,
                                            "ARS registration: expected a second header"),
                            in);
            case Deregistration.TYPE ->
                    bare(extended, new Deregistration(false, flags, Octets.NONE), in);
            case Deregistration.USER_TYPE ->
                    bare(
                            extended,
                            new Deregistration(true, flags, Octets.get(in, in.remaining())),
                            in);
            case Query.TYPE -> bare(extended, new Query(flags), in);
            case Response.TYPE, Response.USER_TYPE ->
                    response(extended, type == Response.USER_TYPE, flags, in);
            default -> Decoded.message(new Other(header, Octets.get(in, in.remaining())));
        };
    }

    private static Decoded<ArsMessage> response(
            boolean extended, boolean user, Flags flags, ByteBuffer in) {
        if (extended && !in.hasRemaining()) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "ARS response: expected a second header");
        }
        OptionalInt value =
                extended ? OptionalInt.of(Byte.toUnsignedInt(in.get())) : OptionalInt.empty();
        boolean endMark =
                in.remaining() == Response.END_MARK_BYTES
                        && in.getShort(in.position()) == Response.END_MARK;
        if (endMark) {
            in.position(in.limit());
        }
        return ended(Decoded.message(new Response(user, flags, value, endMark)), in);
    }

    private static Decoded<ArsMessage> bare(boolean extended, ArsMessage message, ByteBuffer in) {
        return extended
                ? Decoded.rejected(
                        RejectReason.UNSUPPORTED, "ARS: an extension where none is known")
                : ended(Decoded.message(message), in);
    }

    private static Decoded<ArsMessage> ended(Decoded<ArsMessage> decoded, ByteBuffer in) {
        return decoded instanceof Decoded.Message<ArsMessage> && in.hasRemaining()
                ? Decoded.rejected(
                        RejectReason.LEFTOVER,
                        "ARS: expected the end, found " + in.remaining() + " octets")
                : decoded;
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
