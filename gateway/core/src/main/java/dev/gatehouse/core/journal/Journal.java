package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// The booth's journal: three segment logs, one per [RecordClass], in one directory. It is the
/// outbox too: the uplink reads it with [#reader] and moves [#cursorFile].
///
/// Owner: the booth thread calls everything here except [#durable], [#cursor], [#recovery],
/// [#stats], which any thread may.
///
/// What it promises: a record below [#durable] is found again, bit for bit and in order, after any
/// crash; its sequence is never given to another record. A record at or above it may or may not be
/// found; sequences stay dense either way. A class that gives way loses its oldest records when it
/// is full, and only once [Eviction] has declared them. When the medium itself fails, what is lost
/// is named as a [LostRange] and read as [ReadResult.Missing], and nothing is deleted.
///
/// After an I/O error of a write or sync nothing is taken any more: a kernel that failed to write a
/// page forgets it, so only a restart, which reads the medium, knows what is there.
public final class Journal implements Closeable {
    /// Answer of [#append] when the class has no space.
    public static final long FULL = -1;

    private static final RecordClass[] CLASSES = RecordClass.values();

    private final Disk disk;
    private final JournalLimits limits;
    private final CursorSlots slots;
    private final CursorFile cursors;
    private final Quarantine quarantine;
    private final Map<RecordClass, ClassLog> logs = new EnumMap<>(RecordClass.class);
    private final Map<RecordClass, Recovered> recovered = new EnumMap<>(RecordClass.class);
    private final RecoveryReport report;
    private @Nullable JournalException failure;
    private boolean closed;

    private Journal(
            Disk disk,
            JournalLimits limits,
            NanoClock clock,
            RandomGenerator salts,
            SegmentState state,
            Eviction eviction,
            CursorSlots slots)
            throws IOException {
        this.disk = disk;
        this.limits = limits;
        this.slots = slots;
        this.quarantine = new Quarantine(disk);
        Map<RecordClass, Salvage.Salvaged> found = new EnumMap<>(RecordClass.class);
        for (RecordClass recordClass : CLASSES) {
            Salvage.Salvaged salvaged =
                    Salvage.run(
                            disk,
                            limits,
                            recordClass,
                            slots,
                            eviction.declaredEnd(recordClass),
                            quarantine);
            found.put(recordClass, salvaged);
            recovered.put(recordClass, salvaged.recovered());
            if (salvaged.cursor() != 0 || slots.cursor(recordClass) != 0) {
                // also when it is unchanged: a sync that failed may have lost what is shown now
                slots.write(recordClass, salvaged.cursor());
            }
        }
        this.cursors = new CursorFile(slots, recordClass -> log(recordClass).durable());
        LogContext context =
                new LogContext(
                        disk,
                        limits,
                        clock,
                        salts,
                        state,
                        eviction,
                        cursors::cursor,
                        LogContext.frameBuffer(limits));
        for (Map.Entry<RecordClass, Salvage.Salvaged> entry : found.entrySet()) {
            ClassLog log = new ClassLog(context, entry.getKey(), entry.getValue());
            logs.put(entry.getKey(), log);
            log.prepareFirst();
        }
        this.report =
                new RecoveryReport(
                        reportOf(found, RecordClass.P0),
                        reportOf(found, RecordClass.P1),
                        reportOf(found, RecordClass.P2));
    }

    private static ClassRecovery reportOf(
            Map<RecordClass, Salvage.Salvaged> found, RecordClass recordClass) {
        Salvage.Salvaged salvaged = found.get(recordClass);
        if (salvaged == null) {
            throw new AssertionError(recordClass);
        }
        return salvaged.report();
    }

    /// Opens a journal that gives nothing up: a class without room is full.
    public static Journal open(
            Disk disk,
            JournalLimits limits,
            NanoClock clock,
            RandomGenerator salts,
            SegmentState state)
            throws JournalException {
        return open(disk, limits, clock, salts, state, Eviction.NEVER);
    }

