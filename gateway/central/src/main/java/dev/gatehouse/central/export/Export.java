package dev.gatehouse.central.export;

import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.ExportBegun;
import dev.gatehouse.central.ledger.ExportEnded;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.CentralKeys;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// One export: recorded and witnessed, then written, then its end recorded. Works beside a running
/// receiver, needs the memory of one page whatever the size of the ledger, and takes what was
/// committed when it began. One owner thread.
public final class Export {
    private final LedgerFiles files;
    private final CentralKeys keys;
    private final LongSupplier wallMs;
    private final Progress progress;

    /// Told after each page; for a person who waits.
    @FunctionalInterface
    public interface Progress {
        void exported(long exportId, long records);
    }

    /// In whose name, and why. The record keeps both for ever, so neither may hold content.
    ///
    /// @param by as the caller gave it
    /// @param account login account of the process
    public record Actor(String by, String account, String reason) {}

    /// What came of it.
    ///
    /// @param failure why the output stopped; empty when the export is complete
    public record Result(ExportEnded ended, Optional<IOException> failure) {}

    public Export(LedgerFiles files, CentralKeys keys, LongSupplier wallMs, Progress progress) {
        this.files = files;
        this.keys = keys;
        this.wallMs = wallMs;
        this.progress = progress;
    }

    /// Runs it. A target that fails on the way ends the export as stopped, which is recorded too.
    ///
    /// @throws SQLException when the ledger cannot be read, or an export cannot be recorded:
    ///   without the record of its beginning nothing leaves
    /// @throws IOException as for the heads file
    public Result run(ExportScope scope, Actor actor, ExportTarget target)
            throws SQLException, IOException {
        ExportBegun begun = begin(scope, actor, target);
        Meter meter = new Meter(target.stream());
        try (LedgerView view = LedgerView.open(files)) {
            write(view, begun.id(), scope, meter, target);
        } catch (Stopped stopped) {
            ExportEnded ended =
                    end(meter.ended(begun.id(), wallMs.getAsLong(), ExportEnded.STOPPED));
            return new Result(ended, Optional.of(stopped.reason));
        } catch (SQLException | RuntimeException e) {
            try {
                end(meter.ended(begun.id(), wallMs.getAsLong(), ExportEnded.STOPPED));
            } catch (SQLException | IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        ExportEnded ended = end(meter.ended(begun.id(), wallMs.getAsLong(), ExportEnded.COMPLETE));
        target.publish();
        return new Result(ended, Optional.empty());
    }

    /// The output failed; apart from the failures of the ledger, which stop an export as well.
    private static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;
        private final IOException reason;

        Stopped(IOException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private ExportBegun begin(ExportScope scope, Actor actor, ExportTarget target)
            throws SQLException, IOException {
        try (Ledger ledger = Ledger.openAsOperator(files)) {
            ExportBegun begun =
                    ledger.exports()
                            .begin(
                                    new ExportBegun(
                                            1,
                                            wallMs.getAsLong(),
                                            actor.by(),
                                            actor.account(),
                                            actor.reason(),
                                            scope.booth().map(BoothId::hex).orElse(""),
                                            scope.classNames(),
                                            scope.fromMs(),
                                            scope.toMs(),
                                            target.kind()));
            ledger.commit();
            return begun;
        }
    }

    private ExportEnded end(ExportEnded ended) throws SQLException, IOException {
        try (Ledger ledger = Ledger.openAsOperator(files)) {
            ledger.exports().end(ended);
            ledger.commit();
            return ended;
        }
    }

    private void write(
            LedgerView view, long exportId, ExportScope scope, Meter meter, ExportTarget target)
            throws SQLException, Stopped {
        RecordLines lines = new RecordLines(view, keys);
        for (Map.Entry<String, Reach> entry : reach(view, scope).entrySet()) {
            Reach reach = entry.getValue();
            long sequence = 0;
            while (sequence < reach.below()) {
                Page page = lines.page(reach.key(), sequence, reach.below(), scope);
                if (!page.empty()) {
                    write(meter, page);
                    progress.exported(exportId, meter.records());
                }
                sequence = page.next();
            }
        }
        try {
            target.sync();
        } catch (IOException e) {
            throw new Stopped(e);
        }
    }

    private static void write(Meter meter, Page page) throws Stopped {
        try {
            meter.write(page);
        } catch (IOException e) {
            throw new Stopped(e);
        }
    }

    /// A class and where it ended when the export began.
    private record Reach(ClassKey key, long below) {}

    private static Map<String, Reach> reach(LedgerView view, ExportScope scope)
            throws SQLException {
        Map<String, Reach> reach = new TreeMap<>();
        for (LedgerView.MarkRow mark : view.marks()) {
            ClassKey.parse(mark.booth(), mark.recordClass())
                    .filter(scope::covers)
                    .ifPresent(
                            key -> reach.put(key.toString(), new Reach(key, mark.committedSize())));
        }
        return reach;
    }
}
