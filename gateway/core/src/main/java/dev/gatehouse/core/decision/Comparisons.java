package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.Comparison;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.RereadPrompt;
import dev.gatehouse.proto.v1.TerminalNotice;

/// The read beside the listed value, differences marked, for the terminal of that lane alone.
final class Comparisons {
    private Comparisons() {}

    /// @param readJurisdiction empty when not known
    static TerminalNotice notice(
            String referralId, String codeWord, Hit hit, String readJurisdiction) {
        Comparison.Builder comparison =
                Comparison.newBuilder()
                        .setReferralId(referralId)
                        .setCodeWord(codeWord)
                        .setGrade(hit.getGrade())
                        .setRead(hit.getReadCanonical())
                        .setListed(hit.getListedCanonical())
                        .setAction(hit.getAction())
                        .addAllCaveats(hit.getCaveatsList())
                        .setInstructionEn(hit.getInstructionEn())
                        .setInstructionFr(hit.getInstructionFr())
                        .setNumberReused(hit.getNumberReused());
        if (hit.hasBand()) {
            comparison.setBand(hit.getBand());
        }
        if (hit.hasKind()) {
            comparison.setKind(hit.getKind());
        }
        if (!readJurisdiction.isEmpty()) {
            comparison.setReadJurisdiction(readJurisdiction);
        }
        if (hit.hasListedJurisdiction()) {
            comparison.setListedJurisdiction(hit.getListedJurisdiction());
        }
        if (!hit.hasBand()) {
            differing(hit.getReadCanonical(), hit.getListedCanonical(), comparison);
        }
        return TerminalNotice.newBuilder().setComparison(comparison).build();
    }

    /// A weak hit: what to look at once more.
    static TerminalNotice prompt(String passageId, Hit weakest, String read, int alternatives) {
        RereadPrompt.Builder prompt =
                RereadPrompt.newBuilder()
                        .setPassageId(passageId)
                        .setGrade(weakest.getGrade())
                        .setRead(read)
                        .setAlternatives(alternatives);
        if (weakest.hasBand()) {
            prompt.setBand(weakest.getBand());
        }
        if (weakest.hasKind()) {
            prompt.setKind(weakest.getKind());
        }
        return TerminalNotice.newBuilder().setReread(prompt).build();
    }

    /// Equal lengths differ place by place; else what lies between the longest common start and end
    /// differs.
    private static void differing(String read, String listed, Comparison.Builder out) {
        if (read.length() == listed.length()) {
            for (int i = 0; i < read.length(); i++) {
                if (read.charAt(i) != listed.charAt(i)) {
                    out.addDiffering(i);
                }
            }
            return;
        }
        int shorter = Math.min(read.length(), listed.length());
        int start = 0;
        while (start < shorter && read.charAt(start) == listed.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && read.charAt(read.length() - 1 - end)
                        == listed.charAt(listed.length() - 1 - end)) {
            end++;
        }
        for (int i = start; i < read.length() - end; i++) {
            out.addDiffering(i);
        }
    }
}
