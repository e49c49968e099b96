package dev.gatehouse.tests.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.MessageOrBuilder;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rules of the house that a compiler does not keep (architecture, direction of dependencies;
/// style, part "In Java 25").
final class HouseRulesTest {
    private static final String PROTO = "dev.gatehouse.proto..";
    private static final String PROTOCOLS = "dev.gatehouse.protocols..";
    private static final String DRIVERS = "dev.gatehouse.drivers..";
    private static final String SIMULATORS = "dev.gatehouse.simulators..";
    private static final String CORE = "dev.gatehouse.core..";
    private static final String BUS = "dev.gatehouse.bus..";
    private static final String BOOTH = "dev.gatehouse.booth..";
    private static final String CENTRAL = "dev.gatehouse.central..";

    @SuppressWarnings("NullAway.Init")
    private static JavaClasses classes;

    @SuppressWarnings("NullAway.Init")
    HouseRulesTest() {}

    @BeforeAll
    static void read() {
        classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("test-classes"))
                        .importPackages("dev.gatehouse");
        assertTrue(classes.size() > 200, "the classes under test are on the class path");
    }

    private static void mayNotKnow(String who, String... others) {
        noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(classes);
    }

    @Test
    void dependenciesPointOneWay() {
        mayNotKnow(PROTO, PROTOCOLS, DRIVERS, SIMULATORS, CORE, BUS, BOOTH, CENTRAL);
        mayNotKnow(PROTOCOLS, PROTO, DRIVERS, SIMULATORS, CORE, BUS, BOOTH, CENTRAL);
        mayNotKnow(DRIVERS, PROTO, SIMULATORS, CORE, BUS, BOOTH, CENTRAL);
        mayNotKnow(SIMULATORS, CORE, BUS, BOOTH, CENTRAL);
        mayNotKnow(CORE, DRIVERS, SIMULATORS, BUS, BOOTH, CENTRAL);
        mayNotKnow(BUS, DRIVERS, SIMULATORS, BOOTH, CENTRAL);
        // links, drivers and simulators are found by ServiceLoader: the booth names no simulator
        mayNotKnow(BOOTH, SIMULATORS, CENTRAL);
        mayNotKnow(CENTRAL, DRIVERS, SIMULATORS, BOOTH);
    }

    @Test
    void coreHasNoSocketsAndProtocolsNoThreads() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "io.netty..", "org.eclipse.paho..", "java.sql..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(PROTOCOLS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..", "java.nio.file..", "java.util.concurrent..", "io.netty..")
                .check(classes);
    }

    @Test
    void packagesMakeNoCycle() {
        for (String root : List.of("protocols", "drivers", "core", "central")) {
            SlicesRuleDefinition.slices()
                    .matching("dev.gatehouse." + root + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(classes);
        }
        SlicesRuleDefinition.slices()
                .matching("dev.gatehouse.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void onlyCommandLinesPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.gatehouse.booth",
                        "dev.gatehouse.booth.demo",
                        "dev.gatehouse.central",
                        SIMULATORS,
                        "dev.gatehouse.proofs..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(classes);
    }

    /// A protobuf message as text is a plate in a log sooner or later.
    @Test
    void protobufMessagesAreNeverPrinted() {
        DescribedPredicate<JavaMethodCall> printsAMessage =
                DescribedPredicate.describe(
                        "toString of a protobuf message",
                        call ->
                                call.getTarget().getName().equals("toString")
                                        && isMessage(call.getTarget()));
        noClasses()
                .that()
                .resideOutsideOfPackage(PROTO)
                .should()
                .callMethodWhere(printsAMessage)
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackage(PROTO)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.google.protobuf.TextFormat")
                .check(classes);
    }

    private static boolean isMessage(AccessTarget target) {
        return target.getOwner().isAssignableTo(MessageOrBuilder.class);
    }

    @Test
    void everyPackageIsNullMarkedAndDescribed() throws IOException {
        TreeSet<String> unmarked = new TreeSet<>();
        for (JavaClass one : classes) {
            JavaPackage home = one.getPackage();
            boolean ours = !home.getName().startsWith("dev.gatehouse.proto.");
            if (ours && home.tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
                unmarked.add(home.getName());
            }
        }
        assertEquals(new TreeSet<String>(), unmarked);
        List<Path> silent = new ArrayList<>();
        for (Path file : sources()) {
            if (file.endsWith("package-info.java") && !Files.readString(file).startsWith("/// ")) {
                silent.add(file);
            }
        }
        assertEquals(List.of(), silent);
    }

    @Test
    void namesSayWhatAThingIs() {
        Pattern empty = Pattern.compile(".*(Manager|Impl|Helper|Util|Utils)");
        assertEquals(
                List.of(),
                classes.stream()
                        .filter(one -> !one.getPackageName().startsWith("dev.gatehouse.proto."))
                        .map(JavaClass::getSimpleName)
                        .filter(name -> empty.matcher(name).matches())
                        .toList());
    }

    @Test
    void everyPathInTheIndexExists() throws IOException {
        Path readme = root().resolve("README.md");
        assumeTrue(Files.exists(readme), "no README.md yet");
        Pattern row = Pattern.compile("^\\|[^|]+\\|\\s*`([^`]+)`\\s*\\|", Pattern.MULTILINE);
        Matcher rows = row.matcher(Files.readString(readme));
        List<String> missing = new ArrayList<>();
        int count = 0;
        while (rows.find()) {
            count++;
            if (!Files.exists(root().resolve(rows.group(1)))) {
                missing.add(rows.group(1));
            }
        }
        assertEquals(List.of(), missing);
        assertFalse(count < 10, "the index of concepts and paths was not found in README.md");
    }

    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String part : List.of("firmware-bridge", "gateway", "tests")) {
            try (var walk = Files.walk(root().resolve(part))) {
                walk.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> file.toString().contains("/src/"))
                        .forEach(found::add);
            }
        }
        return found;
    }

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
}
