package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.RecordClass;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tinylog.Logger;

/// Signed declarations of loss, one small file each, made at the start that found the hole: only then is the tree
/// behind it known. Kept for ever: they are evidence. Nothing in them is content.
final class LossRegister {
    private static final String PREFIX = "loss-";
    private static final int FILE_MAX_BYTES = 16 << 10;
    private static final int FILES_MAX = 10_000;

    private final Disk disk;
    private final List<DeclaredLoss> losses;

    private LossRegister(Disk disk, List<DeclaredLoss> losses) {
        this.disk = disk;
        this.losses = losses;
    }

    static LossRegister open(Disk disk) throws IOException {
        List<DeclaredLoss> losses = new ArrayList<>();
        for (String name : disk.list()) {
            if (name.startsWith(PREFIX) && losses.size() < FILES_MAX) {
                try {
                    losses.add(DeclaredLoss.parseFrom(read(disk, name)));
                } catch (IOException e) {
                    Logger.error("STO-002 a declaration of loss cannot be read: file={}", name);
                }
            }
        }
        return new LossRegister(disk, losses);
    }

    private static byte[] read(Disk disk, String name) throws IOException {
        try (DiskFile file = disk.open(name, false)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Math.min(file.size(), FILE_MAX_BYTES)));
            while (bytes.hasRemaining() && file.read(bytes.position(), bytes) > 0) {
                // until it is whole
            }
            return bytes.array();
        }
    }

    void keep(DeclaredLoss loss) throws IOException {
        if (find(loss.getRecordClass(), loss.getFirstSequence()).isPresent()) {
            return;
        }
        losses.add(loss);
        String name = PREFIX + loss.getRecordClass().getNumber() + "-" + loss.getFirstSequence();
        try (DiskFile file = disk.open(name, true)) {
            file.write(0, ByteBuffer.wrap(loss.toByteArray()));
            file.dataSync();
        }
        disk.syncDirectory();
    }

    Optional<DeclaredLoss> find(RecordClass recordClass, long first) {
        return losses.stream()
                .filter(loss -> loss.getRecordClass() == recordClass && loss.getFirstSequence() == first)
                .findFirst();
    }
}
