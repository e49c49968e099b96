package dev.gatehouse.central;

import dev.gatehouse.central.prove.JsonText;
import dev.gatehouse.central.prove.LedgerProof;
import dev.gatehouse.central.prove.ProofReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `verify`.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Proves the whole ledger from the first record to the last checkpoint, and names each place that does not"
                    + " hold.",
            "Opens every envelope, follows each chain, and holds checkpoints, receipts, losses, alarms, exports and"
                    + " the heads file against it. A fork or rollback that was recorded fails the proof for ever. Works while"
                    + " serve runs."
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:proved",
            "1:something does not hold",
            "2:wrong usage",
            "4:no home or ledger there"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central verify",
            "  gatehouse-central verify --json",
            "  gatehouse-central verify --witness /mnt/witness/heads"
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--json",
            description =
                    "One line of JSON: proved, classes, records, checkpoints, receipts, head_lines, lost,"
                            + " evicted, unreadable, exports, finding_count, findings[place, expected, found], notices.")
    private boolean json;

    @Option(
            names = "--witness",
            paramLabel = "FILE",
            description = "A copy of HOME/ledger/heads that was kept elsewhere.")
    private Optional<Path> witness = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, SQLException, IOException {
        CentralHome existing = home.existing();
        if (!existing.ledger().exist()) {
            throw new CommandFailure(
                    Exit.NOT_REACHABLE, "no ledger yet: `gatehouse-central serve` makes it");
        }
        if (witness.isPresent() && !Files.isRegularFile(witness.get())) {
            throw new CommandFailure(Exit.USAGE, "no witness file at " + witness.get());
        }
        PrintWriter err = spec.commandLine().getErr();
        ProofReport report =
                new LedgerProof(
                                existing.ledger(),
                                HomeOption.keys(existing),
                                (what, done, inAll) ->
                                        err.println(
                                                what + ": " + done + " of " + inAll + " records"))
                        .prove(witness);
        print(spec.commandLine().getOut(), report);
        return report.proved() ? Exit.FINE : Exit.FAILED;
    }

    private void print(PrintWriter out, ProofReport report) {
        if (json) {
            out.println(JsonText.of(report.json()));
            return;
        }
        report.notices().forEach(notice -> out.println("note: " + notice));
        report.findings().forEach(out::println);
        if (report.findingCount() > report.findings().size()) {
            out.printf("and %d more%n", report.findingCount() - report.findings().size());
        }
        out.printf(
                "%s: %d records, %d checkpoints, %d receipts, %d head lines, %d declared lost (%d of them evicted)%n",
                report.proved() ? "proved" : "NOT PROVED",
                report.records(),
                report.checkpoints(),
                report.receipts(),
                report.headLines(),
                report.lost(),
                report.evicted());
    }
}
