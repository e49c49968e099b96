package dev.gatehouse.booth.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tinylog.Logger;

/// `<data>/console`: how the command line speaks to the running booth. A file `pair-<name>.code` is
/// an open code, a file `revoke` asks for the end of all sessions. Who may write here is the
/// booth's user, or root, and could do anything else to the booth too.
///
/// A code counts while both clocks agree that it is young: the wall clock since it was made, and
/// the booth's monotonic one since it was first seen. A wall clock that jumps ends it early, never
/// late.
///
/// The side of the booth is owned by the console's thread.
final class PairingFolder {
    /// Codes that may be open at once.
    static final int CODES_MAX = 8;

    private static final String REVOKE = "revoke";
    private static final String GLOB = "pair-*.code";
    private static final String MADE_BEFORE = "paired-before";
    private static final int NAME_BYTES = 6;

    private final Path folder;
    private final Counters counters;
    private final Map<Path, Long> firstSeenNanos = new HashMap<>();
    private boolean revocationKept;

    PairingFolder(Path folder, Counters counters) {
        this.folder = folder;
        this.counters = counters;
    }

    // ---- the side of the command line

    /// Makes the folder when it is not there, readable by its owner alone.
    static void prepare(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            giveToOwnerOf(folder, parent(folder));
        }
    }

    private static Path parent(Path folder) {
        Path parent = folder.toAbsolutePath().getParent();
        return parent == null ? folder : parent;
    }

    /// Writes a fresh code's file.
    ///
    /// @throws IOException also when too many codes are open
    static void write(Path folder, PairingCode code, SecureRandom random, long nowMs)
            throws IOException {
        prepare(folder);
        dropOld(folder, nowMs);
        if (codes(folder).size() >= CODES_MAX) {
            throw new IOException(
                    "expected at most "
                            + CODES_MAX
                            + " open codes, found as many; use one, or wait ten minutes");
        }
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        place(folder, "pair-" + HexFormat.of().formatHex(name) + ".code", code.file());
    }

    /// True once for each folder: the first start offers a code by itself.
    static boolean first(Path folder) throws IOException {
        prepare(folder);
        if (Files.exists(folder.resolve(MADE_BEFORE))) {
            return false;
        }
        place(folder, MADE_BEFORE, "");
        return true;
    }

    /// Asks the booth to end all sessions; open codes go at once.
    ///
    /// @return the request, which the booth deletes when it has done it
    static Path askToRevoke(Path folder) throws IOException {
        prepare(folder);
        for (Path code : codes(folder)) {
            Files.deleteIfExists(code);
        }
        place(folder, REVOKE, "");
        return folder.resolve(REVOKE);
    }

    private static void place(Path folder, String name, String text) throws IOException {
        Path fresh = folder.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text, StandardCharsets.US_ASCII, StandardOpenOption.DSYNC);
        giveToOwnerOf(fresh, folder);
        Files.move(
                fresh,
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// Root writes for the booth's user.
    private static void giveToOwnerOf(Path file, Path model) throws IOException {
        var owner = Files.getOwner(model);
        if (!Files.getOwner(file).equals(owner)) {
            Files.setOwner(file, owner);
        }
    }

    private static void dropOld(Path folder, long nowMs) throws IOException {
        for (Path file : codes(folder)) {
            Optional<PairingCode> code = read(file);
            if (code.isEmpty() || !isYoung(code.get(), nowMs)) {
                Files.deleteIfExists(file);
            }
        }
    }

    // ---- the side of the booth

    /// Looks for new codes and forgets old ones; about once a second.
    void look(long nowNanos, long nowMs) {
        try {
            if (!Files.isDirectory(folder)) {
                return;
            }
            List<Path> there = codes(folder);
            firstSeenNanos.keySet().retainAll(there);
            for (Path file : there) {
                firstSeenNanos.putIfAbsent(file, nowNanos);
                Optional<PairingCode> code = read(file);
                if (code.isEmpty() || isOver(file, code.get(), nowNanos, nowMs)) {
                    if (code.isEmpty()) {
                        counters.add(ConsoleCounter.REFUSED_FILES);
                    }
                    Files.deleteIfExists(file);
                    firstSeenNanos.remove(file);
                }
            }
        } catch (IOException e) {
            Logger.warn(
                    "CON-004 the folder of pairing codes cannot be read: cause={}",
                    e.getClass().getSimpleName());
        }
    }

    /// The open code that was typed. Every open code is compared, in constant time each.
    ///
    /// @return its file and role
    Optional<Found> find(String normalCode, long nowNanos, long nowMs) {
        look(nowNanos, nowMs);
        Optional<Found> found = Optional.empty();
        for (Path file : List.copyOf(firstSeenNanos.keySet())) {
            Optional<PairingCode> code = read(file);
            if (code.isPresent() && code.get().is(normalCode)) {
                found = Optional.of(new Found(file, code.get().role()));
            }
        }
        return found;
    }

    /// A code that fits.
    record Found(Path file, Role role) {}

    /// Takes the code out of the world before anything is granted for it.
    ///
    /// @return false when it could not be deleted, or somebody was faster
    boolean spend(Found found) {
        firstSeenNanos.remove(found.file());
        try {
            return Files.deleteIfExists(found.file());
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether the end of all sessions was asked for; each request is taken once, even where a disk
    /// that is no longer written to keeps its file.
    boolean takeRevocation() {
        Path request = folder.resolve(REVOKE);
        if (!Files.exists(request, LinkOption.NOFOLLOW_LINKS)) {
            revocationKept = false;
            return false;
        }
        boolean heeded = revocationKept;
        try {
            Files.deleteIfExists(request);
            revocationKept = false;
        } catch (IOException e) {
            if (!heeded) {
                Logger.warn(
                        "CON-005 a request to revoke was taken but cannot be deleted: cause={}",
                        e.getClass().getSimpleName());
            }
            revocationKept = true;
        }
        return !heeded;
    }

    private boolean isOver(Path file, PairingCode code, long nowNanos, long nowMs) {
        long seenNanos = firstSeenNanos.getOrDefault(file, nowNanos);
        return nowNanos - seenNanos > PairingCode.LIFE.toNanos() || !isYoung(code, nowMs);
    }

    private static boolean isYoung(PairingCode code, long nowMs) {
        long ageMs = nowMs - code.madeMs();
        return ageMs >= 0 && ageMs <= PairingCode.LIFE.toMillis();
    }

    private static List<Path> codes(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, GLOB)) {
            for (Path file : files) {
                if (found.size() >= 2 * CODES_MAX) {
                    break;
                }
                found.add(file);
            }
        }
        return found;
    }

    /// A code's file, if it is one: a regular file of the folder's owner that nobody else reads.
    private static Optional<PairingCode> read(Path file) {
        try {
            PosixFileAttributes attributes =
                    Files.getFileAttributeView(
                                    file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes();
            boolean ours =
                    attributes.isRegularFile()
                            && attributes.size() <= PairingCode.FILE_MAX_BYTES
                            && PosixFilePermissions.toString(attributes.permissions())
                                    .endsWith("------")
                            && attributes.owner().equals(Files.getOwner(parent(file)));
            if (!ours) {
                return Optional.empty();
            }
            try (InputStream in =
                    Channels.newInputStream(
                            Files.newByteChannel(
                                    file,
                                    Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
                return PairingCode.parse(
                        new String(
                                in.readNBytes(PairingCode.FILE_MAX_BYTES),
                                StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
