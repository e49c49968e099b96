package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.uplink.DeclaredLosses;
import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.seal.SignedBytes;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.TombstoneReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// Signed declarations of loss, one small file each, written whole or not at all. Those of damage
/// are kept for ever: they are evidence, and what they cover is never sent. Of evictions that
/// central has receipted the newest [#EVICTIONS_KEPT] stay. Nothing in them is content.
///
/// The booth thread writes; any thread asks.
final class LossRegister implements DeclaredLosses {
    /// Receipted declarations of eviction that are kept; central keeps all.
    static final int EVICTIONS_KEPT = 64;

    private static final String PREFIX = "loss-";

    /// Files that become the next declarations, made ahead: telemetry must be able to give way on a
    /// disk that others have filled. Two, because a wider declaration is whole before the one that
    /// it replaces becomes such a file again.
    private static final List<String> FRESH = List.of("new-loss", "new-loss-2");

    /// A block of most file systems; a declaration in a tree of 2^45 records fits.
    private static final int RESERVED_BYTES = 4 << 10;

    private static final int FILE_MAX_BYTES = 16 << 10;
    private static final int FILES_MAX = 10_000;

    private final Disk disk;
    private volatile List<DeclaredLoss> losses;

    private LossRegister(Disk disk, List<DeclaredLoss> losses) {
        this.disk = disk;
        this.losses = losses;
    }

    static LossRegister open(Disk disk) throws IOException {
        List<DeclaredLoss> losses = new ArrayList<>();
        for (String name : disk.list()) {
            if (!name.startsWith(PREFIX)) {
                continue;
            }
            Optional<DeclaredLoss> loss =
                    losses.size() < FILES_MAX ? read(disk, name) : Optional.empty();
            if (loss.isPresent()) {
                losses.add(loss.get());
            } else {
                Logger.error(
                        "STO-002 a declaration of loss cannot be read and is made anew when it is needed: file={}",
                        name);
            }
        }
        // a power cut may bring back what a wider eviction has replaced
        losses.removeIf(known ->
                losses.stream().anyMatch(loss -> !loss.equals(known) && isWithin(known, loss)));
        LossRegister register = new LossRegister(disk, List.copyOf(losses));
        register.reserve();
        return register;
    }

    private void reserve() {
        for (String fresh : FRESH) {
            try {
                reserve(fresh);
            } catch (IOException e) {
                Logger.warn(
                        "STO-013 no room was set aside for the next declaration of loss: cause={}",
                        e.getMessage());
            }
        }
    }

    private void reserve(String fresh) throws IOException {
        boolean made = !disk.exists(fresh);
        try (DiskFile file = disk.open(fresh, true)) {
            if (file.size() >= RESERVED_BYTES) {
                return;
            }
            file.write(0, ByteBuffer.allocate(RESERVED_BYTES));
            file.dataSync();
        } catch (IOException e) {
            if (made && disk.exists(fresh)) {
                // an empty one would pass for one with room
                disk.delete(fresh);
            }
            throw e;
        }
        if (made) {
            disk.syncDirectory();
        }
    }

