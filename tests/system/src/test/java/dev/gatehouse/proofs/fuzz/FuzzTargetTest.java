package dev.gatehouse.proofs.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTargetTest {
    @TempDir Path tree;

    @Test
    void everyMethodOfEveryModuleIsFoundAndNothingThatWasBuilt() throws IOException {
        String source =
                """
                package some.where;

                final class ThingFuzzTest {
                    @FuzzTest(maxDuration = "10m")
                    void second(byte[] bytes) {}

                    @FuzzTest
                    void first(byte[] bytes) {}

                    @Test
                    void other() {}
                }
                """;
        for (String folder : List.of("one/part/src/test/java", "one/part/target/src/test/java")) {
            Path file = tree.resolve(folder).resolve("some/where/ThingFuzzTest.java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
        }
        assertEquals(
                List.of(
                        new FuzzTarget(
                                tree.resolve("one/part"), "some.where.ThingFuzzTest", "first"),
                        new FuzzTarget(
                                tree.resolve("one/part"), "some.where.ThingFuzzTest", "second")),
                FuzzTarget.of(tree));
    }
}
