package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.ArrayList;
import java.util.List;

/// XML documents one after another, cut behind the end tag of each root (plate reader sheet,
/// sections 11 and 14). A declaration or comment before the root belongs to the document. Whether
/// it is XML is for the parser to say.
///
/// ```
///  TEXT --'<'--> OPENED --'/'--> END_TAG --'>'--> TEXT or, at depth 0, a document
///                  |--'?'--> INSTRUCTION --'?>'--> TEXT
///                  |--'!'--> MARKUP --'>'--> TEXT   ('<!--' and '<![CDATA[' have their own ends)
///                  |--name--> START_TAG --'>'--> TEXT, one deeper unless '/>'
/// ```
final class XmlCutter implements MessageCutter {

    static final int MAX_DOCUMENT_BYTES = 4 << 20;

    private enum State {
        TEXT,
        OPENED,
        START_TAG,
        END_TAG,
        INSTRUCTION,
        MARKUP,
        COMMENT,
        CDATA
    }

    private final HeldOctets held = new HeldOctets(MAX_DOCUMENT_BYTES);
    private State state = State.TEXT;
    private int depth;
    private byte quote;
    private byte last;
    private byte beforeLast;
    private int markup;

    /// The root ended in its own tag.
    private boolean emptyRoot;

    private long discarded;

    @Override
    public List<Decoded<byte[]>> take(byte[] octets) {
        List<Decoded<byte[]>> found = new ArrayList<>();
        for (byte octet : octets) {
            if (held.length() == 0 && octet != '<') {
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
                            "document: expected at most " + MAX_DOCUMENT_BYTES + " octets"));
            return;
        }
        int before = depth;
        step(octet);
        beforeLast = last;
        last = octet;
        boolean closed = before == 1 && depth == 0;
        boolean single = depth == 0 && state == State.TEXT && emptyRoot;
        emptyRoot = false;
        if (closed || single) {
            found.add(Decoded.message(held.take()));
            reset();
        } else if (depth < 0) {
            reset();
            found.add(
                    Decoded.rejected(RejectReason.BAD_SYNTAX, "document: an end without a begin"));
        }
    }

    private void step(byte octet) {
        switch (state) {
            case TEXT -> {
                if (octet == '<') {
                    state = State.OPENED;
                }
            }
            case OPENED -> {
                markup = 0;
                quote = 0;
                state =
                        switch (octet) {
                            case '/' -> State.END_TAG;
                            case '?' -> State.INSTRUCTION;
                            case '!' -> State.MARKUP;
                            default -> State.START_TAG;
                        };
            }
            case START_TAG -> startTag(octet);
            case END_TAG -> {
                if (octet == '>') {
                    depth--;
                    state = State.TEXT;
                }
            }
            case INSTRUCTION -> endsAfter(octet == '>' && last == '?');
            case COMMENT -> endsAfter(octet == '>' && last == '-' && beforeLast == '-');
            case CDATA -> endsAfter(octet == '>' && last == ']' && beforeLast == ']');
            case MARKUP -> markup(octet);
        }
    }

    private void endsAfter(boolean end) {
        if (end) {
            state = State.TEXT;
        }
    }

    private void startTag(byte octet) {
        if (quote != 0) {
            if (octet == quote) {
                quote = 0;
            }
        } else if (octet == '"' || octet == '\'') {
            quote = octet;
        } else if (octet == '>') {
            if (last == '/') {
                emptyRoot = depth == 0;
            } else {
                depth++;
            }
            state = State.TEXT;
        }
    }

    private void markup(byte octet) {
        markup++;
        if (markup == 1 && octet == '[') {
            state = State.CDATA;
        } else if (markup == 2 && octet == '-' && last == '-') {
            state = State.COMMENT;
        } else if (octet == '>') {
            state = State.TEXT;
        }
    }

    @Override
    public long discarded() {
        return discarded;
    }

    @Override
    public boolean midway() {
        return held.length() > 0;
    }

    @Override
    public void reset() {
        discarded += held.length();
        held.clear();
        state = State.TEXT;
        depth = 0;
        quote = 0;
        last = 0;
        beforeLast = 0;
        markup = 0;
        emptyRoot = false;
    }
}
