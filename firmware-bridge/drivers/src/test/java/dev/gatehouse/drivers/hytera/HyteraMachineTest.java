package dev.gatehouse.drivers.hytera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.FakeOut;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RadioAddress;
import dev.gatehouse.protocols.hytera.GpsBlock;
import dev.gatehouse.protocols.hytera.HdapFrame;
import dev.gatehouse.protocols.hytera.HdapMessage;
import dev.gatehouse.protocols.hytera.HstrpOption;
import dev.gatehouse.protocols.hytera.HstrpPacket;
import dev.gatehouse.protocols.hytera.IpscBurst;
import dev.gatehouse.protocols.hytera.Lp;
import dev.gatehouse.protocols.hytera.P2pCommand;
import dev.gatehouse.protocols.hytera.Rcp;
import dev.gatehouse.protocols.hytera.Rrs;
import dev.gatehouse.protocols.hytera.Tmp;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioText;
import dev.gatehouse.protocols.observation.Received;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// One repeater against the machine, by the clock of the test.
final class HyteraMachineTest {

    private static final InetAddress REPEATER = InetAddress.ofLiteral("10.9.0.3");
    private static final List<HstrpOption> OPTIONS = HstrpOption.of(99_999, 2);
    private static final RadioAddress RADIO = new RadioAddress(10, 100);

    private final FakeOut out = new FakeOut();
    private final DispatchCounters counters = new DispatchCounters();
    private final List<IpscBurst> bursts = new ArrayList<>();
    private final HyteraMachine machine = machine(Map.of());
    private int sequence;

    private HyteraMachine machine(Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(
                        Map.of(
                                "repeaters",
                                "10.9.0.3=99999, 10.9.0.4",
                                "covered_equipment_reason",
                                "test",
                                "transmit",
                                "on",
                                "authorised_hz",
                                "451000000",
                                "bursts",
                                "on"));
        settings.putAll(more);
        settings.values().removeIf(String::isEmpty);
        return new HyteraMachine(
                HyteraSettings.of(settings), out, counters, Optional.of(new Kept()));
    }

    private final class Kept implements BurstSink {
        @Override
        public void burst(InetAddress repeater, IpscBurst burst, Received received) {
            bursts.add(burst);
        }

        @Override
        public void duty(Received now) {}

        @Override
        public void stop(Received now) {}

        @Override
        public Map<String, Long> counters() {
            return Map.of();
        }
    }

    private void datagram(HyteraMachine to, HyteraPort port, byte[] octets) {
        to.datagram(
                port.socket(), new InetSocketAddress(REPEATER, port.number()), octets, out.now());
    }

    private void hdap(HyteraPort port, HdapMessage message) {
        hdap(machine, port, message);
    }

    private void hdap(HyteraMachine to, HyteraPort port, HdapMessage message) {
        sequence++;
        datagram(
                to,
                port,
                HstrpPacket.data(
                                sequence,
                                OPTIONS,
                                Octets.of(new HdapFrame(false, message).encode()))
                        .encode());
    }

    private void connect(HyteraPort port) {
        datagram(machine, port, HstrpPacket.connect(2, OPTIONS).encode());
    }

    /// HDAP messages sent on a port, in order; forgets everything that was sent.
    private List<HdapMessage> sentOn(HyteraPort port) {
        List<HdapMessage> found = new ArrayList<>();
        for (FakeOut.Sent one : out.sent) {
            if (one.socket() == port.socket()
                    && HstrpPacket.decode(one.octets())
                            instanceof Decoded.Message<HstrpPacket>(HstrpPacket packet)
                    && HdapFrame.decode(packet.payload().toArray())
                            instanceof Decoded.Message<HdapFrame>(HdapFrame frame)) {
                found.add(frame.message());
            }
        }
        out.sent.clear();
        return found;
    }

    private static String hex(FakeOut.Sent sent) {
        return HexFormat.of().withUpperCase().formatHex(sent.octets());
    }

