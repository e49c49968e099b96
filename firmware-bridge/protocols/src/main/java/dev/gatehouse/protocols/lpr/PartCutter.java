package dev.gatehouse.protocols.lpr;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An endless multipart (plate reader sheet, sections 12 and 13) cut into messages: a text part and
/// the image parts behind it, put together as a multipart body of its own, which every codec reads.
/// When no more images follow, nothing says so but the next text part or silence: `idle` ends the
/// message then, so that no alert waits for the next vehicle. Used by one thread.
///
/// ```
///  PREAMBLE --delimiter line--> HEAD --blank line--> BODY --length or delimiter--> BETWEEN
///                                ^                                                    |
///                                +------------------- delimiter line -----------------+
/// ```
public final class PartCutter {

    static final int MAX_PART_BYTES = 4 << 20;
    static final int MAX_MESSAGE_BYTES = 8 << 20;
    private static final int MAX_LINE_BYTES = 4 << 10;
    private static final String OWN_DELIMITER = "--part";

    private enum State {
        PREAMBLE,
        HEAD,
        BODY,
        BETWEEN
    }

    private final HeldOctets line = new HeldOctets(MAX_LINE_BYTES);
    private final HeldOctets body = new HeldOctets(MAX_PART_BYTES);
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private State state = State.PREAMBLE;
    private byte[] delimiter = new byte[0];
    private ReaderBody.PartHead part = ReaderBody.PartHead.of(new byte[0], 0, 0);
    private ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean pending;
    private boolean overlong;
    private int matched;
    private long dropped;

    /// Takes what arrived together and gives the messages that it ends.
    public List<byte[]> take(byte[] octets) {
        List<byte[]> found = new ArrayList<>();
        for (byte octet : octets) {
            switch (state) {
                case PREAMBLE, BETWEEN -> between(octet);
                case HEAD -> head(octet, found);
                case BODY -> body(octet, found);
            }
        }
        return found;
    }

    /// Nothing came for a while: what is whole is a message. An image that has begun and comes
    /// later is dropped.
    public Optional<byte[]> idle() {
        List<byte[]> found = new ArrayList<>();
        if (state == State.BODY && part.length().isEmpty() && !part.image() && body.length() > 0) {
            // Without a length only silence ends it. What follows up to the delimiter is dropped.
            endPart(found);
        }
        flush(found);
        return found.stream().findFirst();
    }

    /// Whether a part has begun that is not whole yet.
    public boolean midway() {
        return state == State.BODY;
    }

    /// Whether something has begun that will be a message.
    public boolean holds() {
        return pending || state == State.BODY;
    }

    /// Parts that were over a limit, and images without a text before them.
    public long dropped() {
        return dropped;
    }

    private void between(byte octet) {
        if (octet != '\n') {
            if (!line.add(octet)) {
                line.clear();
            }
            return;
        }
        byte[] text = withoutReturn(line.take());
        boolean begins =
                state == State.PREAMBLE
                        ? text.length > 2
                                && text[0] == '-'
                                && text[1] == '-'
                                && text.length <= 2 + ReaderBody.MAX_BOUNDARY_CHARS
                        : Arrays.equals(text, delimiter);
        if (begins) {
            delimiter = text;
            beginHead();
        }
    }

    private void beginHead() {
        state = State.HEAD;
        line.clear();
        head.reset();
    }

    private static byte[] withoutReturn(byte[] text) {
        return text.length > 0 && text[text.length - 1] == '\r'
                ? Arrays.copyOf(text, text.length - 1)
                : text;
    }

    private void head(byte octet, List<byte[]> found) {
        if (octet != '\n') {
            if (!line.add(octet)) {
                abandon();
            }
            return;
        }
        byte[] text = withoutReturn(line.take());
        if (text.length > 0) {
            head.writeBytes(text);
            head.write('\n');
            if (head.size() > ReaderBody.MAX_PART_HEAD_BYTES) {
                abandon();
            }
            return;
        }
        part = ReaderBody.PartHead.of(head.toByteArray(), 0, head.size());
        body.clear();
        overlong = false;
        matched = 0;
        state = State.BODY;
        if (part.length().isPresent() && part.length().getAsInt() == 0) {
            endPart(found);
        }
    }

    private void abandon() {
        dropped++;
        line.clear();
        state = State.BETWEEN;
    }

    private void body(byte octet, List<byte[]> found) {
        if (!overlong && !body.add(octet)) {
            overlong = true;
        }
        if (part.length().isPresent() && part.length().getAsInt() <= MAX_PART_BYTES) {
            if (body.length() == part.length().getAsInt()) {
                endPart(found);
            }
            return;
        }
        // A line end and the delimiter behind it.
        matched = matched == 0 ? (octet == '\n' ? 1 : 0) : match(octet);
        if (matched == delimiter.length + 1) {
            body.drop(matched);
            endPart(found);
            // The rest of the delimiter's line.
            for (byte one : delimiter) {
                line.add(one);
            }
        }
    }

    private int match(byte octet) {
        if (delimiter[matched - 1] == octet) {
            return matched + 1;
        }
        return octet == '\n' ? 1 : 0;
    }

    private void endPart(List<byte[]> found) {
        byte[] bytes = body.take();
        boolean counted = part.length().isPresent();
        state = State.BETWEEN;
        line.clear();
        if (overlong || bytes.length == 0) {
            dropped += overlong ? 1 : 0;
            return;
        }
        if (!part.image()) {
            flush(found);
            append(counted ? bytes : withoutReturn(bytes), "text/plain");
            pending = true;
        } else if (!pending || message.size() + bytes.length > MAX_MESSAGE_BYTES) {
            dropped++;
        } else {
            append(counted ? bytes : withoutReturn(bytes), "image/jpeg");
        }
    }

    private void append(byte[] bytes, String type) {
        message.writeBytes(
                String.format(
                                Locale.ROOT,
                                "%s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n",
                                OWN_DELIMITER,
                                type,
                                bytes.length)
                        .getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(bytes);
        message.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private void flush(List<byte[]> found) {
        if (pending) {
            message.writeBytes((OWN_DELIMITER + "--\r\n").getBytes(StandardCharsets.US_ASCII));
            found.add(message.toByteArray());
            message = new ByteArrayOutputStream();
            pending = false;
        }
    }
}
