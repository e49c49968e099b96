package dev.gatehouse.drivers.trbo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.FakeOut;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioText;
import dev.gatehouse.protocols.trbo.ArsMessage;
import dev.gatehouse.protocols.trbo.LrrpDocument;
import dev.gatehouse.protocols.trbo.LrrpElement;
import dev.gatehouse.protocols.trbo.TmsMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Radios against the machine, by the clock of the test.
final class TrboMachineTest {

    /// Radio 2308107 of the sheet.
    private static final InetAddress RADIO = InetAddress.ofLiteral("12.35.56.11");

    private static final int RADIO_ID = 2_308_107;

    private final FakeOut out = new FakeOut();
    private final DispatchCounters counters = new DispatchCounters();
    private final TrboMachine machine = machine(Map.of());

    private TrboMachine machine(Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(
                        Map.of(
                                "transmit",
                                "on",
                                "authorised_hz",
                                "451000000",
                                "location_interval_s",
                                "60"));
        settings.putAll(more);
        settings.values().removeIf(String::isEmpty);
        return new TrboMachine(TrboSettings.of(settings), out, counters, new SplittableRandom(1));
    }

    private void datagram(TrboMachine to, TrboPort port, byte[] octets) {
        to.datagram(port.socket(), new InetSocketAddress(RADIO, port.number()), octets, out.now());
    }

