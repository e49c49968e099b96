package dev.gatehouse.central.prove;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a proof of the whole ledger came to.
///
/// @param records records replayed
/// @param checkpoints checkpoints whose signatures and roots hold
/// @param receipts receipts whose signature and root hold
/// @param headLines lines of the heads file that hold
/// @param lost records that booths declared lost; a stated fact, not a finding
/// @param evicted of these, the ones that booths gave up for want of room
/// @param unreadable payloads that open but are of no schema known here
/// @param exports exports whose rows the heads witness
/// @param findingCount all findings; `findings` keeps the first
/// @param notices what is to be known and takes nothing from the proof
public record ProofReport(
        long classes,
        long records,
        long checkpoints,
        long receipts,
        long headLines,
        long lost,
        long evicted,
        long unreadable,
        long exports,
        long findingCount,
        List<Finding> findings,
        List<String> notices) {
    public ProofReport {
        notices = List.copyOf(notices);
        findings = List.copyOf(findings);
    }

    public boolean proved() {
        return findingCount == 0;
    }

    /// Keys: proved, classes, records, checkpoints, receipts, head_lines, lost, evicted,
    /// unreadable, exports, finding_count, findings (each place, expected, found), notices (texts).
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("proved", proved());
        json.put("classes", classes);
        json.put("records", records);
        json.put("checkpoints", checkpoints);
        json.put("receipts", receipts);
        json.put("head_lines", headLines);
        json.put("lost", lost);
        json.put("evicted", evicted);
        json.put("unreadable", unreadable);
        json.put("exports", exports);
        json.put("finding_count", findingCount);
        json.put("findings", findings.stream().map(Finding::json).toList());
        json.put("notices", notices);
        return json;
    }
}
