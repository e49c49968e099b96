package dev.gatehouse.central;

import dev.gatehouse.central.prove.JsonText;
import dev.gatehouse.central.prove.OpenedRecords;
import dev.gatehouse.central.prove.Summary;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `summary`.
@Command(
        name = "summary",
        mixinStandardHelpOptions = true,
        description =
                "Opens all records and counts passages, hits and referrals; prints no content.",
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {"0:fine", "1:failed", "2:wrong usage", "4:no home there"},
        footerHeading = "%nExamples:%n",
        footer = {"  gatehouse-central summary", "  gatehouse-central summary --json"})
final class SummaryCommand implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--json",
            description =
                    "One line of JSON, all numbers: records_at_central (without checkpoints), records_p0,"
                            + " records_p1, records_p2, unreadable, passages, checked, not_checked, hits,"
                            + " referrals, referrals_open, referrals_closed, referrals_released,"
                            + " referrals_overridden, released_without_referral (alarms), checks_plate,"
                            + " checks_document, checks_person, checks_organisation, checks_container,"
                            + " checks_other.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, SQLException {
        CentralHome existing = home.existing();
        Summary summary = new Summary();
        new OpenedRecords(existing.ledger(), HomeOption.keys(existing)).visit(summary);
        if (json) {
            spec.commandLine().getOut().println(JsonText.of(summary.json()));
        } else {
            summary.json()
                    .forEach((name, value) ->
                            spec.commandLine().getOut().printf("%-26s %s%n", name, value));
        }
        return Exit.FINE;
    }
}
