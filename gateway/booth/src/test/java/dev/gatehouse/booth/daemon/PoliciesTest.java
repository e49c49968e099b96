package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.CommandFailure;
import dev.gatehouse.booth.config.BoothConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PoliciesTest {
    private static final BoothConfig.Radio RADIO = new BoothConfig.Radio(60, 3, 12, List.of());

    private static final String TABLE =
            """
            kind,match,priority,second,causes
            *,NUMBER_REUSED|EXACT|CONFUSABLE|STRONG|PROBABLE,1-5,-,REFER
            """;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    PoliciesTest() {}

    private static BoothConfig.Policy policy(Optional<Path> actions) {
        return new BoothConfig.Policy(false, 60, 10, 900, 3_000, 150, actions);
    }

    @Test
    void withoutATableTheProgramsOwnCounts() throws CommandFailure {
        assertTrue(Policies.of(policy(Optional.empty()), RADIO).actions().rules().size() > 3);
    }

    @Test
    void thePortsOwnTableCounts() throws Exception {
        Path file = Files.writeString(folder.resolve("actions.csv"), TABLE);
        assertEquals(1, Policies.of(policy(Optional.of(file)), RADIO).actions().rules().size());
    }

    @Test
    void aTableThatCannotBeUsedStopsTheStartAndSaysWhy() throws Exception {
        Path file = Files.writeString(folder.resolve("actions.csv"), TABLE + "*,EDIT1,1,-,REFER\n");
        String wrong = refusal(file);
        assertTrue(wrong.contains("actions.csv") && wrong.contains("EDIT1"), wrong);
        assertTrue(refusal(folder.resolve("absent.csv")).contains("cannot read"));
        Files.writeString(file, "#".repeat(100_000));
        assertTrue(refusal(file).contains("longer than a table may be"));
    }

    private static String refusal(Path file) {
        return String.valueOf(
                assertThrows(
                                CommandFailure.class,
                                () -> Policies.of(policy(Optional.of(file)), RADIO))
                        .getMessage());
    }
}
