package dev.gatehouse.drivers.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.Acknowledgement.Refusal;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLinkTest {
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

    private Link link(Path folder, String parameters) throws IOException {
        Link link =
                Links.open(
                        "folder:" + folder + "?look_ms=50&" + parameters,
                        new LinkContext(
                                "p1",
                                "lane1",
                                DeviceKind.RADIATION_PORTAL,
                                () ->
                                        new Received(
                                                Instant.EPOCH,
                                                System.nanoTime(),
                                                TimeQuality.SYNCED),
                                (_, _) -> () -> {}));
        link.open(frames::add);
        return link;
    }

    private Frame next() throws InterruptedException {
        Frame frame = frames.poll(20, TimeUnit.SECONDS);
        assertTrue(frame != null, "a file was not taken");
        return frame;
    }

    /// Renamed into place, as devices do that know how.
    private static void drop(Path folder, String name, byte[] octets) throws IOException {
        Path written = Files.write(folder.resolve("." + name), octets);
        var _ = Files.move(written, folder.resolve(name));
    }

    private static void await(Path file) throws InterruptedException {
        for (int look = 0; look < 400 && !Files.exists(file); look++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertTrue(Files.exists(file), file.toString());
    }

    @Test
    void filesAreTakenOnceWholeAndMovedOnceDurable(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("a.n42"), new byte[] {1, 2, 3});
        Files.write(folder.resolve(".hidden.n42"), new byte[] {1});
        Files.write(folder.resolve("other.txt"), new byte[] {1});
        Files.createSymbolicLink(folder.resolve("link.n42"), folder.resolve("other.txt"));
        try (Link _ = link(folder, "settle_ms=100")) {
            Frame frame = next();
            assertArrayEquals(new byte[] {1, 2, 3}, frame.bytes());
            assertTrue(frame.acknowledgement().resendable());
            assertTrue(Files.exists(folder.resolve("a.n42")), "not before it is durable");
            frame.acknowledgement().durable();
            await(folder.resolve("taken/a.n42"));
            assertFalse(Files.exists(folder.resolve("a.n42")));
            assertEquals(0, frames.size());
        }
    }

    @Test
    void whatFindsNoRoomIsHandedUpAgainAndWhatIsMalformedIsPutAside(@TempDir Path folder)
            throws Exception {
        try (Link _ = link(folder, "settle_ms=0&max_bytes=4")) {
            drop(folder, "b.n42", new byte[9]);
            Frame frame = next();
            assertEquals(5, frame.bytes().length);
            frame.acknowledgement().refused(Refusal.BUSY);
            next().acknowledgement().refused(Refusal.MALFORMED);
            await(folder.resolve("refused/b.n42"));
        }
    }

    @Test
    void aFolderThatIsNotThereIsWaitedFor(@TempDir Path folder) throws Exception {
        Path later = folder.resolve("later");
        try (Link link = link(later, "settle_ms=0")) {
            assertTrue(link.describe().endsWith("not there"));
            Files.createDirectory(later);
            drop(later, "c.n42", new byte[] {7});
            assertArrayEquals(new byte[] {7}, next().bytes());
        }
    }
}
