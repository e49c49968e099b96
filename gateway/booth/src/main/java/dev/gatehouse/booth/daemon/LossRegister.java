package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.uplink.DeclaredLosses;
import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.seal.SignedBytes;
import dev.gatehouse.proto.v1.DeclaredLoss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tinylog.Logger;

/// Signed declarations of loss, one small file each, written whole or not at all. Kept for ever:
/// they are evidence, and what they cover is never sent. Nothing in them is content.
///
/// The booth thread writes; any thread asks.
final class LossRegister implements DeclaredLosses {
    private static final String PREFIX = "loss-";
    private static final String FRESH = "new-loss";
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
        return new LossRegister(disk, List.copyOf(losses));
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

    /// On return the declaration is on disk.
    void keep(DeclaredLoss loss) throws IOException {
        if (disk.exists(FRESH)) {
            disk.delete(FRESH);
        }
        try (DiskFile file = disk.open(FRESH, true)) {
            file.write(0, ByteBuffer.wrap(loss.toByteArray()));
            file.dataSync();
        }
        disk.rename(FRESH, name(loss));
        disk.syncDirectory();
        List<DeclaredLoss> more = new ArrayList<>(losses);
        more.removeIf(known -> name(known).equals(name(loss)));
        more.add(loss);
        losses = List.copyOf(more);
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
