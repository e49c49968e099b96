package dev.gatehouse.central.lookout;

import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.central.Exit;
import dev.gatehouse.central.prove.JsonText;
import dev.gatehouse.core.lookout.ListChain;
import dev.gatehouse.core.lookout.ListFile;
import dev.gatehouse.core.lookout.ListKey;
import dev.gatehouse.core.lookout.ListLook;
import dev.gatehouse.core.lookout.LookoutDelta;
import dev.gatehouse.core.lookout.LookoutList;
import dev.gatehouse.core.lookout.LookoutTable;
import dev.gatehouse.core.name.RecallReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lookout build`.
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the file that a booth loads: encrypted, authenticated, checked. With --since it writes what has changed"
                    + " since a built list and the deltas beside it: the next delta.",
            "FILE is CSV, the consolidated list of the United Nations (XML), or OFAC's main file with the others beside"
                    + " it; the latter two may be compressed by gzip.",
            "The key is made when it is not there. Whoever has it can open and make lists: bring it to the booths by"
                    + " another way than the lists ([lookouts] key).",
            "JSON: out, key, generation, sequence, issued_at, octets, lookouts, subjects, kinds, rejected, of a delta"
                    + " changed and withdrawn, with names name_recall and name_recall_worst (of names written otherwise,"
                    + " found), of a foreign list import; of CSV as lookout check tells it."
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:built",
            "1:the list or the key cannot be used, or the file cannot be written",
            "2:wrong usage, or no such file",
            "3:built, but some lines were left out"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central lookout build lookouts.csv --out list.ghl --key secret/lookouts.key",
            "  gatehouse-central lookout build lookouts.csv --since list.ghl --key secret/lookouts.key",
            "  gatehouse-central lookout build un_consolidated.xml.gz --out un.ghl --key secret/lookouts.key --json"
        })
final class BuildListCommand implements Callable<Integer> {
    /// Names tried for each way of writing them otherwise.
    private static final int RECALL_NAMES = 200;

    private static final long RECALL_SEED = 1;

    @Parameters(index = "0", paramLabel = "FILE", description = "The list.")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the built list goes; a file of that name is replaced when all is written. With --since by"
                            + " default beside that list, under its name and the number of the delta.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The key; by default the built list's name and .key.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv, un or ofac; by default what it looks like.")
    private Optional<String> format = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "FILE",
            description = "A built list: write the delta from it and the deltas beside it.")
    private Optional<Path> since = Optional.empty();

    @Option(
            names = "--generation",
            paramLabel = "N",
            description =
                    "Number of the list, above that of every earlier one; by default milliseconds since 1970.")
    private Optional<Long> generation = Optional.empty();

    @Option(
            names = "--issued",
            paramLabel = "INSTANT",
            description =
                    "When the list was as it says, such as 2026-03-01T12:00:00Z; by default what a list of the United"
                            + " Nations states, else the file's modification time. Its age at the booth counts from"
                            + " here.")
    private Optional<String> issued = Optional.empty();

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    /// What was read, and what is told of it.
    private record Source(LookoutTable lookouts, Instant issuedAt, long rejected) {}

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(Exit.USAGE, "no such file: " + file);
        }
        if (out.isEmpty() && since.isEmpty()) {
            throw new CommandFailure(Exit.USAGE, "give --out, or --since for a delta");
        }
        if (generation.isPresent() && (since.isPresent() || generation.get() < 1)) {
            throw new CommandFailure(
                    Exit.USAGE, "--generation: above 0, and of a list in whole alone");
        }
        if (since.isPresent() && !Files.isRegularFile(since.get())) {
            throw new CommandFailure(Exit.USAGE, "--since: no such file: " + since.get());
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        Source source = source(figures);
        Path list = since.orElseGet(() -> out.orElse(Path.of("")));
        Path keyFile = key.orElseGet(() -> list.resolveSibling(list.getFileName() + ".key"));
        Map<String, Object> head = new LinkedHashMap<>();
        Path written =
                since.isPresent()
                        ? delta(source, keyFile, since.get(), head)
                        : base(source, keyFile, head);
        head.put("issued_at", source.issuedAt.toString());
        head.put("octets", Files.size(written));
        head.putAll(figures);
        spec.commandLine().getOut().print(json ? JsonText.of(head) + "\n" : ListFigures.text(head));
        spec.commandLine().getOut().flush();
        warn(keyFile, written);
        return source.rejected == 0 ? Exit.FINE : Exit.DEGRADED;
    }

    private Source source(Map<String, Object> figures) throws CommandFailure, IOException {
        LookoutInput.Format of = CheckListCommand.format(format, file);
        if (of == LookoutInput.Format.BUILT) {
            throw new CommandFailure(Exit.USAGE, file + " is a built list already");
        }
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        try {
            return switch (LookoutInput.read(file, of, Optional.empty())) {
                case LookoutInput.Own(ListLook.Bad bad) ->
                        throw new CommandFailure(
                                Exit.FAILED,
                                file
                                        + ": "
                                        + bad.damage().reason()
                                        + " at line "
                                        + bad.damage().line());
                case LookoutInput.Own(ListLook.Held held) -> {
                    figures.putAll(ListFigures.of(held.lookouts()));
                    ListFigures.add(figures, held.report());
                    yield new Source(
                            held.lookouts(), issued(modified), held.report().rejectedCount());
                }
                case LookoutInput.Foreign(Imported imported) -> {
                    figures.putAll(ListFigures.of(imported.lookouts()));
                    figures.put("rejected", CheckListCommand.rejected(imported));
                    figures.put("import", new TreeMap<>(imported.counts()));
                    yield new Source(
                            imported.lookouts(),
                            issued(imported.issuedAt().orElse(modified)),
                            CheckListCommand.rejected(imported));
                }
            };
        } catch (ImportException e) {
            throw new CommandFailure(Exit.FAILED, file + ": " + e.getMessage());
        }
    }

    private Instant issued(Instant otherwise) throws CommandFailure {
        try {
            return issued.isPresent() ? Instant.parse(issued.get()) : otherwise;
        } catch (DateTimeException e) {
            throw new CommandFailure(
                    Exit.USAGE, "--issued: expected an instant such as 2026-03-01T12:00:00Z");
        }
    }

    private Path base(Source source, Path keyFile, Map<String, Object> head)
            throws CommandFailure, IOException {
        Path to = out.orElseThrow();
        ListKey with = Files.exists(keyFile) ? readKey(keyFile) : newKey(keyFile);
        Optional<RecallReport> recall = recall(source, head);
        long number = generation.orElseGet(System::currentTimeMillis);
        write(
                to,
                stream ->
                        ListFile.write(
                                stream,
                                number,
                                source.issuedAt,
                                source.lookouts,
                                recall,
                                with,
                                new SecureRandom()));
        tell(head, to, keyFile, OptionalLong.of(number), 0);
        return to;
    }

    private Path delta(Source source, Path keyFile, Path old, Map<String, Object> head)
            throws CommandFailure, IOException {
        ListKey with = readKey(keyFile);
        LookoutDelta delta =
                switch (ListChain.read(old, with)) {
                    case ListChain.Bad(var damage) ->
                            throw new CommandFailure(
                                    Exit.FAILED, "--since: " + old + ": " + damage.reason());
                    case ListChain.Whole(ListChain chain) ->
                            chain.next(source.lookouts, source.issuedAt);
                };
        Path to =
                out.orElseGet(() -> old.resolveSibling(old.getFileName() + "." + delta.sequence()));
        write(to, stream -> ListFile.write(stream, delta, with, new SecureRandom()));
        tell(head, to, keyFile, OptionalLong.of(delta.base()), delta.sequence());
        head.put("changed", (long) delta.changed().size());
        head.put("withdrawn", (long) delta.withdrawn().size());
        return to;
    }

    /// Names written otherwise that the booth's index would still find; a list below what is
    /// demanded is built all the same, and said so: its names are better checked by hand too.
    private Optional<RecallReport> recall(Source source, Map<String, Object> head) {
        if (!source.lookouts.hasNames()) {
            return Optional.empty();
        }
        Optional<RecallReport> recall =
                LookoutList.of(source.lookouts).recall(RECALL_NAMES, RECALL_SEED);
        recall.ifPresent(report -> {
            head.put("name_recall", (double) report.recall() / RecallReport.ALL);
            head.put("name_recall_worst", (double) report.worst() / RecallReport.ALL);
            if (!report.holds()) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "fewer names are found when written otherwise than demanded (99.5 percent of a sample,"
                                        + " 98 percent of each way): see name_recall");
            }
        });
        return recall;
    }

    private static void tell(
            Map<String, Object> head, Path to, Path keyFile, OptionalLong number, long sequence) {
        head.put("out", to.toString());
        head.put("key", keyFile.toString());
        head.put("generation", number.orElse(0));
        head.put("sequence", sequence);
    }

    private static ListKey readKey(Path keyFile) throws CommandFailure {
        try {
            return ListKey.read(keyFile)
                    .orElseThrow(() ->
                            new CommandFailure(
                                    Exit.FAILED,
                                    "--key: " + keyFile + " does not hold 64 hexadecimal digits"));
        } catch (IOException e) {
            throw new CommandFailure(Exit.FAILED, "--key: cannot be read: " + keyFile);
        }
    }

    private ListKey newKey(Path keyFile) throws CommandFailure, IOException {
        ListKey made = ListKey.random(new SecureRandom());
        try (FileChannel channel =
                        FileChannel.open(
                                keyFile,
                                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------")));
                OutputStream stream = Channels.newOutputStream(channel)) {
            stream.write(made.fileText().getBytes(StandardCharsets.US_ASCII));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(Exit.FAILED, "--key: made by somebody else: " + keyFile);
        }
        spec.commandLine().getErr().println("made a new key: " + keyFile);
        return made;
    }

    private void warn(Path keyFile, Path written) {
        Path keyFolder = keyFile.toAbsolutePath().normalize().getParent();
        Path folder = written.toAbsolutePath().normalize().getParent();
        if (keyFolder != null && keyFolder.equals(folder)) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "the key lies beside its list: a key beside its data protects nothing; move it");
        }
    }

    /// Writes one file.
    @FunctionalInterface
    private interface Content {
        void to(OutputStream stream) throws IOException;
    }

    /// A booth that looks meanwhile sees the old file or the new one, never a part.
    private static void write(Path to, Content content) throws CommandFailure, IOException {
        Path folder = to.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailure(Exit.USAGE, "--out: no such folder: " + folder);
        }
        Path draft = Files.createTempFile(folder, ".lookout-build", ".ghl");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
                    OutputStream stream =
                            new BufferedOutputStream(Channels.newOutputStream(channel))) {
                content.to(stream);
                stream.flush();
                channel.force(true);
            }
            var _ =
                    Files.setPosixFilePermissions(
                            draft, PosixFilePermissions.fromString("rw-r--r--"));
            var _ =
                    Files.move(
                            draft,
                            to,
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING);
        } finally {
            var _ = Files.deleteIfExists(draft);
        }
    }
}
