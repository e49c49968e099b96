package dev.gatehouse.tests.rules;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Main code as the compiler understands it: every expression has its type. Byte code would not do,
/// for an argument of type `Object` no longer says there what was passed.
record Sources(List<CompilationUnitTree> units, Trees trees, Types types, Elements elements) {
    private static Optional<Sources> attributed = Optional.empty();

    /// All main sources of the tree, attributed once for all tests.
    static synchronized Sources ofTree() throws IOException {
        if (attributed.isEmpty()) {
            List<Path> files =
                    Tree.mainSources().stream().map(file -> Tree.root().resolve(file)).toList();
            try (StandardJavaFileManager manager = manager()) {
                attributed = Optional.of(attribute(manager.getJavaFileObjectsFromPaths(files)));
            }
        }
        return attributed.orElseThrow();
    }

    /// One made-up source, to show that a rule can fail.
    static Sources of(JavaFileObject source) throws IOException {
        return attribute(List.of(source));
    }

    private static JavaCompiler compiler() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new AssertionError("the tests need a JDK");
        }
        return compiler;
    }

    private static StandardJavaFileManager manager() {
        return compiler().getStandardFileManager(null, null, StandardCharsets.UTF_8);
    }

    private static Sources attribute(Iterable<? extends JavaFileObject> files) throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StandardJavaFileManager manager = manager();
        List<String> options =
                List.of("-proc:none", "-Xlint:none", "-cp", System.getProperty("java.class.path"));
        JavacTask task =
                (JavacTask) compiler().getTask(null, manager, diagnostics, options, null, files);
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        var _ = task.analyze();
        for (Diagnostic<?> diagnostic : diagnostics.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                throw new AssertionError("not attributed: " + diagnostic);
            }
        }
        return new Sources(
                List.copyOf(units), Trees.instance(task), task.getTypes(), task.getElements());
    }

    /// Place of a tree for a message: file name and line.
    String place(CompilationUnitTree unit, com.sun.source.tree.Tree tree) {
        long position = trees.getSourcePositions().getStartPosition(unit, tree);
        String file = unit.getSourceFile().getName().replace('\\', '/');
        return file.substring(file.lastIndexOf('/') + 1)
                + ":"
                + unit.getLineMap().getLineNumber(position);
    }
}
