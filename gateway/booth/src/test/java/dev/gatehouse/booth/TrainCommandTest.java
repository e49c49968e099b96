package dev.gatehouse.booth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cache of a quick start is made, used, and harmless where it does not fit. A JVM takes
/// classes from jars only, so those of the tests are packed first.
final class TrainCommandTest {
    private static final int LIMIT_S = 240;
    private static final String SOURCE = "source: shared objects file";

    @TempDir Path folder;

    @Test
    void theCacheIsUsedAndDoesNoHarmWhereItDoesNotFit() throws Exception {
        String classPath = jars();
        Path cache = folder.resolve("gatehouse.aot");
        Ran train = java(classPath, List.of(), "train", "--out", cache.toString());
        assertEquals(0, train.code(), train.output());
        assertTrue(Files.size(cache) > 1_000_000);
        assertEquals(List.of("gatehouse.aot"), files(".aot"), "nothing half-made is left");

        List<String> loaded = loaded(classPath, cache);
        assertTrue(
                loaded.stream()
                        .filter(line -> line.contains("dev.gatehouse.booth.daemon.Booth "))
                        .allMatch(line -> line.contains(SOURCE)),
                () -> String.join(System.lineSeparator(), loaded));
        long cached = loaded.stream().filter(line -> line.contains(SOURCE)).count();
        assertTrue(cached > 2_000, "classes from the cache: " + cached);

        Path rubbish = folder.resolve("rubbish");
        Files.write(rubbish, new byte[] {1, 2, 3});
        for (Path wrong : List.of(rubbish, folder.resolve("absent"))) {
            Ran version = java(classPath, List.of("-XX:AOTCache=" + wrong), "--version");
            assertEquals(0, version.code());
            assertEquals("gatehouse " + Version.text(), version.output().strip(), "clean output");
        }
    }

    @Test
    void whatCannotBeMadeIsSaid() throws Exception {
        Path nowhere = folder.resolve("no/such/folder/x.aot");
        Ran train =
                java(
                        System.getProperty("java.class.path"),
                        List.of(),
                        "train",
                        "--out",
                        nowhere.toString());
        assertEquals(1, train.code());
        assertTrue(train.output().startsWith("gatehouse: no cache was made"), train.output());
        assertFalse(Files.exists(nowhere));
    }

    private List<String> loaded(String classPath, Path cache) throws Exception {
        Path log = folder.resolve("classes.log");
        Ran version =
                java(
                        classPath,
                        List.of("-XX:AOTCache=" + cache, "-Xlog:class+load:file=" + log),
                        "--version");
        assertEquals(0, version.code());
        return Files.readAllLines(log);
    }

    private List<String> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .toList();
        }
    }

    /// This test's class path with each folder made a jar.
    private String jars() throws IOException {
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path place = Path.of(entry);
            if (Files.isDirectory(place)) {
                Path jar = folder.resolve("classes-" + path.size() + ".jar");
                pack(place, jar);
                path.add(jar.toString());
            } else if (Files.exists(place)) {
                path.add(entry);
            }
        }
        return path.stream().collect(Collectors.joining(File.pathSeparator));
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(
                                classes.relativize(file).toString().replace(File.separator, "/")));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private record Ran(int code, String output) {}

    /// With the options of the package, so that they are tested too.
    private Ran java(String classPath, List<String> options, String... args) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("../../deploy-scripts/booth.jvm").toAbsolutePath().normalize());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, Gatehouse.class.getName()));
        command.addAll(List.of(args));
        Path output = Files.createTempFile(folder, "java", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            var _ = process.destroyForcibly();
            throw new AssertionError("not ended after " + LIMIT_S + " s");
        }
        return new Ran(process.exitValue(), Files.readString(output));
    }
}
