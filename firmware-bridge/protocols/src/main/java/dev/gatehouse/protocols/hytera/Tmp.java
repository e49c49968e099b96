package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.Layout.u16;
import static dev.gatehouse.protocols.hytera.Layout.u32;
import static dev.gatehouse.protocols.hytera.Layout.u8;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RadioAddress;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/// Text message protocol (sheet, section 7). Big-endian; text UTF-16LE.
///
/// The opcode's first octet has two bits, confirmation wanted (80) and option present (40); its
/// second is the kind. An option's length opens the payload, its octets close it. Work orders (AA
/// to AD) stay [HdapOther].
public sealed interface Tmp extends HdapMessage {

    int SERVICE = 0x09;

    int CONFIRM_BIT = 0x8000;
    int OPTION_BIT = 0x4000;
    int KIND_BITS = 0x00FF;

    /// Request id, destination and source.
    int HEAD = Integer.BYTES + 2 * RadioAddress.LENGTH_BYTES;

    /// Of a private message the radio, of a group message the group, its network octet 0.
    RadioAddress destination();

    /// Unsigned 32-bit, unique for one peer.
    long requestId();

    /// What the sender's software adds; mostly empty.
    Optional<Octets> option();

    @Override
    default int service() {
        return SERVICE;
    }

    /// A text, or octets, for a radio or a group.
    ///
    /// @param confirm an answer is wanted
    /// @param content UTF-16LE of a text; octets of short data
    record Message(
            Message.Kind kind,
            boolean confirm,
            Optional<Octets> option,
            long requestId,
            RadioAddress destination,
            RadioAddress source,
            Octets content)
            implements Tmp {

        /// To whom and what.
        public enum Kind {
            PRIVATE_TEXT(0xA1),
            GROUP_TEXT(0xB1),
            PRIVATE_DATA(0xAE),
            GROUP_DATA(0xBE);

            private final int code;

            Kind(int code) {
                this.code = code;
            }

            /// For a group rather than for one radio.
            public boolean group() {
                return this == GROUP_TEXT || this == GROUP_DATA;
            }

            /// Characters rather than octets.
            public boolean text() {
                return this == PRIVATE_TEXT || this == GROUP_TEXT;
            }
        }

        public Message {
            Layout.requireU32("request id", requestId);
            if (kind.text() && content.length() % 2 != 0) {
                throw new IllegalArgumentException("TMP text: expected whole UTF-16 units");
            }
            Layout.requireFits("TMP", optionLength(option) + HEAD + content.length());
        }

        /// A private text that wants an answer.
        public static Message privateText(
                long requestId, RadioAddress destination, RadioAddress source, String text) {
            return new Message(
                    Message.Kind.PRIVATE_TEXT,
                    true,
                    Optional.empty(),
                    requestId,
                    destination,
                    source,
                    utf16(text));
        }

        /// A text for a group; nobody answers it but the repeater.
        public static Message groupText(
                long requestId, int groupId, RadioAddress source, String text) {
            return new Message(
                    Message.Kind.GROUP_TEXT,
                    false,
                    Optional.empty(),
                    requestId,
                    new RadioAddress(0, groupId),
                    source,
                    utf16(text));
        }

        private static Octets utf16(String text) {
            return Octets.of(text.getBytes(StandardCharsets.UTF_16LE));
        }

        /// Of a text its characters; half a surrogate pair reads as U+FFFD. Empty for data.
        public String text() {
            return kind.text() ? new String(content.toArray(), StandardCharsets.UTF_16LE) : "";
        }

        /// The answer a receiver gives, destination and source in the order of the request.
        ///
        /// @param result [Answer#OK] or another octet
        public Answer answer(int result) {
            Optional<RadioAddress> from = kind.group() ? Optional.empty() : Optional.of(source);
            return new Answer(
                    switch (kind) {
                        case PRIVATE_TEXT -> Answer.Kind.PRIVATE_TEXT;
                        case GROUP_TEXT -> Answer.Kind.GROUP_TEXT;
                        case PRIVATE_DATA -> Answer.Kind.PRIVATE_DATA;
                        case GROUP_DATA -> Answer.Kind.GROUP_DATA;
                    },
                    false,
                    Optional.empty(),
                    requestId,
                    destination,
                    from,
                    result);
        }

        @Override
        public int opcode() {
            return opcodeOf(confirm, option, kind.code);
        }

        @Override
        public byte[] payload() {
            return bytes(
                    option,
                    HEAD + content.length(),
                    out -> {
                        out.putInt((int) requestId);
                        destination.put(out);
                        source.put(out);
                        content.put(out);
                    });
        }

        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Tmp.Message[kind=" + kind + ", content withheld]";
        }
    }

    /// What became of a message.
    ///
    /// @param destination as in the message
    /// @param source as in the message; a group's answer names none
    /// @param result 0 ok, 1 fail, 3 bad parameters, 4 channel busy, 5 receive only, 6 low battery,
    ///   7 PLL unlocked, 8 no acknowledgement, 9 repeater not woken, 0xA no contact, 0xB
    ///   transmission denied, 0xC interrupted
    record Answer(
            Answer.Kind kind,
            boolean confirm,
            Optional<Octets> option,
            long requestId,
            RadioAddress destination,
            Optional<RadioAddress> source,
            int result)
            implements Tmp {

        /// Delivered.
        public static final int OK = 0;

        /// Failed without a better word.
        public static final int FAILED = 1;

        /// Nobody acknowledged.
        public static final int NO_ACKNOWLEDGEMENT = 8;

        /// To which kind of message.
        public enum Kind {
            PRIVATE_TEXT(0xA2),
            GROUP_TEXT(0xB2),
            PRIVATE_DATA(0xAF),
            GROUP_DATA(0xBF);

            private final int code;

            Kind(int code) {
                this.code = code;
            }

            boolean group() {
                return this == GROUP_TEXT || this == GROUP_DATA;
            }

            int length() {
                return (group() ? HEAD - RadioAddress.LENGTH_BYTES : HEAD) + 1;
            }
        }

        public Answer {
            Layout.requireU32("request id", requestId);
            Layout.requireU8("result", result);
            if (source.isPresent() == kind.group()) {
                throw new IllegalArgumentException("TMP answer: only a private one has a source");
            }
            Layout.requireFits("TMP", optionLength(option) + kind.length());
        }

        @Override
        public int opcode() {
            return opcodeOf(confirm, option, kind.code);
        }

        @Override
        public byte[] payload() {
            return bytes(
                    option,
                    kind.length(),
                    out -> {
                        out.putInt((int) requestId);
                        destination.put(out);
                        source.ifPresent(from -> from.put(out));
                        out.put((byte) result);
                    });
        }
    }

    private static int opcodeOf(boolean confirm, Optional<Octets> option, int kind) {
        return (confirm ? CONFIRM_BIT : 0) | (option.isPresent() ? OPTION_BIT : 0) | kind;
    }

    private static int optionLength(Optional<Octets> option) {
        return option.map(octets -> Short.BYTES + octets.length()).orElse(0);
    }

    private static byte[] bytes(Optional<Octets> option, int length, Consumer<ByteBuffer> fields) {
        return Layout.bytes(
                optionLength(option) + length,
                ByteOrder.BIG_ENDIAN,
                out -> {
                    option.ifPresent(octets -> out.putShort((short) octets.length()));
                    fields.accept(out);
                    option.ifPresent(octets -> octets.put(out));
                });
    }

    /// Reads the payload of one opcode.
    static Decoded<HdapMessage> decode(int opcode, byte[] payload) {
        if ((opcode & ~(CONFIRM_BIT | OPTION_BIT | KIND_BITS)) != 0) {
            return Layout.other(SERVICE, opcode, payload);
        }
        ByteBuffer in = ByteBuffer.wrap(payload);
        Optional<Octets> option = Optional.empty();
        if ((opcode & OPTION_BIT) != 0) {
            int length = payload.length < Short.BYTES ? 0 : u16(in);
            if (payload.length < Short.BYTES + length) {
                return Decoded.rejected(
                        RejectReason.TOO_SHORT,
                        "TMP option: expected " + length + " octets, found " + payload.length);
            }
            option = Optional.of(Octets.of(payload, payload.length - length, length));
            in.limit(payload.length - length);
        }
        boolean confirm = (opcode & CONFIRM_BIT) != 0;
        for (Message.Kind kind : Message.Kind.values()) {
            if (kind.code == (opcode & KIND_BITS)) {
                return message(kind, confirm, option, in);
            }
        }
        for (Answer.Kind kind : Answer.Kind.values()) {
            if (kind.code == (opcode & KIND_BITS)) {
                return answer(kind, confirm, option, in);
            }
        }
        return Layout.other(SERVICE, opcode, payload);
    }

    private static Decoded<HdapMessage> message(
            Message.Kind kind, boolean confirm, Optional<Octets> option, ByteBuffer in) {
        if (in.remaining() < HEAD) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "TMP message: expected 12 octets or more, found " + in.remaining());
        }
        if (kind.text() && (in.remaining() - HEAD) % 2 != 0) {
            return Decoded.rejected(
                    RejectReason.BAD_ENCODING, "TMP text: expected whole UTF-16 units");
        }
        return Decoded.message(
                new Message(
                        kind,
                        confirm,
                        option,
                        u32(in),
                        RadioAddress.get(in),
                        RadioAddress.get(in),
                        Octets.get(in, in.remaining())));
    }

    private static Decoded<HdapMessage> answer(
            Answer.Kind kind, boolean confirm, Optional<Octets> option, ByteBuffer in) {
        if (in.remaining() != kind.length()) {
            return Decoded.rejected(
                    in.remaining() < kind.length() ? RejectReason.TOO_SHORT : RejectReason.LEFTOVER,
                    "TMP answer: expected " + kind.length() + " octets, found " + in.remaining());
        }
        return Decoded.message(
                new Answer(
                        kind,
                        confirm,
                        option,
                        u32(in),
                        RadioAddress.get(in),
                        kind.group() ? Optional.empty() : Optional.of(RadioAddress.get(in)),
                        u8(in)));
    }
}
