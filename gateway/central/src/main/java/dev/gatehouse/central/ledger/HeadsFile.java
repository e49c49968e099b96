package dev.gatehouse.central.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The append-only, synced file of heads beside the database. A line is first committed to the
/// table `head_line` and then appended here; so the file may lag behind the table by what a crash
/// cut off, and is mended by the next append, but is never ahead of it. A file ahead of its table
/// means that the database lost rows.
public final class HeadsFile {
    private final Path file;

    public HeadsFile(Path file) {
        this.file = file;
    }

    /// Where the lines that are not yet in the file come from: the table, ordered, above a number.
    interface Lines {
        List<HeadLine> after(long number) throws java.sql.SQLException;
    }

    /// Appends what the table has more and syncs it. Other processes are kept out by a lock on the
    /// file.
    ///
    /// @return lines that the file holds now; empty when it holds more than the table, or other
    ///   content: the database was cut or exchanged
    OptionalLong append(Lines lines) throws IOException, java.sql.SQLException {
        boolean created = !Files.exists(file);
        try (FileChannel channel = openForAppend();
                FileLock lock = channel.lock()) {
            Tail tail = tail(channel);
            long have = tail.last().map(HeadLine::number).orElse(0L);
            List<HeadLine> from = lines.after(Math.max(0, have - 1));
            if (have > 0
                    && (from.isEmpty() || !from.getFirst().equals(tail.last().orElseThrow()))) {
                return OptionalLong.empty();
            }
            StringBuilder text = new StringBuilder();
            for (HeadLine line : from) {
                if (line.number() > have) {
                    text.append(line.text()).append('\n');
                }
            }
            if (!text.isEmpty() || tail.end() < channel.size()) {
                write(channel, tail.end(), text.toString());
            }
            if (created) {
                syncDirectory();
            }
            long holds = from.isEmpty() ? have : from.getLast().number();
            return lock.isValid() ? OptionalLong.of(holds) : OptionalLong.empty();
        }
    }

    private FileChannel openForAppend() throws IOException {
        return FileChannel.open(
                file,
                java.util.Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /// The last whole line and where it ends; what follows it is a line that a crash tore, and the
    /// table has it.
    private record Tail(Optional<HeadLine> last, long end) {}

    private static Tail tail(FileChannel channel) throws IOException {
        long size = channel.size();
        int length = (int) Math.min(size, 2L * HeadLine.MAX_LINE_BYTES);
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()
                && channel.read(buffer, size - length + buffer.position()) >= 0) {
            // reads until the window is full
        }
        String window =
                new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        int end = window.lastIndexOf('\n');
        if (end < 0) {
            return new Tail(Optional.empty(), 0);
        }
        int start = window.lastIndexOf('\n', end - 1) + 1;
        Optional<HeadLine> last = HeadLine.parse(window.substring(start, end));
        if (last.isEmpty()) {
            throw new IOException("heads file: its last line is not a head line; run verify");
        }
        return new Tail(last, size - length + end + 1);
    }

    private static void write(FileChannel channel, long at, String text) throws IOException {
        channel.truncate(at);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        channel.force(true);
    }

    private void syncDirectory() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /// Called for each line in order; a line out of shape is given as empty.
    public interface LineVisitor {
        void line(long lineNumber, Optional<HeadLine> line) throws IOException;
    }

    /// Reads a heads file, of this ledger or a witness's copy. A missing file has no lines.
    public static void visit(Path file, LineVisitor visitor) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            long number = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                visitor.line(
                        number,
                        text.length() > HeadLine.MAX_LINE_BYTES
                                ? Optional.empty()
                                : HeadLine.parse(text));
            }
        }
    }
}
