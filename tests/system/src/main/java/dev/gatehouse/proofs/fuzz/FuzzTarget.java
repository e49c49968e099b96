package dev.gatehouse.proofs.fuzz;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One method that takes whatever a fuzzer makes up.
///
/// @param module folder of its Maven module
/// @param className with its package
/// @param method of it
record FuzzTarget(Path module, String className, String method) {
    private static final Path SOURCES = Path.of("src", "test", "java");
    private static final String SUFFIX = "FuzzTest.java";
    private static final Pattern TARGET =
            Pattern.compile("@FuzzTest(?:\\([^)]*\\))?\\s+void (\\w+)\\(");

    /// Class and method without the package, for people.
    String words() {
        return className.substring(className.lastIndexOf('.') + 1) + "." + method;
    }

    /// All of a tree, in an order that is always the same.
    static List<FuzzTarget> of(Path tree) throws IOException {
        List<FuzzTarget> targets = new ArrayList<>();
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        String name = folder.getFileName().toString();
                        boolean skipped =
                                name.equals("target")
                                        || name.equals("node_modules")
                                        || (name.startsWith(".") && !folder.equals(tree));
                        return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (file.getFileName().toString().endsWith(SUFFIX)) {
                            targets.addAll(in(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        targets.sort(Comparator.comparing(FuzzTarget::className).thenComparing(FuzzTarget::method));
        return targets;
    }

    private static List<FuzzTarget> in(Path file) throws IOException {
        Path module = file.getParent();
        while (module != null && !file.startsWith(module.resolve(SOURCES))) {
            module = module.getParent();
        }
        if (module == null) {
            return List.of();
        }
        String inSources = module.resolve(SOURCES).relativize(file).toString();
        String className =
                inSources.substring(0, inSources.length() - ".java".length()).replace('/', '.');
        List<FuzzTarget> targets = new ArrayList<>();
        Matcher found = TARGET.matcher(Files.readString(file));
        while (found.find()) {
            targets.add(new FuzzTarget(module, className, found.group(1)));
        }
        return targets;
    }
}
