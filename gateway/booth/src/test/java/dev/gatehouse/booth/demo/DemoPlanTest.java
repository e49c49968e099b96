package dev.gatehouse.booth.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.CommandFailure;
import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.daemon.Devices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPlanTest {
    @TempDir Path folder;

    private BoothConfig config(Optional<Path> reads) throws Exception {
        Path home = Files.createDirectories(folder.resolve("a home, \"odd\""));
        Files.createDirectories(home.resolve("booth"));
        Path list = home.resolve("list & more.csv");
        DemoPlan.writeMadeUpList(list, 7);
        DemoPlan plan =
                new DemoPlan(home, 20, 7, reads, list, List.of("1", "2"), 1_884, 1_883, 9_180);
        plan.writeConfig("demo");
        return ConfigReader.read(plan.config());
    }

    @Test
    void itsConfigurationIsOneTheBoothTakes() throws Exception {
        BoothConfig config = config(Optional.empty());
        assertEquals(2, config.lanes().size());
        assertEquals(7, config.devices().size());
        assertTrue(Files.exists(config.lookouts().file()));
        Devices.check(config);
    }

    @Test
    void soIsTheOneForAFileOfReads() throws Exception {
        Path reads = folder.resolve("reads.csv");
        Files.writeString(reads, "lane,state,ocr\n2,NY,MADEUP1\n1,NY,MADEUP2\n");
        assertEquals(List.of("1", "2"), ReadsFile.lanes(reads));
        Devices.check(config(Optional.of(reads)));
    }

    @Test
    void aFileOfReadsThatIsNoneIsRefused() throws Exception {
        Path reads = folder.resolve("reads.csv");
        for (String text : List.of("", "lane,plate\n", "lane,plate\na lane,MADEUP1\n")) {
            Files.writeString(reads, text);
            assertThrows(CommandFailure.class, () -> ReadsFile.lanes(reads), text);
        }
    }

    @Test
    void theReportNamesWhatIsWrong() throws Exception {
        FlatJson booth = FlatJson.parse("{\"journal\":{\"sealed\":10},\"start_ms\":5}");
        FlatJson central =
                FlatJson.parse(
                        "{\"records_at_central\":10,\"passages\":3,\"checked\":2,\"not_checked\":1}");
        FlatJson delivered = FlatJson.parse("{\"missing\":0,\"duplicated\":0}");
        DemoReport good = DemoReport.of(booth, central, delivered, 80, List.of());
        assertEquals(List.of(), good.faults());
        FlatJson line = FlatJson.parse(good.json());
        assertEquals(10, line.number("records_sealed"));
        assertEquals(0, line.number("lost"));
        DemoReport bad =
                DemoReport.of(
                        booth,
                        central,
                        FlatJson.parse("{\"missing\":1,\"duplicated\":2}"),
                        -1,
                        List.of());
        assertEquals(2, bad.faults().size());
        assertEquals(
                3,
                DemoReport.of(booth, FlatJson.parse("{}"), delivered, 0, List.of())
                        .faults()
                        .size());
    }
}
