package dev.gatehouse.tests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tests.system.Components;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every script is whole, is executable when it is meant to be run, and passes ShellCheck.
final class ScriptsTest {
    private static final String RUN_BY = "#!";

    private static boolean startsAs(String file, String start) {
        return Tree.text(file).startsWith(start);
    }

    private static List<String> shell() throws IOException {
        List<String> scripts =
                Tree.files().stream()
                        .filter(file ->
                                file.endsWith(".sh")
                                        || startsAs(file, "#!/usr/bin/env bash")
                                        || startsAs(file, "#!/bin/bash")
                                        || startsAs(file, "#!/bin/sh"))
                        .toList();
        assertTrue(scripts.size() >= 6, "the scripts were not found");
        return scripts;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(Tree.root().toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        return exit == 0 ? "" : "exit code " + exit + "\n" + output;
    }

    @Test
    void bashReadsEveryScript() throws IOException, InterruptedException {
        List<String> faults = new ArrayList<>();
        for (String script : shell()) {
            String fault = run(List.of("bash", "-n", script));
            if (!fault.isEmpty()) {
                faults.add(script + ": " + fault);
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void shellCheckFindsNothing() throws IOException, InterruptedException {
        Components.require("shellcheck");
        assertEquals(
                "",
                run(
                        Stream.concat(
                                        Stream.of("shellcheck", "-x", "-P", "SCRIPTDIR"),
                                        shell().stream())
                                .toList()));
    }

    /// What names its interpreter is run and can be run; what is sourced says so by its name.
    @Test
    void exactlyTheScriptsThatAreRunAreExecutable() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String file : Tree.files()) {
            boolean run = startsAs(file, RUN_BY);
            if (run != Files.isExecutable(Tree.root().resolve(file))) {
                wrong.add(file);
            }
        }
        assertEquals(List.of(), wrong);
    }
}
