package dev.gatehouse.core.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A file of keys as text, so that a technician sees what kind it is and a backup shows no
/// surprises:
///
/// ```
/// gatehouse-keys 1 <kind>
/// <name>=<lower-case hexadecimal>
/// ...
/// sha256=<over all octets above>
/// ```
///
/// Files are 0600 in directories 0700; anything that group or others may touch is refused.
final class KeyFile {
    private static final String MAGIC = "gatehouse-keys 1 ";
    private static final String CHECKSUM = "sha256=";
    private static final int MAX_FILE_BYTES = 64 * 1024;
    private static final int MAX_FIELDS = 32;
    private static final Set<PosixFilePermission> OWNER_FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY =
            PosixFilePermissions.fromString("rwx------");

    private final String name;
    private final Map<String, byte[]> fields;

    private KeyFile(String name, Map<String, byte[]> fields) {
        this.name = name;
        this.fields = fields;
    }

    /// The field's octets.
    ///
    /// @throws KeyFileException when it is missing or its length is outside the bounds
    byte[] field(String field, int minBytes, int maxBytes) throws KeyFileException {
        byte[] value = fields.get(field);
        if (value == null) {
            throw new KeyFileException(name + ": field " + field + " is missing");
        }
        if (value.length < minBytes || value.length > maxBytes) {
            throw new KeyFileException(
                    name
                            + ": field "
                            + field
                            + ": expected "
                            + minBytes
                            + " to "
                            + maxBytes
                            + " octets, found "
                            + value.length);
        }
        return value;
    }

    byte[] field(String field, int lengthBytes) throws KeyFileException {
        return field(field, lengthBytes, lengthBytes);
    }

    long longField(String field) throws KeyFileException {
        return ByteBuffer.wrap(field(field, Long.BYTES)).getLong();
    }

    static KeyFile read(Path file, String kind) throws KeyFileException {
        String name = nameOf(file);
        requirePrivate(parentOf(file), OWNER_DIRECTORY);
        requirePrivate(file, OWNER_FILE);
        return parse(name, kind, octets(file));
    }

    private static String octets(Path file) throws KeyFileException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            if (channel.size() > MAX_FILE_BYTES) {
                throw new KeyFileException(nameOf(file) + ": larger than a key file can be");
            }
            ByteBuffer buffer = ByteBuffer.allocate(MAX_FILE_BYTES);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        } catch (KeyFileException e) {
            throw e;
        } catch (IOException e) {
            throw new KeyFileException(nameOf(file) + ": cannot be read", e);
        }
    }

    private static KeyFile parse(String name, String kind, String text) throws KeyFileException {
        int checksumAt = text.lastIndexOf(CHECKSUM);
        if (checksumAt < 0) {
            throw new KeyFileException(name + ": the checksum line is missing");
        }
        String body = text.substring(0, checksumAt);
        if (!text.substring(checksumAt).equals(checksumLine(body))) {
            throw new KeyFileException(name + ": the checksum does not fit, the file is damaged");
        }
        String[] lines = body.split("\n", MAX_FIELDS + 2);
        if (!lines[0].equals(MAGIC + kind)) {
            throw new KeyFileException(name + ": expected a key file of kind " + kind);
        }
        Map<String, byte[]> fields = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                addField(name, i + 1, lines[i], fields);
            }
        }
        return new KeyFile(name, fields);
    }

    private static void addField(String name, int line, String text, Map<String, byte[]> fields)
            throws KeyFileException {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new KeyFileException(name + ": line " + line + " is not name=hexadecimal");
        }
        try {
            byte[] value = HexFormat.of().parseHex(text, equals + 1, text.length());
            if (fields.put(text.substring(0, equals), value) != null) {
                throw new KeyFileException(name + ": line " + line + " repeats a field");
            }
        } catch (IllegalArgumentException _) {
            // No cause: its message quotes the text.
            throw new KeyFileException(name + ": line " + line + " is not name=hexadecimal");
        }
    }

    /// Writes the file so that it is there whole or not at all; an existing one is never
    /// overwritten.
    static void write(Path file, String kind, Map<String, byte[]> fields) throws KeyFileException {
        StringBuilder text = new StringBuilder(MAGIC).append(kind).append('\n');
        fields.forEach((name, value) ->
                text.append(name).append('=').append(HexFormat.of().formatHex(value)).append('\n'));
        text.append(checksumLine(text.toString()));
        Path directory = parentOf(file);
        createDirectory(directory);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new KeyFileException(nameOf(file) + ": is there already and is not overwritten");
        }
        Path whole = directory.resolve(nameOf(file) + ".new");
        try {
            Files.deleteIfExists(whole);
            writeSynced(whole, text.toString());
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory(directory);
        } catch (IOException e) {
            throw new KeyFileException(nameOf(file) + ": cannot be written", e);
        }
    }

    private static void writeSynced(Path file, String text) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(OWNER_FILE))) {
            ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }

    /// Overwrites and removes the file: central's forward secrecy rests on it. A copy that the
    /// medium keeps by itself (wear levelling, snapshots) is beyond this.
    static void erase(Path file) throws KeyFileException {
        try {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                ByteBuffer zeros =
                        ByteBuffer.allocate((int) Math.min(channel.size(), MAX_FILE_BYTES));
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
                channel.force(true);
            }
            Files.delete(file);
            syncDirectory(parentOf(file));
        } catch (IOException e) {
            throw new KeyFileException(nameOf(file) + ": cannot be erased", e);
        }
    }

    static void createDirectory(Path directory) throws KeyFileException {
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new KeyFileException(nameOf(directory) + ": cannot be created", e);
        }
        requirePrivate(directory, OWNER_DIRECTORY);
    }

    static void requirePrivateDirectory(Path directory) throws KeyFileException {
        requirePrivate(directory, OWNER_DIRECTORY);
    }

    private static void requirePrivate(Path path, Set<PosixFilePermission> allowed)
            throws KeyFileException {
        try {
            Set<PosixFilePermission> found =
                    Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
            if (!allowed.containsAll(found)) {
                throw new KeyFileException(
                        nameOf(path)
                                + ": expected at most "
                                + PosixFilePermissions.toString(allowed)
                                + ", found "
                                + PosixFilePermissions.toString(found));
            }
        } catch (NoSuchFileException e) {
            throw new KeyFileException(nameOf(path) + ": is not there", e);
        } catch (KeyFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            throw new KeyFileException(nameOf(path) + ": its permissions cannot be read", e);
        }
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String checksumLine(String body) {
        byte[] digest = Sha256.of(body.getBytes(StandardCharsets.ISO_8859_1));
        return CHECKSUM + HexFormat.of().formatHex(digest) + "\n";
    }

    private static Path parentOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }
}
