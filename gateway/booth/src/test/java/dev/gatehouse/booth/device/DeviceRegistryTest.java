package dev.gatehouse.booth.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.device.DeviceOrders.Order;
import dev.gatehouse.booth.device.DeviceOrders.Switch;
import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DeviceSnapshot;
import dev.gatehouse.drivers.ObservationSink;
import dev.gatehouse.proto.v1.DeviceCondition;
import dev.gatehouse.proto.v1.DeviceState;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// States of devices, by what they and their drivers say and by what is counted.
final class DeviceRegistryTest {
    private static final String DEVICE = "reader";
    private static final long STALE_S = 30;

    @TempDir private Path folder;

    private final Ears ears = new Ears();
    private long nanos = TimeUnit.HOURS.toNanos(1);
    private OptionalLong lastFrame = OptionalLong.empty();
    private long frames;
    private boolean open = true;
    private boolean ended;
    private DeviceOrders.@Nullable Order order;
    private String firmware = "";
    private DeviceRegistry registry;
    private ObservationSink sink;

    @SuppressWarnings("NullAway.Init")
    DeviceRegistryTest() {}

    /// What the registry tells.
    private static final class Ears implements DeviceRegistry.Told {
        private final List<DeviceState> published = new ArrayList<>();
        private final List<DeviceState> recorded = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();
        private boolean full;

        @Override
        public void publish(DeviceState state) {
            published.add(state);
        }

        @Override
        public boolean record(DeviceState state) {
            if (!full) {
                recorded.add(state);
            }
            return !full;
        }

        @Override
        public void notice(String device, DeviceNotice notice) {
            notices.add(notice.code() + "/" + notice.severity());
        }
    }

    @BeforeEach
    void begin() throws IOException {
        registry = DeviceRegistry.open(List.of(DEVICE), new DeviceOrders(folder), ears);
        sink = registry.watch((_, _) -> true);
    }

    private void say(Observation.Body body) {
        var _ =
                sink.offer(
                        List.of(
                                new Observation(
                                        DEVICE,
                                        "1",
                                        "event",
                                        new CaptureTime(
                                                Instant.EPOCH, CaptureTime.Quality.RECEIVED),
                                        new Received(Instant.EPOCH, nanos, TimeQuality.SYNCED),
                                        false,
                                        false,
                                        body)),
                        Acknowledgement.none());
    }

    private void notice(String code, Severity severity, long number) {
        say(new DeviceNotice(code, severity, number));
    }

    private void portal(RadiationReport.Kind kind, String code) {
        say(
                new RadiationReport(
                        kind,
                        code,
                        0,
                        RadiationReport.Figures.NONE,
                        Set.of(),
                        List.of(),
                        "TEST",
                        Octets.NONE));
    }

    private void frame() {
        frames++;
        lastFrame = OptionalLong.of(nanos);
    }

