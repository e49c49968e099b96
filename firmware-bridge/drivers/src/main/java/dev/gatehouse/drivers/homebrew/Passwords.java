package dev.gatehouse.drivers.homebrew;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may log in, and with what. From files only; never in a message, a log or a printed value.
/// The login's hash has no key and a salt of four octets: whoever listens can try passwords off
/// line, so short ones are refused unless that is waived.
public final class Passwords {

    /// Shortest password that is taken.
    public static final int MIN_CHARS = 20;

    private static final int MAX_CHARS = 256;
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_IDS = 10_000;

    private final Map<Integer, byte[]> byId;

    private Passwords(Map<Integer, byte[]> byId) {
        this.byId = Map.copyOf(byId);
    }

    /// Reads a master's file: one repeater a line, its id and its password, `#` begins a remark.
    ///
    /// @param waiveLength takes short passwords
    /// @throws IllegalArgumentException naming the line; never quotes a password
    public static Passwords ofMaster(Path file, boolean waiveLength) {
        Map<Integer, byte[]> byId = new HashMap<>();
        List<String> lines = read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\s+", 2);
            String where = "peers file, line " + (i + 1) + ": ";
            if (parts.length != 2) {
                throw new IllegalArgumentException(where + "expected `ID PASSWORD`");
            }
            byte[] password = checked(where, parts[1], waiveLength);
            if (byId.put(id(where, parts[0]), password) != null) {
                throw new IllegalArgumentException(where + "this id was there before");
            }
            if (byId.size() > MAX_IDS) {
                throw new IllegalArgumentException(where + "expected at most 10000 ids");
            }
        }
        return new Passwords(byId);
    }

    /// Reads a peer's file: its password alone.
    ///
    /// @param id of the peer
    /// @param waiveLength takes a short password
    /// @throws IllegalArgumentException when it cannot be used; never quotes it
    public static Passwords ofPeer(int id, Path file, boolean waiveLength) {
        return new Passwords(
                Map.of(id, checked("password file: ", read(file).strip(), waiveLength)));
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException("password file: expected at most 1 MiB");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("password file: it cannot be read", e);
        }
    }

    private static int id(String where, String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(where + "expected an id of 32 bits", e);
        }
    }

    private static byte[] checked(String where, String password, boolean waiveLength) {
        int least = waiveLength ? 1 : MIN_CHARS;
        if (password.length() < least || password.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    where + "expected a password of " + least + ".." + MAX_CHARS + " characters");
        }
        return password.getBytes(StandardCharsets.UTF_8);
    }

    boolean knows(int id) {
        return byId.containsKey(id);
    }

    Optional<byte[]> of(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// Without content.
    @Override
    public String toString() {
        return "Passwords[" + byId.size() + "]";
    }
}
