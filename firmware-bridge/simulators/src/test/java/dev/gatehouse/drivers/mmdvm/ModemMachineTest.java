package dev.gatehouse.drivers.mmdvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.Transmission.End;
import dev.gatehouse.drivers.radio.Transmission.Priority;
import dev.gatehouse.protocols.mmdvm.ModemProtocol;
import dev.gatehouse.simulators.radio.ModemFault;
import dev.gatehouse.simulators.radio.ModemTraits;
import dev.gatehouse.simulators.radio.OnAir;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The host's machine against the simulated modem, in made-up time.
class ModemMachineTest {

    private static final byte[] DATA_BURST =
            HexFormat.of()
                    .parseHex("444b038724420cf015f00ca1c46d5d7f77fd757e31a835183f303d61385297865b");

    private static ModemRig rig(ModemProtocol protocol, Map<String, String> settings) {
        return new ModemRig(ModemTraits.usual(protocol), settings, true);
    }

    private static void text(ModemRig rig, int blocks) {
        rig.modem.air(new OnAir(1, 1, 0x43, DATA_BURST.clone(), -80));
        rig.modem.air(new OnAir(1, 1, 0x46, DATA_BURST.clone(), -80));
        for (int i = 0; i < blocks; i++) {
            rig.modem.air(new OnAir(1, 1, 0x47, DATA_BURST.clone(), -80));
        }
    }

    @ParameterizedTest
    @EnumSource(ModemProtocol.class)
    void hearsATextAndNothingOfTheJunkBehindIt(ModemProtocol protocol) {
        ModemRig rig = rig(protocol, Map.of());
        rig.runUntil(ModemState.RUNNING);
        text(rig, 6);
        rig.run(3_000);
        List<AirEvent.Burst> bursts = rig.heard(AirEvent.Burst.class);
        assertEquals(8, bursts.size());
        assertEquals(
                List.of(3, 6, 7, 7, 7, 7, 7, 7),
                bursts.stream().map(burst -> burst.claim().detail()).toList());
        assertEquals(OptionalInt.of(-80), bursts.getFirst().rssiDbm());
        assertEquals(2, bursts.getFirst().slot());
        assertEquals(12, rig.count(ModemCounter.PHANTOMS));
        assertEquals(1, rig.heard(AirEvent.SlotLost.class).size());
    }

