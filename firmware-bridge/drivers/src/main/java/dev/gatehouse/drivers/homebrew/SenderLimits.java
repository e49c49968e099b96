package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.TokenBucket;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How much strangers may ask, by address, and how often they are answered (section 7). Holds the
/// addresses used last; whoever was pushed out begins with clean hands, which is the price of a
/// bound. Owned by the master's thread.
final class SenderLimits {

    /// Addresses that are remembered.
    static final int ADDRESS_LIMIT = 4_096;

    /// Wrong proofs in a minute before an address is not answered any more.
    static final int FAILURES_A_MINUTE = 5;

    static final long LOCK_OUT_NANOS = TimeUnit.MINUTES.toNanos(5);
    static final long REFUSAL_GAP_NANOS = TimeUnit.SECONDS.toNanos(5);
    static final int REFUSALS_A_SECOND = 100;
    static final int LOGINS_A_SECOND = 20;
    static final int LOGIN_BURST = 40;

    private static final class Sender {
        private final TokenBucket logins;
        private final TokenBucket refusals;
        private final TokenBucket failures;
        private long lockedUntilNanos;
        private boolean locked;

        Sender() {
            logins = TokenBucket.perSecond(LOGINS_A_SECOND, LOGIN_BURST);
            refusals = TokenBucket.every(REFUSAL_GAP_NANOS, 1);
            failures =
                    TokenBucket.every(
                            TimeUnit.MINUTES.toNanos(1) / FAILURES_A_MINUTE, FAILURES_A_MINUTE - 1);
        }
    }

    private final Map<InetAddress, Sender> senders =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<InetAddress, Sender> eldest) {
                    return size() > ADDRESS_LIMIT;
                }
            };
    private final TokenBucket allRefusals =
            TokenBucket.perSecond(REFUSALS_A_SECOND, REFUSALS_A_SECOND);

    private Sender of(InetAddress address) {
        return senders.computeIfAbsent(address, _ -> new Sender());
    }

    /// Whether an address may begin another login.
    boolean mayLogIn(InetAddress address, long nowNanos) {
        return of(address).logins.take(nowNanos);
    }

    /// Whether an address is to hear a refusal now.
    boolean mayRefuse(InetAddress address, long nowNanos) {
        return of(address).refusals.take(nowNanos) && allRefusals.take(nowNanos);
    }

    /// Whether an address guessed too often.
    boolean isLockedOut(InetAddress address, long nowNanos) {
        Sender sender = senders.get(address);
        return sender != null && sender.locked && nowNanos - sender.lockedUntilNanos < 0;
    }

    /// Counts a wrong proof.
    ///
    /// @return true when the address is locked out from now on
    boolean failed(InetAddress address, long nowNanos) {
        Sender sender = of(address);
        if (sender.failures.take(nowNanos)) {
            return false;
        }
        sender.locked = true;
        sender.lockedUntilNanos = nowNanos + LOCK_OUT_NANOS;
        return true;
    }

    int size() {
        return senders.size();
    }
}