    /// Opens the journal in a directory, salvaging what is there.
    ///
    /// @param salts random numbers nobody can guess: they keep chosen bodies from passing for
    ///   frames
    /// @param state asked for the caller's state at the beginning of each segment
    /// @param eviction answers for what a class gives up for want of room, now or in an earlier run
    /// @throws JournalException when the directory cannot be used; damaged content is salvaged
    ///   instead
    public static Journal open(
            Disk disk,
            JournalLimits limits,
            NanoClock clock,
            RandomGenerator salts,
            SegmentState state,
            Eviction eviction)
            throws JournalException {
        try {
            CursorSlots slots = CursorSlots.open(disk);
            try {
                Journal journal = new Journal(disk, limits, clock, salts, state, eviction, slots);
                journal.logDamage();
                return journal;
            } catch (IOException e) {
                slots.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException(
                    "journal not opened; check that its directory is readable and writable for this user, that the disk"
                            + " has space (df) and no errors (dmesg), then start again",
                    e);
        }
    }

    private void logDamage() {
        for (RecordClass recordClass : CLASSES) {
            ClassRecovery found = report.of(recordClass);
            for (LostRange range : found.lost()) {
                Logger.error("JRN-015 journal damaged here: {}", range);
            }
            if (found.isDamaged()) {
                Logger.error(
                        "JRN-010 journal damaged: class={} lost_ranges={} files_set_aside={} headers_restored={} cursor={}",
                        recordClass,
                        found.lost().size(),
                        found.damagedFiles(),
                        found.restoredHeaders(),
                        found.cursorDamaged() ? "damaged" : "intact");
            }
        }
    }

    private ClassLog log(RecordClass recordClass) {
        ClassLog log = logs.get(recordClass);
        if (log == null) {
            throw new IllegalStateException("log of " + recordClass + " is not open yet");
        }
        return log;
    }

    /// Takes one record. It is durable once [#durable] is above the sequence returned.
    ///
    /// @param annex 0 or 16 to 64 octets that stay on this disk; the first 16 are the [Tag16]
    /// @param body at most `maxRecordBytes` octets, ciphertext
    /// @return the sequence, dense from 0, or [#FULL]: nothing was taken, and the source must wait
    /// @throws JournalException when the disk failed, now or before; the process must restart
    public long append(RecordClass recordClass, byte[] annex, byte[] body) throws JournalException {
        if (annex.length > JournalLimits.ANNEX_BYTES_MAX
                || (annex.length > 0 && annex.length < Tag16.BYTES)) {
            throw new IllegalArgumentException(
                    "annex: expected 0 or "
                            + Tag16.BYTES
                            + " to "
                            + JournalLimits.ANNEX_BYTES_MAX
                            + " octets, found "
                            + annex.length);
        }
        if (body.length > limits.maxRecordBytes()) {
            throw new IllegalArgumentException(
                    "body: expected at most "
                            + limits.maxRecordBytes()
                            + " octets, found "
                            + body.length);
        }
        checkUsable();
        try {
            return log(recordClass).append(annex, body);
        } catch (IOException e) {
            throw fail(recordClass, e);
        }
    }

    /// Whether a record of this size would be taken now; asked before sealing, so that no sealed
    /// record is thrown away. A class that gives way makes room by that.
    public boolean hasRoom(RecordClass recordClass, int annexBytes, int bodyBytes)
            throws JournalException {
        checkUsable();
        return log(recordClass).hasRoom(annexBytes, bodyBytes);
    }

    /// Whether a record of this size would begin a new segment, which commits the class at once:
    /// whoever keeps an order between classes commits the others first.
    public boolean startsSegment(RecordClass recordClass, int annexBytes, int bodyBytes) {
        return log(recordClass).startsSegment(annexBytes, bodyBytes);
    }

    /// Whether a record with this tag was taken, durable yet or not, within the newest
    /// `tagsInMemory`; after a restart at least within the newest `tagWindow`.
    public boolean hasTag(RecordClass recordClass, Tag16 tag) {
        return log(recordClass).hasTag(tag);
    }

    /// The sequence the next record will have.
    public long nextSequence(RecordClass recordClass) {
        return log(recordClass).nextSequence();
    }

    /// When the next group commit is due, on the scale of the [NanoClock]; [Long#MAX_VALUE] when
    /// nothing waits.
    public long syncDueNanos() {
        long due = Long.MAX_VALUE;
        for (RecordClass recordClass : CLASSES) {
            ClassLog log = log(recordClass);
            if (log.isDirty() && (due == Long.MAX_VALUE || log.syncDueNanos() - due < 0)) {
                due = log.syncDueNanos();
            }
        }
        return due;
    }

    /// Nanoseconds until the next group commit is due, 0 when it is; [Long#MAX_VALUE] when nothing
    /// waits.
    public long syncDelayNanos(long nowNanos) {
        long due = syncDueNanos();
        return due == Long.MAX_VALUE ? due : Math.max(0, due - nowNanos);
    }

    /// Commits every class: one fdatasync for each that has something.
    public void sync() throws JournalException {
        for (RecordClass recordClass : CLASSES) {
            sync(recordClass);
        }
    }

    /// Commits the classes whose window has passed, and leaves the others to gather more.
    public void syncDue(long nowNanos) throws JournalException {
        for (RecordClass recordClass : CLASSES) {
            ClassLog log = log(recordClass);
            if (log.isDirty() && log.syncDueNanos() - nowNanos <= 0) {
                sync(recordClass);
            }
        }
    }

    /// Commits one class.
    public void sync(RecordClass recordClass) throws JournalException {
        checkUsable();
        try {
            log(recordClass).sync();
        } catch (IOException e) {
            throw fail(recordClass, e);
        }
    }

    /// Does one small piece of preparing spare segments; call it after acknowledging, when there is
    /// time.
    ///
    /// @return whether it did something, so that another call is worth while
    public boolean prepare() throws JournalException {
        checkUsable();
        boolean worked = false;
        for (RecordClass recordClass : CLASSES) {
            worked |= log(recordClass).prepare();
        }
        return worked;
    }

    /// Begins a new segment, so that the caller's state of this moment is on disk: after a hole the
    /// chain resumes there.
    ///
    /// @return false when the class is full
    public boolean roll(RecordClass recordClass) throws JournalException {
        checkUsable();
        try {
            return log(recordClass).roll();
        } catch (IOException e) {
            throw fail(recordClass, e);
        }
    }

    /// Records 0 to `durable - 1` are on disk.
    public long durable(RecordClass recordClass) {
        return log(recordClass).durable();
    }

    /// Records receipted by central.
    public long cursor(RecordClass recordClass) {
        return cursors.cursor(recordClass);
    }

    /// The cursors; for the uplink thread.
    public CursorFile cursorFile() {
        return cursors;
    }

    /// A reader; for one other thread, which closes it.
    public JournalReader reader() {
        return new JournalReader(disk, limits, quarantine, logs, cursors);
    }

    /// What is needed to rebuild the caller's chain. Given once: it may be large, and is not kept
    /// afterwards.
    public Recovered takeRecovered(RecordClass recordClass) {
        Recovered taken = recovered.remove(recordClass);
        if (taken == null) {
            throw new IllegalStateException(
                    "what was recovered of " + recordClass + " was taken before");
        }
        return taken;
    }

    public RecoveryReport recovery() {
        return report;
    }

    public JournalStats stats() {
        return new JournalStats(
                log(RecordClass.P0).stats(),
                log(RecordClass.P1).stats(),
                log(RecordClass.P2).stats());
    }

    private void checkUsable() throws JournalException {
        if (failure != null) {
            throw new JournalException(
                    "journal takes nothing after a disk failure; restart to recover", failure);
        }
        if (closed) {
            throw new IllegalStateException("journal is closed");
        }
    }

    private JournalException fail(RecordClass recordClass, IOException cause) {
        JournalException fatal =
                new JournalException(
                        "journal of "
                                + recordClass
                                + " could not write; check the disk (dmesg), then restart to recover",
                        cause);
        failure = fatal;
        Logger.error("JRN-013 journal stopped: class={} cause={}", recordClass, cause.getMessage());
        return fatal;
    }

    /// Commits what waits, unless the disk failed, and closes all files. Close the reader first.
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            if (failure == null) {
                sync();
            }
        } finally {
            closed = true;
            for (ClassLog log : logs.values()) {
                log.close();
            }
            slots.close();
        }
    }
}
