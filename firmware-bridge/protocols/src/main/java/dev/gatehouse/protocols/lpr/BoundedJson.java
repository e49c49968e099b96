package dev.gatehouse.protocols.lpr;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one JSON document of a hostile sender within named limits (plate reader sheet, section 4).
/// Images are hashed where they stand and never become part of the result. One instance reads one
/// document, on one thread.
final class BoundedJson {

    static final int MAX_DOCUMENT_BYTES = 8 << 20;

    /// The document once images are cut out.
    static final int MAX_TEXT_BYTES = 1 << 20;

    static final int MAX_DEPTH = 16;
    static final int MAX_MEMBERS = 2_000;

    /// Items of all arrays together: the sheet limits members only, which would let a flat array
    /// grow to 1 MiB.
    static final int MAX_ITEMS = 10_000;

    static final int MAX_NUMBER_CHARS = 32;
    static final int MAX_NAME_CHARS = 256;

    /// Octets of an image's text; a longer one is dropped.
    static final int MAX_IMAGE_CHARS = 2 << 20;

    static final int MAX_STRING_CHARS = 64 << 10;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(MAX_NUMBER_CHARS)
                                    .maxNameLength(MAX_NAME_CHARS)
                                    .maxStringLength(MAX_IMAGE_CHARS)
                                    .maxDocumentLength(MAX_DOCUMENT_BYTES)
                                    .build())
                    .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                    .build();

    /// A document and what was cut out of it.
    ///
    /// @param imageSpans octet ranges `[from, to)` of image strings, in order
    /// @param images digests in the order of the document
    /// @param imagesDropped images that were over a limit or not base64
    record Document(
            JsonValue.Struct root,
            List<Span> imageSpans,
            List<ImageDigest> images,
            int imagesDropped) {}

    /// Octets `[from, to)` of the input.
    record Span(int from, int to) {}

    /// Why reading stopped; never leaves this class.
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final RejectReason reason;

        Refused(RejectReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    private final byte[] bytes;
    private final int start;
    private final Set<String> imageFields;
    private final ImageHasher images = new ImageHasher();
    private final List<Span> imageSpans = new ArrayList<>();
    private final List<ImageDigest> digests = new ArrayList<>();
    private int imageOctets;
    private int members;
    private int items;

    private BoundedJson(byte[] bytes, Set<String> imageFields) {
        this.bytes = bytes;
        this.start = hasByteOrderMark(bytes) ? 3 : 0;
        this.imageFields = imageFields;
    }

    /// Reads exactly one document.
    ///
    /// @param imageFields member names, at any depth, whose text is base64 of an image
    static Decoded<Document> read(byte[] bytes, Set<String> imageFields) {
        return new BoundedJson(bytes, imageFields).document();
    }

    private Decoded<Document> document() {
        if (bytes.length > MAX_DOCUMENT_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "document: expected at most "
                            + MAX_DOCUMENT_BYTES
                            + " octets, found "
                            + bytes.length);
        }
        int first = firstNonSpace();
        if (first == bytes.length) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "document: expected an object, found nothing");
        }
        if (bytes[first] != '{') {
            return Decoded.rejected(
                    RejectReason.BAD_SYNTAX, "document: expected an object at octet " + first);
        }
        int bad = firstInvalidOctet();
        if (bad >= 0) {
            return Decoded.rejected(
                    RejectReason.BAD_ENCODING, "document: not UTF-8 text near octet " + bad);
        }
        try (JsonParser parser = FACTORY.createParser(bytes, start, bytes.length - start)) {
            parser.nextToken();
            JsonValue.Struct root = struct(parser, 1);
            requireEnd(parser);
            requireTextLimit(bytes.length - start);
            return Decoded.message(
                    new Document(
                            root, List.copyOf(imageSpans), List.copyOf(digests), images.dropped()));
        } catch (Refused e) {
            return Decoded.rejected(e.reason, e.detail());
        } catch (StreamConstraintsException e) {
            return Decoded.rejected(
                    RejectReason.LIMIT_EXCEEDED, "document: a limit was passed" + place(e));
        } catch (IOException e) {
            // The parser's own message quotes the input: only the place is kept.
            return Decoded.rejected(RejectReason.BAD_SYNTAX, "document: not JSON" + place(e));
        }
    }

    private String place(IOException e) {
        if (e instanceof com.fasterxml.jackson.core.JacksonException j && j.getLocation() != null) {
            return " at octet " + (start + j.getLocation().getByteOffset());
        }
        return "";
    }

    private JsonValue.Struct struct(JsonParser parser, int depth) throws IOException, Refused {
        LinkedHashMap<String, JsonValue> found = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            if (++members > MAX_MEMBERS) {
                throw new Refused(
                        RejectReason.LIMIT_EXCEEDED, "members: expected at most " + MAX_MEMBERS);
            }
            String name = parser.currentName();
            requirePaired(parser, name);
            if (found.containsKey(name)) {
                throw new Refused(
                        RejectReason.DUPLICATE_NAME,
                        "members: a name occurs twice at octet " + at(parser));
            }
            parser.nextToken();
            found.put(name, value(parser, depth, imageFields.contains(name)));
        }
        return new JsonValue.Struct(found);
    }

    private JsonValue.Sequence sequence(JsonParser parser, int depth) throws IOException, Refused {
        List<JsonValue> found = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (++items > MAX_ITEMS) {
                throw new Refused(
                        RejectReason.LIMIT_EXCEEDED, "array items: expected at most " + MAX_ITEMS);
            }
            found.add(value(parser, depth, false));
        }
        return new JsonValue.Sequence(found);
    }

    private JsonValue value(JsonParser parser, int depth, boolean image)
            throws IOException, Refused {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new Refused(RejectReason.BAD_SYNTAX, "document: ends early");
        }
        return switch (token) {
            case START_OBJECT -> struct(parser, deeper(depth));
            case START_ARRAY -> sequence(parser, deeper(depth));
            case VALUE_STRING -> image ? image(parser) : text(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numeral(parser);
            case VALUE_TRUE -> new JsonValue.Bool(true);
            case VALUE_FALSE -> new JsonValue.Bool(false);
            case VALUE_NULL -> new JsonValue.Null();
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new Refused(
                            RejectReason.BAD_SYNTAX,
                            "document: unexpected token at octet " + at(parser));
        };
    }

    private static int deeper(int depth) throws Refused {
        if (depth == MAX_DEPTH) {
            throw new Refused(RejectReason.LIMIT_EXCEEDED, "depth: expected at most " + MAX_DEPTH);
        }
        return depth + 1;
    }

    private JsonValue numeral(JsonParser parser) throws IOException, Refused {
        String literal = parser.getText();
        if (literal.length() > MAX_NUMBER_CHARS) {
            throw new Refused(
                    RejectReason.LIMIT_EXCEEDED,
                    "number: expected at most " + MAX_NUMBER_CHARS + " characters");
        }
        return new JsonValue.Numeral(literal);
    }

    private JsonValue text(JsonParser parser) throws IOException, Refused {
        if (parser.getTextLength() > MAX_STRING_CHARS) {
            throw new Refused(
                    RejectReason.LIMIT_EXCEEDED,
                    "text: expected at most " + MAX_STRING_CHARS + " characters");
        }
        String text = parser.getText();
        requirePaired(parser, text);
        return new JsonValue.Text(text);
    }

    /// An image over the limit is stepped over unread and dropped, for the read must not be lost
    /// with it (sheet, section 4); the parser's own limit would refuse the document.
    private JsonValue image(JsonParser parser) throws IOException {
        int from = start + (int) parser.currentTokenLocation().getByteOffset();
        int to = endOfString(from);
        imageSpans.add(new Span(from, to));
        imageOctets += to - from;
        if (to - from - 2 > MAX_IMAGE_CHARS) {
            images.drop();
            return new JsonValue.Image(Optional.empty());
        }
        char[] chars = parser.getTextCharacters();
        Optional<ImageDigest> digest =
                images.hash(chars, parser.getTextOffset(), parser.getTextLength());
        digest.ifPresent(digests::add);
        return new JsonValue.Image(digest);
    }

    /// The octet behind the closing quote of the string that opens at `quote`. What stands between
    /// is judged by the parser, now or when it steps over it.
    private int endOfString(int quote) {
        int at = quote + 1;
        while (at < bytes.length && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, bytes.length);
    }

    private void requireEnd(JsonParser parser) throws Refused {
        int end = start + (int) parser.currentLocation().getByteOffset();
        for (int at = end; at < bytes.length; at++) {
            if (!isSpace(bytes[at])) {
                throw new Refused(
                        RejectReason.LEFTOVER, "document: expected its end at octet " + at);
            }
        }
    }

    private void requireTextLimit(int length) throws Refused {
        int textBytes = length - imageOctets;
        if (textBytes > MAX_TEXT_BYTES) {
            throw new Refused(
                    RejectReason.TOO_LONG,
                    "document without images: expected at most "
                            + MAX_TEXT_BYTES
                            + " octets, found "
                            + textBytes);
        }
    }

    /// An escape such as `\ud800` alone is no character and could not be written as UTF-8 again.
    private void requirePaired(JsonParser parser, String text) throws Refused {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                throw new Refused(
                        RejectReason.BAD_ENCODING,
                        "text: half a surrogate pair before octet " + at(parser));
            }
        }
    }

    private int at(JsonParser parser) {
        return start + (int) parser.currentLocation().getByteOffset();
    }

    private int firstNonSpace() {
        int at = start;
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r';
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
    }

    /// The parser guesses UTF-16 and UTF-32 by itself and takes some overlong forms; both are
    /// refused here. A NUL octet is legal nowhere in JSON and is what the other encodings are full
    /// of.
    private int firstInvalidOctet() {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(4096);
        CoderResult result;
        do {
            result = decoder.decode(in, out.clear(), true);
            for (int i = 0; i < out.position(); i++) {
                if (out.get(i) == 0) {
                    return in.position();
                }
            }
        } while (result.isOverflow());
        return result.isError() ? in.position() : -1;
    }
}
