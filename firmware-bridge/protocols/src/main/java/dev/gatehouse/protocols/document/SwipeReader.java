package dev.gatehouse.protocols.document;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.document.SwipeFraming.Start;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts a reader's stream into swipes. Holds one frame of at most [SwipeFraming#MAX_BYTES] octets,
/// which it wipes as soon as the frame is handed up or refused. Owned by one thread; time is a
/// parameter.
public final class SwipeReader {
    /// Silence that ends a frame where the framing says so, and the rest of one that was refused.
    public static final long IDLE_NANOS = 150_000_000L;

    /// Longest time from the first to the last octet of a frame.
    public static final long FRAME_NANOS = 2_000_000_000L;

    private static final long NANOS_PER_MS = 1_000_000;

    private enum State {
        /// Before a start mark, or before anything.
        WAITING,
        /// In a frame.
        INSIDE,
        /// The end has come, the check octet has not.
        CHECK,
        /// A frame was refused: what comes without silence between belongs to it.
        SKIPPING
    }

    private final SwipeFraming framing;
    private final byte[] held = new byte[SwipeFraming.MAX_BYTES];
    private State state = State.WAITING;
    private int count;
    private int matched;
    private long firstNanos;
    private long lastNanos;
    private long noise;

    public SwipeReader(SwipeFraming framing) {
        this.framing = framing;
    }

    /// Octets that were thrown away before a start mark or behind an end.
    public long noise() {
        return noise;
    }

    /// When [#idle] has something to do, in the domain of `nanos`; never while nothing is held.
    public boolean waits() {
        return state != State.WAITING || count > 0;
    }

    /// Takes octets that arrived together and hands up what they complete.
    public void octets(byte[] octets, long nanos, Consumer<Swipe> found) {
        idle(nanos, found);
        lastNanos = nanos;
        for (byte octet : octets) {
            take(octet, nanos, found);
        }
    }

    /// Does what silence brings.
    public void idle(long nanos, Consumer<Swipe> found) {
        if (!waits()) {
            return;
        }
        boolean silent = nanos - lastNanos >= IDLE_NANOS;
        if (state == State.SKIPPING) {
            if (silent) {
                start();
            }
        } else if (silent && state == State.INSIDE && framing.endsWithSilence()) {
            end(found);
        } else if (nanos - firstNanos > FRAME_NANOS) {
            refuse(RejectReason.TOO_SHORT, found);
            start();
        }
    }

    private void take(byte octet, long nanos, Consumer<Swipe> found) {
        switch (state) {
            case SKIPPING -> skip(octet, nanos, found);
            case WAITING -> before(octet, nanos, found);
            case INSIDE -> inside(octet, found);
            case CHECK -> check(octet, found);
        }
    }

    /// A start mark begins a frame also without silence before it.
    private void skip(byte octet, long nanos, Consumer<Swipe> found) {
        if (framing.start() == Start.STX && octet == SwipeFraming.STX) {
            start();
            before(octet, nanos, found);
        } else {
            noise++;
        }
    }

    private void before(byte octet, long nanos, Consumer<Swipe> found) {
        firstNanos = nanos;
        switch (framing.start()) {
            case NONE -> {
                if (isNak(octet)) {
                    found.accept(new Swipe.Unreadable());
                } else if (isLineEnd(octet) || isEnd(octet)) {
                    // what is left of the end of the frame before
                    noise++;
                } else {
                    state = State.INSIDE;
                    inside(octet, found);
                }
            }
            case STX -> {
                if (octet == SwipeFraming.STX) {
                    state = State.INSIDE;
                } else if (isNak(octet)) {
                    found.accept(new Swipe.Unreadable());
                } else {
                    noise++;
                }
            }
            case PREFIX -> prefix(octet, found);
        }
    }

    private void prefix(byte octet, Consumer<Swipe> found) {
        Octets prefix = framing.prefix();
        if ((octet & 0xFF) == prefix.at(matched)) {
            matched++;
            if (matched == prefix.length()) {
                matched = 0;
                state = State.INSIDE;
            }
        } else if (isNak(octet)) {
            matched = 0;
            found.accept(new Swipe.Unreadable());
        } else {
            noise += matched + 1L;
            matched = 0;
        }
    }

