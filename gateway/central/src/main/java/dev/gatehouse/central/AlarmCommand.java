package dev.gatehouse.central;

import dev.gatehouse.central.ledger.Ledger;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `alarm clear`; `status` lists the alarms.
@Command(
        name = "alarm",
        mixinStandardHelpOptions = true,
        description = "Closes alarms; `status` lists them.",
        subcommands = AlarmCommand.Clear.class,
        footerHeading = "%nExamples:%n",
        footer =
                "  gatehouse-central alarm clear 3 --by j.doe --reason \"board replaced, ticket 4711\"")
final class AlarmCommand implements Runnable {
    private static final int MAX_TEXT = 500;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /// Closes one alarm in a person's name.
    @Command(
            name = "clear",
            mixinStandardHelpOptions = true,
            description = {
                "Closes one alarm. Who and why is kept in the ledger and in the heads file for ever.",
                "After a ROLLBACK the booth is heard again from its next connection; the proof still tells of the"
                        + " rollback."
            },
            exitCodeListHeading = Exit.LIST_HEADING,
            exitCodeList = {
                "0:closed",
                "1:no such open alarm",
                "2:wrong usage",
                "4:no home or ledger there"
            },
            footerHeading = "%nExamples:%n",
            footer =
                    "  gatehouse-central alarm clear 3 --by j.doe --reason \"board replaced, ticket 4711\"")
    static final class Clear implements Callable<Integer> {
        @Mixin private HomeOption home = new HomeOption();

        @Parameters(paramLabel = "ID", description = "The alarm's number, as status shows it.")
        private long id;

        @Option(
                names = "--by",
                required = true,
                paramLabel = "NAME",
                description = "Who closes it.")
        private String by = "";

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "Why; no plate, name or document number.")
        private String reason = "";

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws CommandFailure, SQLException, IOException {
            if (by.isBlank()
                    || reason.isBlank()
                    || by.length() > MAX_TEXT
                    || reason.length() > MAX_TEXT) {
                throw new CommandFailure(
                        Exit.USAGE, "--by and --reason: 1 to " + MAX_TEXT + " characters");
            }
            CentralHome existing = home.existing();
            if (!existing.ledger().exist()) {
                throw new CommandFailure(Exit.NOT_REACHABLE, "there is no ledger yet");
            }
            try (Ledger ledger = Ledger.openAsOperator(existing.ledger())) {
                boolean cleared = ledger.alarms().clear(id, by, reason, System.currentTimeMillis());
                ledger.commit();
                if (!cleared) {
                    throw new CommandFailure(Exit.FAILED, "alarm " + id + " is not open");
                }
            }
            spec.commandLine().getOut().println("alarm " + id + " cleared");
            return Exit.FINE;
        }
    }
}
