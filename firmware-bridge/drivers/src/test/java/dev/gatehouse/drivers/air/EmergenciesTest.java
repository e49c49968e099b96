package dev.gatehouse.drivers.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import dev.gatehouse.protocols.dmr.data.Route;
import dev.gatehouse.protocols.dmr.data.Sap;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ServiceOptions;
import dev.gatehouse.protocols.dmr.link.UnitCsbk;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioEmergency.Check;
import dev.gatehouse.protocols.observation.RadioEmergency.Evidence;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Calls for help: every sign, its worth, and that none is lost.
class EmergenciesTest {

    private static final RadioAddress OFFICER = new RadioAddress(1_234_567);
    private static final RadioAddress GROUP = new RadioAddress(9);
    private static final VoiceChannelUser CALL =
            VoiceChannelUser.toGroup(ServiceOptions.NONE.withEmergency(true), GROUP, OFFICER);

    private final Ears ears = new Ears(0);

    private List<RadioEmergency> emergencies() {
        return ears.events(RadioEmergency.class);
    }

    @Test
    void theHeaderOfACallSaysItOnce() {
        ears.hear(MadeUpAir.call(CALL, 5));
        assertEquals(1, emergencies().size());
        RadioEmergency told = emergencies().getFirst();
        assertEquals(Evidence.SERVICE_OPTION, told.evidence());
        assertEquals(Check.VERIFIED, told.check());
        assertEquals(OptionalInt.of(0), told.featureSetId());
        assertTrue(ears.events(RadioCall.class).getFirst().emergency());
        assertTrue(
                ears.told.getFirst().body().equals(ears.reportOf(RadioEmergency.class)),
                "told before the call");
    }

    @Test
    void weakEvidenceIsToldAtOnceAndAgainWhenItIsStronger() {
        ears.hear(MadeUpAir.superframe(CALL));
        assertEquals(List.of(Check.UNVERIFIED), checks());
        ears.hear(MadeUpAir.superframe(CALL));
        ears.hear(MadeUpAir.superframe(CALL));
        assertEquals(List.of(Check.UNVERIFIED, Check.REPEATED), checks());
        ears.hear(MadeUpAir.terminator(CALL));
        assertEquals(List.of(Check.UNVERIFIED, Check.REPEATED, Check.VERIFIED), checks());
    }

    private List<Check> checks() {
        return emergencies().stream().map(RadioEmergency::check).toList();
    }

    @Test
    void aQuietRadioThatCallsAgainIsANewEmergency() {
        ears.hear(MadeUpAir.call(CALL, 1));
        ears.pass(25_000);
        ears.hear(MadeUpAir.call(CALL, 1));
        assertEquals(1, emergencies().size());
        ears.pass(Emergencies.QUIET_MS + 1_000);
        ears.hear(MadeUpAir.call(CALL, 1));
        assertEquals(2, emergencies().size());
    }

    @Test
    void theAlarmBlockSaysIt() {
        ears.hear(MadeUpAir.block(UnitCsbk.of(UnitCsbk.Kind.EMERGENCY_ALARM, 0, GROUP, OFFICER)));
        RadioEmergency told = emergencies().getFirst();
        assertEquals(Evidence.ALARM_BLOCK, told.evidence());
        assertEquals(Check.VERIFIED, told.check());
        assertEquals(OptionalInt.of(0x10), told.featureSetId());
        assertEquals(OFFICER.number(), ears.reports().getFirst().radioId());
        assertEquals(1, ears.reports().getFirst().signs().size());
    }

    @Test
    void anAlarmBlockOfAnotherFeatureSetIsWeak() {
        UnitCsbk alarm =
                new UnitCsbk(
                        new Csbk.Head(true, false, 0x27, 0x68),
                        UnitCsbk.Kind.EMERGENCY_ALARM,
                        0,
                        GROUP,
                        OFFICER);
        ears.hear(MadeUpAir.block(alarm));
        ears.hear(MadeUpAir.block(alarm));
        ears.hear(MadeUpAir.block(alarm));
        assertEquals(List.of(Check.UNVERIFIED, Check.REPEATED), checks());
    }

    @Test
    void theFlagOfUnifiedDataSaysIt() {
        OutgoingPacket packet =
                OutgoingPacket.unified(
                                new Route(true, false, Sap.UDT, GROUP, OFFICER),
                                true,
                                0,
                                Octets.ofHex("0102030405060708"),
                                0,
                                0)
                        .orElseThrow();
        ears.hear(MadeUpAir.packet(packet, 2));
        assertEquals(Evidence.UNIFIED_DATA_FLAG, emergencies().getFirst().evidence());
        assertEquals(OptionalInt.empty(), emergencies().getFirst().featureSetId());
    }

    @Test
    void aBrokenHeaderIsNoEmergency() {
        byte[] header = MadeUpAir.header(CALL);
        for (int at = 0; at < 12; at++) {
            header[at] ^= 0x5A;
        }
        ears.hear(header);
        assertTrue(ears.told.isEmpty());
        assertEquals(1, ears.counters.value(AirCounter.BURSTS_CRC_FAILED));
    }

    @Test
    void aFullBoothGetsItAgainUntilItTakesIt() {
        ears.booth = false;
        for (int radio = 1; radio <= Reports.MAX_HELD + 10; radio++) {
            ears.hear(
                    MadeUpAir.header(
                            VoiceChannelUser.toGroup(
                                    CALL.options(), GROUP, new RadioAddress(radio))));
        }
        assertEquals(Reports.MAX_HELD, ears.reports.held());
        long lost = ears.counters.value(AirCounter.REPORTS_LOST);
        assertTrue(lost >= 10, "those beyond the limit, and the calls");
        ears.booth = true;
        ears.pass(120);
        assertEquals(Reports.MAX_HELD, emergencies().size());
        assertEquals(1, ears.reportOf(RadioEmergency.class).radioId());
        assertEquals(0, ears.reports.held());
    }

    @Test
    void noRateHoldsACallForHelpBack() {
        for (int i = 0; i < 100; i++) {
            ears.hear(
                    MadeUpAir.data(
                            DataType.CSBK,
                            UnitCsbk.of(
                                            UnitCsbk.Kind.REGISTRATION,
                                            i % 2 == 0 ? 0xF020 : 0x3100,
                                            GROUP,
                                            OFFICER)
                                    .encode()));
        }
        ears.hear(MadeUpAir.header(CALL));
        assertEquals(1, emergencies().size());
    }
}
