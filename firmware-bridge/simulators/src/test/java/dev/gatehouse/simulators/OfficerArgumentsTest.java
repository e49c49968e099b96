package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficerArgumentsTest {

    @TempDir Path folder;

    @Test
    void passwordsComeFromFiles() throws IOException {
        Path terminal = Files.writeString(folder.resolve("t"), "secret-of-terminal\n");
        Path officer = Files.writeString(folder.resolve("o"), "secret-of-officer\n");
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--broker",
                                "tcp://127.0.0.1:1883",
                                "--booth",
                                "b1",
                                "--lane",
                                "lane1",
                                "--terminal-user",
                                "t",
                                "--terminal-password-file",
                                terminal.toString(),
                                "--badge",
                                "B-7",
                                "--officer-user",
                                "o",
                                "--officer-password-file",
                                officer.toString(),
                                "--speed",
                                "20"));
        OfficerArguments parsed = parse(arguments);
        assertEquals("secret-of-terminal", parsed.config().terminal().password());
        assertEquals("secret-of-officer", parsed.config().officer().password());
        assertEquals(20, parsed.config().speed());
        assertEquals("gatehouse/v1/b1/lane/lane1/terminal", parsed.config().laneTopic("terminal"));
        assertTrue(parsed.seconds().isEmpty());
        assertFalse(parsed.toString().contains("secret"));
        arguments.addAll(List.of("--seconds", "5"));
        assertEquals(5, parse(arguments).seconds().orElseThrow());
        arguments.set(3, "b/1");
        assertTrue(refusal(arguments).contains("booth: expected"));
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() {
        assertTrue(refusal(List.of()).contains("badge"));
        assertTrue(refusal(List.of("--broker")).contains("--broker: expected a value"));
        assertTrue(refusal(List.of("--password", "x")).contains("position 1"));
    }

    private static OfficerArguments parse(List<String> arguments) {
        return OfficerArguments.parse(arguments.toArray(String[]::new));
    }

    private static String refusal(List<String> arguments) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> parse(arguments)).getMessage());
    }
}
