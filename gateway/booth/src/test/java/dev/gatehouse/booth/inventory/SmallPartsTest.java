package dev.gatehouse.booth.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pace, share of the journal, credentials, orders, programs that do not end.
class SmallPartsTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir Path folder;

    @Test
    void neverMoreThanTheConfiguredPacketsInASecond() {
        AtomicLong now = new AtomicLong(-5);
        Pace pace = new Pace(5, now::get);
        int packets = 0;
        long began = now.get();
        for (int i = 0; i < 100; i++) {
            now.addAndGet(pace.waitMs() * 1_000_000L);
            assertEquals(0, pace.waitMs());
            int cost = i % 3 == 0 ? Pace.TCP_PACKETS : 1;
            pace.sent(cost);
            packets += cost;
        }
        now.addAndGet(pace.waitMs() * 1_000_000L);
        assertTrue(packets * SECOND <= 5 * (now.get() - began), "packets " + packets);
    }

    @Test
    void aFloodOfChangesKeepsToItsShare() {
        RecordShare share = new RecordShare(0);
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            taken += share.take(i) ? 1 : 0;
        }
        assertEquals(RecordShare.BURST, taken);
        assertFalse(share.take(RecordShare.REFILL_NANOS - 1));
        assertTrue(share.take(RecordShare.REFILL_NANOS));
        assertFalse(share.take(RecordShare.REFILL_NANOS + 1));
    }

    @Test
    void oneCredentialForEachAddressAndNobodyElseReadsThem() throws IOException {
        Path file = Files.writeString(folder.resolve("snmp"), "# ours\n192.0.2.1 one\n* all\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThrows(IOException.class, () -> Credentials.read(Optional.of(file), 1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Credentials read = Credentials.read(Optional.of(file), 1);
        assertEquals(Optional.of(List.of("one")), read.of("192.0.2.1"));
        assertEquals(Optional.of(List.of("all")), read.of("192.0.2.2"));
        assertThrows(IOException.class, () -> Credentials.read(Optional.of(file), 2));
        assertEquals(Optional.empty(), Credentials.read(Optional.empty(), 2).of("192.0.2.1"));
    }

    @Test
    void anOrderIsTakenOnce() throws IOException {
        ScanOrders orders = new ScanOrders(folder);
        assertEquals(Optional.empty(), orders.take());
        orders.order("u-117");
        assertEquals(Optional.of("u-117"), orders.take());
        assertEquals(Optional.empty(), orders.take());
        assertThrows(IllegalArgumentException.class, () -> orders.order("two words"));
        Files.writeString(folder.resolve("inventory/scan.order"), "\u0007 not a name");
        assertEquals(Optional.of("unknown"), orders.take());
    }

    @Test
    void programsThatAreNotThereOrFailSayNothing() {
        Commands commands = Commands.ofMachine();
        assertEquals(Optional.empty(), commands.run(List.of("gatehouse-no-such-program")));
        assertEquals(Optional.empty(), commands.run(List.of("false")));
        assertEquals(
                Optional.of("[]"),
                commands.run(List.of("printf", "[]"))
                        .map(octets ->
                                new String(octets, java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @Test
    void onlyTheDeviceItselfIsFetchedFrom() {
        String device = "192.0.2.40";
        assertTrue(Scan.own("http://192.0.2.40:49152/description.xml", device).isPresent());
        for (String elsewhere :
                List.of(
                        "http://192.0.2.41/d.xml",
                        "https://192.0.2.40/d.xml",
                        "file:///etc/passwd",
                        "http://u:p@192.0.2.40/",
                        "http://192.0.2.40.example/",
                        "::",
                        "")) {
            assertEquals(Optional.empty(), Scan.own(elsewhere, device), elsewhere);
        }
    }

    @Test
    void namesAreNeverResolvedAndOtherSegmentsAreElsewhere() {
        assertEquals(Optional.empty(), Segments.address("localhost"));
        assertEquals(Optional.empty(), Segments.address("camera.example"));
        Segments lo = Segments.of(List.of("lo", "no-such-if0"));
        assertEquals(Optional.of("lo"), lo.of(Segments.address("127.0.0.21").orElseThrow()));
        assertEquals(Optional.empty(), lo.of(Segments.address("192.0.2.1").orElseThrow()));
    }
}
