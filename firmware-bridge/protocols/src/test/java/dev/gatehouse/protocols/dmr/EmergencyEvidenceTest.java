package dev.gatehouse.protocols.dmr;

import static dev.gatehouse.protocols.dmr.MadeTraffic.CALL;
import static dev.gatehouse.protocols.dmr.MadeTraffic.GROUP;
import static dev.gatehouse.protocols.dmr.MadeTraffic.OTHER;
import static dev.gatehouse.protocols.dmr.MadeTraffic.UNIT;
import static dev.gatehouse.protocols.dmr.MadeTraffic.control;
import static dev.gatehouse.protocols.dmr.MadeTraffic.data;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.EmergencyEvidence.Sign;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import dev.gatehouse.protocols.dmr.data.PacketAssembler;
import dev.gatehouse.protocols.dmr.data.Route;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.FeatureSet;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ServiceCsbk;
import dev.gatehouse.protocols.dmr.link.ServiceOptions;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.dmr.link.UnitCsbk;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import dev.gatehouse.protocols.observation.RadioEmergency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// What an emergency rests on, and when it is believed.
class EmergencyEvidenceTest {

    private static List<Heard> hear(List<byte[]> bursts) {
        SlotReader reader = new SlotReader(PacketAssembler.Limits.STANDARD);
        List<Heard> heard = new ArrayList<>();
        long nowMs = 0;
        for (byte[] burst : bursts) {
            heard.addAll(reader.read(burst, nowMs += 60).heard());
        }
        return heard;
    }

    @Test
    void everySignOfAnEmergency() {
        List<byte[]> bursts = new ArrayList<>();
        bursts.add(control(DataType.VOICE_LC_HEADER, CALL));
        bursts.add(control(DataType.TERMINATOR_WITH_LC, CALL));
        bursts.add(
                data(
                        DataType.CSBK,
                        UnitCsbk.of(UnitCsbk.Kind.EMERGENCY_ALARM, 0, GROUP, UNIT).encode()));
        bursts.add(
                data(
                        DataType.CSBK,
                        new Csbk.Opaque(
                                        new Csbk.Head(true, false, 0x27, FeatureSet.HYTERA_68),
                                        Octets.ofHex("0000" + "000009" + "12D687"))
                                .encode()));
        bursts.add(
                data(
                        DataType.CSBK,
                        ServiceCsbk.of(ServiceCsbk.Kind.UNIT_VOICE_REQUEST, 0x80, 0, OTHER, UNIT)
                                .encode()));
        OutgoingPacket.unified(new Route(true, false, 0, GROUP, UNIT), true, 4, Octets.NONE, 0, 0)
                .orElseThrow()
                .bursts(SyncPattern.MS_DATA, 1, 0)
                .forEach(burst -> bursts.add(burst.encode()));
        List<EmergencyEvidence> signs =
                hear(bursts).stream().flatMap(one -> EmergencyEvidence.in(one).stream()).toList();
        assertEquals(
                List.of(
                        Sign.SERVICE_OPTIONS,
                        Sign.SERVICE_OPTIONS,
                        Sign.ALARM_BLOCK,
                        Sign.ALARM_BLOCK,
                        Sign.REQUESTED_OPTIONS,
                        Sign.UNIFIED_DATA),
                signs.stream().map(EmergencyEvidence::sign).toList());
        assertEquals(
                List.of(true, true, true, false, true, true),
                signs.stream().map(EmergencyEvidence::certain).toList());
        assertTrue(signs.stream().allMatch(sign -> sign.source().equals(UNIT)));
        assertEquals(
                List.of(0, 0, 0x10, 0x68, 0, 0),
                signs.stream().map(EmergencyEvidence::fid).toList());
        assertEquals(
                new RadioEmergency(
                        RadioEmergency.Evidence.ALARM_BLOCK,
                        OptionalInt.of(0x68),
                        RadioEmergency.Check.VERIFIED,
                        false,
                        Optional.empty()),
                signs.get(3).event(false));
        EmergencyEvidence weak =
                new EmergencyEvidence(
                        Sign.SERVICE_OPTIONS, 0, Assurance.CHECKSUM_5, UNIT, GROUP, true);
        assertEquals(RadioEmergency.Check.UNVERIFIED, weak.event(false).check());
        assertEquals(RadioEmergency.Check.REPEATED, weak.event(true).check());
        assertEquals(OptionalInt.empty(), signs.getLast().event(false).featureSetId());
    }

    @Test
    void weakChecksAreBelievedTheSecondTime() {
        Repetition repetition = new Repetition(1_000);
        Checked<LinkControl> weak = new Checked<>(CALL, Assurance.CHECKSUM_5, 0);
        assertFalse(repetition.believe(weak, 0));
        assertTrue(repetition.believe(weak, 1_000));
        assertFalse(repetition.believe(weak, 2_001));
        assertTrue(repetition.believe(new Checked<>(CALL, Assurance.REED_SOLOMON, 0), 9_000));
        // another's repetition is none, and many others push it out
        for (int i = 0; i <= Repetition.MAX_WAITING; i++) {
            assertFalse(
                    repetition.believe(
                            new Checked<LinkControl>(
                                    VoiceChannelUser.toUnit(
                                            ServiceOptions.NONE, new RadioAddress(i), UNIT),
                                    Assurance.REED_SOLOMON_REPAIRED,
                                    0),
                            2_002));
        }
        assertFalse(repetition.believe(weak, 2_003));
    }
}