    /// The exchange of sheet section 5, byte for byte.
    @Test
    void theSheetsRegistration() {
        connect(HyteraPort.REGISTRATION_2);
        out.sent.clear();
        out.take();
        datagram(
                machine,
                HyteraPort.REGISTRATION_2,
                HexFormat.of()
                        .parseHex("32420020000183040001869F0401021100030004" + "0A000064BD03"));
        assertEquals("32420021000183040001869F040102", hex(out.sent.get(0)));
        assertEquals(
                "32420020000183040001869F040102" // our own number, options copied
                        + "11008000090A000064000000012C0E03", // accepted, renew in 300 s
                hex(out.sent.get(1)));
        assertEquals(2, out.sent.size());
        RadioReport report = out.take().getFirst();
        assertEquals(100, report.radioId());
        assertEquals(2, report.slot());
        assertEquals(
                new RadioRegistration(RadioRegistration.State.REGISTERED, OptionalLong.of(300)),
                report.event());
    }

    @Test
    void registersRenewsLeaves() {
        connect(HyteraPort.REGISTRATION_2);
        out.take();
        hdap(HyteraPort.REGISTRATION_2, new Rrs.Registration(RADIO));
        hdap(HyteraPort.REGISTRATION_2, new Rrs.Offline(RADIO));
        assertEquals(
                List.of(RadioRegistration.State.REGISTERED, RadioRegistration.State.DEREGISTERED),
                out.events(RadioRegistration.class).stream()
                        .map(RadioRegistration::state)
                        .toList());
    }

    @Test
    void overdueIsAskedThreeTimesThenGone() {
        connect(HyteraPort.REGISTRATION_2);
        hdap(HyteraPort.REGISTRATION_2, new Rrs.Registration(RADIO));
        out.take();
        int checks = 0;
        for (int s = 0; s < 1_000; s++) {
            out.later(1_000);
            if (s % 10 == 0) {
                // the line itself lives
                datagram(machine, HyteraPort.REGISTRATION_2, HstrpPacket.heartbeat().encode());
            }
            machine.duty(out.now());
            for (HdapMessage sent : sentOn(HyteraPort.REGISTRATION_2)) {
                checks += sent.equals(new Rrs.Check(RADIO)) ? 1 : 0;
            }
        }
        // a check that is never acknowledged is sent four times
        assertTrue(checks >= 3, checks + " checks");
        assertEquals(3, counters.value(DispatchCounter.PRESENCE_CHECKS));
        assertEquals(
                RadioRegistration.State.EXPIRED,
                out.events(RadioRegistration.class).getFirst().state());
    }

    @Test
    void strangersAreRefusedWhereRadiosAreListed() {
        HyteraMachine closed = machine(Map.of("radios", "1-99,200"));
        datagram(closed, HyteraPort.REGISTRATION_2, HstrpPacket.connect(1, OPTIONS).encode());
        out.take();
        hdap(closed, HyteraPort.REGISTRATION_2, new Rrs.Registration(RADIO));
        assertEquals(
                RadioRegistration.State.REFUSED,
                out.events(RadioRegistration.class).getFirst().state());
        assertTrue(
                sentOn(HyteraPort.REGISTRATION_2)
                        .contains(
                                new Rrs.RegistrationAnswer(
                                        RADIO, Rrs.RegistrationAnswer.FAILED, 0)));
    }

    @Test
    void withoutPermitNothingIsSentThatGoesOnTheAir() {
        HyteraMachine quiet = machine(Map.of("transmit", "", "authorised_hz", ""));
        for (HyteraPort port : HyteraPort.ALL) {
            if (port.session()) {
                datagram(quiet, port, HstrpPacket.connect(1, OPTIONS).encode());
            }
        }
        out.sent.clear();
        hdap(quiet, HyteraPort.REGISTRATION_2, new Rrs.Registration(RADIO));
        hdap(
                quiet,
                HyteraPort.TEXT_2,
                Tmp.Message.privateText(1, new RadioAddress(10, 1), RADIO, "HELLO"));
        out.durable();
        for (int s = 0; s < 2_000; s++) {
            out.later(1_000);
            quiet.duty(out.now());
        }
        List<HdapMessage> sent = sentOn(HyteraPort.REGISTRATION_2);
        sent.addAll(sentOn(HyteraPort.TEXT_2));
        assertEquals(List.of(), sent);
    }