    @Test
    void anotherColourCodeIsSilence() {
        ModemRig rig = rig(ModemProtocol.V2, Map.of("colour_code", "3"));
        rig.runUntil(ModemState.RUNNING);
        text(rig, 2);
        rig.run(2_000);
        assertTrue(rig.heard(AirEvent.Burst.class).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(ModemProtocol.class)
    void sendsEveryBurstOnceAndInOrderWithinTheRoomThereIs(ModemProtocol protocol) {
        ModemRig rig = rig(protocol, ModemRig.transmitting());
        rig.runUntil(ModemState.RUNNING);
        rig.transmit(1, Priority.TEXT, 2, 100);
        rig.runUntilEnded(1);
        assertEquals(End.SENT, rig.ends.get(1L));
        assertEquals(ModemRig.expected(1, 100), rig.onAir());
        assertEquals(0, rig.count(ModemCounter.NAKS), "the modem was never asked for too much");
        assertFalse(rig.modem.transmitting());
    }

    @Test
    void theMoreUrgentGoesFirst() {
        ModemRig rig = rig(ModemProtocol.V2, ModemRig.transmitting());
        rig.transmit(1, Priority.ROUTINE, 2, 5);
        rig.transmit(2, Priority.TEXT, 2, 5);
        rig.transmit(3, Priority.ALERT, 2, 5);
        rig.runUntil(ModemState.RUNNING);
        rig.runUntilEnded(1);
        List<String> order = new ArrayList<>(ModemRig.expected(3, 5));
        order.addAll(ModemRig.expected(2, 5));
        order.addAll(ModemRig.expected(1, 5));
        assertEquals(order, rig.onAir());
    }

    @Test
    void transmittingIsOffUnlessItIsSwitchedOnWithAFrequency() {
        ModemRig rig = rig(ModemProtocol.V2, Map.of("authorised_hz", "438500000"));
        rig.runUntil(ModemState.RUNNING);
        rig.transmit(1, Priority.ALERT, 2, 5);
        rig.run(2_000);
        assertEquals(End.NOT_PERMITTED, rig.ends.get(1L));
        assertTrue(rig.onAir().isEmpty());
        assertEquals(0, rig.modem.config().orElseThrow().dmrTxLevel());
        assertThrows(
                IllegalArgumentException.class,
                () -> ModemSettings.of(Map.of("rx_hz", "438500000", "transmit", "on")));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        ModemSettings.of(
                                Map.of(
                                        "rx_hz",
                                        "438500000",
                                        "transmit",
                                        "on",
                                        "authorised_hz",
                                        "438500001")));
        assertThrows(
                IllegalArgumentException.class,
                () -> ModemSettings.of(Map.of("rx_hz", "438500000", "transmit", "yes")));
        assertThrows(
                IllegalArgumentException.class,
                () -> ModemSettings.of(Map.of("rx_hz", "438500000", "surprise", "1")));
    }

    @Test
    void aModemThatStartsAnewInMidMessageSendsItWholeAgain() {
        ModemRig rig = rig(ModemProtocol.V2, ModemRig.transmitting());
        rig.runUntil(ModemState.RUNNING);
        rig.transmit(1, Priority.TEXT, 2, 40);
        for (int step = 0; step < 1_000 && rig.onAir().size() < 15; step++) {
            rig.run(5);
        }
        rig.modem.reset(rig.nanos());
        int before = rig.onAir().size();
        rig.runUntilEnded(1);
        assertEquals(End.SENT, rig.ends.get(1L));
        assertEquals(ModemRig.expected(1, 15).subList(0, before), rig.onAir().subList(0, before));
        assertEquals(ModemRig.expected(1, 40), rig.onAir().subList(before, rig.onAir().size()));
        assertEquals(1, rig.count(ModemCounter.TRANSMISSIONS_REPEATED));
        assertTrue(rig.modem.config().isPresent(), "it was configured again");
    }

    /// At whatever moment: what follows the last reset is the whole message, once.
    @Test
    void resetAtAnyMomentNeverDoublesOrLosesABlock() {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        System.out.println("seed: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 40; round++) {
            ModemProtocol protocol = random.nextBoolean() ? ModemProtocol.V1 : ModemProtocol.V2;
            ModemRig rig = rig(protocol, ModemRig.transmitting());
            rig.runUntil(ModemState.RUNNING);
            int bursts = 1 + random.nextInt(60);
            rig.transmit(1, Priority.TEXT, 2, bursts);
            rig.run(random.nextInt(5_000));
            boolean done = rig.ends.containsKey(1L);
            int before = rig.onAir().size();
            rig.modem.reset(rig.nanos());
            rig.runUntilEnded(1);
            assertEquals(End.SENT, rig.ends.get(1L));
            List<String> air = rig.onAir();
            List<String> whole = ModemRig.expected(1, bursts);
            assertEquals(whole.subList(0, before), air.subList(0, before));
            if (!done) {
                assertEquals(whole, air.subList(before, air.size()), "round " + round);
            }
        }
    }

    @Test
    void silenceOpensThePortAgainAndRecovers() {
        ModemRig rig = rig(ModemProtocol.V2, ModemRig.transmitting());
        rig.runUntil(ModemState.RUNNING);
        rig.modem.fault(ModemFault.SILENT, true);
        rig.runUntil(ModemState.CLOSED);
        assertEquals(1, rig.reopened);
        assertEquals("silent", rig.machine.reason());
        rig.modem.fault(ModemFault.SILENT, false);
        rig.runUntil(ModemState.RUNNING);
        text(rig, 1);
        rig.run(1_000);
        assertEquals(3, rig.heard(AirEvent.Burst.class).size());
        assertEquals(
                List.of(true, false, true),
                rig.heard(AirEvent.Usable.class).stream().map(AirEvent.Usable::usable).toList());
    }

    @Test
    void noAnswerAtAllIsTriedForEver() {
        ModemRig rig = rig(ModemProtocol.V2, Map.of());
        rig.modem.fault(ModemFault.SILENT, true);
        rig.run(60_000);
        assertTrue(rig.reopened >= 3, "opened again " + rig.reopened + " times");
        rig.modem.fault(ModemFault.SILENT, false);
        rig.runUntil(ModemState.RUNNING);
    }

    @Test
    void aModemWithoutRoomGetsNothingLostAndNothingTwice() {
        ModemRig rig = rig(ModemProtocol.V2, ModemRig.transmitting());
        rig.runUntil(ModemState.RUNNING);
        rig.modem.fault(ModemFault.LIES_ABOUT_ROOM, true);
        rig.transmit(1, Priority.TEXT, 2, 30);
        for (int step = 0; step < 1_000 && rig.count(ModemCounter.NAKS) == 0; step++) {
            rig.run(5);
        }
        assertTrue(rig.count(ModemCounter.NAKS) > 0);
        rig.modem.fault(ModemFault.LIES_ABOUT_ROOM, false);
        rig.runUntilEnded(1);
        assertEquals(End.SENT, rig.ends.get(1L));
        List<String> air = rig.onAir();
        assertEquals(ModemRig.expected(1, 30), air.subList(air.size() - 30, air.size()));
    }

    @Test
    void attemptsEnd() {
        ModemRig rig = rig(ModemProtocol.V2, ModemRig.transmitting());
        rig.runUntil(ModemState.RUNNING);
        rig.modem.fault(ModemFault.LIES_ABOUT_ROOM, true);
        rig.transmit(1, Priority.TEXT, 2, 200);
        rig.runUntilEnded(1);
        assertEquals(End.FAILED, rig.ends.get(1L));
        assertEquals(ModemOutgoing.ATTEMPTS - 1L, rig.count(ModemCounter.TRANSMISSIONS_REPEATED));
    }

    @ParameterizedTest
    @EnumSource(
            value = ModemFault.class,
            names = {"GARBAGE", "TRUNCATES", "OVERFLOWS"})
    void livesWithALineThat(ModemFault fault) {
        ModemRig rig = rig(ModemProtocol.V2, ModemRig.transmitting());
        rig.modem.fault(fault, true);
        rig.runUntil(ModemState.RUNNING);
        text(rig, 3);
        rig.run(3_000);
        // what is cut off takes the beginning of the next frame with it
        int least = fault == ModemFault.TRUNCATES ? 2 : 5;
        assertTrue(rig.heard(AirEvent.Burst.class).size() >= least);
        rig.transmit(1, Priority.TEXT, 2, 20);
        rig.runUntilEnded(1);
        assertEquals(End.SENT, rig.ends.get(1L));
        assertEquals(ModemRig.expected(1, 20), rig.onAir());
        if (fault == ModemFault.OVERFLOWS) {
            assertTrue(rig.count(ModemCounter.RX_OVERFLOWS) > 0);
        }
    }

    @Test
    void slowAnswersAreWaitedFor() {
        ModemRig rig =
                new ModemRig(
                        new ModemTraits(ModemProtocol.V2, "slow", true, true, 1_200),
                        ModemRig.transmitting(),
                        true);
        rig.runUntil(ModemState.RUNNING);
        rig.transmit(1, Priority.TEXT, 2, 30);
        rig.runUntilEnded(1);
        assertEquals(End.SENT, rig.ends.get(1L));
        assertEquals(ModemRig.expected(1, 30), rig.onAir());
    }

    @Test
    void whatCannotBeUsedIsToldToTheOperator() {
        ModemRig wrongVersion = rig(ModemProtocol.V2, Map.of());
        wrongVersion.modem.fault(ModemFault.WRONG_VERSION, true);
        wrongVersion.runUntil(ModemState.FAULT);
        assertTrue(wrongVersion.machine.reason().contains("wrong protocol"));
        ModemRig noDmr =
                new ModemRig(
                        new ModemTraits(ModemProtocol.V2, "x", false, true, 0), Map.of(), true);
        noDmr.runUntil(ModemState.FAULT);
        assertTrue(noDmr.machine.reason().contains("no DMR"));
        ModemRig badFrequency =
                new ModemRig(
                        new ModemTraits(ModemProtocol.V2, "x", true, false, 0), Map.of(), true);
        badFrequency.runUntil(ModemState.FAULT);
        assertTrue(badFrequency.machine.reason().contains("frequency refused: BAD_VALUE"));
        badFrequency.runUntil(ModemState.CLOSED);
        badFrequency.runUntil(ModemState.FAULT);
    }

    @Test
    void waitsWhileSomebodyTalks() {
        ModemRig rig = rig(ModemProtocol.V2, ModemRig.transmitting());
        rig.runUntil(ModemState.RUNNING);
        text(rig, 20);
        rig.run(200);
        rig.transmit(1, Priority.ALERT, 2, 3);
        rig.run(1_000);
        assertTrue(rig.onAir().isEmpty(), "nothing is sent into a transmission");
        rig.runUntilEnded(1);
        assertEquals(End.SENT, rig.ends.get(1L));
        assertEquals(22, rig.heard(AirEvent.Burst.class).size());
    }

    @Test
    void aRepeaterStartsAndLeavesTheAir() {
        Map<String, String> settings = new HashMap<>(ModemRig.transmitting());
        settings.put("duplex", "on");
        settings.put("rx_hz", "430000000");
        settings.put("tx_hz", Long.toString(ModemRig.HZ));
        settings.put("hang_ms", "1000");
        ModemRig rig = rig(ModemProtocol.V2, settings);
        rig.runUntil(ModemState.RUNNING);
        rig.transmit(1, Priority.TEXT, 1, 20);
        rig.runUntilEnded(1);
        assertEquals(End.SENT, rig.ends.get(1L));
        assertEquals(ModemRig.expected(1, 20), rig.onAir());
        assertTrue(rig.modem.transmitting());
        rig.run(2_000);
        assertFalse(rig.modem.transmitting());
    }

    @Test
    void aRadioWakesTheRepeaterOnlyWherePermitted() {
        Map<String, String> settings = new HashMap<>(ModemRig.transmitting());
        settings.put("duplex", "on");
        settings.put("wake_up", "on");
        ModemRig rig = rig(ModemProtocol.V2, settings);
        rig.runUntil(ModemState.RUNNING);
        rig.modem.air(new OnAir(1, 1, 0x43, DATA_BURST.clone(), -80));
        rig.run(500);
        assertTrue(rig.modem.transmitting());
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        ModemSettings.of(
                                Map.of("rx_hz", "438500000", "duplex", "on", "wake_up", "on")));
        ModemRig silent = rig(ModemProtocol.V2, Map.of("duplex", "on"));
        silent.runUntil(ModemState.RUNNING);
        silent.modem.air(new OnAir(1, 1, 0x43, DATA_BURST.clone(), -80));
        silent.run(500);
        assertFalse(silent.modem.transmitting());
        assertEquals(1, silent.count(ModemCounter.WAKE_UPS));
    }

