package dev.gatehouse.core.lookout;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/// The lookouts in force. One thread loads (`lookout-sync`); any thread reads, through one volatile
/// reference.
///
/// A list is CSV, whose issue time is the modification time of its file, or a built list of
/// [ListFile], which states it. A built list `F` is followed by its deltas `F.1`, `F.2` and so on.
/// What fails to load changes nothing but the source's state: what was in force stays, and its age
/// runs on (fact sheet, section 12).
public final class LookoutStore {
    /// Longest file that is read.
    public static final long MAX_FILE_BYTES = 2L << 30;

    /// A file changed so recently may change again without a new modification time, so it is read
    /// once more.
    static final Duration RACY = Duration.ofSeconds(2);

    /// How far ahead of the booth's clock the issue of a list may be.
    static final Duration MAX_SKEW = Duration.ofMinutes(5);

    /// Heap that the rest of the booth needs.
    private static final long OTHER_HEAP_BYTES = 24L << 20;

    /// Heap that one lookout needs at most, while the next list is built beside the one in force:
    /// twice its row and its index, the keys being sorted, and what the reader collects. An id of
    /// ten characters is in it.
    private static final long HEAP_BYTES_PER_LOOKOUT = 400;

    private static final int ID_CHARS_COUNTED = 10;

    /// An id is held in the row in force, in the next one, in the reader's columns and in its set.
    private static final int HEAP_BYTES_PER_ID_CHAR = 6;

    /// Heap that one more name needs at most, while its index is built.
    private static final int HEAP_BYTES_PER_NAME = 1_000;

    private final StalenessLimits limits;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final int maxLines;
    private final ListScope scope;
    private final Optional<Path> keyFile;
    private final DeltaFiles deltas;

    /// Written under this object's lock only.
    private volatile ListView view = new ListView(Optional.empty(), ListSource.ABSENT);

    private Optional<FileStamp> settled = Optional.empty();
    private byte[] digestInForce = new byte[0];
    private boolean builtInForce;
    private ListSource baseSource = ListSource.ABSENT;
    private boolean clockIsRight;

    /// A store of CSV lists, for every port and mode.
    ///
    /// @param limits ages at which a list turns AMBER and RED
    /// @param nanos monotonic clock
    /// @param wall clock that dates lists when they are loaded
    public LookoutStore(StalenessLimits limits, LongSupplier nanos, InstantSource wall) {
        this(limits, nanos, wall, ListScope.ALL, Optional.empty());
    }

    /// A store of what a booth needs.
    ///
    /// @param limits ages at which a list turns AMBER and RED
    /// @param nanos monotonic clock
    /// @param wall clock that dates lists when they are loaded
    /// @param scope of the booth
    /// @param keyFile that opens built lists, if there is one
    public LookoutStore(
            StalenessLimits limits,
            LongSupplier nanos,
            InstantSource wall,
            ListScope scope,
            Optional<Path> keyFile) {
        this(limits, nanos, wall, scope, keyFile, maxLines(Runtime.getRuntime().maxMemory()));
    }

    LookoutStore(
            StalenessLimits limits,
            LongSupplier nanos,
            InstantSource wall,
            ListScope scope,
            Optional<Path> keyFile,
            int maxLines) {
        this.maxLines = maxLines;
        this.limits = limits;
        this.nanos = nanos;
        this.wall = wall;
        this.scope = scope;
        this.keyFile = keyFile;
        deltas = new DeltaFiles(maxLines, scope, this::age);
    }

    /// Lines that a heap has room for: a list that is too long is refused and the old one stays. A
    /// process that ran out of memory would end, start anew and end again.
    static int maxLines(long maxHeapBytes) {
        long fit = (maxHeapBytes - OTHER_HEAP_BYTES) / HEAP_BYTES_PER_LOOKOUT;
        return Math.clamp(fit, 1, LookoutCsv.MAX_LINES);
    }

    /// Whether lines with ids of this length and so many names need more heap than as many plates
    /// with short ids may have.
    static boolean isTooLarge(long lines, long idChars, long names, int maxLines) {
        long longer = Math.max(0, idChars - lines * ID_CHARS_COUNTED) * HEAP_BYTES_PER_ID_CHAR;
        return lines * HEAP_BYTES_PER_LOOKOUT + longer + names * HEAP_BYTES_PER_NAME
                > maxLines * HEAP_BYTES_PER_LOOKOUT;
    }

