package dev.gatehouse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Aims, tables and counters: a benchmark that judges wrongly is worse than none.
final class PartsTest {
    private static final Figure MET =
            Figure.of("p99_ms", "to alert, p99", 4.126, "ms").with(Aim.atMost(5));
    private static final Figure MISSED =
            Figure.of("ratio", "ours / theirs", 0.99, "").with(Aim.atLeast(1));

    @Test
    void anAimIsMetUpToItsBound() {
        assertTrue(Aim.atMost(5).metBy(5));
        assertFalse(Aim.atMost(5).metBy(5.001));
        assertTrue(Aim.atLeast(1).metBy(1));
        assertFalse(Aim.atLeast(1).metBy(0.999));
    }

    @Test
    void aTableSaysMissedWhereItWasMissed() {
        Report report =
                new Report(
                        "alert", "How.", List.of(MET, MISSED, Figure.of("n", "hits", 2_050, "")));
        assertEquals(
                """
                ### alert

                How.

                | metric | figure | aim | met |
                |---|---|---|---|
                | to alert, p99 | 4.13 ms | <= 5 ms | yes |
                | ours / theirs | 0.99 | >= 1 | **missed** |
                | hits | 2,050 |  |  |
                """,
                report.markdown());
        assertEquals(List.of(MISSED), report.missed());
        assertEquals(
                Map.of("p99_ms", 4.126, "ratio", 0.99, "n", 2_050L, "missed", List.of("ratio")),
                report.json());
    }

    @Test
    void aFigureThatIsNoNumberIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> Figure.of("ratio", "ratio", 1.0 / 0.0, ""));
        assertThrows(IllegalArgumentException.class, () -> new Report("x", "", List.of(MET, MET)));
    }

    @Test
    void theProxyCountsEachWay() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CountingProxy proxy = new CountingProxy(server.getLocalPort());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                Socket accepted = server.accept()) {
            OutputStream up = client.getOutputStream();
            up.write(new byte[1_000]);
            InputStream in = accepted.getInputStream();
            assertEquals(1_000, in.readNBytes(1_000).length);
            accepted.getOutputStream().write(new byte[77]);
            assertEquals(77, client.getInputStream().readNBytes(77).length);
            assertEquals(1_000, proxy.upBytes());
            assertEquals(77, proxy.downBytes());
            assertEquals(1, proxy.connections());
        }
    }

    @Test
    void octetsWrittenAreSeenByTheProcessCounter(@TempDir Path folder) throws Exception {
        long before = DeviceBytes.ofThisProcess();
        Files.write(folder.resolve("some"), new byte[1 << 20]);
        long written = DeviceBytes.ofThisProcess() - before;
        assertTrue(written >= 1 << 20 || !DeviceBytes.below(folder).isPresent(), "" + written);
    }

    @Test
    void platesAreDistinctAndListsAsLongAsAsked(@TempDir Path folder) throws Exception {
        MadeUpPlates plates = new MadeUpPlates(7);
        List<String> listed = plates.listed(500);
        assertEquals(500, listed.stream().distinct().count());
        assertFalse(listed.contains(plates.unlisted()));
        Path list = folder.resolve("list.csv");
        plates.write(list, listed, 1_200);
        assertEquals(1_201, Files.readAllLines(list).size());
    }

    @Test
    void thePaceDoesNotWaitForWhoIsLate() {
        Pace pace = new Pace(50);
        assertEquals(20_000_000L, pace.dueNanos(1) - pace.dueNanos(0));
        assertEquals(1_000_000_000L, pace.dueNanos(50) - pace.dueNanos(0));
    }
}