    @Test
    void placesWithAndWithoutFix() {
        GpsBlock place =
                GpsBlock.of(50.087465, -14.421253, Instant.parse("2026-11-22T10:15:03Z"), 10, 90);
        hdap(HyteraPort.LOCATION_2, Lp.Report.of(1, RADIO, Lp.OK, place));
        hdap(HyteraPort.LOCATION_2, Lp.Report.of(1, RADIO, Lp.OK, GpsBlock.withoutFix()));
        hdap(HyteraPort.LOCATION_2, Lp.Report.of(1, RADIO, 6, place));
        RadioLocation found = out.events(RadioLocation.class).getFirst();
        assertEquals(1, out.events(RadioLocation.class).size());
        assertEquals(500_874_650, found.latitudeE7(), 20);
        assertEquals(-144_212_530, found.longitudeE7(), 20);
        assertEquals(OptionalInt.of(514), found.speedCmS());
        assertEquals(OptionalInt.of(90), found.headingDegrees());
        assertEquals(2, counters.value(DispatchCounter.LOCATIONS_WITHOUT_FIX));
    }

    @Test
    void everyKindOfEmergency() {
        GpsBlock place = GpsBlock.of(50, 14, Instant.parse("2026-11-22T10:15:03Z"), 0, 0);
        hdap(HyteraPort.LOCATION_1, new Lp.Emergency(RADIO, 1, place));
        hdap(HyteraPort.LOCATION_1, new Lp.Emergency(RADIO, 1, GpsBlock.withoutFix()));
        hdap(HyteraPort.LOCATION_1, new Lp.EmergencyWithData(RADIO, Octets.ofHex("0102")));
        hdap(HyteraPort.CALLS_1, new Rcp.RepeaterStatus(0, 0, 1, 3, 9, 100));
        hdap(HyteraPort.CALLS_1, new Rcp.StatusReport(Rcp.StatusReport.MAN_DOWN, 1));
        hdap(HyteraPort.CALLS_1, new Rcp.StatusReport(Rcp.StatusReport.MAN_DOWN, 0));
        hdap(HyteraPort.CALLS_1, new Rcp.StatusReport(Rcp.StatusReport.MAN_DOWN, 0));
        List<RadioEmergency> found = out.events(RadioEmergency.class);
        assertEquals(6, found.size());
        assertTrue(found.get(0).location().isPresent());
        assertTrue(found.get(1).location().isEmpty(), "still an emergency");
        assertEquals(RadioEmergency.Evidence.CALL_TYPE, found.get(3).evidence());
        assertEquals(RadioEmergency.Evidence.STATUS, found.get(4).evidence());
        assertFalse(found.get(4).cancelled());
        assertTrue(found.get(5).cancelled());
    }

    @Test
    void calls() {
        hdap(HyteraPort.CALLS_1, new Rcp.RepeaterStatus(0, 0, 1, 1, 9, 100));
        out.later(2_000);
        hdap(HyteraPort.CALLS_1, new Rcp.RepeaterStatus(0, 0, 1, 1, 9, 100));
        hdap(HyteraPort.CALLS_1, new Rcp.RepeaterStatus(0, 1, 1, 1, 9, 100));
        hdap(HyteraPort.CALLS_1, new Rcp.RepeaterStatus(0, 0, 1, 0, 101, 102));
        hdap(HyteraPort.CALLS_1, new Rcp.RepeaterStatus(0, 0, 1, 0, 102, 101));
        hdap(HyteraPort.CALLS_1, new Rcp.RepeaterStatus(1, 5, 0, 0, 0, 0));
        List<RadioReport> reports = out.take();
        List<RadioCall.End> ends =
                reports.stream().map(report -> ((RadioCall) report.event()).end()).toList();
        assertEquals(
                List.of(
                        RadioCall.End.NONE,
                        RadioCall.End.TERMINATOR,
                        RadioCall.End.NONE,
                        RadioCall.End.SUPERSEDED,
                        RadioCall.End.NONE,
                        RadioCall.End.TERMINATOR),
                ends);
        assertEquals(100, reports.getFirst().radioId());
        assertEquals(OptionalInt.of(9), reports.getFirst().targetId());
        assertTrue(reports.getFirst().group());
        assertEquals(OptionalLong.of(2_000), ((RadioCall) reports.get(1).event()).durationMs());
    }

    @Test
    void aTextIsConfirmedToItsRadioOnceItIsOnDisk() {
        connect(HyteraPort.TEXT_2);
        sentOn(HyteraPort.TEXT_2);
        out.take();
        Tmp.Message text =
                Tmp.Message.privateText(7, new RadioAddress(10, 1), RADIO, "HELP\u0007 12");
        hdap(HyteraPort.TEXT_2, text);
        assertEquals(List.of(), sentOn(HyteraPort.TEXT_2));
        assertEquals("HELP\uFFFD 12", out.events(RadioText.class).getFirst().text());
        out.durable();
        assertEquals(List.of(text.answer(Tmp.Answer.OK)), sentOn(HyteraPort.TEXT_2));
        // under another number of the connection: the same text all the same
        hdap(HyteraPort.TEXT_2, text);
        assertEquals(List.of(), out.take());
        assertTrue(sentOn(HyteraPort.TEXT_2).contains(text.answer(Tmp.Answer.OK)));
    }

