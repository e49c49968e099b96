package dev.gatehouse.tests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Long files, sleeping tests, and the licence.
final class SizesTest {
    private static final int LONG_LINES = 400;

    /// A long file is a sign to look, not a law: who has looked writes down why it stays whole.
    @Test
    void longFilesAreListedWithTheirReason() throws IOException {
        TreeSet<String> met = new TreeSet<>();
        for (String file : Tree.files()) {
            if (file.endsWith(".java") && Tree.text(file).lines().count() > LONG_LINES) {
                met.add(file);
            }
        }
        assertEquals(new TreeSet<String>(), Listed.read("long-files.txt").against(met));
    }

    /// A test that sleeps is slow on a good machine and wrong on a bad one; only a pause between
    /// two looks at a condition is fine.
    @Test
    void sleepingTestsAreListedWithTheirReason() throws IOException {
        TreeSet<String> met = new TreeSet<>();
        String sleeps = "Thread" + ".sleep(";
        for (String file : Tree.files()) {
            if (file.contains("/src/test/java/") && Tree.text(file).contains(sleeps)) {
                met.add(file);
            }
        }
        assertEquals(new TreeSet<String>(), Listed.read("sleeping-tests.txt").against(met));
    }

    @Test
    void theLicenceIsThere() {
        assertTrue(Tree.text("LICENSE").contains("Apache License"));
        assertTrue(Tree.text("pom.xml").contains("<name>Apache-2.0</name>"));
    }
}
