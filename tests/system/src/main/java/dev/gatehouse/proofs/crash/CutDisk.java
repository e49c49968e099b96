package dev.gatehouse.proofs.crash;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A disk behind the [Mains]: every operation that changes something may be the one during which
/// the power fails, and none works afterwards.
record CutDisk(Disk disk, Mains mains) implements Disk {

    private void change(Mains.Operation<IOException> operation) throws IOException {
        if (mains.failsNow()) {
            throw mains.failDuring(operation);
        }
        operation.run();
    }

    private void look() {
        if (!mains.isOn()) {
            throw new PowerCut();
        }
    }

    @Override
    public DiskFile open(String name, boolean create) throws IOException {
        if (create && !disk.exists(name)) {
            change(() -> disk.open(name, true).close());
        }
        look();
        return new CutFile(disk.open(name, create));
    }

    @Override
    public boolean exists(String name) throws IOException {
        look();
        return disk.exists(name);
    }

    @Override
    public List<String> list() throws IOException {
        look();
        return disk.list();
    }

    @Override
    public void delete(String name) throws IOException {
        change(() -> disk.delete(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        change(() -> disk.rename(from, to));
    }

    @Override
    public void syncDirectory() throws IOException {
        change(disk::syncDirectory);
    }

    @Override
    public long freeBytes() throws IOException {
        look();
        return disk.freeBytes();
    }

    private final class CutFile implements DiskFile {
        private final DiskFile file;

        CutFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            look();
            return file.size();
        }

        @Override
        public int read(long positionBytes, ByteBuffer dst) throws IOException {
            look();
            return file.read(positionBytes, dst);
        }

        @Override
        public void write(long positionBytes, ByteBuffer src) throws IOException {
            change(() -> file.write(positionBytes, src));
        }

        @Override
        public void resize(long sizeBytes) throws IOException {
            change(() -> file.resize(sizeBytes));
        }

        @Override
        public void dataSync() throws IOException {
            change(file::dataSync);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
