package dev.gatehouse.core.journal;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import java.io.IOException;
import java.util.List;

/// Passes everything on; a test changes what it is about.
class ForwardingDisk implements Disk {
    private final Disk disk;

    ForwardingDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public DiskFile open(String name, boolean create) throws IOException {
        return disk.open(name, create);
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
        disk.syncDirectory();
    }

    @Override
    public long freeBytes() throws IOException {
        return disk.freeBytes();
    }
}
