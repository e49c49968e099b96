package dev.gatehouse.core.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// A file whose commits cost the sectors they touch and not the pages: a record of 700 octets is
/// two or three sectors of 512, where the page cache sends one page of 4,096 or two.
///
/// Writes gather in a window, the image of a stretch of the file; [#dataSync] sends its changed
/// sectors past the page cache, then syncs. What lies in a changed sector beside the change is
/// written again as it is, which the page cache does with the whole page: a power cut that tears a
/// sector can damage no more here than there.
///
/// Where the machine or the file system does not write past the page cache, and until [DirectIo] is
/// linked, the changed octets go through it. The kernel keeps both ways and all readers in
/// agreement (open(2), O_DIRECT; ext4, XFS, f2fs).
///
/// Owner: one thread; nobody else writes to the file while it is open here.
final class SectorFile implements DiskFile {
    static final int SECTOR_BYTES = 512;
    static final int WINDOW_BYTES = 64 << 10;

    private final DiskFile file;
    private final Path path;
    private final long sizeBytes;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory = arena.allocate(WINDOW_BYTES, SECTOR_BYTES);
    private final ByteBuffer window = memory.asByteBuffer();

    /// Where the window begins, a multiple of a sector; -1 while there is none.
    private long windowAt = -1;

    /// Changed since the last flush, counted from the window's beginning; nothing when equal.
    private int dirtyFrom;

    private int dirtyTo;
    private DirectIo.@Nullable Handle direct;

    /// Direct writing was tried here and is not to be had.
    private boolean directRefused;

    /// It has worked: from now on its errors are the disk's.
    private boolean directProven;

    private boolean synced;
    private boolean failed;

    /// @param file the same file through the page cache; closed with this one
    SectorFile(DiskFile file, Path path) throws IOException {
        this.file = file;
        this.path = path;
        this.sizeBytes = file.size();
    }

    /// Whether a flush has gone past the page cache.
    boolean isDirect() {
        return direct != null && directProven;
    }

    @Override
    public long size() throws IOException {
        flush();
        return file.size();
    }

    @Override
    public int read(long positionBytes, ByteBuffer dst) throws IOException {
        flush();
        return file.read(positionBytes, dst);
    }

    @Override
    public void write(long positionBytes, ByteBuffer src) throws IOException {
        if (positionBytes + src.remaining() > sizeBytes) {
            throw new IOException(
                    "write: expected to end at or before "
                            + sizeBytes
                            + ", found "
                            + (positionBytes + src.remaining()));
        }
        long at = positionBytes;
        while (src.hasRemaining()) {
            if (windowAt < 0 || at < windowAt || at >= windowAt + WINDOW_BYTES) {
                flush();
                load(at);
            }
            int offset = (int) (at - windowAt);
            int count = Math.min(src.remaining(), WINDOW_BYTES - offset);
            window.put(offset, src, src.position(), count);
            src.position(src.position() + count);
            dirtyFrom = dirtyFrom == dirtyTo ? offset : Math.min(dirtyFrom, offset);
            dirtyTo = Math.max(dirtyTo, offset + count);
            at += count;
        }
    }

    /// Takes the window to where `at` is, with what the file holds there.
    private void load(long at) throws IOException {
        windowAt = -1;
        long from = at / SECTOR_BYTES * SECTOR_BYTES;
        ByteBuffer image = window.duplicate().clear();
        while (image.hasRemaining()) {
            int count = file.read(from + image.position(), image);
            if (count <= 0) {
                break;
            }
        }
        while (image.hasRemaining()) {
            image.put((byte) 0);
        }
        dirtyFrom = 0;
        dirtyTo = 0;
        windowAt = from;
    }

    private void flush() throws IOException {
        if (dirtyFrom == dirtyTo) {
            return;
        }
        try {
            if (direct == null && !directRefused) {
                DirectIo.ifReady().ifPresent(this::open);
            }
            if (!flushedDirectly()) {
                file.write(
                        windowAt + dirtyFrom,
                        window.duplicate().clear().limit(dirtyTo).position(dirtyFrom));
            }
            dirtyFrom = 0;
            dirtyTo = 0;
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    /// @return false when the changed octets are still to be written
    private boolean flushedDirectly() throws IOException {
        DirectIo.Handle handle = direct;
        int from = dirtyFrom / SECTOR_BYTES * SECTOR_BYTES;
        int to = (dirtyTo + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
        if (handle == null || windowAt + to > sizeBytes) {
            return false;
        }
        try {
            handle.write(memory.asSlice(from, to - from), windowAt + from);
            directProven = true;
            return true;
        } catch (IOException e) {
            if (directProven) {
                throw e;
            }
            // sectors of this size are not taken here; what was really wrong shows again at once
            refuse(e);
            direct = null;
            handle.close();
            return false;
        }
    }

    private void open(DirectIo io) {
        try {
            direct = io.open(path);
        } catch (IOException e) {
            refuse(e);
        }
    }

    private void refuse(IOException cause) {
        directRefused = true;
        Logger.info("JRN-016 commits go through the page cache: cause={}", cause.getMessage());
    }

    @Override
    public void resize(long newSizeBytes) throws IOException {
        throw new IOException("resize: a file open for commits has its final size");
    }

    @Override
    public void dataSync() throws IOException {
        flush();
        try {
            file.dataSync();
        } catch (IOException e) {
            failed = true;
            throw e;
        }
        if (!synced) {
            synced = true;
            DirectIo.prepare();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            // after an error only a restart knows what is on the medium
            if (!failed) {
                flush();
            }
        } finally {
            DirectIo.Handle handle = direct;
            direct = null;
            directRefused = true;
            if (handle != null) {
                handle.close();
            }
            if (arena.scope().isAlive()) {
                arena.close();
            }
            file.close();
        }
    }
}
