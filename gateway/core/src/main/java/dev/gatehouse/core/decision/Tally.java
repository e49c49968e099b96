package dev.gatehouse.core.decision;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Counters of the booth thread; read through [Decisions].
final class Tally {
    private static final long HIGHEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 3;
    private static final int NAME_DIGITS = 2;

    final Histogram matchNanos = new Histogram(HIGHEST_NANOS, DIGITS);
    final Histogram nameNanos = new Histogram(HIGHEST_NANOS, NAME_DIGITS);
    final Histogram alertNanos = new Histogram(HIGHEST_NANOS, DIGITS);
    long checked;
    long notChecked;
    long observations;
    long repeats;
    long unknownLane;
    long hits;
    long referrals;
    long referralsClosed;
    long released;
    long escalations;
    long commandsDone;
    long commandsRepeated;
    long commandsRefused;
    long refusalsNotJournalled;
    long alarms;

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, HIGHEST_NANOS));
    }
}
