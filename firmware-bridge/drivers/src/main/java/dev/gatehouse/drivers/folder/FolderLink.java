package dev.gatehouse.drivers.folder;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.OwnThread;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.tinylog.Logger;

/// One watched folder. Thread `link-<device>` looks at it; a file that is whole is handed up once,
/// and moved to `taken/` when what it caused is on disk, or to `refused/`. One that the booth had
/// no room for is handed up again. Links and names that begin with a dot are left alone.
final class FolderLink implements Link {

    /// Files handed up in one look.
    static final int MAX_FILES = 16;

    /// Names of which size and time are remembered.
    static final int MAX_NAMES = 4_096;

    private static final String TAKEN = "taken";
    private static final String REFUSED = "refused";

    /// How a file looked.
    private record Look(long size, long modifiedMs, long sinceNanos) {}

    private enum Answer {
        WAITING,
        TAKEN,
        REFUSED,
        AGAIN
    }

    private final Path folder;
    private final String suffix;
    private final long lookMs;
    private final long settleNanos;
    private final int maxBytes;
    private final String deviceId;
    private final LinkContext.Clock clock;
    private final Map<Path, Look> looks = new HashMap<>();
    private final Map<Path, Answer> answers = new ConcurrentHashMap<>();
    private final LongAdder files = new LongAdder();
    private final LongAdder moveFailures = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private volatile boolean there;
    private final OwnThread thread;

    FolderLink(
            Path folder,
            String suffix,
            long lookMs,
            long settleNanos,
            int maxBytes,
            String deviceId,
            LinkContext.Clock clock) {
        this.folder = folder;
        this.suffix = suffix;
        this.lookMs = lookMs;
        this.settleNanos = settleNanos;
        this.maxBytes = maxBytes;
        this.deviceId = deviceId;
        this.thread = new OwnThread("link-" + deviceId);
        this.clock = clock;
    }

    @Override
    public void open(FrameSink sink) throws IOException {
        thread.open("folder link", () -> () -> run(sink));
    }

    private void run(FrameSink sink) throws InterruptedException {
        do {
            look(sink);
        } while (thread.rest(lookMs, clock));
    }

    private void look(FrameSink sink) {
        List<Path> whole = new ArrayList<>();
        Set<Path> present = new HashSet<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
            there = true;
            for (Path file : names) {
                if (present.size() == MAX_NAMES) {
                    break;
                }
                if (isOne(file)) {
                    present.add(file);
                    if (settled(file) && whole.size() < MAX_FILES) {
                        whole.add(file);
                    }
                }
            }
        } catch (IOException e) {
            if (there) {
                Logger.warn("FLD-001 folder cannot be read: device={}", deviceId);
            }
            there = false;
            return;
        }
        looks.keySet().retainAll(present);
        answers.keySet().retainAll(present);
        whole.forEach(file -> take(file, sink));
    }

    private boolean isOne(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(suffix)
                && !name.startsWith(".")
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private boolean settled(Path file) {
        BasicFileAttributes attributes;
        try {
            attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            // gone since it was listed
            return false;
        }
        long nanos = clock.now().nanos();
        long modifiedMs = attributes.lastModifiedTime().toMillis();
        Look known = looks.get(file);
        if (known == null
                || known.size() != attributes.size()
                || known.modifiedMs() != modifiedMs) {
            looks.put(file, new Look(attributes.size(), modifiedMs, nanos));
            return settleNanos == 0;
        }
        return nanos - known.sinceNanos() >= settleNanos;
    }

    private void take(Path file, FrameSink sink) {
        Answer answer = answers.get(file);
        if (answer == Answer.WAITING) {
            return;
        }
        if (answer == Answer.TAKEN || answer == Answer.REFUSED) {
            move(file, answer == Answer.TAKEN ? TAKEN : REFUSED);
            answers.remove(file);
            return;
        }
        byte[] octets;
        try (InputStream in =
                Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            octets = in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            unreadable.increment();
            return;
        }
        files.increment();
        answers.put(file, Answer.WAITING);
        sink.accept(new Frame(octets, clock.now(), new OfFile(file)));
    }

    private void move(Path file, String to) {
        try {
            Path target = Files.createDirectories(folder.resolve(to));
            Files.move(
                    file,
                    target.resolve(String.valueOf(file.getFileName())),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            moveFailures.increment();
            if (Long.bitCount(moveFailures.sum()) == 1) {
                Logger.error(
                        "FLD-002 file cannot be moved: device={} count={}",
                        deviceId,
                        moveFailures.sum());
            }
        }
    }

    private final class OfFile implements Acknowledgement {
        private final Path file;

        OfFile(Path file) {
            this.file = file;
        }

        @Override
        public void durable() {
            answers.put(file, Answer.TAKEN);
        }

        @Override
        public void refused(Refusal reason) {
            answers.put(
                    file,
                    switch (reason) {
                        case MALFORMED -> Answer.REFUSED;
                        case BUSY, NOT_READY -> Answer.AGAIN;
                    });
        }

        @Override
        public boolean resendable() {
            return true;
        }
    }

    @Override
    public String describe() {
        return "folder:" + folder + (there ? "" : ", not there");
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> values = new TreeMap<>();
        values.put("files", files.sum());
        values.put("move_failures", moveFailures.sum());
        values.put("unreadable_files", unreadable.sum());
        return values;
    }

    @Override
    public void close() {
        thread.close();
    }
}
