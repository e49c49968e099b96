package dev.gatehouse.central;

import dev.gatehouse.central.ledger.AlarmRow;
import dev.gatehouse.central.prove.JsonText;
import dev.gatehouse.central.prove.StatusReport;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `status`.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Booths, when they were last seen, what is committed and proven, and open alarms.",
            "Works while serve runs. Committed: receipted to the booth. Proven: covered by a checkpoint"
                    + " of the booth that central verified. The difference is the unproven window."
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:fine",
            "1:failed",
            "2:wrong usage",
            "3:an alarm is open",
            "4:no home there"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central status",
            "  gatehouse-central status --home /var/lib/gatehouse-central --json"
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--json",
            description =
                    "One line of JSON: degraded, alarms, booths[booth, name, version, last_seen_ms,"
                            + " last_seen_age_ms, classes[class, committed, proven, unproven,"
                            + " unproven_age_ms, lost, gaps]], open_alarms[id, kind, booth, class,"
                            + " sequence, first_ms, last_ms, times].")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, SQLException {
        CentralHome existing = home.existing();
        StatusReport report =
                StatusReport.read(
                        existing.ledger(), HomeOption.keys(existing), System.currentTimeMillis());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(report.json()));
        } else {
            print(out, report);
        }
        return report.degraded() ? Exit.DEGRADED : Exit.FINE;
    }

    private static void print(PrintWriter out, StatusReport report) {
        for (StatusReport.Booth booth : report.booths()) {
            out.printf(
                    "%s  %s  last seen %s%n",
                    booth.id(),
                    booth.name().isEmpty() ? "(not enrolled)" : booth.name(),
                    booth.lastSeenMs()
                            .map(seen -> Instant.ofEpochMilli(seen).toString())
                            .orElse("never"));
            for (StatusReport.ClassState state : booth.classes()) {
                out.printf(
                        "  %s  committed %d  proven %d  unproven %d%s%s%s%n",
                        state.recordClass(),
                        state.committed(),
                        state.proven(),
                        state.unproven(),
                        state.unprovenAgeMs().map(age -> " (oldest " + age + " ms)").orElse(""),
                        state.lost() > 0 ? "  declared lost " + state.lost() : "",
                        state.gaps() > 0 ? "  GAP" : "");
            }
        }
        if (report.booths().isEmpty()) {
            out.println("no booths");
        }
        for (AlarmRow alarm : report.openAlarms()) {
            out.printf(
                    "alarm %d  %s  %s/%s at %d  since %s  %d times%n",
                    alarm.id(),
                    alarm.kind(),
                    alarm.booth(),
                    alarm.recordClass(),
                    alarm.sequence(),
                    Instant.ofEpochMilli(alarm.firstMs()),
                    alarm.times());
        }
    }
}
