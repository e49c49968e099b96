package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.bus.Json;
import dev.gatehouse.proto.v1.DeviceCondition;
import dev.gatehouse.proto.v1.DeviceState;
import dev.gatehouse.proto.v1.LifecycleEvent;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The registry of a booth's devices, by its own command line, on the bus and at central.
@ExtendWith(LogsOnFailure.class)
final class DevicesTest {
    private static final String READER = "rfid-1";

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    DevicesTest() {}

    private static String reader(String toml) {
        return toml
                + """

                [[device]]
                id = "rfid-1"
                kind = "tag-reader"
                lane = "1"
                format = "llrp"
                link = "sim:llrp?scenario=mixed&seed=3"
                """;
    }

    private static DeviceState state(BusClient.Heard heard) {
        if (Json.parse(heard.payload(), DeviceState.getDefaultInstance())
                instanceof Decoded.Message<DeviceState>(DeviceState state)) {
            return state;
        }
        throw new AssertionError("no device state on " + heard.topic());
    }

    private static Predicate<BusClient.Heard> is(String device, DeviceCondition condition) {
        return heard ->
                heard.topic().equals(Site.topic("device/" + device + "/state"))
                        && state(heard).getCondition() == condition;
    }

    private static Program device(Site site, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("device"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", site.writeConfig().toString()));
        Program program = site.run("device", Program.gatehouse(all.toArray(String[]::new)));
        var _ = program.end();
        return program;
    }

    private static String condition(Site site, String id) throws IOException, InterruptedException {
        FlatJson page = site.status();
        return page.elements("devices").stream()
                .filter(path -> page.text(path + "id").equals(id))
                .map(path -> page.text(path + "condition"))
                .findAny()
                .orElse("");
    }

    @Test
    void aDeviceIsSwitchedOffAndOnAndEverybodyKnows() throws Exception {
        try (Site site = Site.enrolled(folder)) {
            site.rewrite(DevicesTest::reader);
            site.startCentral();
            site.startBooth();
            Await.until("the reader works", () -> condition(site, READER).equals("ONLINE"));
            BusClient late = site.client("terminal-1", Site.topic("device/+/state"));
            late.await("its retained state", is(READER, DeviceCondition.DEVICE_CONDITION_ONLINE));
            late.await(
                    "that of a camera nobody has",
                    is("cam-1", DeviceCondition.DEVICE_CONDITION_NEVER_SEEN));

            Program disabled = device(site, "disable", READER, "--by", "u-117");
            assertEquals(0, disabled.end(), disabled.err());
            BusClient.Heard off =
                    late.await("off", is(READER, DeviceCondition.DEVICE_CONDITION_DISABLED));
            assertEquals("u-117", state(off).getBy());
            assertEquals(List.of("ORDER"), state(off).getReasonsList());
            Program listed = device(site, "list");
            assertEquals(0, listed.end(), "off on purpose is no trouble: " + listed.out());
            assertTrue(listed.out().contains("disabled"), listed.out());

            Program enabled = device(site, "enable", READER, "--by", "u-118");
            assertEquals(0, enabled.end(), enabled.err());
            Await.until("the reader works again", () -> condition(site, READER).equals("ONLINE"));
            Await.until(
                    "it has said what it is, and what time it has",
                    () -> {
                        String json = device(site, "list", "--json").out();
                        return json.contains("\"firmware\":\"")
                                && json.contains("\"clock_ahead_ms\":");
                    });
            Program unknown = device(site, "disable", "nothing", "--by", "u-117");
            assertEquals(2, unknown.end(), unknown.err());
            assertTrue(unknown.err().contains(READER), unknown.err());

            Await.until(
                    "the order at central",
                    () ->
                            site.records().stream()
                                    .filter(Record::hasDeviceState)
                                    .map(Record::getDeviceState)
                                    .anyMatch(state ->
                                            state.getDeviceId().equals(READER)
                                                    && state.getBy().equals("u-117")));
        }
    }

    @Test
    void aPortThatIsTakenKeepsTheBoothFromNothingElse() throws Exception {
        try (Site site = Site.enrolled(folder)) {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                site.rewrite(toml ->
                        toml
                                + """

                                [[device]]
                                id = "cam-9"
                                kind = "plate-reader"
                                lane = "2"
                                format = "rekor"
                                link = "http:127.0.0.1:%d/lpr/v1/cam-9"
                                """
                                        .formatted(taken.getLocalPort()));
                site.startCentral();
                site.startBooth();
                Await.until("it is told", () -> condition(site, "cam-9").equals("FAULTY"));
                site.postUntilTaken("1", Rekor.of("nine", "MADEUP9"));
                assertEquals(3, device(site, "list").end());
            }
            Await.until("it is opened", () -> condition(site, "cam-9").equals("NEVER_SEEN"));
        }
    }

    @Test
    void aBoothThatCrashesAtItsStartOpensDevicesOneAtATime() throws Exception {
        try (Site site = Site.enrolled(folder)) {
            site.rewrite(DevicesTest::reader);
            site.startCentral();
            for (int i = 0; i < 3; i++) {
                site.startBooth().kill();
            }
            Program booth = site.startBooth();
            Await.until(
                    "it says so, and the last devices wait",
                    () -> {
                        FlatJson page = site.status();
                        return page.text("safe_mode_after").equals("3")
                                && page.elements("devices").stream()
                                        .anyMatch(path ->
                                                page.text(path + "reasons.0").equals("SAFE_MODE"));
                    });
            Await.until(
                    "it is told to central",
                    () ->
                            site.records().stream()
                                    .filter(Record::hasLifecycle)
                                    .map(Record::getLifecycle)
                                    .anyMatch(life ->
                                            life.getEvent()
                                                            == LifecycleEvent
                                                                    .LIFECYCLE_EVENT_STARTED
                                                    && life.getSafeModeAfter() == 3));
            assertEquals(0, booth.stop());
            site.startBooth();
            Await.until(
                    "it ended in order before", () -> site.status().text("alive").equals("true"));
            assertFalse(site.statusText().contains("safe_mode_after"));
        }
    }
}