    /// The list in force and its source; take it once per passage.
    public ListView view() {
        return view;
    }

    /// Generation, age and level now.
    public ListState state() {
        return view.state(nanos.getAsLong());
    }

    /// Loads a list if its file has changed since the last call, and the deltas that have come:
    /// cheap to call again and again.
    ///
    /// @param list CSV as [LookoutCsv] takes it, or a built list
    public synchronized LoadOutcome load(Path list) {
        LoadOutcome base = base(list);
        boolean asBefore = base instanceof LoadOutcome.Unchanged && builtInForce;
        return asBefore ? follow(list) : base;
    }

    /// Joins the layers of deltas when they have become many; for the thread that loads, when
    /// nothing waits for it.
    ///
    /// @return whether there was anything to do
    public synchronized boolean tidy() {
        ListView old = view;
        LookoutSnapshot snapshot = old.inForce();
        boolean fold = old.snapshot().isPresent() && snapshot.isFoldDue();
        if (!fold && !snapshot.isCompactionDue()) {
            return false;
        }
        LookoutSnapshot tidied = fold ? snapshot.folded() : snapshot.compacted();
        view = new ListView(Optional.of(tidied), old.source());
        return true;
    }

    /// Dates the list in force anew by the wall clock, which the caller has just found to be right.
    /// Without this a list loaded under a wrong clock would keep the age that the wrong clock gave
    /// it.
    public synchronized void clockConfirmed() {
        clockIsRight = true;
        ListView old = view;
        old.snapshot()
                .ifPresent(snapshot -> {
                    ListAge age = age(snapshot.issuedAt());
                    view = new ListView(Optional.of(snapshot.withAge(age)), old.source());
                });
    }

    private LoadOutcome base(Path list) {
        FileStamp stamp;
        try {
            stamp = FileStamp.of(list);
        } catch (NoSuchFileException e) {
            return absent();
        } catch (IOException e) {
            settled = Optional.empty();
            return damaged(new ListDamage(0, ListDamage.Reason.UNREADABLE));
        }
        if (settled.isPresent() && settled.get().equals(stamp)) {
            return new LoadOutcome.Unchanged();
        }
        settled = Optional.empty();
        if (!stamp.regular() || stamp.sizeBytes() > MAX_FILE_BYTES) {
            settle(stamp);
            return damaged(
                    new ListDamage(
                            0,
                            stamp.regular()
                                    ? ListDamage.Reason.TOO_LONG
                                    : ListDamage.Reason.UNREADABLE));
        }
        return switch (BaseFile.read(stamp, keyFile, maxLines, scope)) {
            case BaseFile.Gone _ -> absent();
            case BaseFile.Unsettled _ -> new LoadOutcome.Unsettled();
            case BaseFile.Bad(ListDamage damage, boolean lasting) -> {
                if (lasting) {
                    settle(stamp);
                }
                yield damaged(damage);
            }
            case BaseFile.Read read -> {
                settle(stamp);
                yield adopt(read);
            }
        };
    }

    private LoadOutcome adopt(BaseFile.Read read) {
        Optional<LookoutSnapshot> old = view.snapshot();
        if (old.isPresent() && Arrays.equals(read.digest(), digestInForce)) {
            return reissue(old.get(), read.issuedAt());
        }
        long before = old.map(LookoutSnapshot::generation).orElse(0L);
        if (builtInForce && read.generation().orElse(Long.MAX_VALUE) <= before) {
            return damaged(new ListDamage(0, ListDamage.Reason.ROLLED_BACK));
        }
        LookoutList list;
        try {
            list = LookoutList.of(read.lookouts());
        } catch (IllegalStateException e) {
            return damaged(new ListDamage(0, ListDamage.Reason.NOT_INDEXABLE));
        }
        long generation = read.generation().orElse(before + 1);
        LoadReport report = read.report();
        LookoutSnapshot base =
                LookoutSnapshot.of(generation, age(read.issuedAt()), limits, list, report);
        digestInForce = read.digest();
        builtInForce = read.generation().isPresent();
        baseSource = ListSource.GOOD;
        // a base and its deltas come into force together: what they withdraw is never answered
        DeltaFiles.Applied all =
                builtInForce
                        ? deltas.apply(read.stamp().file(), base, BaseFile.key(keyFile))
                        : DeltaFiles.Applied.none(base);
        view = new ListView(Optional.of(all.snapshot()), source(all));
        Logger.info(
                "LOOKOUT-001 list loaded: generation={} accepted={} left_out={} rejected={}",
                generation,
                report.accepted(),
                report.leftOut(),
                report.rejectedCount());
        if (report.rejectedCount() > 0 || report.columnsIgnored() > 0) {
            Logger.warn(
                    "LOOKOUT-002 list has faults: rejected={} first_line={} columns_ignored={}",
                    report.rejectedCount(),
                    report.rejected().isEmpty() ? 0 : report.rejected().getFirst().line(),
                    report.columnsIgnored());
        }
        tell(all);
        return new LoadOutcome.Loaded(generation, report);
    }