    @Test
    void aTextThatAFullBoothDidNotTakeIsTakenTheSecondTime() {
        Tmp.Message text = Tmp.Message.privateText(7, new RadioAddress(10, 1), RADIO, "HELP");
        out.full = true;
        hdap(HyteraPort.TEXT_2, text);
        out.full = false;
        hdap(HyteraPort.TEXT_2, text);
        assertEquals(1, out.events(RadioText.class).size());
    }

    @Test
    void aTextOfOursUntilItsAnswer() {
        connect(HyteraPort.TEXT_2);
        out.sent.clear();
        out.take();
        machine.order(new OutgoingText("m1", 100, false, "GO", false), out.now());
        HstrpPacket data = lastPacket();
        Tmp.Message sent = (Tmp.Message) sentOn(HyteraPort.TEXT_2).getLast();
        assertEquals("GO", sent.text());
        assertEquals(100, sent.destination().id());
        datagram(machine, HyteraPort.TEXT_2, data.answered(HstrpPacket.Answer.ACK).encode());
        // as a real repeater answers: network octet 0, source 1
        hdap(
                HyteraPort.TEXT_2,
                new Tmp.Answer(
                        Tmp.Answer.Kind.PRIVATE_TEXT,
                        false,
                        java.util.Optional.empty(),
                        sent.requestId(),
                        new RadioAddress(0, 100),
                        java.util.Optional.of(new RadioAddress(0, 1)),
                        Tmp.Answer.OK));
        assertEquals(
                List.of(
                        new RadioDelivery("m1", RadioDelivery.State.SENT, ""),
                        new RadioDelivery("m1", RadioDelivery.State.DELIVERED, "")),
                out.events(RadioDelivery.class));
    }

    private HstrpPacket lastPacket() {
        return assertInstanceOf(
                HstrpPacket.class,
                ((Decoded.Message<HstrpPacket>) HstrpPacket.decode(out.sent.getLast().octets()))
                        .value());
    }

    @Test
    void aTextOfOursThatNobodyAnswers() {
        connect(HyteraPort.TEXT_2);
        out.sent.clear();
        machine.order(new OutgoingText("m1", 100, false, "GO", false), out.now());
        datagram(
                machine, HyteraPort.TEXT_2, lastPacket().answered(HstrpPacket.Answer.ACK).encode());
        machine.order(new OutgoingText("m2", 9, true, "ALL", false), out.now());
        datagram(
                machine, HyteraPort.TEXT_2, lastPacket().answered(HstrpPacket.Answer.ACK).encode());
        machine.order(new OutgoingText("m3", 101, false, "LOST", false), out.now());
        for (int s = 0; s < 40; s++) {
            out.later(1_000);
            machine.duty(out.now());
        }
        Map<String, RadioDelivery> last = new HashMap<>();
        out.events(RadioDelivery.class).forEach(one -> last.put(one.messageId(), one));
        assertEquals(
                new RadioDelivery("m1", RadioDelivery.State.FAILED, "NO_ANSWER"), last.get("m1"));
        assertEquals(
                new RadioDelivery("m2", RadioDelivery.State.SENT, ""),
                last.get("m2"),
                "a group confirms nothing");
        assertEquals(
                new RadioDelivery("m3", RadioDelivery.State.FAILED, "HSTRP_NO_ANSWER"),
                last.get("m3"));
    }

    @Test
    void aLineThatComesUpIsAskedForCallsAndOneThatFallsSilentIsTold() {
        connect(HyteraPort.CALLS_1);
        assertEquals(
                new RadioHealth(RadioHealth.Condition.UP, "CONNECTED"),
                out.events(RadioHealth.class).getFirst());
        List<HdapMessage> asked = sentOn(HyteraPort.CALLS_1);
        assertEquals(new Rcp.IdQuery(Rcp.IdQuery.ID), asked.getFirst());
        assertEquals(4, asked.size());
        hdap(HyteraPort.CALLS_1, new Rcp.RepeaterStatus(0, 0, 1, 1, 9, 100));
        out.take();
        out.later(60_000);
        machine.duty(out.now());
        assertEquals(RadioCall.End.LINK_LOST, out.events(RadioCall.class).getFirst().end());
        assertEquals(
                new RadioHealth(RadioHealth.Condition.DOWN, "LINK_LOST"),
                out.events(RadioHealth.class).getFirst());
    }

