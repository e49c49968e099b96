package dev.gatehouse.core.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The words of a report (covered equipment sheet, section 7): what was seen is an indicator; what
/// was not seen is said; nothing is judged in law.
public final class InventoryWords {
    /// What no inventory of this kind sees; a part of every report.
    public static final List<String> NOT_SEEN =
            List.of(
                    "other VLANs and what stands behind routers",
                    "devices on USB and serial lines",
                    "devices that are powered off or silent",
                    "software and services");

    private InventoryWords() {}

    /// One line for a device.
    public static String line(InventoryDevice device, CoveredPolicy policy) {
        Judgement judgement = device.judgement();
        String words =
                switch (judgement.state()) {
                    case NOT_COMPARED -> "Not compared: no policy list is in force";
                    case UNKNOWN_MAKER -> "Maker not established";
                    case NOT_LISTED ->
                            "Maker by its evidence: "
                                    + judgement.maker()
                                    + by(judgement)
                                    + "; on no list in force";
                    case CONFLICT ->
                            "Evidence contradicts itself; a person looks at all of it"
                                    + indicator(judgement, policy, "; ");
                    case REVIEW ->
                            "To be reviewed by a person" + indicator(judgement, policy, ": ");
                    case INDICATED, CONFIRMED -> indicator(judgement, policy, "");
                };
        return words + judgement.leave().map(leave -> "; " + waiver(leave, policy)).orElse("");
    }

    private static String by(Judgement judgement) {
        return judgement
                .by()
                .map(method -> " (level " + method.level() + ": " + method.words() + ")")
                .orElse("");
    }

    private static String indicator(Judgement judgement, CoveredPolicy policy, String before) {
        if (judgement.findings().isEmpty()) {
            return "";
        }
        Judgement.Finding finding = judgement.findings().getFirst();
        Optional<LocalDate> asOf =
                policy.lists().stream()
                        .filter(list -> list.id().equals(finding.listId()))
                        .map(PolicyList::asOf)
                        .findFirst();
        String how =
                judgement
                        .by()
                        .filter(method -> method.level() == finding.level())
                        .map(method -> ": " + method.words())
                        .orElse("");
        return before
                + (before.isEmpty() ? "Indicator" : "indicator")
                + " of covered maker: "
                + finding.maker()
                + " (level "
                + finding.level()
                + how
                + "), list "
                + finding.listId()
                + asOf.map(day -> " of " + day).orElse("");
    }

    private static String waiver(Judgement.Leave leave, CoveredPolicy policy) {
        String until =
                policy.waivers().stream()
                        .filter(waiver -> waiver.id().equals(leave.id()))
                        .map(waiver -> " until " + waiver.expires())
                        .findFirst()
                        .orElse("");
        return switch (leave.state()) {
            case PENDING -> "Waiver " + leave.id() + " has not begun";
            case ACTIVE -> "Waiver " + leave.id() + until;
            case EXPIRING ->
                    "Waiver " + leave.id() + until + ", ends within " + leave.days() + " days";
            case EXPIRED -> "Waiver " + leave.id() + " has expired";
            case REVOKED -> "Waiver " + leave.id() + " was revoked";
        };
    }

    /// What a report rests on: lists with their age, and the day of the address registry.
    public static List<String> basis(Judge judge, Instant now) {
        java.util.ArrayList<String> lines = new java.util.ArrayList<>();
        for (PolicyList list : judge.policy().lists()) {
            lines.add(
                    "List "
                            + list.id()
                            + " version "
                            + list.version()
                            + " of "
                            + list.asOf()
                            + ", "
                            + list.ageDays(now)
                            + " days old"
                            + (list.isOld(now) ? ": policy list old" : ""));
        }
        if (judge.policy().isEmpty()) {
            lines.add("No policy list is in force: nothing was compared");
        }
        lines.add(
                judge.registry()
                        .map(table ->
                                "Address registry of "
                                        + table.asOf()
                                        + ", "
                                        + table.size()
                                        + " blocks")
                        .orElse("No address registry: interface addresses tell no maker"));
        return List.copyOf(lines);
    }
}
