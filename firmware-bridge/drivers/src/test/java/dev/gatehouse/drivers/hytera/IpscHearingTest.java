package dev.gatehouse.drivers.hytera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.drivers.air.MadeUpAir;
import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchReport;
import dev.gatehouse.drivers.dispatch.FakeOut;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ServiceOptions;
import dev.gatehouse.protocols.dmr.link.UnitCsbk;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import dev.gatehouse.protocols.hytera.IpscBurst;
import dev.gatehouse.protocols.hytera.IpscBurst.SlotType;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.Received;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IpscHearingTest {
    private static final int GROUP = 9;
    private static final int RADIO = 100;
    private static final InetAddress REPEATER = InetAddress.ofLiteral("10.9.0.3");
    private static final SlotType[] VOICE = {
        SlotType.VOICE_A,
        SlotType.VOICE_B,
        SlotType.VOICE_C,
        SlotType.VOICE_D,
        SlotType.VOICE_E,
        SlotType.VOICE_F
    };

    private final FakeOut out = new FakeOut();
    private final DispatchCounters counters = new DispatchCounters();
    private final OnceTold once = new OnceTold(out, counters);
    private final HyteraSettings settings =
            HyteraSettings.of(
                    Map.of(
                            "repeaters",
                            "10.9.0.3=99999",
                            "covered_equipment_reason",
                            "test",
                            "bursts",
                            "on"));
    private final IpscHearing hearing =
            new IpscHearing("hytera", settings, once, counters, out.now());
    private int sequence;

    private void burst(SlotType type, byte[] octets) {
        hearing.burst(
                REPEATER,
                new IpscBurst(
                        sequence++ & 0xFF,
                        IpscBurst.NORMAL,
                        1,
                        type,
                        MadeUpAir.COLOUR_CODE,
                        Octets.of(octets),
                        IpscBurst.GROUP,
                        GROUP,
                        RADIO,
                        IpscBurst.Unproven.usual(1)),
                out.now());
    }

    private void call(ServiceOptions options) {
        LinkControl control = voice(options);
        List<byte[]> bursts = MadeUpAir.call(control, 2);
        burst(SlotType.LC_HEADER, bursts.getFirst());
        for (int i = 1; i < bursts.size() - 1; i++) {
            burst(VOICE[(i - 1) % VOICE.length], bursts.get(i));
        }
        burst(SlotType.TERMINATOR, bursts.getLast());
    }

    private static LinkControl voice(ServiceOptions options) {
        return VoiceChannelUser.toGroup(options, new RadioAddress(GROUP), new RadioAddress(RADIO));
    }

    @Test
    void aCallAmongRadiosIsHeardFromItsBursts() {
        call(ServiceOptions.NONE);
        List<RadioReport> told = out.take();
        assertEquals(
                List.of(RadioCall.Phase.START, RadioCall.Phase.END),
                told.stream().map(one -> ((RadioCall) one.event()).phase()).toList());
        for (RadioReport report : told) {
            assertEquals(RadioSystem.HYTERA, report.system());
            assertEquals(RADIO, report.radioId());
            assertEquals(GROUP, report.targetId().getAsInt());
        }
        assertEquals(2, hearing.counters().get("reports"));
    }

    @Test
    void anAlarmBlockAndAnEmergencyCallAreOneEmergency() {
        burst(
                SlotType.CSBK,
                MadeUpAir.block(
                        UnitCsbk.of(
                                UnitCsbk.Kind.EMERGENCY_ALARM,
                                0,
                                new RadioAddress(GROUP),
                                new RadioAddress(RADIO))));
        call(ServiceOptions.NONE.withEmergency(true));
        Set<String> kinds = new HashSet<>();
        out.take().forEach(one -> kinds.add(one.event().getClass().getSimpleName()));
        assertEquals(Set.of("RadioEmergency", "RadioCall"), kinds);
    }

    @Test
    void whatAServiceHasToldIsNotToldAgain() {
        Received now = out.now();
        call(ServiceOptions.NONE);
        RadioReport start = out.take().getFirst();
        once.report(DispatchReport.of(start, now));
        assertEquals(List.of(), out.take());
        assertEquals(1, counters.value(DispatchCounter.DUPLICATES));
    }

    @Test
    void aFullBoothIsToldOfAnEmergencyOnceThereIsRoom() {
        out.full = true;
        burst(
                SlotType.CSBK,
                MadeUpAir.block(
                        UnitCsbk.of(
                                UnitCsbk.Kind.EMERGENCY_ALARM,
                                0,
                                new RadioAddress(GROUP),
                                new RadioAddress(RADIO))));
        assertEquals(List.of(), out.take());
        out.full = false;
        hearing.duty(out.now());
        assertEquals(1, out.events(RadioEmergency.class).size());
    }

    @Test
    void aClaimWithoutASyncIsNoBurst() {
        burst(SlotType.CSBK, new byte[IpscBurst.BURST_BYTES]);
        assertEquals(1, counters.value(DispatchCounter.BURSTS_WITHOUT_SYNC));
        assertEquals(List.of(), out.take());
    }
}
