package dev.gatehouse.core.seal;

import dev.gatehouse.proto.v1.EpochOpening;
import java.util.Optional;

/// Where an opening is found again after a restart of central, or when another receiver took the
/// envelope it rode in.
@FunctionalInterface
public interface OpeningLedger {

    /// The opening that came with (epoch, class) of the booth.
    Optional<EpochOpening> find(BoothId booth, long epoch, SealClass sealClass);

    /// Knows none.
    static OpeningLedger none() {
        return (_, _, _) -> Optional.empty();
    }
}
