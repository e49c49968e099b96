package dev.gatehouse.tests.rules;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/// Collects every call of the logger. Where a method passes on a text that it was given, the calls
/// of that method count instead.
final class LogEvents extends TreePathScanner<@Nullable Void, CompilationUnitTree> {
    private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");

    private final Sources sources;
    private final List<Event> events = new ArrayList<>();

    /// Methods that pass a text on: level, and which parameter it is.
    private final Map<ExecutableElement, Passed> passing = new HashMap<>();

    private record Passed(String level, int parameter) {}

    /// One call.
    ///
    /// @param text empty when the message does not begin with a constant
    record Event(String place, String level, Optional<String> text) {}

    private LogEvents(Sources sources) {
        this.sources = sources;
    }

    static List<Event> in(Sources sources) {
        LogEvents scanner = new LogEvents(sources);
        for (CompilationUnitTree unit : sources.units()) {
            scanner.scan(unit, unit);
        }
        sources.units().forEach(scanner::passed);
        return List.copyOf(scanner.events);
    }

    @Override
    public @Nullable Void visitMethodInvocation(
            MethodInvocationTree node, CompilationUnitTree unit) {
        if (sources.trees().getElement(getCurrentPath()) instanceof ExecutableElement method
                && method.getEnclosingElement() instanceof TypeElement owner
                && owner.getQualifiedName().toString().startsWith("org.tinylog.")
                && LEVELS.contains(method.getSimpleName().toString())) {
            logged(node, method.getSimpleName().toString(), unit);
        }
        return super.visitMethodInvocation(node, unit);
    }

    private void logged(MethodInvocationTree node, String level, CompilationUnitTree unit) {
        Optional<String> text = Optional.empty();
        for (ExpressionTree argument : node.getArguments()) {
            text = text.isPresent() ? text : constant(argument);
        }
        if (text.isEmpty() || text.get().startsWith("{}")) {
            for (ExpressionTree argument : node.getArguments()) {
                if (parameter(argument) instanceof VariableElement given
                        && given.getEnclosingElement() instanceof ExecutableElement passer) {
                    passing.put(passer, new Passed(level, passer.getParameters().indexOf(given)));
                    return;
                }
            }
        }
        events.add(new Event(sources.place(unit, node), level, text));
    }

    /// The text parameter of the method around, if the expression is one.
    private @Nullable Element parameter(ExpressionTree expression) {
        Element named = sources.trees().getElement(new TreePath(getCurrentPath(), expression));
        return named != null
                        && named.getKind() == ElementKind.PARAMETER
                        && named.asType().toString().equals("java.lang.String")
                ? named
                : null;
    }

    /// Calls of the methods that pass a text on.
    private void passed(CompilationUnitTree all) {
        new TreePathScanner<@Nullable Void, CompilationUnitTree>() {
            @Override
            public @Nullable Void visitMethodInvocation(
                    MethodInvocationTree node, CompilationUnitTree unit) {
                if (sources.trees().getElement(getCurrentPath())
                        instanceof ExecutableElement method) {
                    Optional.ofNullable(passing.get(method))
                            .ifPresent(passed -> events.add(event(node, passed, unit)));
                }
                return super.visitMethodInvocation(node, unit);
            }
        }.scan(all, all);
    }

    private Event event(MethodInvocationTree node, Passed passed, CompilationUnitTree unit) {
        return new Event(
                sources.place(unit, node),
                passed.level(),
                constant(node.getArguments().get(passed.parameter())));
    }

    private Optional<String> constant(ExpressionTree expression) {
        return switch (expression) {
            case LiteralTree literal ->
                    Optional.ofNullable(literal.getValue()).map(String::valueOf);
            case ParenthesizedTree inner -> constant(inner.getExpression());
            case BinaryTree sum ->
                    // what follows a constant may vary
                    constant(sum.getLeftOperand())
                            .map(left -> left + constant(sum.getRightOperand()).orElse("{}"));
            default -> {
                TreePath here = getCurrentPath();
                Element named =
                        here == null
                                ? null
                                : sources.trees().getElement(new TreePath(here, expression));
                yield named instanceof VariableElement variable
                        ? Optional.ofNullable(variable.getConstantValue()).map(String::valueOf)
                        : Optional.empty();
            }
        };
    }
}
