package dev.gatehouse.core.lookout;

import java.util.Optional;

/// The list and what is known of its source at one moment; taken once per answer, so that both
/// belong together.
///
/// @param snapshot lookouts in force, if any were ever loaded
/// @param source what the last attempt to load found
public record ListView(Optional<LookoutSnapshot> snapshot, ListSource source) {

    /// The lookouts in force; none when no list was ever loaded.
    public LookoutSnapshot inForce() {
        return snapshot.orElse(LookoutSnapshot.NONE);
    }

    /// Generation, age and level at a monotonic time.
    ///
    /// @param nanos of the clock that the store was given
    public ListState state(long nanos) {
        if (snapshot.isPresent()) {
            return snapshot.get().state(nanos, source);
        }
        ListLevel level =
                switch (source) {
                    case GOOD, ABSENT -> ListLevel.ABSENT;
                    case DAMAGED -> ListLevel.DAMAGED;
                };
        return new ListState(0, 0, 0, level, source);
    }
}
