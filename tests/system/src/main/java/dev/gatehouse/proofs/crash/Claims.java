package dev.gatehouse.proofs.crash;

import java.util.HashSet;
import java.util.Set;

/// What was told to be on disk; central must have all of it. Thread-safe.
final class Claims {
    private final Set<Event.Key> observed = new HashSet<>();
    private final Set<Event.Key> moved = new HashSet<>();

    /// An observation or a keyed plate was acknowledged.
    synchronized void observed(Event.Key key) {
        observed.add(key);
    }

    /// A command that moved a referral was acknowledged and answered DONE or REPEATED.
    synchronized void moved(Event.Key key) {
        moved.add(key);
    }

    synchronized boolean has(Event.Key key) {
        return observed.contains(key) || moved.contains(key);
    }

    synchronized Set<Event.Key> observations() {
        return Set.copyOf(observed);
    }

    synchronized Set<Event.Key> moves() {
        return Set.copyOf(moved);
    }

    synchronized int count() {
        return observed.size() + moved.size();
    }
}
