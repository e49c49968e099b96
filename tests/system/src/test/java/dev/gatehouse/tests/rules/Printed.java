package dev.gatehouse.tests.rules;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/// Finds expressions that make text of a protobuf message, of protobuf octets, of a collection of
/// either, or of a record that would print one.
///
/// What it cannot see: a message that was assigned to a plain `Object` first, and
/// `map(String::valueOf)` over a stream of messages.
final class Printed extends TreePathScanner<@Nullable Void, CompilationUnitTree> {
    private static final Set<String> PRINTERS =
            Set.of(
                    "org.tinylog.Logger",
                    "org.tinylog.TaggedLogger",
                    "java.io.PrintStream",
                    "java.io.PrintWriter",
                    "java.lang.StringBuilder",
                    "java.lang.StringBuffer",
                    "java.util.Formatter",
                    "java.util.StringJoiner");
    private static final Set<String> TEXT_MAKERS =
            Set.of("valueOf", "format", "formatted", "join", "toString");

    private final Sources sources;
    private final TypeMirror message;
    private final TypeMirror octets;
    private final List<String> found = new ArrayList<>();

    Printed(Sources sources) {
        this.sources = sources;
        this.message = named("com.google.protobuf.MessageLiteOrBuilder");
        this.octets = named("com.google.protobuf.ByteString");
    }

    /// Places where such text is made.
    static List<String> in(Sources sources) {
        Printed printed = new Printed(sources);
        for (CompilationUnitTree unit : sources.units()) {
            printed.scan(unit, unit);
        }
        return List.copyOf(printed.found);
    }

    private TypeMirror named(String name) {
        return sources.types().erasure(sources.elements().getTypeElement(name).asType());
    }

    @Override
    public @Nullable Void visitMethodInvocation(
            MethodInvocationTree node, CompilationUnitTree unit) {
        if (element() instanceof ExecutableElement method
                && method.getEnclosingElement() instanceof TypeElement owner) {
            String type = owner.getQualifiedName().toString();
            String name = method.getSimpleName().toString();
            boolean text =
                    (type.equals("java.lang.String") || type.equals("java.util.Objects"))
                            && TEXT_MAKERS.contains(name);
            if (text || PRINTERS.contains(type)) {
                node.getArguments().forEach(argument -> check(argument, unit));
            }
            if (name.equals("toString")
                    && node.getArguments().isEmpty()
                    && node.getMethodSelect() instanceof MemberSelectTree select) {
                check(select.getExpression(), unit);
            }
        }
        return super.visitMethodInvocation(node, unit);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree node, CompilationUnitTree unit) {
        if (element() instanceof ExecutableElement maker
                && maker.getEnclosingElement() instanceof TypeElement owner
                && owner.getQualifiedName().contentEquals("java.lang.AssertionError")) {
            node.getArguments().forEach(argument -> check(argument, unit));
        }
        return super.visitNewClass(node, unit);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree node, CompilationUnitTree unit) {
        if (node.getName().contentEquals("toString")) {
            check(node.getQualifierExpression(), unit);
        }
        return super.visitMemberReference(node, unit);
    }

    @Override
    public @Nullable Void visitBinary(BinaryTree node, CompilationUnitTree unit) {
        if (node.getKind() == Kind.PLUS && isText(type(node))) {
            check(node.getLeftOperand(), unit);
            check(node.getRightOperand(), unit);
        }
        return super.visitBinary(node, unit);
    }

    @Override
    public @Nullable Void visitCompoundAssignment(
            CompoundAssignmentTree node, CompilationUnitTree unit) {
        if (isText(type(node.getVariable()))) {
            check(node.getExpression(), unit);
        }
        return super.visitCompoundAssignment(node, unit);
    }

    private @Nullable Element element() {
        return sources.trees().getElement(getCurrentPath());
    }

    private @Nullable TypeMirror type(com.sun.source.tree.Tree tree) {
        return sources.trees().getTypeMirror(new TreePath(getCurrentPath(), tree));
    }

    private static boolean isText(@Nullable TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getQualifiedName().contentEquals("java.lang.String");
    }

    private void check(ExpressionTree expression, CompilationUnitTree unit) {
        TypeMirror type = type(expression);
        if (type != null && prints(type, new HashSet<>())) {
            found.add(sources.place(unit, expression) + " " + type);
        }
    }

    /// True when text made of a value of this type has a message or octets in it.
    private boolean prints(TypeMirror type, Set<String> looked) {
        if (!(type instanceof DeclaredType declared) || !looked.add(type.toString())) {
            return false;
        }
        TypeMirror erased = sources.types().erasure(type);
        if (sources.types().isSubtype(erased, octets)) {
            return true;
        }
        if (sources.types().isSubtype(erased, message)) {
            return true;
        }
        if (declared.getTypeArguments().stream().anyMatch(argument -> prints(argument, looked))) {
            return true;
        }
        return declared.asElement() instanceof TypeElement element
                && element.getKind() == ElementKind.RECORD
                && !writesItsOwnText(element)
                && element.getRecordComponents().stream()
                        .map(RecordComponentElement::asType)
                        .filter(component -> component.getKind() == TypeKind.DECLARED)
                        .anyMatch(component -> prints(component, looked));
    }

    /// As its source says; the text that the compiler makes has no tree. A record of a library does
    /// as it likes.
    private boolean writesItsOwnText(TypeElement element) {
        ClassTree source = sources.trees().getTree(element);
        return source == null
                || source.getMembers().stream()
                        .anyMatch(member ->
                                member instanceof MethodTree method
                                        && method.getName().contentEquals("toString")
                                        && method.getParameters().isEmpty());
    }
}
