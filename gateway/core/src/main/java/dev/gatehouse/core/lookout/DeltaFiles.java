package dev.gatehouse.core.lookout;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// The deltas beside a built list `F`: `F.1`, `F.2` and so on, applied in this order (fact sheet of
/// lookout matching, section 12). A gap or a damaged one stops there; what was in force stays.
/// Owned by the thread that loads.
final class DeltaFiles {
    /// Deltas applied in one look; those behind come with the next.
    static final int MAX_AT_ONCE = 256;

    /// Files of the folder that are looked at for a later delta.
    private static final int MAX_LISTED = 10_000;

    private static final int MAX_SEQUENCE_DIGITS = 9;

    private final int maxLines;
    private final ListScope scope;
    private final Function<Instant, ListAge> aged;
    private Optional<Failure> failed = Optional.empty();

    /// A delta that was refused; not read again before it has changed.
    private record Failure(FileStamp stamp, long generation, ListDamage damage) {}

    /// What the deltas made of a list.
    ///
    /// @param applied how many
    /// @param changed lookouts that they added or replaced
    /// @param withdrawn ids that they withdrew
    /// @param stopped why not all that are there could be applied
    record Applied(
            LookoutSnapshot snapshot,
            int applied,
            long changed,
            long withdrawn,
            Optional<ListDamage> stopped) {
        static Applied none(LookoutSnapshot snapshot) {
            return new Applied(snapshot, 0, 0, 0, Optional.empty());
        }

        private Applied stoppedBy(ListDamage damage) {
            return new Applied(snapshot, applied, changed, withdrawn, Optional.of(damage));
        }

        private Applied with(LookoutSnapshot next, LookoutDelta delta) {
            return new Applied(
                    next,
                    applied + 1,
                    changed + delta.changed().size(),
                    withdrawn + delta.withdrawn().size(),
                    Optional.empty());
        }
    }

    /// What one file said.
    private sealed interface Next {
        record Delta(LookoutDelta delta) implements Next {}

        /// There is none, or it belongs to a generation that is gone.
        record None() implements Next {}

        record Bad(ListDamage damage) implements Next {}
    }

    DeltaFiles(int maxLines, ListScope scope, Function<Instant, ListAge> aged) {
        this.maxLines = maxLines;
        this.scope = scope;
        this.aged = aged;
    }

    /// Applies what has come since.
    Applied apply(Path base, LookoutSnapshot from, Optional<ListKey> key) {
        Applied so = Applied.none(from);
        while (so.applied < MAX_AT_ONCE) {
            switch (next(base, so.snapshot, key)) {
                case Next.None _ -> {
                    return so;
                }
                case Next.Bad(ListDamage damage) -> {
                    return so.stoppedBy(damage);
                }
                case Next.Delta(LookoutDelta delta) -> {
                    if (so.snapshot.size() + delta.changed().size() > maxLines) {
                        return so.stoppedBy(damage(ListDamage.Reason.TOO_MANY_LINES));
                    }
                    try {
                        so = so.with(applied(so.snapshot, delta), delta);
                    } catch (IllegalStateException e) {
                        return so.stoppedBy(damage(ListDamage.Reason.NOT_INDEXABLE));
                    }
                }
            }
        }
        return so;
    }

    private LookoutSnapshot applied(LookoutSnapshot to, LookoutDelta delta) {
        Instant issuedAt =
                delta.issuedAt().isBefore(to.issuedAt()) ? to.issuedAt() : delta.issuedAt();
        return to.with(delta, LookoutList.of(delta.changed()), aged.apply(issuedAt));
    }

    private Next next(Path base, LookoutSnapshot to, Optional<ListKey> key) {
        Path file = numbered(base, to.sequence() + 1);
        FileStamp stamp;
        try {
            stamp = FileStamp.of(file);
        } catch (NoSuchFileException e) {
            return isLaterThere(base, to)
                    ? new Next.Bad(damage(ListDamage.Reason.GAP))
                    : new Next.None();
        } catch (IOException e) {
            return new Next.Bad(damage(ListDamage.Reason.UNREADABLE));
        }
        if (failed.isPresent()
                && failed.get().stamp.equals(stamp)
                && failed.get().generation == to.generation()) {
            return new Next.Bad(failed.get().damage);
        }
        failed = Optional.empty();
        Next next = read(stamp, to, key);
        if (next instanceof Next.Bad(ListDamage damage) && damage.reason().isLasting()) {
            failed = Optional.of(new Failure(stamp, to.generation(), damage));
        }
        return next;
    }

    private Next read(FileStamp stamp, LookoutSnapshot to, Optional<ListKey> key) {
        if (!stamp.regular() || stamp.sizeBytes() > LookoutStore.MAX_FILE_BYTES) {
            return new Next.Bad(damage(ListDamage.Reason.UNREADABLE));
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(stamp.file()))) {
            in.mark(ListFileHeader.OCTETS);
            ListFileHeader header = ListFileHeader.of(in.readNBytes(ListFileHeader.OCTETS));
            if (header.generation() < to.generation()) {
                return new Next.None();
            }
            boolean follows =
                    header.generation() == to.generation()
                            && header.sequence() == to.sequence() + 1;
            if (!follows) {
                return new Next.Bad(damage(ListDamage.Reason.GAP));
            }
            in.reset();
            return switch (ListFile.read(in, key, maxLines, scope)) {
                case ListFile.Delta delta -> new Next.Delta(delta.delta());
                case ListFile.Base _ -> new Next.Bad(damage(ListDamage.Reason.GAP));
                case ListFile.Refused(ListDamage damage) -> new Next.Bad(damage);
            };
        } catch (ListFault e) {
            return new Next.Bad(damage(e.reason()));
        } catch (IOException e) {
            return new Next.Bad(damage(ListDamage.Reason.UNREADABLE));
        }
    }

    /// Whether a delta of this generation is there behind the one that is missing.
    private static boolean isLaterThere(Path base, LookoutSnapshot to) {
        Path folder = base.toAbsolutePath().getParent();
        Path name = base.getFileName();
        if (folder == null || name == null) {
            return false;
        }
        String prefix = name + ".";
        int looked = 0;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(
                        folder, file -> String.valueOf(file.getFileName()).startsWith(prefix))) {
            for (Path file : files) {
                String digits = String.valueOf(file.getFileName()).substring(prefix.length());
                if (sequence(digits) > to.sequence() + 1 && isOf(file, to)) {
                    return true;
                }
                if (++looked == MAX_LISTED) {
                    break;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    private static boolean isOf(Path file, LookoutSnapshot to) {
        try (InputStream in = Files.newInputStream(file)) {
            ListFileHeader header = ListFileHeader.of(in.readNBytes(ListFileHeader.OCTETS));
            return header.generation() == to.generation() && header.isDelta();
        } catch (IOException e) {
            return false;
        }
    }

    /// 0 for what is no number.
    private static long sequence(String digits) {
        boolean number =
                !digits.isEmpty()
                        && digits.length() <= MAX_SEQUENCE_DIGITS
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.parseLong(digits) : 0;
    }

    static Path numbered(Path base, long sequence) {
        return base.resolveSibling(base.getFileName() + "." + sequence);
    }

    private static ListDamage damage(ListDamage.Reason reason) {
        return new ListDamage(0, reason);
    }
}
