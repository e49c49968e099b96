package dev.gatehouse.drivers.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The answer to one request for an endless stream (RFC 9112): its head within limits, then its
/// body as it comes, chunked or up to the connection's end. Used by one thread.
final class PullResponse {

    static final int MAX_HEAD_BYTES = 16 << 10;
    static final int MAX_CHUNK_LINE_BYTES = 1_024;
    private static final int MAX_CHUNK_BYTES = 16 << 20;

    private enum State {
        HEAD,
        PLAIN,
        CHUNK_LINE,
        CHUNK,
        CHUNK_END,
        ENDED
    }

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> head = new ArrayList<>();
    private State state = State.HEAD;
    private int headBytes;
    private int status;
    private int chunkLeft;

    /// What of the octets belongs to the body.
    ///
    /// @throws IOException when it is no answer that we understand
    byte[] take(byte[] octets, int length) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(length);
        int at = 0;
        while (at < length && state != State.ENDED) {
            switch (state) {
                case HEAD -> head(octets[at++]);
                case CHUNK_LINE -> chunkLine(octets[at++]);
                case CHUNK_END -> chunkEnd(octets[at++]);
                case PLAIN -> {
                    body.write(octets, at, length - at);
                    at = length;
                }
                case CHUNK -> {
                    int count = Math.min(chunkLeft, length - at);
                    body.write(octets, at, count);
                    at += count;
                    chunkLeft -= count;
                    state = chunkLeft == 0 ? State.CHUNK_END : State.CHUNK;
                }
                case ENDED -> {
                    // nothing after it is read
                }
            }
        }
        return body.toByteArray();
    }

    private void head(byte octet) throws IOException {
        if (++headBytes > MAX_HEAD_BYTES) {
            throw new IOException("answer: a head of more than " + MAX_HEAD_BYTES + " octets");
        }
        if (octet != '\n') {
            line.write(octet);
            return;
        }
        String text = endLine();
        if (!text.isEmpty()) {
            head.add(text);
            return;
        }
        status = code();
        if (status >= 100 && status < 200) {
            head.clear();
            return;
        }
        state =
                header("transfer-encoding").stream().anyMatch(PullResponse::isChunked)
                        ? State.CHUNK_LINE
                        : State.PLAIN;
    }

    private static boolean isChunked(String value) {
        return value.toLowerCase(Locale.ROOT).contains("chunked");
    }

    private String endLine() {
        byte[] bytes = line.toByteArray();
        line.reset();
        int length =
                bytes.length > 0 && bytes[bytes.length - 1] == '\r'
                        ? bytes.length - 1
                        : bytes.length;
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.ISO_8859_1);
    }

    private int code() throws IOException {
        String first = head.isEmpty() ? "" : head.getFirst();
        boolean known =
                first.length() >= 12
                        && first.startsWith("HTTP/1.")
                        && first.substring(9, 12).chars().allMatch(c -> c >= '0' && c <= '9');
        if (!known) {
            throw new IOException("answer: not HTTP/1");
        }
        return Integer.parseInt(first.substring(9, 12));
    }

    private void chunkLine(byte octet) throws IOException {
        if (octet != '\n') {
            line.write(octet);
            if (line.size() > MAX_CHUNK_LINE_BYTES) {
                throw new IOException("answer: a chunk's line is too long");
            }
            return;
        }
        String text = endLine();
        int end = text.indexOf(';');
        String digits = (end < 0 ? text : text.substring(0, end)).strip();
        boolean hex =
                !digits.isEmpty()
                        && digits.length() <= 7
                        && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        chunkLeft = hex ? Integer.parseInt(digits, 16) : -1;
        if (chunkLeft < 0 || chunkLeft > MAX_CHUNK_BYTES) {
            throw new IOException("answer: a chunk's length that is none");
        }
        state = chunkLeft == 0 ? State.ENDED : State.CHUNK;
    }

    private void chunkEnd(byte octet) throws IOException {
        if (octet == '\n') {
            state = State.CHUNK_LINE;
        } else if (octet != '\r') {
            throw new IOException("answer: a chunk is longer than it said");
        }
    }

    /// 0 until the head is whole.
    int status() {
        return state == State.HEAD ? 0 : status;
    }

    /// Values of a header, by its name in lower case.
    List<String> header(String name) {
        return head.stream()
                .filter(one -> one.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(one -> one.substring(name.length() + 1).strip())
                .toList();
    }

    boolean ended() {
        return state == State.ENDED;
    }
}
