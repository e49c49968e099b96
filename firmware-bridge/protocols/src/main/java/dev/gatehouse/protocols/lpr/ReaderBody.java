package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// The body of a reader's request taken apart (plate reader sheet, section 4): one document, or a
/// multipart of documents and images. What the body is, its first octet says; the declared type is
/// often wrong. Of an image only its digest is kept.
///
/// ```
///  [POST ... CR LF CR LF]  a capture's head, stepped over
///  --boundary CR LF
///  Content-Type: text/xml CR LF CR LF  <...>  CR LF     document
///  --boundary CR LF
///  Content-Type: image/jpeg CR LF CR LF ...   CR LF     image of the document before it
///  --boundary--                                         may be missing
/// ```
record ReaderBody(List<Document> documents, int imagesDropped) {

    static final int MAX_PARTS = 16;
    static final int MAX_BOUNDARY_CHARS = 70;
    static final int MAX_PART_HEAD_BYTES = 4 << 10;
    static final int MAX_HEAD_BYTES = 16 << 10;

    /// One text of a body.
    ///
    /// @param name of the part; empty outside a multipart
    /// @param bytes of the text
    /// @param images that came with it as parts of their own
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Document(String name, byte[] bytes, List<ImageDigest> images) {}

    /// Reads every document of a body with one codec. A part that is none of the codec's (a form's
    /// other fields) does not spoil those that are.
    static Decoded<PlateMessage> read(
            byte[] bytes, Function<Document, Decoded<PlateMessage>> codec) {
        return switch (of(bytes)) {
            case Decoded.Rejected<ReaderBody>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<ReaderBody>(ReaderBody body) -> body.read(codec);
        };
    }

    private Decoded<PlateMessage> read(Function<Document, Decoded<PlateMessage>> codec) {
        Optional<PlateMessage> all = Optional.empty();
        Decoded<PlateMessage> refused =
                Decoded.rejected(RejectReason.MISSING_FIELD, "body: expected a document");
        for (Document document : documents) {
            switch (codec.apply(document)) {
                case Decoded.Message<PlateMessage>(PlateMessage one) ->
                        all = Optional.of(all.map(before -> both(before, one)).orElse(one));
                case Decoded.Rejected<PlateMessage> rejected -> refused = rejected;
            }
        }
        return all.isEmpty()
                ? refused
                : Decoded.message(
                        new PlateMessage(
                                all.get().kind(),
                                all.get().readings(),
                                all.get().time(),
                                all.get().counter(),
                                all.get().imagesDropped() + imagesDropped));
    }

    private static PlateMessage both(PlateMessage a, PlateMessage b) {
        List<PlateReading> readings = new ArrayList<>(a.readings());
        readings.addAll(b.readings());
        return new PlateMessage(
                a.kind().compareTo(b.kind()) <= 0 ? a.kind() : b.kind(),
                readings,
                a.time().isPresent() ? a.time() : b.time(),
                a.counter().isPresent() ? a.counter() : b.counter(),
                a.imagesDropped() + b.imagesDropped());
    }

    static Decoded<ReaderBody> of(byte[] bytes) {
        int from = start(bytes);
        if (from + 2 < bytes.length && bytes[from] == '-' && bytes[from + 1] == '-') {
            return new Parts(bytes, from).body();
        }
        byte[] whole = from == 0 ? bytes : Arrays.copyOfRange(bytes, from, bytes.length);
        return Decoded.message(
                new ReaderBody(List.of(new Document("", whole, new ArrayList<>())), 0));
    }

    /// Where the body begins: behind the head of a captured request or answer, and behind blanks if
    /// a multipart follows.
    private static int start(byte[] bytes) {
        int from = isHead(bytes) ? endOfHead(bytes) : 0;
        int at = from;
        while (at < bytes.length && (bytes[at] == '\r' || bytes[at] == '\n' || bytes[at] == ' ')) {
            at++;
        }
        return at < bytes.length && bytes[at] == '-' ? at : from;
    }

    private static boolean isHead(byte[] bytes) {
        String begin = new String(bytes, 0, Math.min(bytes.length, 8), StandardCharsets.ISO_8859_1);
        return begin.startsWith("POST /")
                || begin.startsWith("PUT /")
                || begin.startsWith("HTTP/1.");
    }

    private static int endOfHead(byte[] bytes) {
        int limit = Math.min(bytes.length, MAX_HEAD_BYTES);
        for (int at = 0; at < limit; at++) {
            int end = blankLine(bytes, at, limit);
            if (end > 0) {
                return end;
            }
        }
        return 0;
    }

    /// Behind a line end at `at` and an empty line after it; 0 when there is none.
    static int blankLine(byte[] bytes, int at, int limit) {
        if (bytes[at] != '\n') {
            return 0;
        }
        int next = at + 1 < limit && bytes[at + 1] == '\r' ? at + 2 : at + 1;
        return next < limit && bytes[next] == '\n' ? next + 1 : 0;
    }

    /// Walks the parts of one body.
    private static final class Parts {
        private final byte[] bytes;
        private final int first;
        private final ImageHasher images = new ImageHasher();
        private final List<Document> documents = new ArrayList<>();
        private List<ImageDigest> ahead = new ArrayList<>();

        Parts(byte[] bytes, int first) {
            this.bytes = bytes;
            this.first = first;
        }

