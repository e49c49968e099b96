package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.CommandFailure;
import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.bus.BusAck;
import dev.gatehouse.bus.BusMessage;
import dev.gatehouse.bus.Json;
import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.core.lookout.ListScope;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.Record;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parts too small for a class of their own: commands from the bus, list loading, status, fitting
/// of records, making of devices.
class SmallPartsTest {
    @TempDir Path folder;

    private static final class Answer implements BusAck {
        final List<String> calls = new ArrayList<>();

        @Override
        public void accept() {
            calls.add("accept");
        }

        @Override
        public void refuse() {
            calls.add("refuse");
        }

        @Override
        public void discard() {
            calls.add("discard");
        }

        @Override
        public boolean resendable() {
            return true;
        }
    }

    private static Answer command(FakeBus bus, byte[] payload) {
        Answer answer = new Answer();
        bus.listeners
                .getFirst()
                .onMessage(
                        new BusMessage(
                                Topics.officerCommand(Rig.NAME, "1001"),
                                payload,
                                Principal.officer("officer-1001", "1001", List.of("officer")),
                                5,
                                false,
                                false,
                                answer));
        return answer;
    }

    @Test
    void commandsBearTheAuthenticatedOfficer() {
        FakeBus bus = new FakeBus();
        ArrayBlockingQueue<BoothMessage> inbox = new ArrayBlockingQueue<>(1);
        CommandIntake intake = new CommandIntake(Rig.NAME, bus, inbox);
        intake.open();
        byte[] good =
                Json.print(
                        OfficerCommand.newBuilder()
                                .setCommandId("c-1")
                                .setKind(CommandKind.COMMAND_KIND_ACKNOWLEDGE)
                                .setBadge("9999")
                                .build());
        assertEquals(List.of(), command(bus, good).calls);
        assertEquals(List.of("refuse"), command(bus, good).calls, "the inbox is full");
        assertEquals(1, intake.busy());
        var taken = assertInstanceOf(BoothMessage.Commanded.class, inbox.remove());
        assertEquals("1001", taken.officer().badge(), "never what the payload claims");
        assertEquals(
                List.of("discard"),
                command(bus, "{\"what\":1}".getBytes(StandardCharsets.UTF_8)).calls);
        assertEquals(1, intake.malformed());
        intake.close();
        assertEquals(0, bus.listeners.size());
    }

    @Test
    void aListIsToldOnlyOnceAConfirmedClockHasDatedIt() throws Exception {
        Rig rig = new Rig(folder);
        ArrayDeque<BoothMessage> told = new ArrayDeque<>();
        LookoutSync sync =
                new LookoutSync(
                        new BoothConfig.Lookouts(
                                rig.csv,
                                rig.csv.resolveSibling("lookouts.key"),
                                ListScope.ALL,
                                60,
                                120,
                                5,
                                0),
                        rig.lookouts,
                        rig.time);
        sync.step();
        assertTrue(sync.looked(), "before there is a booth to tell");
        sync.tell(told, Optional.empty());
        sync.step();
        assertTrue(rig.lookouts.view().snapshot().isPresent());
        assertEquals(0, told.size());
        var _ = rig.time.confirm(Rig.WALL_MS, rig.nanos.get(), rig.nanos.get());
        sync.step();
        assertEquals(List.of(new BoothMessage.ListLoaded()), List.copyOf(told));
        rig.pass(6_000);
        sync.step();
        assertEquals(1, told.size(), "an unchanged list is no news");
    }

    @Test
    void theStatusIsOneLineOfJson() throws Exception {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("text", "a \"quoted\"\nline");
        tree.put("number", 7L);
        tree.put("fraction", 1.23456);
        tree.put("flag", true);
        tree.put("list", List.of(Map.of("id", "x"), 2));
        String json = StatusPage.json(tree);
        assertFalse(json.contains("\n"));
        FlatJson read = FlatJson.parse(json);
        assertEquals("a \"quoted\"\nline", read.text("text"));
        assertEquals(7, read.number("number"));
        assertEquals("1.235", read.text("fraction"));
        assertEquals("true", read.text("flag"));
        assertEquals("x", read.text("list.0.id"));
        assertEquals("2", read.text("list.1"));
    }

    private static Record observed(int hits) {
        Check.Builder check = Check.newBuilder().setCanonical("MADEUP1");
        for (int i = 0; i < hits; i++) {
            check.addHits(Hit.newBuilder().setLookoutId("L-" + i).setListedCanonical("MADEUP1"));
        }
        return Record.newBuilder()
                .setCheckedObservation(CheckedObservation.newBuilder().addChecks(check))
                .build();
    }

    @Test
    void aRecordIsCutOnlyWhenItMustBeAndKeepsTheFirstHits() {
        Record small = observed(100);
        assertSame(small, RecordFit.fit(small));
        Record cut = RecordFit.fit(observed(4_096));
        assertTrue(cut.getSerializedSize() <= RecordFit.PAYLOAD_MAX_BYTES);
        Check check = cut.getCheckedObservation().getChecks(0);
        assertTrue(check.getCapReached());
        assertTrue(check.getHitsCount() >= 1_000);
        assertEquals("L-0", check.getHits(0).getLookoutId());
    }

    private BoothConfig config(String device) throws Exception {
        Path file = folder.resolve("booth.toml");
        Files.writeString(
                file,
                """
                [booth]
                name = "north-1"
                [[lane]]
                id = "1"
                [lookouts]
                file = "lookouts.csv"
                [[device]]
                id = "d-1"
                lane = "1"
                """
                        + device);
        return ConfigReader.read(file);
    }

    private String refused(String device) throws Exception {
        BoothConfig config = config(device);
        return String.valueOf(
                assertThrows(CommandFailure.class, () -> Devices.check(config)).getMessage());
    }

    @Test
    void aDeviceThatCannotBeMadeSaysWhichAndWhat() throws Exception {
        Devices.check(
                config(
                        "kind = \"plate-reader\"\nformat = \"rekor\"\nlink = \"http:127.0.0.1:8099/lpr/v1/1\"\n"));
        assertTrue(
                refused("kind = \"toaster\"\nformat = \"rekor\"\nlink = \"sim:busy-lane\"\n")
                        .contains("`d-1`: kind: expected one of plate-reader"));
        assertTrue(
                refused("kind = \"plate-reader\"\nformat = \"nosuch\"\nlink = \"sim:busy-lane\"\n")
                        .contains("nosuch"));
        assertTrue(
                refused("kind = \"plate-reader\"\nformat = \"rekor\"\nlink = \"carrier:pigeon\"\n")
                        .contains("carrier"));
    }
}
