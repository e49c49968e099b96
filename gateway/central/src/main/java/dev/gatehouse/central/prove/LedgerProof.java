package dev.gatehouse.central.prove;

import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.core.seal.BoothRecord;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.CentralSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Proves the ledger from the first record to the last checkpoint: every envelope opens and follows
/// the one before, sequences are dense or covered by a declared loss, each checkpoint, receipt and
/// head states the root that the records give, nothing that they cover is missing, and no fork was
/// recorded.
///
/// Not proved, because nothing signs it: when a booth was last seen, and how often and when an
/// alarm came.
public final class LedgerProof {
    private final LedgerFiles files;
    private final CentralKeys keys;
    private final Progress progress;

    /// Told after each class; for a person who waits.
    @FunctionalInterface
    public interface Progress {
        void proved(String what, long recordsSoFar, long recordsInAll);
    }

    public LedgerProof(LedgerFiles files, CentralKeys keys, Progress progress) {
        this.files = files;
        this.keys = keys;
        this.progress = progress;
    }

    /// Runs the proof.
    ///
    /// @param witness a copy of the heads file that was kept elsewhere
    public ProofReport prove(Optional<Path> witness) throws SQLException, IOException {
        Findings findings = new Findings();
        Tally tally = new Tally();
        HeadsProof heads = new HeadsProof(keys, findings, tally);
        List<HeadsProof.Copy> copies = new ArrayList<>();
        copies.add(heads.read("heads file", files.heads()));
        if (witness.isPresent()) {
            copies.add(heads.read("witness", witness.get()));
        }
        try (LedgerView view = LedgerView.open(files)) {
            heads.compare(view, copies);
            heads.alarms(view);
            new ExportsProof(findings, tally).prove(view.exports(), heads);
            long inAll = view.recordCount();
            for (ClassKey key : classes(view, heads, findings)) {
                prove(key, view, heads, findings, tally);
                progress.proved(key.toString(), tally.records, inAll);
            }
        }
        return new ProofReport(
                tally.classes,
                tally.records,
                tally.checkpoints,
                tally.receipts,
                tally.headLines,
                tally.lost,
                tally.evicted,
                tally.unreadable,
                tally.exports,
                findings.count(),
                findings.kept(),
                findings.notices());
    }

    private static List<ClassKey> classes(LedgerView view, HeadsProof heads, Findings findings)
            throws SQLException {
        Set<ClassKey> classes = new HashSet<>(heads.classes());
        for (LedgerView.Named named : view.named()) {
            Optional<ClassKey> key = ClassKey.parse(named.booth(), named.recordClass());
            if (key.isPresent()) {
                classes.add(key.get());
            } else {
                findings.add(
                        "a row of booth " + named.booth() + " class " + named.recordClass(),
                        "a booth of 16 hexadecimal digits and a class P0, P1 or P2",
                        "another name");
            }
        }
        return classes.stream().sorted(Comparator.comparing(ClassKey::toString)).toList();
    }

    private void prove(
            ClassKey key, LedgerView view, HeadsProof heads, Findings findings, Tally tally)
            throws SQLException {
        Optional<BoothRecord> booth = keys.booth(key.booth());
        if (booth.isEmpty()) {
            findings.add(key.toString(), "an enrolled booth", "one that has no keys here");
            return;
        }
        Waypoints waypoints =
                new Waypoints(
                        key,
                        booth.get(),
                        new CentralSigner(keys),
                        view,
                        heads.proven(key),
                        findings,
                        tally);
        new ClassProof(key, booth.get(), keys, view, waypoints, findings, tally)
                .prove(heads.losses(key));
    }
}
