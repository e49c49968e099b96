package dev.gatehouse.tests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Clocks and randomness are handed in, so that a seed replays what happened; the places that take
/// them from the machine are listed.
final class SourcesOfChangeTest {
    private static final Map<String, Set<String>> MACHINE =
            Map.of(
                    "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
                    "java.time.Instant", Set.of("now"),
                    "java.time.LocalDate", Set.of("now"),
                    "java.time.LocalDateTime", Set.of("now"),
                    "java.time.OffsetDateTime", Set.of("now"),
                    "java.time.ZonedDateTime", Set.of("now"),
                    "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system"),
                    "java.lang.Math", Set.of("random"),
                    "java.util.concurrent.ThreadLocalRandom", Set.of("current"),
                    "java.util.UUID", Set.of("randomUUID"));
    private static final Set<String> MADE =
            Set.of("java.util.Date", "java.util.Random", "java.security.SecureRandom");

    @Test
    void onlyListedPlacesTakeTimeAndRandomnessFromTheMachine() {
        TreeSet<String> met = new TreeSet<>();
        for (JavaClass one :
                new ClassFileImporter()
                        .withImportOption(location -> !location.contains("test-classes"))
                        .importPackages("dev.gatehouse")) {
            one.getAccessesFromSelf().stream()
                    .filter(SourcesOfChangeTest::takes)
                    .forEach(access -> met.add(place(one) + " " + word(access.getTarget())));
        }
        assertTrue(met.size() > 10, "no calls were found at all");
        assertEquals(new TreeSet<String>(), Listed.read("sources-of-change.txt").against(met));
    }

    private static boolean takes(JavaAccess<?> access) {
        String owner = access.getTarget().getOwner().getName();
        String name = access.getTarget().getName();
        return MACHINE.getOrDefault(owner, Set.of()).contains(name)
                || (MADE.contains(owner) && name.equals("<init>"));
    }

    private static String place(JavaClass one) {
        String name = one.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static String word(AccessTarget target) {
        String owner = target.getOwner().getSimpleName();
        return target.getName().equals("<init>") ? "new " + owner : owner + "." + target.getName();
    }
}
