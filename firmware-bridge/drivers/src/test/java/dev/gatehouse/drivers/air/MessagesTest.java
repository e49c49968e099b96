package dev.gatehouse.drivers.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.AirEvent.Burst;
import dev.gatehouse.drivers.radio.AirEvent.Claim;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.data.NetworkAddress;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import dev.gatehouse.protocols.dmr.data.Rate;
import dev.gatehouse.protocols.dmr.data.Route;
import dev.gatehouse.protocols.dmr.data.Sap;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.data.TextWriter;
import dev.gatehouse.protocols.dmr.data.UdpDatagram;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ServiceOptions;
import dev.gatehouse.protocols.dmr.link.UnitCsbk;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import dev.gatehouse.protocols.observation.RadioText;
import dev.gatehouse.protocols.trbo.ArsMessage;
import dev.gatehouse.protocols.trbo.LrrpDocument;
import dev.gatehouse.protocols.trbo.LrrpElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Texts, places and presence in packets and control blocks.
class MessagesTest {

    private static final RadioAddress RADIO = new RadioAddress(1_234_567);
    private static final RadioAddress DISPATCH = new RadioAddress(2_308_094);

    private final Ears ears = new Ears(0);

    private static OutgoingPacket text(TextDialect dialect, boolean confirmed, int sequence) {
        return new TextWriter(RADIO, DISPATCH, false, confirmed, Rate.HALF, sequence)
                .write(dialect, "lane 3 closed")
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(TextDialect.class)
    void textsOfEveryDialectAreHeard(TextDialect dialect) {
        ears.hear(MadeUpAir.packet(text(dialect, false, 1), 3));
        ears.pass(1_000);
        List<RadioText> texts = ears.events(RadioText.class);
        assertEquals(1, texts.size());
        assertEquals("lane 3 closed", texts.getFirst().text());
        assertTrue(texts.getFirst().verified());
        RadioReport report = ears.reports().getFirst();
        assertEquals(RADIO.number(), report.radioId());
        assertEquals(OptionalInt.of(DISPATCH.number()), report.targetId());
        switch (dialect) {
            case MOTOROLA, MOTOROLA_COMPRESSED -> {
                assertEquals(RadioText.Dialect.MOTOROLA, texts.getFirst().dialect());
                assertEquals(
                        List.of(new MakerSign(MakerSign.Kind.TEXT_DIALECT, "MOTOROLA")),
                        report.signs());
            }
            case HYTERA -> assertEquals(RadioText.Dialect.HYTERA, texts.getFirst().dialect());
            case STANDARD, STANDARD_COMPRESSED, SHORT_DATA -> {
                assertEquals(RadioText.Dialect.STANDARD, texts.getFirst().dialect());
                assertTrue(report.signs().isEmpty());
            }
            case RAW, UNIFIED -> assertEquals(RadioText.Dialect.OTHER, texts.getFirst().dialect());
        }
    }

    @Test
    void aTextSentAgainOrHeardTwiceIsOne() {
        OutgoingPacket packet = text(TextDialect.STANDARD, true, 1);
        ears.hear(MadeUpAir.packet(packet, 1));
        ears.pass(4_000);
        ears.hear(MadeUpAir.packet(packet, 1));
        assertEquals(1, ears.events(RadioText.class).size());
        assertEquals(1, ears.counters.value(AirCounter.COPIES));
        ears.pass(Messages.RETRY_MS + 1_000);
        ears.hear(MadeUpAir.packet(packet, 1));
        assertEquals(2, ears.events(RadioText.class).size(), "after that it is another");
    }

    @Test
    void fadingIsRepairedAndWhatCannotBeIsCounted() {
        Random random = Seeds.random("fading");
        for (int round = 0; round < 50; round++) {
            Ears fading = new Ears(0);
            for (byte[] burst : MadeUpAir.packet(text(TextDialect.MOTOROLA, false, 1), 2)) {
                fading.hear(MadeUpAir.faded(burst, random.nextInt(3), random));
            }
            assertEquals(1, fading.events(RadioText.class).size(), "round " + round);
        }
        List<byte[]> bursts = MadeUpAir.packet(text(TextDialect.MOTOROLA, false, 1), 2);
        ears.hear(bursts.subList(0, bursts.size() - 1));
        ears.hear(MadeUpAir.faded(bursts.getLast(), 60, random));
        ears.pass(1_000);
        assertTrue(ears.told.isEmpty());
        assertEquals(
                1,
                ears.counters.value(AirCounter.PACKETS_BAD_SUM)
                        + ears.counters.value(AirCounter.PACKETS_LOST_BLOCKS));
    }

    @Test
    void aWrongSumIsNoText() {
        OutgoingPacket packet = text(TextDialect.HYTERA, false, 1);
        List<byte[]> bursts = MadeUpAir.packet(packet, 0);
        byte[] block = packet.blocks().getLast().toArray();
        block[0] ^= 1;
        ears.hear(bursts.subList(0, bursts.size() - 1));
        ears.hear(MadeUpAir.data(packet.rate().type(), Octets.of(block)));
        assertTrue(ears.told.isEmpty());
        assertEquals(1, ears.counters.value(AirCounter.PACKETS_BAD_SUM));
    }

    @Test
    void blocksThatOvertookEachOtherArePutRight() {
        List<byte[]> bursts = MadeUpAir.packet(text(TextDialect.MOTOROLA, false, 1), 0);
        int[] order = {0, 2, 1, 3, 5, 6, 4};
        for (int at = 0; at < bursts.size(); at++) {
            int which = at < order.length ? order[at] : at;
            ears.pass(60);
            ears.listener.take(
                    new Burst(
                            "radio1",
                            1,
                            bursts.get(which),
                            new Claim(Claim.Kind.DATA, 6),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            Optional.of(new AirEvent.Route(5, 1, 2, true, 77, (250 + which) % 256)),
                            ears.now()));
        }
        ears.pass(600);
        assertEquals(1, ears.events(RadioText.class).size());
        assertTrue(ears.counters.value(AirCounter.BURSTS_REORDERED) > 0);
        assertEquals(1, ears.reports().getFirst().slot());
    }

    private static OutgoingPacket datagram(int port, byte[] payload) {
        Octets data =
                UdpDatagram.of(
                                7,
                                64,
                                new NetworkAddress(NetworkAddress.RADIOS, RADIO),
                                new NetworkAddress(NetworkAddress.RADIOS, DISPATCH),
                                port,
                                Octets.of(payload))
                        .encode();
        return OutgoingPacket.unconfirmed(
                        new Route(false, false, Sap.IP, DISPATCH, RADIO), data, Rate.HALF, 0)
                .orElseThrow();
    }

    @Test
    void presenceAndPlaceOverDataAreHeard() {
        ears.hear(
                MadeUpAir.packet(
                        datagram(
                                4_005,
                                ArsMessage.Registration.of(ArsMessage.Registration.FIRST, "1234567")
                                        .encode()),
                        1));
        assertEquals(
                RadioRegistration.State.REGISTERED,
                ears.events(RadioRegistration.class).getFirst().state());
        assertEquals(
                List.of(new MakerSign(MakerSign.Kind.DATA_SERVICE, "ARS")),
                ears.reports().getFirst().signs());
        ears.hear(
                MadeUpAir.packet(
                        datagram(
                                4_001,
                                LrrpDocument.of(
                                                LrrpDocument.Kind.TRIGGERED_REPORT,
                                                LrrpElement.Place.circle(48.2, 16.4, 12),
                                                LrrpElement.Speed.horizontal(3.5),
                                                new LrrpElement.Direction(45))
                                        .encode()),
                        1));
        RadioLocation place = ears.events(RadioLocation.class).getFirst();
        assertEquals(482_000_000, place.latitudeE7(), 10);
        assertEquals(164_000_000, place.longitudeE7(), 10);
        assertEquals(OptionalInt.of(350), place.speedCmS());
        assertEquals(OptionalInt.of(90), place.headingDegrees());
        assertEquals(OptionalInt.of(12), place.errorM());
        assertTrue(place.verified());
        ears.hear(MadeUpAir.packet(datagram(4_005, new byte[] {0, 9, 1}), 1));
        assertEquals(1, ears.counters.value(AirCounter.CONTENT_REJECTED));
        ears.hear(
                MadeUpAir.packet(datagram(4_005, ArsMessage.Deregistration.ofRadio().encode()), 1));
        assertEquals(
                RadioRegistration.State.DEREGISTERED,
                ears.events(RadioRegistration.class).getLast().state());
    }

    @Test
    void theRegistrationInAControlBlockOfTheSheetIsHeard() {
        ears.hear(MadeUpAir.data(DataType.CSBK, Octets.ofHex("88100008FD2337FDF020E68B")));
        assertEquals(
                RadioRegistration.State.REGISTERED,
                ears.events(RadioRegistration.class).getFirst().state());
        assertEquals(2_308_093, ears.reports().getFirst().radioId());
        assertEquals(OptionalInt.of(2_301), ears.reports().getFirst().targetId());
        ears.hear(
                MadeUpAir.block(UnitCsbk.of(UnitCsbk.Kind.REGISTRATION, 0x3100, DISPATCH, RADIO)));
        assertEquals(
                RadioRegistration.State.DEREGISTERED,
                ears.events(RadioRegistration.class).getLast().state());
    }

    @Test
    void blocksOfInfrastructureAreSignsOfTheRepeaterNowAndThen() {
        Csbk block =
                new Csbk.Opaque(
                        new Csbk.Head(true, false, 0x3E, 0x10), Octets.ofHex("0000000000000000"));
        for (int i = 0; i < 20; i++) {
            ears.hear(MadeUpAir.block(block));
        }
        assertEquals(1, ears.told.size());
        assertEquals(0, ears.reports().getFirst().radioId());
        assertEquals(
                List.of(new MakerSign(MakerSign.Kind.INFRASTRUCTURE_BLOCK, "10/3E")),
                ears.reports().getFirst().signs());
        assertEquals("HEARD", ears.events(RadioHealth.class).getFirst().code());
        ears.pass(Messages.SIGN_MS);
        ears.hear(MadeUpAir.block(block));
        assertEquals(2, ears.told.size());
    }

    /// A thousand registrations a second through forty repeaters, each radio another.
    @Test
    void aStormOfRegistrationsIsHeardAndBounded() {
        int radios = 20_000;
        for (int radio = 1; radio <= radios; radio++) {
            ears.nanos += 1_000_000L;
            ears.listener.take(
                    new Burst(
                            "radio1",
                            1 + radio % 2,
                            registration(radio),
                            new Claim(Claim.Kind.DATA, 3),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            Optional.of(
                                    new AirEvent.Route(
                                            radio % 40, radio, 1, true, radio, radio % 256)),
                            ears.now()));
            if (radio % 60 == 0) {
                ears.duty();
            }
        }
        assertEquals(radios, ears.events(RadioRegistration.class).size());
        assertEquals(radios, ears.told.stream().map(one -> one.eventId()).distinct().count());
        assertTrue(ears.listener.remembered() <= AirListener.MAX_SLOTS + Habits.MAX_RADIOS);
        assertTrue(ears.listener.slots() <= 80);
    }

    private static byte[] registration(int radio) {
        return MadeUpAir.block(
                UnitCsbk.of(
                        UnitCsbk.Kind.REGISTRATION,
                        0xF020,
                        new RadioAddress(1),
                        new RadioAddress(radio)));
    }

    @Test
    void oneRadioCannotFillTheBooth() {
        int calls = 500;
        for (int i = 1; i <= calls; i++) {
            ears.nanos += 1_000_000L;
            var call = VoiceChannelUser.toGroup(ServiceOptions.NONE, new RadioAddress(i), RADIO);
            ears.take(MadeUpAir.header(call), OptionalInt.empty(), Optional.empty());
        }
        assertTrue(
                ears.told.size() <= 2 * (Reporter.BURST + Reporter.RATE), "starts, and their ends");
        assertTrue(ears.told.size() >= Reporter.BURST);
        assertEquals(
                calls,
                ears.counters.value(AirCounter.SOURCE_LIMITED)
                        + ears.events(RadioCall.class).stream()
                                .filter(call -> call.phase() == RadioCall.Phase.START)
                                .count());
    }

    @Test
    void thousandsOfRepeatersThatNobodyKnowsAreBounded() {
        for (int repeater = 0; repeater < 5_000; repeater++) {
            ears.nanos += 100_000L;
            ears.listener.take(
                    new Burst(
                            "radio1",
                            1,
                            registration(repeater + 1),
                            new Claim(Claim.Kind.DATA, 3),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            Optional.of(new AirEvent.Route(repeater, 1, 1, true, 1, 0)),
                            ears.now()));
        }
        assertTrue(ears.listener.slots() <= AirListener.MAX_SLOTS);
        assertTrue(ears.counters.value(AirCounter.SLOTS_EVICTED) > 0);
        ears.pass(AirListener.IDLE_MS + 1_000);
        assertEquals(0, ears.listener.slots());
    }

    @Test
    void anyOctetsInAnyOrderAreTakenWithoutHarm() {
        Random random = Seeds.random("any octets");
        List<byte[]> known = new ArrayList<>();
        for (TextDialect dialect : TextDialect.values()) {
            known.addAll(MadeUpAir.packet(text(dialect, false, 3), 1));
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] burst = known.get(random.nextInt(known.size())).clone();
            switch (random.nextInt(4)) {
                case 0 -> random.nextBytes(burst);
                case 1 -> burst[random.nextInt(33)] ^= (byte) (1 << random.nextInt(8));
                case 2 ->
                        System.arraycopy(known.get(random.nextInt(known.size())), 0, burst, 0, 16);
                default -> {
                    // as it is, at a time when nobody expects it
                }
            }
            ears.nanos += random.nextInt(100) * 1_000_000L;
            ears.listener.take(
                    new Burst(
                            "radio1",
                            1 + random.nextInt(2),
                            burst,
                            new Claim(Claim.Kind.DATA, random.nextInt(16)),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            random.nextBoolean()
                                    ? Optional.empty()
                                    : Optional.of(
                                            new AirEvent.Route(
                                                    random.nextInt(4),
                                                    1,
                                                    2,
                                                    true,
                                                    random.nextInt(3),
                                                    random.nextInt(256))),
                            ears.now()));
            ears.duty();
        }
        assertTrue(ears.counters.value(AirCounter.BURSTS_UNREADABLE) > 0);
        assertFalse(ears.listener.slots() > 12);
    }
}
