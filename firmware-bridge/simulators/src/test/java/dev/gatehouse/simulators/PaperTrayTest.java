package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.OfficerCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PaperTrayTest {
    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    PaperTrayTest() {}

    private List<Paper> papers() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("papers.csv"),
                        """
                        kind,text,birth_date,sex,nationality
                        MRZ,LINE1|LINE2,,,
                        ISO6346,ABCU1234560,,,
                        PERSON,SOME NAME,1970-01-31,F,UTO
                        """);
        return Paper.read(file);
    }

    @Test
    void travellersHandTheirPapersOverOnceAVehicle() throws Exception {
        PaperTray tray = new PaperTray(papers(), new SplittableRandom(7));
        Set<String> kinds = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            List<OfficerCommand.Builder> entries = tray.of("p" + i);
            assertTrue(!entries.isEmpty() && entries.size() <= 2);
            assertEquals(List.of(), tray.of("p" + i), "once");
            for (OfficerCommand.Builder entry : entries) {
                assertEquals(CommandKind.COMMAND_KIND_MANUAL_ENTRY, entry.getKind());
                assertTrue(entry.getPlate().isEmpty());
                kinds.add(entry.getEntryKind());
            }
        }
        assertEquals(Set.of("MRZ", "ISO6346", "PERSON"), kinds);
    }

    @Test
    void withoutPapersOrAPassageNothingIsEntered() throws Exception {
        assertEquals(List.of(), new PaperTray(List.of(), new SplittableRandom(7)).of("p1"));
        assertEquals(List.of(), new PaperTray(papers(), new SplittableRandom(7)).of(""));
    }

    @Test
    void aFileWithoutItsColumnsIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("papers.csv"), "kind,name\nMRZ,X\n");
        assertThrows(IllegalArgumentException.class, () -> Paper.read(file));
    }
}
