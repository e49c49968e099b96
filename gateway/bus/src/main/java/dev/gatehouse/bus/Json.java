package dev.gatehouse.bus;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Canonical protobuf JSON (lowerCamelCase names, no spaces) on the bus, so that `mosquitto_sub`
/// shows it.
public final class Json {

    /// Longest document taken, in octets.
    public static final int MAX_BYTES = 64 * 1024;

    /// Deepest nesting taken.
    public static final int MAX_DEPTH = 16;

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().omittingInsignificantWhitespace();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser();

    private Json() {}

    /// Prints a message as UTF-8. Fields that are set are printed, also those with default values.
    ///
    /// @throws IllegalArgumentException for an `Any` of unknown type; our schema has none
    public static byte[] print(Message message) {
        try {
            return PRINTER.print(message).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException unprintable) {
            throw new IllegalArgumentException(
                    "expected a message of known types, found an unknown one", unprintable);
        }
    }

    /// Parses hostile bytes strictly: length, UTF-8, RFC 8259 syntax, depth, every name once and
    /// known, integers in range and without exponent; nothing after the document. Never throws for
    /// what the bytes say, and the reason never repeats them.
    ///
    /// @param <T> type of the message
    /// @param empty default instance of the wanted type, such as
    ///   `OfficerCommand.getDefaultInstance()`
    public static <T extends Message> Decoded<T> parse(byte[] bytes, T empty) {
        if (bytes.length == 0) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "expected a JSON object, found no octets");
        }
        if (bytes.length > MAX_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "expected at most " + MAX_BYTES + " octets, found " + bytes.length);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return Decoded.rejected(
                    RejectReason.BAD_ENCODING, "expected UTF-8, found other octets");
        }
        if (JsonCheck.check(text, empty.getDescriptorForType())
                instanceof Decoded.Rejected<String> refused) {
            return Decoded.rejected(refused.reason(), refused.detail());
        }
        return merge(text, empty);
    }

    private static <T extends Message> Decoded<T> merge(String text, T empty) {
        Message.Builder builder = empty.newBuilderForType();
        try {
            PARSER.merge(text, builder);
        } catch (InvalidProtocolBufferException | RuntimeException _) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE,
                    "expected "
                            + empty.getDescriptorForType().getFullName()
                            + ", found a value that is none");
        }
        @SuppressWarnings("unchecked") // a builder builds the type it was made for
        T message = (T) builder.build();
        return Decoded.message(message);
    }
}
