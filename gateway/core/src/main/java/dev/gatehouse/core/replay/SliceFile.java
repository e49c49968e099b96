package dev.gatehouse.core.replay;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.vault.Vault;
import dev.gatehouse.core.vault.VaultContents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One slice on disk: a [Vault] of its own, so with a key of its own, derived from the device key
/// and a random salt that is in the file alone. [#shred] overwrites the salt before the file goes:
/// from then on nobody opens what the medium may still hold, not even with the device key.
final class SliceFile {
    /// Room for entries of a file.
    static final int ROOM_BYTES = 256 << 10;

    private static final Pattern NAME = Pattern.compile("recent-([0-9]{1,18})\\.vault(?:\\.new)?");
    private static final int SECTOR_BYTES = 512;

    /// What a write costs beside its content: head and tag of the frame, as far as a sector.
    private static final int FRAME_BYTES = 36;

    private static final byte[] FORMAT = {1};

    private final Disk disk;
    private final String name;
    private final Vault vault;
    private int roomBytes = ROOM_BYTES;
    private boolean open;

    private SliceFile(Disk disk, String name, Vault vault) {
        this.disk = disk;
        this.name = name;
        this.vault = vault;
    }

    /// The file of a number; nothing is on disk yet.
    static SliceFile of(
            Disk disk, long number, byte[] key, SecureRandom random, LongSupplier nanos) {
        String name = "recent-" + number + ".vault";
        return new SliceFile(disk, name, new Vault(disk, name, key, random, nanos, ROOM_BYTES));
    }

    /// Number of a file of recent passages, unfinished ones included; empty for any other file.
    static Optional<Long> number(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    /// Makes the file.
    void create() throws IOException {
        vault.restart(FORMAT);
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /// Whether a write of so many octets fits.
    boolean fits(int bytes) {
        return frameBytes(bytes) <= roomBytes;
    }

    private static int frameBytes(int bytes) {
        return Math.ceilDiv(bytes + FRAME_BYTES, SECTOR_BYTES) * SECTOR_BYTES;
    }

    /// Writes entries; on return they are on disk.
    ///
    /// @return false when the file cannot take them
    boolean append(byte[] entries) throws IOException {
        roomBytes -= frameBytes(entries.length);
        return vault.append(entries);
    }

    /// Ends writing; the file stays.
    void close() throws IOException {
        open = false;
        vault.close();
    }

    /// What an earlier run wrote.
    ///
    /// @param writes each of them some entries
    /// @param damaged something is missing
    record Contents(List<byte[]> writes, boolean damaged) {
        Contents {
            writes = List.copyOf(writes);
        }
    }

    Contents read() throws IOException {
        VaultContents contents = vault.load();
        List<byte[]> entries = contents.entries();
        boolean known =
                !entries.isEmpty()
                        && entries.getFirst().length == FORMAT.length
                        && entries.getFirst()[0] == FORMAT[0];
        // without its first frame the others are still entries
        List<byte[]> writes = new ArrayList<>(known ? entries.subList(1, entries.size()) : entries);
        return new Contents(writes, contents.damaged());
    }

    /// Deletes a file whose content must not be read again.
    void shred() throws IOException {
        if (open) {
            close();
        }
        shred(disk, name);
        shred(disk, name + ".new");
    }

    private static void shred(Disk disk, String file) throws IOException {
        if (!disk.exists(file)) {
            return;
        }
        try (DiskFile opened = disk.open(file, false)) {
            opened.write(0, ByteBuffer.allocate(SECTOR_BYTES));
            opened.dataSync();
        } finally {
            disk.delete(file);
        }
    }
}
