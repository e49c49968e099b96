package dev.gatehouse.central;

import dev.gatehouse.central.export.Export;
import dev.gatehouse.central.export.ExportFile;
import dev.gatehouse.central.export.ExportOutput;
import dev.gatehouse.central.export.ExportScope;
import dev.gatehouse.central.export.ExportTarget;
import dev.gatehouse.central.ledger.ExportBegun;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.BoothRecord;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.SealClass;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `export`.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Opens records and gives them out as JSON lines: booth, name, class, sequence, committed_at,"
                    + " committed_at_ms, record (canonical protobuf JSON, null where it does not open).",
            "This is a privileged act. Who takes which range and why is recorded in the ledger and witnessed by its"
                    + " heads file before the first octet leaves, and how many records, how many octets and their"
                    + " SHA-256 when it ends; without that record nothing leaves. verify proves the record.",
            "Takes what was committed when it began, by booth, class and sequence. Works while serve runs."
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:complete",
            "1:refused because it cannot be recorded, or stopped on the way",
            "2:wrong usage, or the file is there already",
            "3:complete, but some records did not open",
            "4:no home or ledger there"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central export --by j.doe --reason \"weekly load, ticket 4711\" --json > week.jsonl",
            "  gatehouse-central export --booth north-1 --class P0,P1 --from 2026-11-01 --to 2026-11-08T06:00:00Z \\",
            "      --by j.doe --reason \"case 12\" --out case-12.jsonl",
            "  gatehouse-central export --list"
        })
final class ExportCommand implements Callable<Integer> {
    /// Between two lines of progress.
    private static final long PROGRESS_RECORDS = 10_000;

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--booth",
            paramLabel = "BOOTH",
            description = "Name or 16-hex pseudonym. Default: every booth.")
    private Optional<String> booth = Optional.empty();

    @Option(
            names = "--class",
            split = ",",
            paramLabel = "CLASS",
            description =
                    "P0 alarms, P1 records, P2 telemetry; repeat or part by commas. Default: all.")
    private List<SealClass> classes = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Committed at central from then on: 2026-11-01 (midnight UTC) or 2026-11-01T06:00:00Z.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Committed before then.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who takes the records. Required, and kept for ever.")
    private String by = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; no plate, name or document number. Required, and kept for ever.")
    private String reason = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "A new file for its owner only, which appears when it is complete. Default: standard output.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--json",
            description =
                    "JSON lines, which is the only form of an export. With --list: one line of JSON, exports[id,"
                            + " state, by, account, reason, booth, classes, from_ms, to_ms, destination, begun_ms,"
                            + " ended_ms, records, unreadable, octets, sha256].")
    private boolean json;

    @Option(
            names = "--list",
            description =
                    "Shows past exports and gives out nothing. State BEGUN: it runs, or was killed.")
    private boolean list;

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Supplier<OutputStream> standardOutput;
    private long toldRecords;

    /// Octets go to the file descriptor itself: a `PrintStream` would hide that the reader has
    /// gone.
    ExportCommand() {
        this(() -> new FileOutputStream(FileDescriptor.out));
    }

    ExportCommand(Supplier<OutputStream> standardOutput) {
        this.standardOutput = standardOutput;
    }

    @Override
    public Integer call() throws CommandFailure, SQLException, IOException {
        CentralHome existing = home.existing();
        if (!existing.ledger().exist()) {
            throw new CommandFailure(Exit.NOT_REACHABLE, "there is no ledger yet");
        }
        if (list) {
            ExportList.read(existing.ledger()).print(spec.commandLine().getOut(), json);
            return Exit.FINE;
        }
        text("--by", by);
        text("--reason", reason);
        CentralKeys keys = HomeOption.keys(existing);
        ExportScope scope = scope(keys);
        Export export =
                new Export(existing.ledger(), keys, System::currentTimeMillis, this::progress);
        Export.Actor actor = new Export.Actor(by, account(), reason);
        try (ExportTarget target = target()) {
            return report(export.run(scope, actor, target));
        }
    }

    private static void text(String option, String value) throws CommandFailure {
        boolean plain = value.chars().noneMatch(Character::isISOControl);
        if (value.isBlank() || value.length() > ExportBegun.MAX_TEXT || !plain) {
            throw new CommandFailure(
                    Exit.USAGE,
                    option
                            + " is required: 1 to "
                            + ExportBegun.MAX_TEXT
                            + " characters on one line");
        }
    }

    private static String account() {
        String account = System.getProperty("user.name", "");
        return account.substring(0, Math.min(account.length(), ExportBegun.MAX_TEXT));
    }

    private ExportScope scope(CentralKeys keys) throws CommandFailure {
        Optional<BoothId> one = booth.isPresent() ? booth(keys, booth.get()) : Optional.empty();
        if (booth.isPresent() && one.isEmpty()) {
            throw new CommandFailure(Exit.USAGE, "--booth: no such booth is enrolled");
        }
        long fromMs = from.isPresent() ? timeMs("--from", from.get()) : 0;
        long toMs = to.isPresent() ? timeMs("--to", to.get()) : Long.MAX_VALUE;
        if (fromMs >= toMs) {
            throw new CommandFailure(Exit.USAGE, "--from must be before --to");
        }
        return new ExportScope(
                one,
                classes.isEmpty() ? EnumSet.allOf(SealClass.class) : EnumSet.copyOf(classes),
                fromMs,
                toMs);
    }

    private static Optional<BoothId> booth(CentralKeys keys, String wanted) {
        return keys.booths().stream()
                .filter(one -> one.name().equals(wanted) || one.id().hex().equals(wanted))
                .map(BoothRecord::id)
                .findFirst();
    }

    private static long timeMs(String option, String text) throws CommandFailure {
        try {
            Instant at =
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text);
            return at.toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new CommandFailure(
                    Exit.USAGE, option + ": expected 2026-11-01 or 2026-11-01T06:00:00Z");
        }
    }

    private ExportTarget target() throws CommandFailure, IOException {
        if (out.isEmpty()) {
            return new ExportOutput(standardOutput.get());
        }
        try {
            return ExportFile.create(out.get());
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(Exit.USAGE, "--out: " + e.getFile() + " is there already");
        }
    }

    private void progress(long exportId, long records) {
        if (records - toldRecords >= PROGRESS_RECORDS) {
            toldRecords = records;
            spec.commandLine().getErr().println("export " + exportId + ": " + records + " records");
        }
    }

    private int report(Export.Result result) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "export %d: %s, %d records (%d did not open), %d octets, SHA-256 %s%n",
                result.ended().id(),
                result.failure().isPresent() ? "STOPPED" : "complete",
                result.ended().records(),
                result.ended().unreadable(),
                result.ended().octets(),
                result.ended().sha256());
        if (result.failure().isPresent()) {
            err.println("the output failed: " + result.failure().get().getMessage());
            return Exit.FAILED;
        }
        return result.ended().unreadable() > 0 ? Exit.DEGRADED : Exit.FINE;
    }
}
