package dev.gatehouse.drivers.i2c;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Whether a temperature can be believed. A value outside of what the sensor can measure, a step
/// that no air makes, and silence are failures; after three in a row the sensor is faulty. Owned by
/// the station's thread.
final class TemperatureWatch {

    static final double LOWEST = -55;
    static final double HIGHEST = 125;

    /// More than this from one poll to the next is read again before it is believed.
    static final double STEP = 20;

    static final int FAILURES_TO_FAULT = 3;

    /// What one reading meant.
    enum Verdict {
        /// It is believed.
        GOOD,
        /// It is believed, and the sensor was faulty before.
        GOOD_AGAIN,
        /// Too far from the last: to be read once more at once.
        READ_AGAIN,
        /// Not believed.
        FAILED,
        /// Not believed, and the sensor is faulty from now on.
        FAULTY
    }

    private @Nullable Double last;
    private @Nullable Double doubted;
    private int failures;

    /// Judges one reading.
    ///
    /// @param celsius empty when the sensor did not answer
    Verdict judge(OptionalDouble celsius) {
        if (celsius.isEmpty()
                || !(celsius.getAsDouble() >= LOWEST && celsius.getAsDouble() <= HIGHEST)) {
            return failed();
        }
        double now = celsius.getAsDouble();
        Double before = last;
        Double first = doubted;
        if (before != null && Math.abs(now - before) > STEP) {
            if (first == null) {
                doubted = now;
                return Verdict.READ_AGAIN;
            }
            if (Math.abs(now - first) > STEP) {
                return failed();
            }
            // the second reading says the same: it did change so much
        }
        boolean faulty = failures >= FAILURES_TO_FAULT;
        last = now;
        doubted = null;
        failures = 0;
        return faulty ? Verdict.GOOD_AGAIN : Verdict.GOOD;
    }

    private Verdict failed() {
        doubted = null;
        failures++;
        return failures == FAILURES_TO_FAULT ? Verdict.FAULTY : Verdict.FAILED;
    }
}
