package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.proto.v1.ActorKind;
import dev.gatehouse.proto.v1.OutputChange;
import dev.gatehouse.proto.v1.OutputPart;
import dev.gatehouse.proto.v1.OutputStep;
import dev.gatehouse.proto.v1.Record;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A barrier by hand at a whole booth: from the command line over the bus to the lines and, step by
/// step, to central.
@ExtendWith(LogsOnFailure.class)
final class ByHandTest {
    private static final int ATTEMPTS = 5;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    ByHandTest() {}

    private String device(String lane, int holdS) {
        return """

        [[device]]
        id = "lamps-%s"
        kind = "output"
        lane = "%s"
        format = "gpio-lamp"
        link = "sim:lines?folder=%s"
        settings = { red = "1", green = "2", barrier = "3", manual_hold_s = "%d" }
        """
                .formatted(lane, lane, folder.resolve("lines-" + lane), holdS);
    }

    private static Program output(Site site, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("output"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", site.writeConfig().toString()));
        Program program = site.run("output", Program.gatehouse(all.toArray(String[]::new)));
        var _ = program.end();
        return program;
    }

    private static boolean open(Site site, String lane) throws Exception {
        FlatJson status = site.status();
        for (int i = 0; !status.text("devices." + i + ".id").isEmpty(); i++) {
            if (status.text("devices." + i + ".id").equals("lamps-" + lane)) {
                return status.text("devices." + i + ".link_counters.active_barrier").equals("1");
            }
        }
        throw new AssertionError("no such device");
    }

    private static List<OutputChange> steps(Site site) throws Exception {
        return site.records().stream()
                .filter(Record::hasOutputChange)
                .map(Record::getOutputChange)
                .toList();
    }

    private static boolean at(Site site, long number, OutputStep... steps) throws Exception {
        return steps(site).stream()
                .filter(step -> step.getNumber() == number)
                .map(OutputChange::getStep)
                .toList()
                .containsAll(List.of(steps));
    }

    private static long ask(Site site, String lane, String part) throws Exception {
        Program asked = output(site, "set", lane, part, "on", "--badge", "1001", "--json");
        assertEquals(0, asked.end(), asked.err());
        return Long.parseLong(asked.out().replaceAll("(?s).*\"output_number\":\"(\\d+)\".*", "$1"));
    }

    private static Program confirm(Site site, String lane, long number) throws Exception {
        return output(site, "confirm", Long.toString(number), "--lane", lane, "--badge", "1001");
    }

    /// Asks and confirms; again where two programs did not start within the ten seconds.
    private static long open(Site site, String lane, String told) throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            long number = ask(site, lane, "barrier");
            Program done = confirm(site, lane, number);
            if (done.end() == 0) {
                assertTrue(done.out().contains(told), done.out());
                return number;
            }
            assertTrue(done.err().contains("NOTHING_ASKED"), done.err());
        }
        throw new AssertionError("never confirmed in time");
    }

    private static void check(Site site, long number, String reverter, String code)
            throws Exception {
        Await.until(
                "every step at central",
                () ->
                        at(
                                site,
                                number,
                                OutputStep.OUTPUT_STEP_ASKED,
                                OutputStep.OUTPUT_STEP_DONE,
                                OutputStep.OUTPUT_STEP_REVERTED));
        for (OutputChange step : steps(site)) {
            if (step.getNumber() == number) {
                boolean end = step.getStep() == OutputStep.OUTPUT_STEP_REVERTED;
                assertEquals(OutputPart.OUTPUT_PART_BARRIER, step.getPart());
                assertEquals(end ? reverter : "1001", step.getActor().getBadge());
                assertEquals(
                        step.getActor().getBadge().isEmpty()
                                ? ActorKind.ACTOR_KIND_TIMER
                                : ActorKind.ACTOR_KIND_OFFICER,
                        step.getActor().getKind());
                assertEquals(end ? code : "", step.getCode());
            }
        }
    }

    @Test
    void aBarrierOpensInTwoStepsAndClosesByWordOrByItself() throws Exception {
        try (Site site = Site.enrolled(folder)) {
            site.rewrite(toml -> toml + device("1", 300) + device("2", 1));
            site.startCentral();
            site.startBooth();

            long dropped = ask(site, "1", "red");
            assertEquals(0, output(site, "revert", "--lane", "1", "--badge", "1001").end());
            Program late = confirm(site, "1", dropped);
            assertEquals(1, late.end(), late.err());
            assertTrue(late.err().contains("NOTHING_ASKED"), late.err());

            long byWord = open(site, "1", "reverts in 300 s");
            Await.until("open", () -> open(site, "1"));
            assertTrue(!open(site, "2"), "the other lane's");
            Program busy = output(site, "set", "1", "red", "on", "--badge", "1001");
            assertEquals(1, busy.end(), busy.err());
            assertTrue(busy.err().contains("BUSY"), busy.err());
            assertEquals(0, output(site, "revert", "--lane", "1", "--badge", "1001").end());
            Await.until("closed by word", () -> !open(site, "1"));
            check(site, byWord, "1001", "");

            long byItself = open(site, "2", "reverts in 1 s");
            Await.until("closed by itself", () -> !open(site, "2"));
            check(site, byItself, "", "TIME");

            Program green = output(site, "set", "1", "green", "on", "--badge", "1001");
            assertEquals(1, green.end(), green.err());
            assertTrue(green.err().contains("NOT_ALLOWED"), green.err());
            Program lane = output(site, "set", "9", "barrier", "on", "--badge", "1001");
            assertTrue(lane.err().contains("LANE"), lane.err());
            assertTrue(at(site, dropped, OutputStep.OUTPUT_STEP_DROPPED), "dropped at central");
        }
    }
}
