package dev.gatehouse.booth.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tinylog.Logger;

/// `<data>/devices/starts`: how many starts in a row ended in a crash, and which device was being
/// opened when the last one did. A start under another boot of the machine begins anew: power that
/// was cut is no crash.
///
/// A device is held guilty when the process died twice in a row in its turn, the second time with
/// its turn before all others: what crashes at a time of its own meets another device each time.
///
/// Owner: the thread that starts the booth, then the one that keeps its devices.
public final class Starts {
    private static final String FILE = "starts";
    private static final int MAX_OCTETS = 256;
    private static final Pattern TEXT =
            Pattern.compile(
                    "([0-9a-f-]{1,64}) ([0-9]{1,6}) ([A-Za-z0-9._-]{1,64}|\\*)"
                            + " ([A-Za-z0-9._-]{1,64}|\\*)");
    private static final String NOBODY = "*";

    private final Path file;
    private final String boot;
    private final int crashes;
    private final String suspect;
    private final String guilty;
    private boolean steady;

    private Starts(Path file, String boot, int crashes, String suspect, String guilty) {
        this.file = file;
        this.boot = boot;
        this.crashes = crashes;
        this.suspect = suspect;
        this.guilty = guilty;
    }

    /// Reads what earlier starts left, and says that one more has begun.
    ///
    /// @param orders whose folder it shares
    /// @param boot id of the machine's boot, `[0-9a-f-]`
    public static Starts begin(DeviceOrders orders, String boot) throws IOException {
        Path file = orders.folder().resolve(FILE);
        int crashes = 0;
        String suspect = NOBODY;
        String guilty = NOBODY;
        Matcher before = TEXT.matcher(text(file));
        if (before.matches() && before.group(1).equals(boot)) {
            crashes = Integer.parseInt(before.group(2));
            boolean again = before.group(3).equals(before.group(4));
            suspect = again ? NOBODY : before.group(3);
            guilty = again ? before.group(3) : NOBODY;
        }
        Starts starts = new Starts(file, boot, crashes, suspect, guilty);
        starts.write(crashes + 1, NOBODY);
        return starts;
    }

    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_OCTETS), StandardCharsets.US_ASCII).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private void write(int count, String opening) throws IOException {
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.writeString(
                fresh,
                boot + " " + count + " " + opening + " " + suspect + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.DSYNC);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Starts in a row before this one that ended in a crash.
    public int crashes() {
        return crashes;
    }

    /// The device that was being opened when the last one did: its turn is to come before others.
    public Optional<String> suspect() {
        return Optional.of(suspect).filter(name -> !name.equals(NOBODY));
    }

    /// The device in whose turn, before all others, the process died again.
    public Optional<String> guilty() {
        return Optional.of(guilty).filter(name -> !name.equals(NOBODY));
    }

    /// A device is opened now, alone: if the process dies, it was this one.
    public void opening(String device) {
        note(crashes + 1, device);
    }

    /// It was opened, and the process lives.
    public void opened() {
        note(crashes + 1, NOBODY);
    }

    /// The process has lived for long, or ends in order.
    public void steady() {
        if (!steady) {
            steady = true;
            note(0, NOBODY);
        }
    }

    /// A booth that cannot count its starts still guards its lanes.
    private void note(int count, String opening) {
        try {
            write(count, opening);
        } catch (IOException e) {
            Logger.warn(
                    "DEV-005 the starts cannot be counted: cause={}", e.getClass().getSimpleName());
        }
    }
}
