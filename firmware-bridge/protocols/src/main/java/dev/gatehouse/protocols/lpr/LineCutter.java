package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.ArrayList;
import java.util.List;

/// Frames of the line protocols (plate reader sheet, section 14).
///
/// ```
///  LINE      text CR LF                a CR alone or a LF alone ends a line as well
///  STX_ETX   02 text 03
///  STX_XOR   02 text 03 sum            sum: exclusive or of the text and of 03
/// ```
final class LineCutter implements MessageCutter {

    static final int MAX_FRAME_BYTES = 4 << 10;
    private static final byte STX = 2;
    private static final byte ETX = 3;

    /// How a frame begins and ends.
    enum Form {
        LINE,
        STX_ETX,
        STX_XOR
    }

    private enum State {
        /// Before a start mark.
        BETWEEN,
        INSIDE,
        /// The next octet is the sum.
        SUM,
        /// Over the limit, until the end mark.
        OVERLONG
    }

    private final Form form;
    private final HeldOctets held = new HeldOctets(MAX_FRAME_BYTES);
    private State state;
    private int sum;
    private long discarded;

    LineCutter(Form form) {
        this.form = form;
        this.state = start();
    }

    private State start() {
        return form == Form.LINE ? State.INSIDE : State.BETWEEN;
    }

    @Override
    public List<Decoded<byte[]>> take(byte[] octets) {
        List<Decoded<byte[]>> found = new ArrayList<>();
        for (byte octet : octets) {
            switch (state) {
                case BETWEEN -> between(octet);
                case INSIDE -> inside(octet, found);
                case SUM -> sum(octet, found);
                case OVERLONG -> {
                    discarded++;
                    if (ends(octet)) {
                        state = start();
                    }
                }
            }
        }
        return found;
    }

    private void between(byte octet) {
        if (octet == STX) {
            begin();
        } else {
            discarded++;
        }
    }

    private void begin() {
        held.clear();
        sum = 0;
        state = State.INSIDE;
    }

    private boolean ends(byte octet) {
        return form == Form.LINE ? octet == '\n' || octet == '\r' : octet == ETX;
    }

    private void inside(byte octet, List<Decoded<byte[]>> found) {
        if (form != Form.LINE && octet == STX) {
            // The frame before it lost its end.
            discarded += held.length() + 1;
            begin();
            return;
        }
        sum ^= octet;
        if (!ends(octet)) {
            if (!held.add(octet)) {
                discarded += held.length() + 1;
                held.clear();
                state = State.OVERLONG;
                found.add(
                        Decoded.rejected(
                                RejectReason.TOO_LONG,
                                "frame: expected at most " + MAX_FRAME_BYTES + " octets"));
            }
        } else if (form == Form.STX_XOR) {
            state = State.SUM;
        } else {
            emit(found);
        }
    }

    private void sum(byte octet, List<Decoded<byte[]>> found) {
        if ((byte) sum == octet) {
            emit(found);
            return;
        }
        held.clear();
        state = start();
        found.add(Decoded.rejected(RejectReason.BAD_CHECKSUM, "frame: the sum does not fit"));
        if (octet == STX) {
            begin();
        }
    }

    private void emit(List<Decoded<byte[]>> found) {
        if (held.length() > 0) {
            found.add(Decoded.message(held.take()));
        }
        state = start();
    }

    @Override
    public long discarded() {
        return discarded;
    }

    @Override
    public boolean midway() {
        return held.length() > 0 || state == State.SUM || state == State.OVERLONG;
    }

    @Override
    public void reset() {
        discarded += held.length();
        held.clear();
        state = start();
    }
}
