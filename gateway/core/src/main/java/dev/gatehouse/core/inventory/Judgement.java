package dev.gatehouse.core.inventory;

import java.util.List;
import java.util.Optional;

/// What a policy makes of the evidence of a device.
///
/// @param state the worst of all lists
/// @param maker most likely; empty when it is not established
/// @param by method of the evidence by which the maker is told
/// @param findings one for each list that has an entry with evidence, the worst first
public record Judgement(
        DeviceState state, String maker, Optional<EvidenceMethod> by, List<Finding> findings) {
    /// Before anything was judged.
    public static final Judgement NONE =
            new Judgement(DeviceState.NOT_COMPARED, "", Optional.empty(), List.of());

    /// What one list says.
    ///
    /// @param listId of the list
    /// @param listVersion of the list
    /// @param entryId of its entry
    /// @param maker of the entry
    /// @param state by this entry
    /// @param level of the best evidence for it
    /// @param waiver that concerns the device, if there is one
    public record Finding(
            String listId,
            String listVersion,
            String entryId,
            String maker,
            DeviceState state,
            int level,
            Optional<Leave> waiver) {
        /// The list's text may differ from one version to the next without any device changing.
        boolean same(Finding other) {
            return listId.equals(other.listId)
                    && entryId.equals(other.entryId)
                    && state == other.state;
        }
    }

    /// A waiver as it stands.
    ///
    /// @param id of the waiver
    /// @param state of it
    /// @param days within which it ends, one of 90, 30, 7; 0 when it ends later
    public record Leave(String id, Waiver.State state, int days) {}

    public Judgement {
        findings = List.copyOf(findings);
    }

    /// The waiver of the worst finding.
    public Optional<Leave> leave() {
        return findings.stream().flatMap(finding -> finding.waiver().stream()).findFirst();
    }

    /// Whether two say the same of a device, waivers apart.
    boolean sameState(Judgement other) {
        if (state != other.state || findings.size() != other.findings.size()) {
            return false;
        }
        for (int i = 0; i < findings.size(); i++) {
            if (!findings.get(i).same(other.findings.get(i))) {
                return false;
            }
        }
        return true;
    }
}
