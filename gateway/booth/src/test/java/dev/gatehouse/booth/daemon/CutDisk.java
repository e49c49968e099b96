package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Lets a number of operations through and fails every further one, as a machine without power
/// does.
record CutDisk(Disk disk, int[] left) implements Disk {

    static CutDisk after(Disk disk, int operations) {
        return new CutDisk(disk, new int[] {operations});
    }

    private void spend() throws IOException {
        if (left[0]-- <= 0) {
            throw new IOException("no power");
        }
    }

    @Override
    public DiskFile open(String name, boolean create) throws IOException {
        spend();
        DiskFile file = disk.open(name, create);
        return new DiskFile() {
            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public int read(long positionBytes, ByteBuffer dst) throws IOException {
                return file.read(positionBytes, dst);
            }

            @Override
            public void write(long positionBytes, ByteBuffer src) throws IOException {
                spend();
                file.write(positionBytes, src);
            }

            @Override
            public void resize(long sizeBytes) throws IOException {
                spend();
                file.resize(sizeBytes);
            }

            @Override
            public void dataSync() throws IOException {
                spend();
                file.dataSync();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public boolean exists(String name) throws IOException {
        return disk.exists(name);
    }

    @Override
    public List<String> list() throws IOException {
        return disk.list();
    }

    @Override
    public void delete(String name) throws IOException {
        spend();
        disk.delete(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        spend();
        disk.rename(from, to);
    }

    @Override
    public void syncDirectory() throws IOException {
        spend();
        disk.syncDirectory();
    }

    @Override
    public long freeBytes() throws IOException {
        return disk.freeBytes();
    }
}
