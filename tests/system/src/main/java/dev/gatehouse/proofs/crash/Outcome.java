package dev.gatehouse.proofs.crash;

import java.util.List;
import java.util.Map;

/// What came of one kind of cycles.
///
/// @param figures by name, in the order to be shown
/// @param faults empty when nothing acknowledged is missing, nothing is there twice, and central
///   saw neither loss nor fork nor rollback
record Outcome(Map<String, Object> figures, List<String> faults) {
    /// Figures of which one is above 0 where a booth lost what it had acknowledged.
    static final List<String> LOSS = List.of("missing", "central_forks", "central_rollbacks");

    /// Loss itself was found, and not only something odd.
    boolean foundLoss() {
        return LOSS.stream()
                .anyMatch(name ->
                        figures.get(name) instanceof Number number && number.longValue() > 0);
    }

    boolean held() {
        return faults.isEmpty();
    }
}
