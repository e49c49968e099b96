package dev.gatehouse.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Longest match, and the traps of the covered equipment sheet, section 2.
class OuiTableTest {
    private static String holder(OuiTable table, String mac) {
        return table.holder(MadeUpPolicy.mac(mac)).map(OuiTable.Holder::organisation).orElse("");
    }

    @Test
    void theLongestBlockCounts() {
        OuiTable table = MadeUpPolicy.registry();
        assertEquals(LocalDate.parse("2026-01-31"), table.asOf());
        assertEquals("Made-up Hytera", holder(table, "A0:A0:A0:12:34:56"));
        assertEquals("Small Block Ltd", holder(table, "A0:A0:A0:9F:00:01"));
        assertEquals("Smallest Block Ltd", holder(table, "A0:A0:A0:91:2F:01"));
        assertEquals(1, table.leftOut());
    }

    @Test
    void addressesThatNobodyWasAssignedTellNothing() {
        OuiTable table = MadeUpPolicy.registry();
        for (String mac :
                new String[] {
                    "A2:A0:A0:12:34:56", // local bit
                    "A1:A0:A0:12:34:56", // multicast bit
                    "A8:A8:A8:00:00:01", // private
                    "00:00:5E:00:01:09", // VRRP
                    "B0:B0:B0:00:00:01", // in no file
                }) {
            assertEquals("", holder(table, mac), mac);
        }
    }

    @Test
    void theRegistersOwnFormIsRead() {
        String csv =
                """
                # asOf 2026-02-01
                Registry,Assignment,Organization Name,Organization Address
                MA-L,A0A0A0,"Acme, Inc.",somewhere
                MA-L,A4A4A4,IEEE Registration Authority,somewhere
                MA-M,A4A4A41,Part Ltd,somewhere
                rubbish
                """;
        OuiTable table = MadeUpPolicy.value(OuiTable.read(csv.getBytes(StandardCharsets.UTF_8)));
        assertEquals("Acme, Inc.", holder(table, "A0:A0:A0:00:00:01"));
        assertEquals("Part Ltd", holder(table, "A4:A4:A4:10:00:01"));
        assertEquals("", holder(table, "A4:A4:A4:20:00:01"));
        assertEquals(1, table.leftOut());
        assertInstanceOf(
                Decoded.Rejected.class,
                OuiTable.read(csv.substring(20).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theSharedSnapshotAnswersAsTheSheetSays() throws IOException {
        Optional<Path> file = shared();
        Assumptions.assumeTrue(file.isPresent(), "the snapshot is not beside the repository");
        OuiTable table = MadeUpPolicy.value(OuiTable.read(Files.readAllBytes(file.get())));
        assertEquals(2_323, table.size());
        assertEquals(0, table.leftOut());
        assertEquals("hytera", set(table, "64:69:BC:12:34:56"));
        assertEquals("", set(table, "66:69:BC:12:34:56"));
        assertEquals("kaspersky", set(table, "2C:C4:4F:90:00:01"));
        assertEquals("", set(table, "2C:C4:4F:10:00:01"));
    }

    private static String set(OuiTable table, String mac) {
        return table.holder(MadeUpPolicy.mac(mac)).map(OuiTable.Holder::set).orElse("");
    }

    private static Optional<Path> shared() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/sensors/oui/covered-makers-oui-2024-07-22.json");
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
