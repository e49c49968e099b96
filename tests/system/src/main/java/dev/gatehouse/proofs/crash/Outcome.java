package dev.gatehouse.proofs.crash;

import java.util.List;
import java.util.Map;

/// What came of one kind of cycles.
///
/// @param figures by name, in the order to be shown
/// @param faults empty when nothing acknowledged is missing, nothing is there twice, and central
///   saw neither loss nor fork nor rollback
record Outcome(Map<String, Object> figures, List<String> faults) {
    boolean held() {
        return faults.isEmpty();
    }
}
