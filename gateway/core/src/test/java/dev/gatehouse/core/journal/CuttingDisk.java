package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Lets a number of changes through and fails every further one, as a machine without power does.
final class CuttingDisk extends ForwardingDisk {
    private int left;

    CuttingDisk(Disk disk, int operations) {
        super(disk);
        this.left = operations;
    }

    boolean isOff() {
        return left < 0;
    }

    private void spend() throws IOException {
        if (left-- <= 0) {
            throw new IOException("no power");
        }
    }

    @Override
    public DiskFile open(String name, boolean create) throws IOException {
        DiskFile file = super.open(name, create);
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
    public void delete(String name) throws IOException {
        spend();
        super.delete(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        spend();
        super.rename(from, to);
    }

    @Override
    public void syncDirectory() throws IOException {
        spend();
        super.syncDirectory();
    }
}
