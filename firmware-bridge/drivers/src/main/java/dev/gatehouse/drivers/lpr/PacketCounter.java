package dev.gatehouse.drivers.lpr;

import java.util.TreeSet;

/// A reader's own count of its messages (plate reader sheet, section 6, rules c and d): a gap means
/// messages that never came, going backward means the reader began anew. Owned by its driver.
///
/// A message that is sent again after later ones is neither: its number was missing before.
final class PacketCounter {

    /// Missing numbers that are remembered, the latest ones.
    static final int MAX_MISSING = 64;

    /// What a number says.
    enum Step {
        FIRST,
        NEXT,
        REPEAT,
        GAP,
        /// Missing before, and now there.
        LATE,
        RESTART
    }

    private final TreeSet<Long> missing = new TreeSet<>();
    private long last = -1;
    private long lost;
    private long runs;

    Step take(long number) {
        if (last < 0) {
            last = number;
            return Step.FIRST;
        }
        if (number == last) {
            return Step.REPEAT;
        }
        if (number < last) {
            if (missing.remove(number)) {
                return Step.LATE;
            }
            last = number;
            missing.clear();
            runs++;
            return Step.RESTART;
        }
        lost = number - last - 1;
        for (long gone = Math.max(last + 1, number - MAX_MISSING); gone < number; gone++) {
            missing.add(gone);
            if (missing.size() > MAX_MISSING) {
                missing.pollFirst();
            }
        }
        last = number;
        return lost == 0 ? Step.NEXT : Step.GAP;
    }

    /// Messages that the last gap left out.
    long lost() {
        return lost;
    }

    /// Restarts so far.
    long runs() {
        return runs;
    }
}
