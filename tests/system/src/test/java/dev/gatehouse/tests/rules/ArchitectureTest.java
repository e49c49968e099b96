package dev.gatehouse.tests.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rules of the house that a compiler does not keep (architecture, direction of dependencies;
/// style, part "In Java 25").
final class ArchitectureTest {
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
    ArchitectureTest() {}

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
    void coreHasNoSocketsAndNoThreads() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .and()
                // links three functions of the C library once, beside the booth thread; decides
                // nothing
                .doNotHaveFullyQualifiedName("dev.gatehouse.core.disk.DirectIo")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "javax.net..",
                        "io.netty..",
                        "org.eclipse.paho..",
                        "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.nio\\.channels\\..*Socket.*|java\\.util\\.concurrent\\.(.*Execut.*|.*Future|Fork.*)")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(classes);
    }

    @Test
    void protocolsHaveNoInputNoThreadNoClockNoLog() {
        noClasses()
                .that()
                .resideInAPackage(PROTOCOLS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "javax.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.util.concurrent..",
                        "io.netty..",
                        "org.tinylog..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File|Random).*|java\\.time\\.Clock|java\\.util\\.Random")
                .check(classes);
    }

    @Test
    void packagesMakeNoCycle() {
        for (String root :
                List.of("protocols", "drivers", "simulators", "core", "bus", "booth", "central")) {
            SlicesRuleDefinition.slices()
                    .matching("dev.gatehouse." + root + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
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

    /// Text format is a second way to print a message; [PrintingTest] sees to the first.
    @Test
    void protobufTextFormatIsNotUsed() {
        noClasses()
                .that()
                .resideOutsideOfPackage(PROTO)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.google.protobuf.TextFormat")
                .check(classes);
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
        assertEquals(
                List.of(),
                Tree.files().stream()
                        .filter(file -> file.endsWith("/package-info.java"))
                        .filter(file -> !Tree.text(file).startsWith("/// "))
                        .toList());
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
}
