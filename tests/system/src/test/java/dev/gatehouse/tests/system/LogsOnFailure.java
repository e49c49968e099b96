package dev.gatehouse.tests.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// Prints the end of every program's log when a test fails.
final class LogsOnFailure
        implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final int LINES = 25;
    private static final int PROGRAMS = 8;

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        print();
        throw failure;
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        print();
        throw failure;
    }

    private static void print() {
        List<Program> all = Program.started();
        for (Program program : all.subList(Math.max(0, all.size() - PROGRAMS), all.size())) {
            program.logs().forEach(LogsOnFailure::tail);
        }
        if (!all.isEmpty()) {
            tail(all.getLast().logs().getFirst().resolveSibling(Site.STATUS_AT_CLOSE));
        }
    }

    private static void tail(Path log) {
        try {
            if (!Files.exists(log) || Files.size(log) == 0) {
                return;
            }
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            System.err.println("---- " + log.getFileName());
            lines.subList(Math.max(0, lines.size() - LINES), lines.size())
                    .forEach(System.err::println);
        } catch (IOException e) {
            System.err.println("---- " + log + " cannot be read: " + e.getMessage());
        }
    }
}