    private static Optional<DeclaredLoss> read(Disk disk, String name) {
        try (DiskFile file = disk.open(name, false)) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(Math.toIntExact(Math.min(file.size(), FILE_MAX_BYTES)));
            while (bytes.hasRemaining() && file.read(bytes.position(), bytes) > 0) {
                // until it is whole
            }
            return Optional.of(DeclaredLoss.parseFrom(bytes.array())).filter(LossRegister::isWhole);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(DeclaredLoss loss) {
        return loss.getResumeSize() > loss.getFirstSequence()
                && SignedBytes.resumed(loss).isPresent()
                && loss.hasEd25519()
                && loss.hasMlDsa44();
    }

    /// On return the declaration is on disk. One of an eviction takes the place of those within it.
    void keep(DeclaredLoss loss) throws IOException {
        String fresh = FRESH.get(0);
        for (String made : FRESH) {
            fresh = disk.exists(made) ? made : fresh;
        }
        byte[] octets = loss.toByteArray();
        try (DiskFile file = disk.open(fresh, true)) {
            // all of it, whatever stands there: a sync that failed may have lost what is shown
            file.write(0, ByteBuffer.wrap(octets));
            file.resize(octets.length);
            file.dataSync();
        }
        disk.rename(fresh, name(loss));
        disk.syncDirectory();
        List<DeclaredLoss> more = new ArrayList<>(losses);
        more.removeIf(known -> name(known).equals(name(loss)));
        List<DeclaredLoss> within = more.stream().filter(known -> isWithin(known, loss)).toList();
        more.removeAll(within);
        more.add(loss);
        losses = List.copyOf(more);
        forget(within);
        reserve();
    }

    private static boolean isWithin(DeclaredLoss known, DeclaredLoss loss) {
        return isEviction(known)
                && isEviction(loss)
                && known.getRecordClass() == loss.getRecordClass()
                && known.getFirstSequence() >= loss.getFirstSequence()
                && known.getResumeSize() <= loss.getResumeSize();
    }

    /// Their files only, which serve again once their old names are gone for good.
    private void forget(List<DeclaredLoss> forgotten) {
        if (forgotten.isEmpty()) {
            return;
        }
        try {
            for (DeclaredLoss loss : forgotten) {
                @Nullable String free = null;
                for (String fresh : FRESH) {
                    free = disk.exists(fresh) ? free : fresh;
                }
                if (free == null) {
                    disk.delete(name(loss));
                } else {
                    disk.rename(name(loss), free);
                }
            }
            disk.syncDirectory();
        } catch (IOException e) {
            Logger.warn(
                    "STO-012 a declaration that is not needed any more was not deleted: cause={}",
                    e.getMessage());
        }
    }

    private static boolean isEviction(DeclaredLoss loss) {
        return loss.getReason() == TombstoneReason.TOMBSTONE_REASON_EVICTED;
    }

    private Stream<DeclaredLoss> evictions(RecordClass recordClass) {
        return losses.stream().filter(loss -> isOf(loss, recordClass) && isEviction(loss));
    }

    /// Where a gap begins that goes on at `first`: central has not receipted the one before, so
    /// that both are one.
    long evictedFrom(RecordClass recordClass, long receipted, long first) {
        return evictions(recordClass)
                .filter(loss -> loss.getResumeSize() > receipted && loss.getResumeSize() >= first)
                .mapToLong(DeclaredLoss::getFirstSequence)
                .reduce(first, Math::min);
    }

    /// End of what was evicted last, 0 when nothing was.
    long evictedEnd(RecordClass recordClass) {
        return evictions(recordClass).mapToLong(DeclaredLoss::getResumeSize).max().orElse(0);
    }

    /// Records evicted that central has not receipted as such; any thread.
    long evictedSince(RecordClass recordClass, long receipted) {
        return evictions(recordClass)
                .mapToLong(loss ->
                        Math.max(
                                0,
                                loss.getResumeSize()
                                        - Math.max(receipted, loss.getFirstSequence())))
                .sum();
    }

    /// Forgets the oldest evictions that central has receipted, so that their number is bounded.
    void forgetEvictions(RecordClass recordClass, long receipted) {
        List<DeclaredLoss> old =
                evictions(recordClass)
                        .filter(loss -> loss.getResumeSize() <= receipted)
                        .sorted(Comparator.comparingLong(DeclaredLoss::getResumeSize))
                        .toList();
        if (old.size() > EVICTIONS_KEPT) {
            List<DeclaredLoss> forgotten = old.subList(0, old.size() - EVICTIONS_KEPT);
            List<DeclaredLoss> kept = new ArrayList<>(losses);
            kept.removeAll(forgotten);
            losses = List.copyOf(kept);
            forget(forgotten);
        }
    }

    private static String name(DeclaredLoss loss) {
        return PREFIX
                + loss.getRecordClass().getNumber()
                + "-"
                + loss.getFirstSequence()
                + "-"
                + loss.getResumeSize();
    }

    /// Forgets declarations that reach beyond what was ever written: the power went between them
    /// and their last record, and nobody has seen them.
    ///
    /// @return whether there were any
    boolean dropUnwritten(RecordClass recordClass, long nextSequence) throws IOException {
        List<DeclaredLoss> kept = new ArrayList<>();
        boolean dropped = false;
        for (DeclaredLoss loss : losses) {
            if (isOf(loss, recordClass) && loss.getResumeSize() > nextSequence) {
                disk.delete(name(loss));
                dropped = true;
            } else {
                kept.add(loss);
            }
        }
        if (dropped) {
            disk.syncDirectory();
            losses = List.copyOf(kept);
        }
        return dropped;
    }

    @Override
    public Optional<DeclaredLoss> covering(RecordClass recordClass, long sequence) {
        return losses.stream()
                .filter(loss ->
                        isOf(loss, recordClass)
                                && loss.getFirstSequence() <= sequence
                                && sequence < loss.getResumeSize())
                .max(Comparator.comparingLong(DeclaredLoss::getResumeSize));
    }

    private static boolean isOf(DeclaredLoss loss, RecordClass recordClass) {
        return loss.getRecordClass() == RecordStore.seal(recordClass).wire();
    }
}