    private void pass(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    private DeviceState look() {
        Optional<DeviceRegistry.Open> opened =
                open
                        ? Optional.of(
                                new DeviceRegistry.Open(
                                        new DeviceSnapshot(
                                                DEVICE,
                                                "test",
                                                frames,
                                                frames,
                                                0,
                                                0,
                                                0,
                                                0,
                                                Map.of(RejectReason.BAD_SYNTAX, 2L),
                                                lastFrame,
                                                Map.of(),
                                                Map.of()),
                                        TimeUnit.HOURS.toNanos(1),
                                        ended,
                                        firmware,
                                        OptionalLong.of(-40)))
                        : Optional.empty();
        registry.look(
                List.of(
                        new DeviceRegistry.Facts(
                                DEVICE, "1", "tag-reader", STALE_S, false, order, false, opened)),
                new DeviceRegistry.Now(
                        nanos,
                        nanos / 1_000_000L,
                        Stamp.newBuilder().setWallMs(nanos / 1_000_000L).build()));
        return registry.states().getFirst();
    }

    private String condition() {
        return DeviceRegistry.word(look().getCondition());
    }

    @Test
    void silenceOfOneThatSpeaksIsStaleAndTold() {
        assertEquals("NEVER_SEEN", condition());
        frame();
        assertEquals("ONLINE", condition());
        pass(STALE_S);
        assertEquals("ONLINE", condition());
        pass(1);
        DeviceState stale = look();
        assertEquals(DeviceCondition.DEVICE_CONDITION_STALE, stale.getCondition());
        assertEquals(List.of(DeviceRegistry.SILENT), stale.getReasonsList());
        assertTrue(DeviceRegistry.troubled(stale));
        frame();
        DeviceState back = look();
        assertEquals(DeviceCondition.DEVICE_CONDITION_ONLINE, back.getCondition());
        assertEquals(3, back.getChanges());
        assertEquals(2, back.getFrames());
        assertEquals(2, back.getRejected());
        assertEquals(-40, back.getClockAheadMs());
        assertEquals(List.of("DEVICE_SILENT/SILENT", "DEVICE_SILENT/CLEARED"), ears.notices);
    }

    @Test
    void oneThatNeverSpokeIsToldOfToo() {
        pass(STALE_S + 1);
        DeviceState state = look();
        assertEquals(DeviceCondition.DEVICE_CONDITION_NEVER_SEEN, state.getCondition());
        assertEquals(List.of("DEVICE_SILENT/SILENT"), ears.notices);
    }

    @Test
    void aSimulationThatHasEndedIsNotMissed() {
        frame();
        ended = true;
        pass(STALE_S + 1);
        assertEquals("ONLINE", condition());
        assertEquals(List.of(), ears.notices);
    }

    @Test
    void whatLastsIsFaultyUntilItIsCleared() {
        frame();
        notice("ANTENNA_LOST", Severity.FAULT, 1);
        notice("ANTENNA_LOST", Severity.FAULT, 2);
        notice("TAG_READS_LOST", Severity.ALARM, 0);
        notice("READER_BUFFER_FILLING", Severity.WARNING, 80);
        assertEquals(List.of("ANTENNA_LOST"), look().getReasonsList());
        assertEquals("FAULTY", condition());
        notice("ANTENNA_LOST", Severity.CLEARED, 1);
        assertEquals("FAULTY", condition());
        notice("ANTENNA_LOST", Severity.CLEARED, 2);
        assertEquals("ONLINE", condition());
        notice("READER_LOST", Severity.SILENT, 0);
        assertEquals("STALE", condition());
        notice("ANTENNA_LOST", Severity.FAULT, 1);
        assertEquals("FAULTY", condition(), "the graver word");
        notice("ANTENNA_LOST", Severity.CLEARED, 1);
        notice("READER_LOST", Severity.CLEARED, 0);
        assertEquals("ONLINE", condition());
    }

    @Test
    void faultsWithoutEndDoNotGrow() {
        frame();
        for (int i = 0; i < 10 * DeviceHealth.LASTING_MAX; i++) {
            notice("ANTENNA_LOST", Severity.FAULT, i);
        }
        assertEquals(List.of("ANTENNA_LOST"), look().getReasonsList());
        for (int i = 0; i < 10 * DeviceHealth.LASTING_MAX; i++) {
            notice("ANTENNA_LOST", Severity.CLEARED, i);
        }
        assertEquals("ONLINE", condition());
    }

    @Test
    void aPortalHasWordsOfItsOwn() {
        frame();
        portal(RadiationReport.Kind.UP, "");
        portal(RadiationReport.Kind.TAMPER, "");
        portal(RadiationReport.Kind.FAULT, "GAMMA_LOW");
        assertEquals(List.of("GAMMA_LOW", DeviceHealth.PORTAL_TAMPER), look().getReasonsList());
        portal(RadiationReport.Kind.TAMPER_CLEARED, "");
        portal(RadiationReport.Kind.DOWN, "SILENT");
        portal(RadiationReport.Kind.GAMMA_ALARM, "");
        portal(RadiationReport.Kind.UP, "");
        assertEquals("ONLINE", condition());
        portal(RadiationReport.Kind.DOWN, "SILENT");
        assertEquals("STALE", condition());
    }

    @Test
    void whatIsSwitchedOffIsNoTroubleAndSaysWho() {
        frame();
        notice("ANTENNA_LOST", Severity.FAULT, 1);
        assertEquals("FAULTY", condition());
        order = new Order(Switch.DISABLED, "u-117");
        open = false;
        registry.forget(DEVICE);
        DeviceState off = look();
        assertEquals(DeviceCondition.DEVICE_CONDITION_DISABLED, off.getCondition());
        assertEquals(List.of("ORDER"), off.getReasonsList());
        assertEquals("u-117", off.getBy());
        assertFalse(DeviceRegistry.troubled(off));
        order = new Order(Switch.QUARANTINED, "safe-mode");
        assertTrue(DeviceRegistry.troubled(look()));
        order = new Order(Switch.ENABLED, "u-118");
        open = true;
        assertEquals("ONLINE", condition(), "it was heard before");
    }

    @Test
    void whatWasHeardBeforeTheStartIsNotNew() throws IOException {
        frame();
        var _ = look();
        registry.keep();
        begin();
        lastFrame = OptionalLong.empty();
        assertEquals("ONLINE", condition());
        pass(STALE_S + 1);
        assertEquals("STALE", condition());
        assertEquals(
                TimeUnit.HOURS.toMillis(1),
                registry.states().getFirst().getLastFrame().getWallMs());
    }

    @Test
    void eachChangeIsPublishedAndAFlappingDeviceRecordedSeldom() {
        var _ = look();
        frame();
        var _ = look();
        for (int i = 0; i < 20; i++) {
            notice("READER_LOST", i % 2 == 0 ? Severity.SILENT : Severity.CLEARED, 0);
            var _ = look();
        }
        assertEquals(22, ears.published.size());
        assertEquals(1, ears.recorded.size());
        pass(10);
        var _ = look();
        assertEquals(2, ears.recorded.size());
        assertEquals(21, ears.recorded.getLast().getChanges(), "what lay between is counted");
        pass(10);
        var _ = look();
        assertEquals(2, ears.recorded.size(), "nothing changed any more");
    }

    @Test
    void eachOrderIsRecordedHoweverSoonTheNextComes() {
        frame();
        var _ = look();
        ears.full = true;
        for (Switch to : List.of(Switch.DISABLED, Switch.ENABLED, Switch.DISABLED)) {
            order = new Order(to, "u-" + to);
            var _ = look();
        }
        ears.full = false;
        var _ = look();
        assertEquals(
                List.of("", "u-DISABLED", "u-ENABLED", "u-DISABLED"),
                ears.recorded.stream().map(DeviceState::getBy).toList());
    }

    @Test
    void aRecordThatFindsNoRoomIsTriedAgain() {
        ears.full = true;
        var _ = look();
        ears.full = false;
        var _ = look();
        assertEquals(1, ears.recorded.size());
    }

    @Test
    void figuresThatMoveArePublishedNowAndThen() {
        frame();
        var _ = look();
        for (int i = 0; i < 60; i++) {
            pass(1);
            frame();
            var _ = look();
        }
        assertEquals(3, ears.published.size());
        registry.publishAgain();
        var _ = look();
        assertEquals(4, ears.published.size(), "who kept it may have lost it");
    }

    @Test
    void firmwareIsTextOfAStranger() {
        frame();
        firmware = "7.4\u202e\n" + "x".repeat(1_000);
        String shown = look().getFirmware();
        assertEquals(64, shown.length());
        assertTrue(shown.startsWith("7.4??x"), shown);
    }
}
