package dev.gatehouse.central.prove;

import dev.gatehouse.central.ledger.AlarmKind;
import dev.gatehouse.central.ledger.AlarmRow;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.HeadEntry;
import dev.gatehouse.central.ledger.HeadLine;
import dev.gatehouse.central.ledger.HeadsFile;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.core.seal.BoothRecord;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.Verifying;
import dev.gatehouse.proto.v1.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Holds the heads file, a witness's copy of it, and the alarms against the database.
///
/// The file is read before the database's snapshot is taken, so that a running receiver can only
/// make the database look longer, never the file: a file that has more than the database tells of
/// rows removed.
final class HeadsProof {
    private static final int CATCH_UP_TRIES = 5;
    private static final int CATCH_UP_PAUSE_MS = 100;

    private final CentralKeys keys;
    private final Findings findings;
    private final Tally tally;
    private final Map<ClassKey, List<Checkpoint>> proven = new HashMap<>();
    private final Set<HeadEntry> entries = new HashSet<>();

    HeadsProof(CentralKeys keys, Findings findings, Tally tally) {
        this.keys = keys;
        this.findings = findings;
        this.tally = tally;
    }

    /// The chain values of a file's lines, by line number - 1; 64 hex digits each.
    record Copy(String name, List<String> chains) {}

    /// Reads a file and proves its own chain; what it says of classes is kept for [#proven].
    Copy read(String name, Path file) throws IOException {
        List<String> chains = new ArrayList<>();
        List<HeadLine> last = new ArrayList<>();
        HeadsFile.visit(
                file,
                (number, parsed) -> {
                    Optional<HeadLine> before =
                            last.isEmpty() ? Optional.empty() : Optional.of(last.getFirst());
                    if (parsed.isEmpty()) {
                        findings.add(name + " line " + number, "a head line", "other text");
                        return;
                    }
                    if (!parsed.get().follows(before)) {
                        findings.add(
                                name + " line " + number,
                                "a line chained to the one before",
                                "a changed, moved or missing line");
                    }
                    chains.add(parsed.get().chain());
                    last.clear();
                    last.add(parsed.get());
                    entry(name + " line " + number, parsed.get().body());
                });
        return new Copy(name, chains);
    }

    private void entry(String place, String body) {
        Optional<HeadEntry> entry = HeadEntry.parse(body);
        if (entry.isEmpty()) {
            findings.add(place, "a head, loss, alarm, clear or export entry", "other text");
            return;
        }
        tally.headLines++;
        switch (entry.get()) {
            case HeadEntry.Proven head -> head(place, head);
            case HeadEntry.Loss loss -> entries.add(loss);
            case HeadEntry.Raised raised -> entries.add(raised);
            case HeadEntry.Cleared cleared -> entries.add(cleared);
            case HeadEntry.Exporting begun -> entries.add(begun);
            case HeadEntry.Exported ended -> entries.add(ended);
        }
    }

    private void head(String place, HeadEntry.Proven head) {
        Optional<BoothRecord> booth = keys.booth(head.key().booth());
        boolean holds =
                booth.isPresent()
                        && Verifying.checkpoint(head.checkpoint(), booth.get()).valid()
                        && head.checkpoint().getRecordClass() == head.key().sealClass().wire();
        if (holds) {
            proven.computeIfAbsent(head.key(), _ -> new ArrayList<>()).add(head.checkpoint());
        } else {
            findings.add(place, "a checkpoint signed by its booth", "one whose signature fails");
        }
    }

    /// Holds the files against the table of the snapshot.
    void compare(LedgerView view, List<Copy> copies) throws SQLException, IOException {
        List<HeadLine> table = table(view);
        for (Copy copy : copies) {
            compare(table, copy);
        }
        Copy file = copies.getFirst();
        Copy now = caughtUp(view, table.size(), file);
        if (now.chains().size() < table.size()) {
            behind(now.chains().size(), table.size(), view.headsInFile());
        }
        compare(table, now);
        for (HeadLine line :
                table.subList(Math.min(file.chains().size(), table.size()), table.size())) {
            entry("head_line row " + line.number(), line.body());
        }
    }

    /// The lines of the table up to the first that is none.
    private List<HeadLine> table(LedgerView view) throws SQLException {
        List<HeadLine> table = new ArrayList<>();
        boolean[] broken = {false};
        view.heads((number, body, chain) -> {
            Optional<HeadLine> before =
                    table.isEmpty() ? Optional.empty() : Optional.of(table.getLast());
            Optional<HeadLine> line = line(number, body, chain);
            if (line.isEmpty() || !line.get().follows(before)) {
                findings.add(
                        "head_line row " + number,
                        "a line chained to the one before",
                        "a changed, moved or missing row");
            }
            broken[0] |= line.isEmpty();
            if (!broken[0]) {
                table.add(line.orElseThrow());
            }
        });
        return table;
    }