    @Test
    void strangersAndFloodsAreCounted() {
        machine.datagram(
                0,
                new InetSocketAddress(InetAddress.ofLiteral("10.9.0.77"), 30_001),
                HstrpPacket.connect(1, OPTIONS).encode(),
                out.now());
        assertEquals(1, counters.value(DispatchCounter.UNKNOWN_PEER));
        for (int i = 0; i < 1_000; i++) {
            hdap(HyteraPort.REGISTRATION_1, new Rrs.Registration(new RadioAddress(10, i)));
        }
        hdap(HyteraPort.LOCATION_1, new Lp.Emergency(RADIO, 1, GpsBlock.withoutFix()));
        assertEquals(100, counters.value(DispatchCounter.REGISTRATIONS), "burst of the limit");
        assertEquals(900, counters.value(DispatchCounter.RATE_LIMITED));
        assertEquals(
                1, counters.value(DispatchCounter.EMERGENCIES), "a call for help goes through");
    }

    @Test
    void aRepeaterRegistersAndSendsBursts() {
        IpscBurst burst =
                new IpscBurst(
                        1,
                        IpscBurst.NORMAL,
                        1,
                        IpscBurst.SlotType.CSBK,
                        1,
                        Octets.of(new byte[IpscBurst.BURST_BYTES]),
                        0,
                        9,
                        100,
                        IpscBurst.Unproven.usual(1));
        datagram(machine, HyteraPort.BURSTS, burst.encode());
        assertEquals("00", hex(out.sent.getLast()), "it has to register first");
        datagram(machine, HyteraPort.P2P, P2pCommand.request(P2pCommand.Step.REGISTER).encode());
        datagram(
                machine, HyteraPort.P2P, P2pCommand.request(P2pCommand.Step.START_BURSTS).encode());
        assertTrue(hex(out.sent.getLast()).endsWith("FF0151C3"));
        datagram(machine, HyteraPort.BURSTS, burst.encode());
        datagram(machine, HyteraPort.BURSTS, burst.encode());
        assertEquals(List.of(burst), bursts);
        assertEquals(1, counters.value(DispatchCounter.DUPLICATES));
    }

    @Test
    void anyOctetsOnAnyPort() {
        SplittableRandom random = new SplittableRandom(Long.getLong("gatehouse.seed", 20_261_122L));
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(90)];
            random.nextBytes(octets);
            if (octets.length > 6 && random.nextBoolean()) {
                octets[0] = 0x32;
                octets[1] = 0x42;
                octets[2] = 0;
                octets[3] &= 0x3F;
            }
            out.later(5);
            datagram(machine, HyteraPort.ALL.get(random.nextInt(HyteraPort.ALL.size())), octets);
            if (i % 100 == 0) {
                machine.duty(out.now());
                out.sent.clear();
            }
        }
        out.reports.clear();
        connect(HyteraPort.REGISTRATION_2);
        hdap(HyteraPort.REGISTRATION_2, new Rrs.Registration(RADIO));
        assertEquals(1, out.events(RadioRegistration.class).size(), "it still listens");
    }

    @Test
    void settingsSayWhatTheyExpect() {
        Map<String, String> good =
                Map.of("repeaters", "10.0.0.1", "covered_equipment_reason", "installed base");
        assertFalse(HyteraSettings.of(good).maySend());
        for (Map<String, String> bad :
                List.of(
                        Map.of("repeaters", "10.0.0.1"),
                        Map.of("covered_equipment_reason", "x"),
                        Map.of("repeaters", "host", "covered_equipment_reason", "x"),
                        Map.of("repeaters", "10.0.0.1=a", "covered_equipment_reason", "x"),
                        with(good, "renew_s", "5"),
                        with(good, "connect", "maybe"),
                        with(good, "radios", "9-1"),
                        with(good, "transmit", "on"),
                        with(good, "unknown", "1"))) {
            assertThrows(IllegalArgumentException.class, () -> HyteraSettings.of(bad));
        }
    }

    private static Map<String, String> with(
            Map<String, String> settings, String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return more;
    }
}