    private static boolean isNak(byte octet) {
        return octet == SwipeFraming.NAK;
    }

    private static boolean isLineEnd(byte octet) {
        return octet == SwipeFraming.CR || octet == SwipeFraming.LF;
    }

    private static boolean isEnd(byte octet) {
        return octet == SwipeFraming.ETX || octet == SwipeFraming.EOT;
    }

    private void inside(byte octet, Consumer<Swipe> found) {
        if (octet == SwipeFraming.STX && framing.start() == Start.STX) {
            // the frame before lost its end
            refuse(RejectReason.TOO_SHORT, found);
            start();
            state = State.INSIDE;
            return;
        }
        if (count == held.length) {
            refuse(RejectReason.TOO_LONG, found);
            noise++;
            return;
        }
        held[count++] = octet;
        if (ends(octet)) {
            if (framing.checked()) {
                state = State.CHECK;
            } else {
                end(found);
            }
        }
    }

    private boolean ends(byte octet) {
        return switch (framing.end()) {
            case ETX, ETX_OR_IDLE -> octet == SwipeFraming.ETX;
            case EOT -> octet == SwipeFraming.EOT;
            case CR_CR ->
                    octet == SwipeFraming.CR && count > 1 && held[count - 2] == SwipeFraming.CR;
            case CR -> octet == SwipeFraming.CR && complete();
            case CR_LF ->
                    octet == SwipeFraming.LF
                            && count > 1
                            && held[count - 2] == SwipeFraming.CR
                            && complete();
            case IDLE -> false;
        };
    }

    /// Whether the lines so far are all the lines of a form: the end is a line end like others, so
    /// the length of the first line tells how many there are. A line of no form is a whole frame.
    private boolean complete() {
        int lines = 0;
        int first = 0;
        int length = 0;
        for (int at = 0; at < count; at++) {
            if (!isLineEnd(held[at])) {
                length += held[at] == ' ' || held[at] == '\t' ? 0 : 1;
            } else if (length > 0) {
                first = lines == 0 ? length : first;
                lines++;
                length = 0;
            }
        }
        for (MrzForm form : MrzForm.values()) {
            if (form.columns() == first) {
                return lines >= form.lines();
            }
        }
        return true;
    }

    private void check(byte octet, Consumer<Swipe> found) {
        byte sum = 0;
        for (int at = 0; at < count; at++) {
            sum ^= held[at];
        }
        if (sum == octet) {
            end(found);
        } else {
            refuse(RejectReason.BAD_CHECKSUM, found);
            start();
        }
    }

    private void end(Consumer<Swipe> found) {
        byte[] frame = Arrays.copyOf(held, count);
        long durationMs = (lastNanos > firstNanos ? lastNanos - firstNanos : 0) / NANOS_PER_MS;
        start();
        String text = text(frame);
        Arrays.fill(frame, (byte) 0);
        if (text.isEmpty() || text.equals("?") || text.equals("*")) {
            found.accept(new Swipe.Unreadable());
        } else {
            found.accept(new Swipe.Frame(text, durationMs));
        }
    }

    private static String text(byte[] frame) {
        int length = frame.length;
        while (length > 0 && isEnd(frame[length - 1])) {
            length--;
        }
        return new String(frame, 0, length, StandardCharsets.ISO_8859_1)
                .replace('\r', '\n')
                .replace("\n\n", "\n")
                .strip();
    }

    private void refuse(RejectReason reason, Consumer<Swipe> found) {
        Arrays.fill(held, (byte) 0);
        count = 0;
        state = State.SKIPPING;
        found.accept(new Swipe.Refused(reason));
    }

    private void start() {
        Arrays.fill(held, (byte) 0);
        count = 0;
        matched = 0;
        state = State.WAITING;
    }

    /// Whether a frame has begun and not ended.
    public boolean begun() {
        return state == State.INSIDE || state == State.CHECK;
    }

    /// Forgets the frame that was begun, as after the port was lost.
    public void reset() {
        start();
    }

    /// Whether any octet of a frame is still held; for tests of the wiping.
    boolean wiped() {
        for (byte octet : held) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }
}
