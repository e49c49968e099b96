package dev.gatehouse.central.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A new file, readable by its owner only. It grows as `<name>.part` and takes its name when it is
/// complete and synced, so that whoever watches the folder never takes half an export for a whole
/// one. No file is ever overwritten.
public final class ExportFile implements ExportTarget {
    private final Path file;
    private final Path part;
    private final FileChannel channel;

    private ExportFile(Path file, Path part, FileChannel channel) {
        this.file = file;
        this.part = part;
        this.channel = channel;
    }

    /// Makes the part file.
    ///
    /// @throws FileAlreadyExistsException when the file or its part is there already
    public static ExportFile create(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        FileChannel channel =
                FileChannel.open(
                        part,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return new ExportFile(file, part, channel);
    }

    @Override
    public String kind() {
        return "FILE";
    }

    @Override
    public OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    @Override
    public void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public void publish() throws IOException {
        try {
            // a link fails where the name exists, a rename would replace it
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // no hard links there: looks first, then renames
            Files.move(part, file);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
