package dev.gatehouse.tests.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The files of the tree, as version control knows them; in an unpacked copy without it, all files
/// that no build made. Paths are relative to the root, with forward slashes.
final class Tree {
    private static final Set<String> MADE =
            Set.of(".git", "target", ".idea", ".vscode", ".cifuzz-corpus", "node_modules");

    private Tree() {}

    /// The folder with README.md, LICENSE and the rest.
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("LICENSE"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new AssertionError("not below the root of the tree");
            }
            folder = parent;
        }
        return folder;
    }

    /// Tracked files that are there, and new ones that nobody ignores.
    static List<String> files() throws IOException {
        Process git =
                new ProcessBuilder(
                                "git",
                                "ls-files",
                                "-z",
                                "--cached",
                                "--others",
                                "--exclude-standard")
                        .directory(root().toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (git.waitFor() != 0 || names.isEmpty()) {
                return walked();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while listing files", e);
        }
        return Arrays.stream(names.split("\0", -1))
                .filter(name -> !name.isEmpty())
                .filter(name -> Files.isRegularFile(root().resolve(name)))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> walked() throws IOException {
        try (Stream<Path> walk = Files.walk(root())) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> root().relativize(file))
                    .filter(file -> {
                        for (Path part : file) {
                            if (MADE.contains(part.toString())) {
                                return false;
                            }
                        }
                        return true;
                    })
                    .map(file -> file.toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /// Java files of main code.
    static List<String> mainSources() throws IOException {
        return files().stream()
                .filter(file -> file.endsWith(".java") && file.contains("/src/main/java/"))
                .toList();
    }

    /// Reads a file; octets that are no UTF-8 do not matter to any rule.
    static String text(String file) {
        try {
            return new String(Files.readAllBytes(root().resolve(file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
