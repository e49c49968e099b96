package dev.gatehouse.central;

import dev.gatehouse.central.prove.Deliveries;
import dev.gatehouse.central.prove.JsonText;
import dev.gatehouse.central.prove.OpenedRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `check-delivered`.
@Command(
        name = "check-delivered",
        mixinStandardHelpOptions = true,
        description = {
            "Holds what devices were told was stored against what central has: nothing acknowledged may be missing,"
                    + " no event may be there twice.",
            "Each line of a file is `device TAB event`."
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:all there, once",
            "1:missing, duplicated, or a line that cannot be read",
            "2:wrong usage",
            "4:no home there"
        },
        footerHeading = "%nExamples:%n",
        footer = "  gatehouse-central check-delivered --acks acks-1.tsv --acks acks-2.tsv --json")
final class CheckDeliveredCommand implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--acks",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Acknowledgements as the devices noted them; none is an empty list.")
    private List<Path> acks = List.of();

    @Option(
            names = "--json",
            description =
                    "One line of JSON: acknowledged, present, missing, duplicated, malformed_lines,"
                            + " missing_ids, duplicated_ids (the first 20).")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, SQLException, IOException {
        CentralHome existing = home.existing();
        Deliveries deliveries = new Deliveries();
        for (Path file : acks) {
            deliveries.acknowledgements(file);
        }
        new OpenedRecords(existing.ledger(), HomeOption.keys(existing)).visit(deliveries);
        if (json) {
            spec.commandLine().getOut().println(JsonText.of(deliveries.json()));
        } else {
            deliveries
                    .json()
                    .forEach((name, value) ->
                            spec.commandLine().getOut().printf("%-16s %s%n", name, value));
        }
        return deliveries.complete() ? Exit.FINE : Exit.FAILED;
    }
}