    /// Applies the deltas that have come behind the built list in force.
    private LoadOutcome follow(Path list) {
        ListView old = view;
        LookoutSnapshot snapshot = old.inForce();
        DeltaFiles.Applied all = deltas.apply(list, snapshot, BaseFile.key(keyFile));
        ListSource source = source(all);
        if (all.applied() == 0 && source == old.source()) {
            return new LoadOutcome.Unchanged();
        }
        view = new ListView(Optional.of(all.snapshot()), source);
        tell(all);
        if (all.applied() > 0) {
            return new LoadOutcome.Updated(
                    snapshot.generation(),
                    all.snapshot().sequence(),
                    all.changed(),
                    all.withdrawn());
        }
        return all.stopped().isPresent()
                ? new LoadOutcome.Damaged(all.stopped().get())
                : new LoadOutcome.Reissued(snapshot.generation());
    }

    private ListSource source(DeltaFiles.Applied all) {
        return all.stopped().isPresent() ? ListSource.DAMAGED : baseSource;
    }

    private static void tell(DeltaFiles.Applied all) {
        if (all.applied() > 0) {
            Logger.info(
                    "LOOKOUT-005 list brought up to date: generation={} sequence={} changed={} withdrawn={}",
                    all.snapshot().generation(),
                    all.snapshot().sequence(),
                    all.changed(),
                    all.withdrawn());
        }
        all.stopped()
                .ifPresent(damage ->
                        Logger.warn(
                                "LOOKOUT-006 delta refused: reason={} sequence={}",
                                damage.reason(),
                                all.snapshot().sequence() + 1));
    }

    private LoadOutcome reissue(LookoutSnapshot old, Instant issuedAt) {
        baseSource = ListSource.GOOD;
        if (builtInForce) {
            // it says itself when it was issued, and a delta may have said so later
            return new LoadOutcome.Unchanged();
        }
        if (old.issuedAt().equals(issuedAt) && view.source() == ListSource.GOOD) {
            return new LoadOutcome.Unchanged();
        }
        view = new ListView(Optional.of(old.withAge(age(issuedAt))), ListSource.GOOD);
        return new LoadOutcome.Reissued(old.generation());
    }

    private LoadOutcome absent() {
        settled = Optional.empty();
        baseSource = ListSource.ABSENT;
        if (view.source() != ListSource.ABSENT) {
            Logger.warn("LOOKOUT-003 list is missing");
        }
        view = new ListView(view.snapshot(), ListSource.ABSENT);
        return new LoadOutcome.Absent();
    }

    private LoadOutcome damaged(ListDamage damage) {
        baseSource = ListSource.DAMAGED;
        if (view.source() != ListSource.DAMAGED) {
            Logger.warn(
                    "LOOKOUT-004 list refused: reason={} line={}", damage.reason(), damage.line());
        }
        view = new ListView(view.snapshot(), ListSource.DAMAGED);
        return new LoadOutcome.Damaged(damage);
    }

    private void settle(FileStamp stamp) {
        Duration since = Duration.between(stamp.modifiedAt(), wall.instant());
        boolean racy = since.abs().compareTo(RACY) < 0;
        settled = racy ? Optional.empty() : Optional.of(stamp);
    }

    /// A list of tomorrow says that the clock has gone back, once that is known to be right: its
    /// age cannot be told, so it proves nothing (fact sheet, section 12).
    private ListAge age(Instant issuedAt) {
        Instant now = wall.instant();
        return clockIsRight && issuedAt.isAfter(now.plus(MAX_SKEW))
                ? ListAge.unknown(issuedAt, nanos.getAsLong())
                : ListAge.of(issuedAt, now, nanos.getAsLong());
    }
}
