package dev.gatehouse.booth.service;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Watches disks at work: how much was done, and since when a sync has been under way that has not
/// come back. Read by any thread.
public final class DiskPulse {
    private final LongSupplier nanos;
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong ids = new AtomicLong();

    /// Syncs under way and when each began; as many as threads that sync.
    private final ConcurrentHashMap<Long, Long> syncs = new ConcurrentHashMap<>();

    public DiskPulse(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// The same disk, watched.
    public Disk watch(Disk disk) {
        return new Watched(disk);
    }

    /// Moves with every read, write and sync that came back.
    public long operations() {
        return operations.get();
    }

    /// How long the oldest sync under way has taken so far, nanoseconds; empty when there is none.
    public OptionalLong syncNanos() {
        long now = nanos.getAsLong();
        return syncs.values().stream().mapToLong(began -> now - began).max();
    }

    private interface Sync {
        void run() throws IOException;
    }

    private void timed(Sync sync) throws IOException {
        Long id = ids.incrementAndGet();
        syncs.put(id, nanos.getAsLong());
        try {
            sync.run();
            operations.incrementAndGet();
        } finally {
            syncs.remove(id);
        }
    }

    private final class Watched implements Disk {
        private final Disk disk;

        Watched(Disk disk) {
            this.disk = disk;
        }

        @Override
        public DiskFile open(String name, boolean create) throws IOException {
            return new WatchedFile(disk.open(name, create));
        }

        @Override
        public DiskFile openForCommits(String name) throws IOException {
            return new WatchedFile(disk.openForCommits(name));
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
            disk.delete(name);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void syncDirectory() throws IOException {
            timed(disk::syncDirectory);
        }

        @Override
        public long freeBytes() throws IOException {
            return disk.freeBytes();
        }
    }

    private final class WatchedFile implements DiskFile {
        private final DiskFile file;

        WatchedFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long positionBytes, ByteBuffer dst) throws IOException {
            int count = file.read(positionBytes, dst);
            operations.incrementAndGet();
            return count;
        }

        @Override
        public void write(long positionBytes, ByteBuffer src) throws IOException {
            file.write(positionBytes, src);
            operations.incrementAndGet();
        }

        @Override
        public void resize(long sizeBytes) throws IOException {
            file.resize(sizeBytes);
        }

        @Override
        public void dataSync() throws IOException {
            timed(file::dataSync);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
