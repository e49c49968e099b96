package dev.gatehouse.booth.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Slows down who guesses codes. Each wrong code costs a place, by address and in all; places come
/// back with monotonic time. While there is none left nothing is compared, so that a right code
/// does not open a closed lock either.
///
/// At most 80 codes can be tried in the ten minutes that a code lives; with eight codes of 60 bits
/// open that is less than one chance in 10^15.
///
/// Owned by the console's thread.
final class PairingGuard {
    static final int ADDRESS_FAILURES = 5;
    static final int ALL_FAILURES = 20;

    /// Addresses remembered; the limit on all covers those that were forgotten.
    static final int ADDRESSES_MAX = 256;

    private static final long ADDRESS_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long ALL_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// Failures not yet forgiven, as the time at which they all will be.
    private static final class Debt {
        private final int places;
        private final long periodNanos;
        private long clearNanos;

        Debt(int places, long periodNanos, long now) {
            this.places = places;
            this.periodNanos = periodNanos;
            this.clearNanos = now;
        }

        long waitNanos(long now) {
            return Math.max(0, clearNanos - now - (places - 1) * periodNanos);
        }

        void add(long now) {
            clearNanos = Math.max(clearNanos - now, 0) + now + periodNanos;
        }

        boolean isClear(long now) {
            return clearNanos - now <= 0;
        }
    }

    private final Map<String, Debt> byAddress = new LinkedHashMap<>(16, 0.75f, true);
    private final Debt all;

    PairingGuard(long now) {
        all = new Debt(ALL_FAILURES, ALL_PERIOD_NANOS, now);
    }

    /// Seconds until the lock opens for this address; empty while it is open.
    OptionalLong lockedS(String address, long now) {
        Debt own = byAddress.get(address);
        long wait = Math.max(all.waitNanos(now), own == null ? 0 : own.waitNanos(now));
        return wait == 0
                ? OptionalLong.empty()
                : OptionalLong.of(TimeUnit.NANOSECONDS.toSeconds(wait) + 1);
    }

    /// Notes a wrong code.
    ///
    /// @return true when this one closed the lock
    boolean failed(String address, long now) {
        boolean wasOpen = lockedS(address, now).isEmpty();
        byAddress.values().removeIf(debt -> debt.isClear(now));
        byAddress
                .computeIfAbsent(
                        address, _ -> new Debt(ADDRESS_FAILURES, ADDRESS_PERIOD_NANOS, now))
                .add(now);
        if (byAddress.size() > ADDRESSES_MAX) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
        all.add(now);
        return wasOpen && lockedS(address, now).isPresent();
    }

    int addresses() {
        return byAddress.size();
    }
}