    @Test
    void lostPortIsNoticedAtOnce() {
        ModemRig rig = rig(ModemProtocol.V2, Map.of());
        rig.runUntil(ModemState.RUNNING);
        rig.up = false;
        rig.run(10);
        assertEquals(ModemState.CLOSED, rig.machine.state());
        rig.up = true;
        rig.runUntil(ModemState.RUNNING);
    }

    @Test
    void waitingOnesAreBoundedAndExpire() {
        ModemRig rig = rig(ModemProtocol.V2, ModemRig.transmitting());
        for (int id = 1; id <= 100; id++) {
            rig.transmit(id, Priority.ROUTINE, 2, 1);
        }
        assertEquals(36, rig.ends.size());
        assertTrue(rig.ends.values().stream().allMatch(end -> end == End.QUEUE_FULL));
        rig.transmit(101, Priority.ALERT, 2, 1);
        assertFalse(rig.ends.containsKey(101L));
        rig.modem.fault(ModemFault.SILENT, true);
        rig.run(121_000);
        assertEquals(End.EXPIRED, rig.ends.get(101L));
        assertEquals(101, rig.ends.size());
    }

    @Test
    void airtimeIsLimited() {
        Map<String, String> settings = new HashMap<>(ModemRig.transmitting());
        settings.put("longest_ms", "3000");
        settings.put("duty_percent", "10");
        ModemRig rig = rig(ModemProtocol.V2, settings);
        rig.runUntil(ModemState.RUNNING);
        rig.transmit(1, Priority.TEXT, 2, 51);
        assertEquals(End.NOT_READY, rig.ends.get(1L));
        rig.transmit(2, Priority.TEXT, 2, 50);
        rig.transmit(3, Priority.TEXT, 2, 50);
        rig.runUntilEnded(2);
        rig.run(15_000);
        assertFalse(rig.ends.containsKey(3L));
        rig.run(25_000);
        assertEquals(End.SENT, rig.ends.get(3L));
    }

