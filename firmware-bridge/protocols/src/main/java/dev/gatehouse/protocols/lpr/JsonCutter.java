package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.ArrayList;
import java.util.List;

/// JSON objects one after another, with anything or nothing between them: cut by the depth of
/// braces outside strings (plate reader sheet, section 8). Whether it is JSON is for the parser to
/// say.
final class JsonCutter implements MessageCutter {

    static final int MAX_OBJECT_BYTES = 1 << 20;

    private final HeldOctets held = new HeldOctets(MAX_OBJECT_BYTES);
    private int depth;
    private boolean text;
    private boolean escaped;
    private long discarded;

    @Override
    public List<Decoded<byte[]>> take(byte[] octets) {
        List<Decoded<byte[]>> found = new ArrayList<>();
        for (byte octet : octets) {
            if (depth == 0 && octet != '{') {
                discarded++;
            } else {
                take(octet, found);
            }
        }
        return found;
    }

    private void take(byte octet, List<Decoded<byte[]>> found) {
        if (!held.add(octet)) {
            reset();
            found.add(
                    Decoded.rejected(
                            RejectReason.TOO_LONG,
                            "object: expected at most " + MAX_OBJECT_BYTES + " octets"));
            return;
        }
        if (text) {
            inText(octet, found);
        } else {
            switch (octet) {
                case '"' -> text = true;
                case '{' -> depth++;
                case '}' -> depth--;
                default -> {
                    // no structure
                }
            }
        }
        if (depth == 0 && held.length() > 0) {
            found.add(Decoded.message(held.take()));
        }
    }

    /// A control character is never legal in a string: what looks like one is the torn end of a
    /// message, and what follows is a new one.
    private void inText(byte octet, List<Decoded<byte[]>> found) {
        if (octet >= 0 && octet < ' ') {
            reset();
            found.add(
                    Decoded.rejected(
                            RejectReason.BAD_SYNTAX, "object: a control character in a string"));
        } else if (escaped) {
            escaped = false;
        } else if (octet == '\\') {
            escaped = true;
        } else if (octet == '"') {
            text = false;
        }
    }

    @Override
    public long discarded() {
        return discarded;
    }

    @Override
    public boolean midway() {
        return depth > 0;
    }

    @Override
    public void reset() {
        discarded += held.length();
        held.clear();
        depth = 0;
        text = false;
        escaped = false;
    }
}
