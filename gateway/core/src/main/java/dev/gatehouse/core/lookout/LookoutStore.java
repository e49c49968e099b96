package dev.gatehouse.core.lookout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
/// Until lists are signed, the issue time of a list is the modification time of its file. A list
/// that fails to load changes nothing but the source's state: the old one stays, and its age runs
/// on (fact sheet, section 12).
public final class LookoutStore {
    /// Longest file that is read.
    public static final long MAX_FILE_BYTES = 2L << 30;

    /// A file changed so recently may change again without a new modification time, so it is read
    /// once more.
    static final Duration RACY = Duration.ofSeconds(2);

    /// Heap that the rest of the booth needs.
    private static final long OTHER_HEAP_BYTES = 24L << 20;

    /// Heap that one lookout needs at most, while the next list is built beside the one in force:
    /// twice its row and its index, the keys being sorted, and what the reader collects. An id of
    /// ten characters is in it.
    private static final long HEAP_BYTES_PER_LOOKOUT = 400;

    private static final int ID_CHARS_COUNTED = 10;

    /// An id is held in the row in force, in the next one, in the reader's columns and in its set.
    private static final int HEAP_BYTES_PER_ID_CHAR = 6;

    private final StalenessLimits limits;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final int maxLines;

    /// Written under this object's lock only.
    private volatile ListView view = new ListView(Optional.empty(), ListSource.ABSENT);

    private Optional<FileStamp> settled = Optional.empty();
    private byte[] digestInForce = new byte[0];

    /// @param limits ages at which a list turns AMBER and RED
    /// @param nanos monotonic clock
    /// @param wall clock that dates lists when they are loaded
    public LookoutStore(StalenessLimits limits, LongSupplier nanos, InstantSource wall) {
        this(limits, nanos, wall, maxLines(Runtime.getRuntime().maxMemory()));
    }

    LookoutStore(StalenessLimits limits, LongSupplier nanos, InstantSource wall, int maxLines) {
        this.maxLines = maxLines;
        this.limits = limits;
        this.nanos = nanos;
        this.wall = wall;
    }

    /// Heap that one more name needs at most, while its index is built.
    private static final int HEAP_BYTES_PER_NAME = 1_000;

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

    /// Loads a list if its file has changed since the last call: cheap to call again and again.
    ///
    /// @param csv in the form of [LookoutCsv]
    public synchronized LoadOutcome load(Path csv) {
        FileStamp before;
        try {
            before = FileStamp.of(csv);
        } catch (NoSuchFileException e) {
            return absent();
        } catch (IOException e) {
            settled = Optional.empty();
            return damaged(new ListDamage(0, ListDamage.Reason.UNREADABLE));
        }
        if (settled.isPresent() && settled.get().equals(before)) {
            return new LoadOutcome.Unchanged();
        }
        settled = Optional.empty();
        if (!before.regular() || before.sizeBytes() > MAX_FILE_BYTES) {
            settle(before);
            return damaged(
                    new ListDamage(
                            0,
                            before.regular()
                                    ? ListDamage.Reason.TOO_LONG
                                    : ListDamage.Reason.UNREADABLE));
        }
        return loadFile(before);
    }

    /// Dates the list in force anew by the wall clock, which the caller has just found to be right.
    /// Without this a list loaded under a wrong clock would keep the age that the wrong clock gave
    /// it.
    public synchronized void clockConfirmed() {
        ListView old = view;
        old.snapshot()
                .ifPresent(snapshot -> {
                    ListAge age = age(snapshot.issuedAt());
                    view = new ListView(Optional.of(snapshot.withAge(age)), old.source());
                });
    }

    private LoadOutcome loadFile(FileStamp before) {
        MessageDigest digest = sha256();
        LookoutCsv.Result result;
        FileStamp after;
        try (InputStream file = Files.newInputStream(before.file());
                InputStream in = new DigestInputStream(file, digest)) {
            result = LookoutCsv.read(in, maxLines);
            after = FileStamp.of(before.file());
        } catch (NoSuchFileException e) {
            return absent();
        } catch (IOException e) {
            return damaged(new ListDamage(0, ListDamage.Reason.UNREADABLE));
        }
        if (!after.equals(before)) {
            return new LoadOutcome.Unsettled();
        }
        settle(after);
        return switch (result) {
            case LookoutCsv.Refused(ListDamage damage) -> damaged(damage);
            case LookoutCsv.Parsed parsed -> adopt(parsed, after.modifiedAt(), digest.digest());
        };
    }

    private LoadOutcome adopt(LookoutCsv.Parsed parsed, Instant issuedAt, byte[] digest) {
        Optional<LookoutSnapshot> old = view.snapshot();
        if (old.isPresent() && Arrays.equals(digest, digestInForce)) {
            return reissue(old.get(), issuedAt);
        }
        LookoutList list;
        try {
            list = LookoutList.of(parsed.lookouts());
        } catch (IllegalStateException e) {
            return damaged(new ListDamage(0, ListDamage.Reason.NOT_INDEXABLE));
        }
        long generation = old.map(LookoutSnapshot::generation).orElse(0L) + 1;
        LoadReport report = parsed.report();
        digestInForce = digest;
        view =
                new ListView(
                        Optional.of(
                                LookoutSnapshot.of(
                                        generation, age(issuedAt), limits, list, report)),
                        ListSource.GOOD);
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
        return new LoadOutcome.Loaded(generation, report);
    }

    private LoadOutcome reissue(LookoutSnapshot old, Instant issuedAt) {
        boolean same = old.issuedAt().equals(issuedAt) && view.source() == ListSource.GOOD;
        if (same) {
            return new LoadOutcome.Unchanged();
        }
        view = new ListView(Optional.of(old.withAge(age(issuedAt))), ListSource.GOOD);
        return new LoadOutcome.Reissued(old.generation());
    }

    private LoadOutcome absent() {
        settled = Optional.empty();
        if (view.source() != ListSource.ABSENT) {
            Logger.warn("LOOKOUT-003 list is missing");
        }
        view = new ListView(view.snapshot(), ListSource.ABSENT);
        return new LoadOutcome.Absent();
    }

    private LoadOutcome damaged(ListDamage damage) {
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

    private ListAge age(Instant issuedAt) {
        return ListAge.of(issuedAt, wall.instant(), nanos.getAsLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// What tells one version of a file from another without reading it.
    private record FileStamp(Path file, boolean regular, long sizeBytes, Instant modifiedAt) {
        static FileStamp of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(
                    file,
                    attributes.isRegularFile(),
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant());
        }
    }
}