    private void datagram(TrboPort port, String hex) {
        datagram(machine, port, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private List<String> sentOn(TrboPort port) {
        List<String> found =
                out.sent.stream()
                        .filter(sent -> sent.socket() == port.socket())
                        .map(sent -> HexFormat.of().withUpperCase().formatHex(sent.octets()))
                        .toList();
        out.sent.clear();
        return found;
    }

    @Test
    void theSheetsRegistration() {
        datagram(TrboPort.REGISTRATION, "0007 F0 20 02 3131 00 00");
        assertEquals(
                "BF01",
                HexFormat.of().withUpperCase().formatHex(out.sent.getFirst().octets(), 2, 4));
        assertEquals(new InetSocketAddress(RADIO, 4_005), out.sent.getFirst().to());
        assertEquals(List.of("0002BF01"), sentOn(TrboPort.REGISTRATION));
        RadioReport report = out.take().getFirst();
        assertEquals(RADIO_ID, report.radioId());
        assertEquals(
                new RadioRegistration(RadioRegistration.State.REGISTERED, OptionalLong.of(1_800)),
                report.event());
        assertEquals(1, counters.value(DispatchCounter.IDENTITY_MISMATCHES), "it says 11");
        datagram(TrboPort.REGISTRATION, "0001 31");
        assertEquals(
                RadioRegistration.State.DEREGISTERED,
                out.events(RadioRegistration.class).getFirst().state());
        assertEquals(List.of(), sentOn(TrboPort.REGISTRATION));
    }

    @Test
    void aRadioThatRegistersIsAskedForItsPlace() {
        datagram(TrboPort.REGISTRATION, "0002 F0 20");
        FakeOut.Sent asked = out.sent.getLast();
        assertEquals(TrboPort.LOCATION.socket(), asked.socket());
        assertEquals(new InetSocketAddress(RADIO, 4_001), asked.to());
        LrrpDocument request =
                ((Decoded.Message<LrrpDocument>) LrrpDocument.decode(asked.octets())).value();
        assertEquals(LrrpDocument.start(request.requestId(), 60), request);
        out.sent.clear();
        for (int s = 0; s < 179; s++) {
            out.later(1_000);
            machine.duty(out.now());
        }
        assertEquals(List.of(), sentOn(TrboPort.LOCATION));
        out.later(3_000);
        machine.duty(out.now());
        assertEquals(1, sentOn(TrboPort.LOCATION).size(), "three intervals without a report");
        machine.stop(out.now());
        assertEquals(List.of("0F062204" + request.requestId().hex()), sentOn(TrboPort.LOCATION));
    }

    @Test
    void overdueIsAskedThreeTimesThenGone() {
        datagram(TrboPort.REGISTRATION, "0002 F0 20");
        out.take();
        sentOn(TrboPort.REGISTRATION);
        int queries = 0;
        for (int s = 0; s < 2_700 + 241; s++) {
            out.later(1_000);
            machine.duty(out.now());
            queries +=
                    (int) sentOn(TrboPort.REGISTRATION).stream().filter("000174"::equals).count();
        }
        assertEquals(3, queries);
        assertEquals(
                RadioRegistration.State.EXPIRED,
                out.events(RadioRegistration.class).getFirst().state());
    }

    @Test
    void anAnswerToAQueryKeepsARadioPresent() {
        datagram(TrboPort.REGISTRATION, "0002 F0 20");
        for (int s = 0; s < 6_000; s++) {
            out.later(1_000);
            machine.duty(out.now());
            if (sentOn(TrboPort.REGISTRATION).contains("000174")) {
                datagram(TrboPort.REGISTRATION, "0001 3F");
            }
        }
        assertEquals(0, counters.value(DispatchCounter.PRESENCE_EXPIRED));
    }

    @Test
    void strangersAreRefusedWhereRadiosAreListed() {
        TrboMachine closed = machine(Map.of("radios", "1-100"));
        datagram(closed, TrboPort.REGISTRATION, ArsMessage.Registration.of(1, "").encode());
        assertEquals(List.of("0002FF00"), sentOn(TrboPort.REGISTRATION));
        assertEquals(
                RadioRegistration.State.REFUSED,
                out.events(RadioRegistration.class).getFirst().state());
    }

    @Test
    void withoutPermitNothingIsSentAtAll() {
        TrboMachine quiet = machine(Map.of("transmit", "", "authorised_hz", ""));
        datagram(quiet, TrboPort.REGISTRATION, ArsMessage.Registration.of(1, "").encode());
        datagram(quiet, TrboPort.TEXT, TmsMessage.Text.of(true, 5, "HELP").encode());
        assertEquals(2, out.reports.size());
        out.durable();
        for (int s = 0; s < 4_000; s++) {
            out.later(1_000);
            quiet.duty(out.now());
        }
        quiet.stop(out.now());
        assertEquals(List.of(), out.sent);
    }

    @Test
    void aTextIsAcknowledgedOnceItIsOnDisk() {
        byte[] text = TmsMessage.Text.of(true, 53, "HELP 12").encode();
        datagram(machine, TrboPort.TEXT, text);
        assertEquals("HELP 12", out.events(RadioText.class).getFirst().text());
        assertEquals(List.of(), out.sent);
        out.durable();
        assertEquals(List.of("0004BF009520"), sentOn(TrboPort.TEXT));
        out.later(10_000);
        datagram(machine, TrboPort.TEXT, text);
        assertEquals(List.of("0004BF009520"), sentOn(TrboPort.TEXT), "acknowledged again");
        assertEquals(List.of(), out.take(), "told once");
        out.later(60_000);
        datagram(machine, TrboPort.TEXT, text);
        assertEquals(1, out.take().size(), "the number has come round");
    }

    @Test
    void theSheetsTextWantsNoAcknowledgement() {
        datagram(
                TrboPort.TEXT,
                "0020A00085040D000A00540045005300540020004B004900350056004D0046000000");
        assertEquals("TEST KI5VMF", out.events(RadioText.class).getFirst().text());
        out.durable();
        assertEquals(List.of(), out.sent);
    }

    @Test
    void aTextOfOursIsSentAgainTwiceWithTheSameNumber() {
        machine.order(new OutgoingText("m1", RADIO_ID, false, "GO", false), out.now());
        String first = sentOn(TrboPort.TEXT).getFirst();
        int again = 0;
        for (int s = 0; s < 40; s++) {
            out.later(1_000);
            machine.duty(out.now());
            for (String sent : sentOn(TrboPort.TEXT)) {
                assertEquals(first, sent);
                again++;
            }
        }
        assertEquals(2, again);
        assertEquals(
                List.of(
                        new RadioDelivery("m1", RadioDelivery.State.SENT, ""),
                        new RadioDelivery("m1", RadioDelivery.State.FAILED, "NO_ANSWER")),
                out.events(RadioDelivery.class));
    }

    @Test
    void aTextOfOursThatArrives() {
        for (int i = 0; i < 300; i++) {
            machine.order(new OutgoingText("m" + i, RADIO_ID, false, "GO", false), out.now());
            TmsMessage.Text sent =
                    (TmsMessage.Text)
                            ((Decoded.Message<TmsMessage>)
                                            TmsMessage.decode(out.sent.getLast().octets()))
                                    .value();
            datagram(machine, TrboPort.TEXT, sent.acknowledgement().encode());
            assertEquals(
                    new RadioDelivery("m" + i, RadioDelivery.State.DELIVERED, ""),
                    out.events(RadioDelivery.class).getLast());
            out.later(500);
        }
        out.reports.clear();
        machine.order(new OutgoingText("all", 9, true, "GO", false), out.now());
        assertEquals(
                new InetSocketAddress(InetAddress.ofLiteral("225.0.0.9"), 4_007),
                out.sent.getLast().to());
        assertEquals(
                List.of(new RadioDelivery("all", RadioDelivery.State.SENT, "")),
                out.events(RadioDelivery.class));
    }

    @Test
    void theSheetsPlaces() {
        datagram(TrboPort.LOCATION, "0D16 2204 C0000000 51 48610C34 0AD0ECF7 0C12 6C 0036 56 A2");
        RadioLocation place = out.events(RadioLocation.class).getFirst();
        assertEquals(508_915_490, place.latitudeE7(), 10);
        assertEquals(152_101_630, place.longitudeE7(), 10);
        assertEquals(OptionalInt.of(42), place.speedCmS());
        assertEquals(OptionalInt.of(324), place.headingDegrees());
        assertEquals(OptionalInt.of(13), place.errorM());
        out.reports.clear();
        datagram(TrboPort.LOCATION, "1315 23 2F 34 1F4AD07B2E 66 47432666 0A4D56E4 6B 0B 56 20");
        assertEquals(
                Optional.empty(),
                out.events(RadioLocation.class).getFirst().fixAt(),
                "a clock of 2002 is not believed");
    }

    @Test
    void noPlace() {
        datagram(TrboPort.LOCATION, "070C 2204 2468ACE0 39 05 03 515355");
        datagram(
                machine,
                TrboPort.LOCATION,
                LrrpDocument.of(LrrpDocument.Kind.TRIGGERED_REPORT, LrrpElement.Place.point(0, 0))
                        .encode());
        datagram(TrboPort.LOCATION, "0D05 2301 37 8400");
        assertEquals(List.of(), out.reports);
        assertEquals(3, counters.value(DispatchCounter.LOCATIONS_WITHOUT_FIX));
        assertEquals(0, counters.value(DispatchCounter.UNREAD_ELEMENTS));
    }

    @Test
    void strangersAndFloodsAreCounted() {
        machine.datagram(
                0,
                new InetSocketAddress(InetAddress.ofLiteral("10.9.0.77"), 4_001),
                new byte[4],
                out.now());
        assertEquals(1, counters.value(DispatchCounter.UNKNOWN_PEER));
        for (int i = 0; i < 100; i++) {
            datagram(TrboPort.REGISTRATION, "0002 F0 20");
        }
        assertEquals(10, counters.value(DispatchCounter.REGISTRATIONS));
        assertEquals(90, counters.value(DispatchCounter.RATE_LIMITED));
    }

    @Test
    void anyOctetsOnAnyPort() {
        SplittableRandom random = new SplittableRandom(Long.getLong("gatehouse.seed", 20_261_122L));
        TrboMachine open = machine(Map.of("messages_per_second", "10000"));
        for (int i = 0; i < 30_000; i++) {
            byte[] octets = new byte[random.nextInt(60)];
            random.nextBytes(octets);
            if (octets.length > 2) {
                octets[0] = 0;
                octets[1] = (byte) random.nextInt(octets.length);
            }
            out.later(5);
            datagram(open, TrboPort.ALL.get(random.nextInt(TrboPort.ALL.size())), octets);
            if (i % 100 == 0) {
                open.duty(out.now());
                out.sent.clear();
                out.durable();
            }
        }
        out.reports.clear();
        out.later(10_000);
        datagram(open, TrboPort.REGISTRATION, ArsMessage.Registration.of(1, "").encode());
        assertEquals(1, out.events(RadioRegistration.class).size(), "it still listens");
    }

    @Test
    void settingsSayWhatTheyExpect() {
        assertFalse(TrboSettings.of(Map.of()).maySend());
        assertTrue(
                TrboSettings.of(Map.of("transmit", "on", "authorised_hz", "451000000")).maySend());
        for (Map<String, String> bad :
                List.of(
                        Map.of("transmit", "on"),
                        Map.of("network", "0"),
                        Map.of("refresh_half_hours", "x"),
                        Map.of("radios", "99999999"),
                        Map.of("unknown", "1"))) {
            assertThrows(IllegalArgumentException.class, () -> TrboSettings.of(bad));
        }
    }
}
