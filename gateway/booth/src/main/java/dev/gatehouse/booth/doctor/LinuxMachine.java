package dev.gatehouse.booth.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Linux by its files: `/proc/net/tcp`, `/proc/locks`, and `chronyc`.
final class LinuxMachine implements Machine {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String LISTEN = "0A";
    private static final int CONNECT_MS = 2_000;
    private static final long CHRONY_S = 3;
    private static final int CHRONY_MAX_BYTES = 4_096;
    private static final double MS_A_S = 1_000;

    // columns of `chronyc -c tracking` (runtime facts, section 7)
    private static final int OFFSET = 4;
    private static final int ROOT_DELAY = 10;
    private static final int ROOT_DISPERSION = 11;
    private static final int LEAP = 13;

    private final InstantSource clock;

    LinuxMachine(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public OptionalLong freeBytes(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return there == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Files.getFileStore(there).getUsableSpace());
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    @Override
    public boolean listening(int port) {
        String wanted = String.format(Locale.ROOT, ":%04X", port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : lines(Path.of(table))) {
                String[] fields = BLANKS.split(line.strip(), -1);
                if (fields.length > 3 && fields[1].endsWith(wanted) && fields[3].equals(LISTEN)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public boolean locked(Path file) {
        try {
            String inode = ":" + Files.getAttribute(file, "unix:ino");
            for (String line : lines(Path.of("/proc/locks"))) {
                for (String field : BLANKS.split(line, -1)) {
                    if (field.endsWith(inode)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    @Override
    public OptionalDouble chronyBoundMs() {
        try {
            Process chrony =
                    new ProcessBuilder("chronyc", "-c", "tracking")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                if (!chrony.waitFor(CHRONY_S, TimeUnit.SECONDS) || chrony.exitValue() != 0) {
                    return OptionalDouble.empty();
                }
                return bound(
                        new String(
                                chrony.getInputStream().readNBytes(CHRONY_MAX_BYTES),
                                StandardCharsets.US_ASCII));
            } finally {
                chrony.destroyForcibly();
            }
        } catch (IOException _) {
            return OptionalDouble.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }

    /// Offset, dispersion and half the delay of one line of tracking.
    static OptionalDouble bound(String tracking) {
        String[] fields = tracking.strip().split(",", -1);
        if (fields.length <= LEAP) {
            return OptionalDouble.empty();
        }
        if (!fields[LEAP].equals("Normal")) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        try {
            return OptionalDouble.of(
                    MS_A_S
                            * (Math.abs(Double.parseDouble(fields[OFFSET]))
                                    + Double.parseDouble(fields[ROOT_DISPERSION])
                                    + Double.parseDouble(fields[ROOT_DELAY]) / 2));
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }

    @Override
    public boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
            return true;
        } catch (IOException | IllegalArgumentException _) {
            return false;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException _) {
            return List.of();
        }
    }
}
