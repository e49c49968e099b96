package dev.gatehouse.proofs.outage;

import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.ledger.LedgerView;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Notes when central's ledger was seen to hold how many records of each class: a look every few
/// milliseconds at the database itself, so that what counts is the commit.
final class CommitWatch implements AutoCloseable {
    private static final long LOOK_MS = 10;
    private static final int SEEN_MAX = 1_000_000;

    private record Seen(long size, long atMs) {}

    private final LedgerFiles files;
    private final Map<String, List<Seen>> seen = new HashMap<>();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile String failure = "";

    CommitWatch(LedgerFiles files) {
        this.files = files;
        this.thread = Thread.ofPlatform().name("commit-watch").daemon(true).start(this::look);
    }

    private void look() {
        try {
            while (running) {
                // each view is of one moment
                try (LedgerView view = LedgerView.open(files)) {
                    for (LedgerView.MarkRow mark : view.marks()) {
                        note(mark.recordClass(), mark.committedSize());
                    }
                }
                Thread.sleep(LOOK_MS);
            }
        } catch (SQLException e) {
            failure = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(String recordClass, long size) {
        List<Seen> of = seen.computeIfAbsent(recordClass, _ -> new ArrayList<>());
        if ((of.isEmpty() || of.getLast().size() < size) && of.size() < SEEN_MAX) {
            of.add(new Seen(size, System.currentTimeMillis()));
        }
    }

    /// Wall-clock time at which a record was first seen committed, milliseconds.
    synchronized OptionalLong committedAtMs(String recordClass, long sequence) {
        return seen.getOrDefault(recordClass, List.of()).stream()
                .filter(one -> one.size() > sequence)
                .mapToLong(Seen::atMs)
                .findFirst();
    }

    /// Records of a class in the ledger at the last look.
    synchronized long size(String recordClass) {
        List<Seen> of = seen.getOrDefault(recordClass, List.of());
        return of.isEmpty() ? 0 : of.getLast().size();
    }

    /// Why it could not look; empty when it could.
    String failure() {
        return failure;
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