    private static Optional<HeadLine> line(long number, String body, String chain) {
        try {
            return Optional.of(new HeadLine(number, body, chain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void compare(List<HeadLine> table, Copy copy) {
        int shared = Math.min(table.size(), copy.chains().size());
        for (int i = 0; i < shared; i++) {
            if (!table.get(i).chain().equals(copy.chains().get(i))) {
                findings.add(
                        copy.name() + " line " + (i + 1),
                        "the line that the database holds",
                        "another line");
                return;
            }
        }
        if (copy.chains().size() > table.size()) {
            findings.add(
                    copy.name() + " line " + (table.size() + 1),
                    "at most the " + table.size() + " lines that the database holds",
                    copy.chains().size() + " lines: rows were removed from the database");
        }
    }

    /// The file as it is once a running receiver has had time to append what it just committed; no
    /// more of it than the snapshot can know of.
    private static Copy caughtUp(LedgerView view, int tableLines, Copy file) throws IOException {
        Copy now = file;
        try {
            for (int i = 0; i < CATCH_UP_TRIES && now.chains().size() < tableLines; i++) {
                if (i > 0) {
                    Thread.sleep(CATCH_UP_PAUSE_MS);
                }
                List<String> chains = new ArrayList<>();
                HeadsFile.visit(
                        view.files().heads(),
                        (number, line) ->
                                line.filter(_ -> number <= tableLines)
                                        .ifPresent(l -> chains.add(l.chain())));
                now = new Copy(file.name(), chains);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return now;
    }

    /// A stop between the commit and the append leaves the file short of the last step's lines. The
    /// table has them, chained to the file's last, so nothing is unproven for want of them; a file
    /// that lacks lines which it once held was cut.
    private void behind(int fileLines, int tableLines, long onceHeld) {
        if (fileLines >= onceHeld) {
            findings.notice(
                    "heads file one step behind: "
                            + (tableLines - fileLines)
                            + " of "
                            + tableLines
                            + " lines not appended, for central stopped just after a commit; the next serve"
                            + " appends them");
        } else {
            findings.add(
                    "heads file line " + (fileLines + 1),
                    "the " + tableLines + " lines that the database holds",
                    fileLines + " lines, of " + onceHeld + " or more that it held: it was cut");
        }
    }

    /// Holds the alarms against what the heads say of them. A fork or rollback stays a finding
    /// after it is cleared: clearing it says who took responsibility, not that one history is the
    /// true one.
    void alarms(LedgerView view) throws SQLException {
        Set<HeadEntry> expected = new HashSet<>();
        for (AlarmRow alarm : view.alarms()) {
            String place = "alarm " + alarm.id();
            if (alarm.kind().witnessed()) {
                witnessed(place, alarm, expected);
            }
            boolean byLedger = alarm.kind() == AlarmKind.GAP;
            alarm.clearance()
                    .map(c -> HeadEntry.Cleared.of(alarm.id(), c.by(), c.reason()))
                    .ifPresent(cleared -> {
                        expected.add(cleared);
                        if (!entries.contains(cleared) && !byLedger) {
                            findings.add(place, "a heads line that clears it", "none");
                        }
                    });
            switch (alarm.kind()) {
                case FORK, ROLLBACK ->
                        findings.add(
                                alarm.booth()
                                        + "/"
                                        + alarm.recordClass()
                                        + " at "
                                        + alarm.sequence(),
                                "one history",
                                "a recorded " + alarm.kind() + " (alarm " + alarm.id() + ")");
                case GAP, BAD_SIGNATURE, NOT_OPENED, DECLARED_LOSS, EVICTION -> {}
            }
        }
        for (HeadEntry entry : entries) {
            boolean ofAlarm =
                    entry instanceof HeadEntry.Raised || entry instanceof HeadEntry.Cleared;
            if (ofAlarm && !expected.contains(entry)) {
                findings.add("alarm table", "the row of: " + entry.body(), "no such row");
            }
        }
    }

    private void witnessed(String place, AlarmRow alarm, Set<HeadEntry> expected) {
        Optional<HeadEntry.Raised> raised = HeadEntry.Raised.of(alarm);
        raised.ifPresent(expected::add);
        if (raised.isEmpty() || !entries.contains(raised.get())) {
            findings.add(place, "its line in the heads", "none, or one of other content");
        }
    }

    /// What the heads keep beside checkpoints, of one kind.
    <E extends HeadEntry> Set<E> entries(Class<E> kind) {
        return entries.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .collect(Collectors.toSet());
    }

    /// The checkpoints that the heads keep of a class, signatures verified.
    List<Checkpoint> proven(ClassKey key) {
        return proven.getOrDefault(key, List.of());
    }

    Set<ClassKey> classes() {
        Set<ClassKey> classes = new HashSet<>(proven.keySet());
        for (HeadEntry entry : entries) {
            if (entry instanceof HeadEntry.Loss(ClassKey key, long _, long _, String _)) {
                classes.add(key);
            }
        }
        return classes;
    }

    /// The losses that the heads keep of a class.
    List<HeadEntry.Loss> losses(ClassKey key) {
        return entries(HeadEntry.Loss.class).stream()
                .filter(loss -> loss.key().equals(key))
                .toList();
    }
}