    @Test
    void stopLeavesTheAir() {
        ModemRig rig = rig(ModemProtocol.V2, ModemRig.transmitting());
        rig.runUntil(ModemState.RUNNING);
        rig.transmit(1, Priority.TEXT, 2, 50);
        rig.run(1_000);
        rig.machine.stop(
                new dev.gatehouse.protocols.observation.Received(
                        java.time.Instant.EPOCH,
                        rig.nanos(),
                        dev.gatehouse.protocols.observation.TimeQuality.SYNCED));
        assertEquals(End.CLOSED, rig.ends.get(1L));
        assertEquals(0, rig.modem.mode());
    }

    @Test
    void everyPairOfStatesThatMustNotFollow() {
        int legal = 0;
        for (ModemState from : ModemState.values()) {
            for (ModemState to : ModemState.values()) {
                if (from.mayBecome(to)) {
                    assertEquals(to, from.transition(to));
                    legal++;
                } else {
                    assertThrows(IllegalStateException.class, () -> from.transition(to));
                }
            }
        }
        assertEquals(26, legal);
        for (ModemState state : ModemState.values()) {
            assertFalse(state.mayBecome(state));
            assertEquals(state != ModemState.STOPPED, state.mayBecome(ModemState.STOPPED));
        }
    }

    @Test
    void rssiTable() {
        RssiScale scale = RssiScale.of("100:-120,200:-100,300:-60");
        assertEquals(OptionalInt.of(-110), scale.dbm(150));
        assertEquals(OptionalInt.of(-80), scale.dbm(250));
        assertEquals(OptionalInt.of(-120), scale.dbm(5));
        assertEquals(OptionalInt.of(-60), scale.dbm(900));
        assertEquals(OptionalInt.empty(), scale.dbm(0));
        assertEquals(OptionalInt.of(-80), RssiScale.of("").dbm(80));
        assertThrows(IllegalArgumentException.class, () -> RssiScale.of("100"));
    }
}