        Decoded<ReaderBody> body() {
            int end = first;
            while (end < bytes.length && bytes[end] != '\r' && bytes[end] != '\n') {
                end++;
            }
            int chars = end - first - 2;
            if (chars < 1 || chars > MAX_BOUNDARY_CHARS) {
                return Decoded.rejected(
                        RejectReason.BAD_SYNTAX,
                        "multipart: expected a boundary of 1.."
                                + MAX_BOUNDARY_CHARS
                                + " characters");
            }
            byte[] delimiter = Arrays.copyOfRange(bytes, first, end);
            int parts = 0;
            int at = first;
            while (at >= 0 && !last(at + delimiter.length)) {
                if (++parts > MAX_PARTS) {
                    return Decoded.rejected(
                            RejectReason.LIMIT_EXCEEDED,
                            "multipart: expected at most " + MAX_PARTS + " parts");
                }
                int body = bodyFrom(at + delimiter.length);
                if (body < 0) {
                    return Decoded.rejected(
                            RejectReason.BAD_SYNTAX,
                            "multipart: expected a part's head of at most "
                                    + MAX_PART_HEAD_BYTES
                                    + " octets at "
                                    + at);
                }
                PartHead head =
                        PartHead.of(bytes, at + delimiter.length, body - at - delimiter.length);
                int next = next(body, head.length(), delimiter);
                take(head, body, next);
                at = next;
            }
            return documents.isEmpty()
                    ? Decoded.rejected(
                            RejectReason.MISSING_FIELD, "multipart: expected a document in it")
                    : Decoded.message(new ReaderBody(List.copyOf(documents), images.dropped()));
        }

        private boolean last(int at) {
            return at + 1 < bytes.length && bytes[at] == '-' && bytes[at + 1] == '-';
        }

        /// -1 when there is no end of the head.
        private int bodyFrom(int head) {
            int limit = Math.min(bytes.length, head + MAX_PART_HEAD_BYTES);
            for (int at = head; at < limit; at++) {
                int body = blankLine(bytes, at, limit);
                if (body > 0) {
                    return body;
                }
            }
            return -1;
        }

        /// The delimiter behind a part's body, where its declared length says so or else where it
        /// is found; -1 when there is none.
        private int next(int body, OptionalInt length, byte[] delimiter) {
            if (length.isPresent()) {
                int at = body + Math.min(length.getAsInt(), bytes.length - body);
                for (int blank = 0; blank <= 2 && at + blank <= bytes.length; blank++) {
                    if (isAt(at + blank, delimiter)) {
                        return at + blank;
                    }
                }
            }
            for (int at = body; at < bytes.length; at++) {
                if ((at == body || bytes[at - 1] == '\n') && isAt(at, delimiter)) {
                    return at;
                }
            }
            return -1;
        }

        private boolean isAt(int at, byte[] delimiter) {
            return at + delimiter.length <= bytes.length
                    && Arrays.equals(
                            bytes, at, at + delimiter.length, delimiter, 0, delimiter.length);
        }

        /// @param next delimiter; -1 for a last part without one
        private void take(PartHead head, int from, int next) {
            int to = end(head.length(), from, next);
            if (to == from) {
                return;
            }
            if (head.image() || isPicture(from, to)) {
                images.hash(bytes, from, to - from).ifPresent(this::attach);
            } else {
                documents.add(
                        new Document(head.name(), Arrays.copyOfRange(bytes, from, to), ahead));
                ahead = new ArrayList<>();
            }
        }

        /// The line end before a delimiter is the delimiter's, also where the declared length
        /// counts it in.
        private int end(OptionalInt length, int from, int next) {
            int limit = next < 0 ? bytes.length : next;
            if (length.isPresent() && length.getAsInt() <= limit - from) {
                int rest = limit - from - length.getAsInt();
                if (rest <= 2 && (rest > 0 || next < 0)) {
                    return from + length.getAsInt();
                }
            }
            int to = limit;
            if (to > from && bytes[to - 1] == '\n') {
                to--;
                if (to > from && bytes[to - 1] == '\r') {
                    to--;
                }
            }
            return to;
        }

        private boolean isPicture(int from, int to) {
            return to - from > 3
                    && ((bytes[from] == (byte) 0xFF && bytes[from + 1] == (byte) 0xD8)
                            || (bytes[from] == (byte) 0x89 && bytes[from + 1] == 'P'));
        }

        private void attach(ImageDigest image) {
            (documents.isEmpty() ? ahead : documents.getLast().images()).add(image);
        }
    }

    /// What a part's head says.
    ///
    /// @param length declared; often off by a line end
    record PartHead(String name, boolean image, OptionalInt length) {

        static PartHead of(byte[] bytes, int from, int count) {
            String name = "";
            boolean image = false;
            OptionalInt length = OptionalInt.empty();
            String text = new String(bytes, from, count, StandardCharsets.ISO_8859_1);
            for (String line : text.split("\r?\n", -1)) {
                String folded = line.toLowerCase(Locale.ROOT);
                if (folded.startsWith("content-type:")) {
                    image |= folded.contains("image/");
                } else if (folded.startsWith("content-length:")) {
                    length = length(line.substring(15).strip());
                } else if (folded.startsWith("content-disposition:")) {
                    name = parameter(line, "name=\"");
                    String file = parameter(folded, "filename=\"");
                    image |= file.endsWith(".jpg") || file.endsWith(".jpeg");
                }
            }
            return new PartHead(name, image, length);
        }

        private static OptionalInt length(String digits) {
            boolean number =
                    !digits.isEmpty()
                            && digits.length() <= 8
                            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
            return number ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
        }

        private static String parameter(String line, String key) {
            int at = line.toLowerCase(Locale.ROOT).indexOf(key);
            int end = at < 0 ? -1 : line.indexOf('"', at + key.length());
            return end < 0 ? "" : line.substring(at + key.length(), end);
        }
    }
}
