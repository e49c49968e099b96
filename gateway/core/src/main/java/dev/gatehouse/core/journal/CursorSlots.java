package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.disk.MediumRead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// The cursors of all classes in one file of two slots each, every slot on a page of its own.
/// Big-endian.
///
/// ```
/// page 2c + 0, 2c + 1 (c = 0 P0, 1 P1, 2 P2)
///    0 | magic "GHCU"    u32
///    4 | class           u32
///    8 | generation      u64  the higher intact one counts; odd in slot 1, even in slot 0
///   16 | cursor          u64  records receipted by central
///   24 | CRC32C          u32  over octets 0..23
/// ```
///
/// A write goes to the slot that does not count, so a torn write leaves the value before it.
final class CursorSlots {
    static final String FILE = "cursors";
    static final int PAGE_BYTES = 4096;
    static final int SLOT_BYTES = 28;

    private static final int MAGIC = 0x4748_4355;
    private static final int GENERATION = 8;
    private static final int CURSOR = 16;
    private static final int CRC = 24;
    private static final int CLASSES = RecordClass.values().length;
    private static final int FILE_BYTES = 2 * CLASSES * PAGE_BYTES;

    private final DiskFile file;
    private final boolean created;
    private final long[] cursors = new long[CLASSES];
    private final long[] generations = new long[CLASSES];
    private final boolean[] damaged = new boolean[CLASSES];

    private CursorSlots(DiskFile file, boolean created) {
        this.file = file;
        this.created = created;
    }

    /// Opens the file, making it when it is not there.
    static CursorSlots open(Disk disk) throws IOException {
        boolean created = !disk.exists(FILE);
        CursorSlots slots = new CursorSlots(disk.open(FILE, true), created);
        if (slots.file.size() < FILE_BYTES) {
            slots.file.write(
                    slots.file.size(), ByteBuffer.allocate((int) (FILE_BYTES - slots.file.size())));
            slots.file.dataSync();
            disk.syncDirectory();
        }
        for (RecordClass recordClass : RecordClass.values()) {
            slots.load(recordClass);
        }
        return slots;
    }

    private void load(RecordClass recordClass) {
        int c = recordClass.code();
        boolean anyBad = false;
        boolean anyGood = false;
        for (int slot = 0; slot < 2; slot++) {
            byte[] slotOctets = new byte[SLOT_BYTES];
            ByteBuffer octets = ByteBuffer.wrap(slotOctets);
            MediumRead.full(file, offset(c, slot), octets);
            boolean good =
                    octets.getInt(CRC) == crc(slotOctets)
                            && octets.getInt(0) == MAGIC
                            && octets.getInt(4) == c
                            && octets.getLong(CURSOR) >= 0;
            anyGood |= good;
            anyBad |= !good && !Arrays.equals(slotOctets, new byte[SLOT_BYTES]);
            if (good && octets.getLong(GENERATION) >= generations[c]) {
                generations[c] = octets.getLong(GENERATION);
                cursors[c] = octets.getLong(CURSOR);
            }
        }
        damaged[c] = anyBad && !anyGood;
    }

    private static int offset(int recordClass, int slot) {
        return (2 * recordClass + slot) * PAGE_BYTES;
    }

    private static int crc(byte[] octets) {
        CRC32C crc = new CRC32C();
        crc.update(octets, 0, CRC);
        return (int) crc.getValue();
    }

    long cursor(RecordClass recordClass) {
        return cursors[recordClass.code()];
    }

    /// No slot was readable although something had been written.
    boolean isDamaged(RecordClass recordClass) {
        return damaged[recordClass.code()];
    }

    /// The file was not there.
    boolean isCreated() {
        return created;
    }

    /// Returns when the cursor survives a power cut.
    void write(RecordClass recordClass, long cursor) throws IOException {
        int c = recordClass.code();
        long generation = generations[c] + 1;
        byte[] slotOctets = new byte[SLOT_BYTES];
        ByteBuffer octets = ByteBuffer.wrap(slotOctets);
        octets.putInt(MAGIC).putInt(c).putLong(generation).putLong(cursor);
        octets.putInt(crc(slotOctets)).flip();
        file.write(offset(c, (int) (generation & 1)), octets);
        file.dataSync();
        generations[c] = generation;
        cursors[c] = cursor;
    }

    void close() throws IOException {
        file.close();
    }
}
