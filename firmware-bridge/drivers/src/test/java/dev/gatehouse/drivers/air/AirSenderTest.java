package dev.gatehouse.drivers.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.drivers.radio.Transmission.End;
import dev.gatehouse.drivers.radio.Transmission.Priority;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.dmr.data.ConfirmedHeader;
import dev.gatehouse.protocols.dmr.data.DataHeader;
import dev.gatehouse.protocols.dmr.link.Burst;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioDelivery.State;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts to radios: two stations that hear each other, over a channel that we hold.
class AirSenderTest {

    private static final int OURS = 2_308_094;
    private static final int THEIRS = 1_234_567;

    private final Ears us = new Ears(OURS);
    private final Ears them = new Ears(THEIRS);

    private static OutgoingText text(String id) {
        return new OutgoingText(id, THEIRS, false, "vehicle to secondary, lane 3", false);
    }

    private static OutgoingText toGroup(String id, boolean urgent) {
        return new OutgoingText(id, 9, true, "all units", urgent);
    }

    /// Brings the next transmission over, without the bursts that are lost.
    private static int carry(Ears from, Ears to, IntPredicate lost) {
        Transmission next = from.onAir.remove();
        for (int at = 0; at < next.bursts().size(); at++) {
            from.pass(60);
            if (lost.test(at)) {
                to.pass(60);
            } else {
                to.hear(next.bursts().get(at).octets());
            }
        }
        next.outcome().ended(next.id(), End.SENT);
        from.run();
        return next.bursts().size();
    }

    private static void carry(Ears from, Ears to) {
        var _ = carry(from, to, _ -> false);
    }

    private static List<DataBurst> data(Transmission transmission) {
        List<DataBurst> bursts = new ArrayList<>();
        for (Transmission.Outgoing burst : transmission.bursts()) {
            if (Burst.decode(burst.octets())
                    instanceof Decoded.Message<? extends Burst>(DataBurst data)) {
                bursts.add(data);
            }
        }
        return bursts;
    }

    private static long count(Transmission transmission, DataType type) {
        return data(transmission).stream()
                .filter(burst -> burst.slotType().dataType() == type)
                .count();
    }

    private List<RadioDelivery> deliveries() {
        return us.events(RadioDelivery.class);
    }

    private void assertEnd(State state, String code) {
        us.pass(400_000);
        assertEquals(
                List.of(new RadioDelivery("m1", state, code)),
                deliveries(),
                "exactly one end of a text");
        assertEquals(0, us.sender.pending());
    }

    @ParameterizedTest
    @CsvSource({
        "standard,1/2",
        "motorola,1/2",
        "hytera,1/2",
        "standard,3/4",
        "motorola,3/4",
        "hytera,3/4"
    })
    void aTextIsConfirmedEachWay(String dialect, String rate) {
        Map<String, String> settings = new HashMap<>(Map.of("text", dialect, "text_rate", rate));
        settings.put("radio_id", Integer.toString(OURS));
        Ears here = new Ears(settings);
        settings.put("radio_id", Integer.toString(THEIRS));
        Ears there = new Ears(settings);
        here.sender.order(text("m1"), here.now());
        Transmission transmission = here.onAir.element();
        assertEquals(Priority.TEXT, transmission.priority());
        assertEquals(5, count(transmission, DataType.CSBK));
        assertEquals(1, count(transmission, DataType.DATA_HEADER));
        DataType blocks = rate.equals("1/2") ? DataType.RATE_1_2_DATA : DataType.RATE_3_4_DATA;
        assertEquals(transmission.bursts().size() - 6, count(transmission, blocks));
        carry(here, there);
        assertEquals(1, there.events(RadioText.class).size());
        assertEquals(
                "vehicle to secondary, lane 3", there.events(RadioText.class).getFirst().text());
        assertTrue(here.events(RadioDelivery.class).isEmpty(), "nobody confirmed it yet");
        carry(there, here);
        assertEquals(
                List.of(new RadioDelivery("m1", State.DELIVERED, "")),
                here.events(RadioDelivery.class));
        assertEquals(THEIRS, here.reportOf(RadioDelivery.class).radioId());
        // and back, in their own dialect
        there.onAir.clear();
        there.sender.order(new OutgoingText("r1", OURS, false, "understood", false), there.now());
        carry(there, here);
        carry(here, there);
        assertEquals(State.DELIVERED, there.events(RadioDelivery.class).getFirst().state());
        assertEquals("understood", here.events(RadioText.class).getFirst().text());
    }

    @Test
    void lostBlocksAloneAreSentAgain() {
        us.sender.order(text("m1"), us.now());
        Transmission whole = us.onAir.element();
        long blocks = count(whole, DataType.RATE_1_2_DATA);
        assertTrue(blocks > 6);
        var _ = carry(us, them, at -> at == 7 || at == 9);
        them.pass(1_000);
        assertTrue(them.events(RadioText.class).isEmpty());
        carry(them, us);
        Transmission again = us.onAir.element();
        assertEquals(2, count(again, DataType.RATE_1_2_DATA));
        carry(us, them);
        assertEquals(1, them.events(RadioText.class).size());
        carry(them, us);
        assertEnd(State.DELIVERED, "");
        assertEquals(2, us.counters.value(AirCounter.BLOCKS_REPEATED));
        assertEquals(0, us.counters.value(AirCounter.TEXTS_REPEATED));
    }

    @Test
    void aTextWhoseAnswerIsLostIsSentAgainAndHeardOnce() {
        us.sender.order(text("m1"), us.now());
        carry(us, them);
        them.onAir.clear();
        us.pass(AirSender.ANSWER_MS + 100);
        them.pass(AirSender.ANSWER_MS + 100);
        Transmission again = us.onAir.element();
        DataBurst header =
                data(again).stream()
                        .filter(burst -> burst.slotType().dataType() == DataType.DATA_HEADER)
                        .findFirst()
                        .orElseThrow();
        assertTrue(
                DataHeader.decode(header.payload(), 0) instanceof Decoded.Message<?>(var checked)
                        && checked instanceof Checked<?>(var value, _, _)
                        && value instanceof ConfirmedHeader confirmed
                        && !confirmed.full(),
                "marked as a repetition");
        carry(us, them);
        carry(them, us);
        assertEquals(1, them.events(RadioText.class).size());
        assertEnd(State.DELIVERED, "");
    }

    @Test
    void aRadioThatIsNotThereIsGivenUp() {
        us.sender.order(text("m1"), us.now());
        int attempts = 0;
        for (int i = 0; i < 20; i++) {
            while (!us.onAir.isEmpty()) {
                attempts++;
                Transmission next = us.onAir.remove();
                next.outcome().ended(next.id(), End.SENT);
            }
            us.pass(1_000);
        }
        assertEquals(AirSender.ATTEMPTS, attempts);
        assertEnd(State.FAILED, "NO_ANSWER");
    }

    @ParameterizedTest
    @CsvSource({"NOT_PERMITTED", "QUEUE_FULL", "NOT_READY", "EXPIRED", "FAILED", "CLOSED"})
    void whatTheDriverCannotSendFailsWithItsWord(End end) {
        us.sender.order(text("m1"), us.now());
        Transmission next = us.onAir.remove();
        next.outcome().ended(next.id(), end);
        assertEnd(State.FAILED, end.name());
    }

    @Test
    void aDriverThatTellsNoOutcomeDoesNotHoldATextForEver() {
        us.sender.order(text("m1"), us.now());
        assertEnd(State.FAILED, "NO_OUTCOME");
    }

    @Test
    void aGroupConfirmsNothing() {
        us.sender.order(toGroup("m1", true), us.now());
        Transmission next = us.onAir.element();
        assertEquals(Priority.ALERT, next.priority());
        assertFalse(next.address().unit());
        carry(us, them);
        assertTrue(them.onAir.isEmpty());
        assertTrue(them.reportOf(RadioText.class).group());
        assertEnd(State.SENT, "");
        RadioReport report = us.reportOf(RadioDelivery.class);
        assertEquals(0, report.radioId());
        assertEquals(9, report.targetId().orElseThrow());
    }

    @Test
    void confirmationCanBeSwitchedOff() {
        Ears plain = new Ears(Map.of("radio_id", Integer.toString(OURS), "confirm", "off"));
        plain.sender.order(text("m1"), plain.now());
        carry(plain, them);
        assertEquals(State.SENT, plain.events(RadioDelivery.class).getFirst().state());
        assertTrue(them.onAir.isEmpty());
    }

    @Test
    void oneAtATimeAndTheUrgentFirst() {
        us.sender.order(text("a"), us.now());
        us.sender.order(toGroup("b", false), us.now());
        us.sender.order(toGroup("c", true), us.now());
        us.sender.order(text("d"), us.now());
        assertEquals(1, us.onAir.size());
        carry(us, them);
        them.onAir.clear();
        assertEquals(1, us.onAir.size(), "the urgent one passes while an answer is awaited");
        assertEquals(Priority.ALERT, us.onAir.element().priority());
        carry(us, them);
        assertTrue(us.onAir.isEmpty(), "the others wait");
        us.pass(200_000);
        for (int i = 0; i < 30; i++) {
            while (!us.onAir.isEmpty()) {
                carry(us, them);
            }
            while (!them.onAir.isEmpty()) {
                carry(them, us);
            }
            us.pass(1_000);
        }
        assertEquals(4, deliveries().size());
        assertEquals(4, deliveries().stream().map(RadioDelivery::messageId).distinct().count());
    }

    @Test
    void theQueueIsBoundedAndEveryTextHasAnEnd() {
        for (int i = 0; i < 200; i++) {
            us.sender.order(toGroup("m" + i, false), us.now());
        }
        long full = deliveries().stream().filter(one -> one.code().equals("QUEUE_FULL")).count();
        assertEquals(200 - AirSender.MAX_WAITING - 1, full);
        us.sender.stop(us.now());
        assertEquals(200, deliveries().size());
        assertEquals(200, deliveries().stream().map(RadioDelivery::messageId).distinct().count());
    }

    @Test
    void whatCannotBeSentInTimeExpires() {
        us.sender.order(toGroup("m0", false), us.now());
        us.sender.order(toGroup("m1", false), us.now());
        us.pass(AirSender.LIFE_MS + 1_000);
        assertEquals(List.of(new RadioDelivery("m1", State.FAILED, "EXPIRED")), deliveries());
    }

    @Test
    void whereWeMayNotSendNothingIsAnswered() {
        them.permitted = false;
        us.sender.order(text("m1"), us.now());
        carry(us, them);
        assertEquals(1, them.events(RadioText.class).size());
        assertTrue(them.onAir.isEmpty());
        assertEquals(1, them.counters.value(AirCounter.ANSWERS_NOT_PERMITTED));
    }

    @Test
    void whatIsForAnotherIsNotAnswered() {
        Ears third = new Ears(77);
        us.sender.order(text("m1"), us.now());
        carry(us, third);
        assertEquals(1, third.events(RadioText.class).size());
        assertTrue(third.onAir.isEmpty());
    }

    @Test
    void aRadioHearsThatItsTextArrivedOnceItIsOnDisk() {
        them.durableAtOnce = false;
        us.sender.order(text("m1"), us.now());
        carry(us, them);
        assertTrue(them.onAir.isEmpty());
        them.acknowledgements.forEach(Acknowledgement::durable);
        them.duty();
        assertEquals(1, them.onAir.size());
        carry(them, us);
        assertEnd(State.DELIVERED, "");
    }

    @Test
    void whatAFullBoothDidNotTakeIsSentAgainByTheRadio() {
        them.booth = false;
        us.sender.order(text("m1"), us.now());
        carry(us, them);
        assertTrue(them.onAir.isEmpty());
        them.booth = true;
        us.pass(AirSender.ANSWER_MS + 100);
        them.pass(AirSender.ANSWER_MS + 100);
        carry(us, them);
        carry(them, us);
        assertEquals(1, them.events(RadioText.class).size());
        assertEnd(State.DELIVERED, "");
    }

    @Test
    void whoeverAsksForAnswersGetsThemAtARate() {
        for (int i = 0; i < 100; i++) {
            Ears one = new Ears(1_000 + i);
            one.sender.order(text("m"), one.now());
            Transmission next = one.onAir.remove();
            for (Transmission.Outgoing burst : next.bursts().subList(5, next.bursts().size())) {
                them.nanos += 1_000_000L;
                them.take(burst.octets(), OptionalInt.empty(), Optional.empty());
            }
        }
        assertEquals(100, them.events(RadioText.class).size());
        assertTrue(them.onAir.size() <= Answers.BURST + 2 * Answers.RATE);
        assertTrue(them.counters.value(AirCounter.ANSWERS_LIMITED) > 80);
    }

    @Test
    void refusalsAndAnswersThatNobodyAskedForDoNoHarm() {
        us.sender.order(text("m1"), us.now());
        carry(us, them);
        carry(them, us);
        us.sender.order(text("m2"), us.now());
        assertEquals(1, us.onAir.size());
        them.onAir.clear();
        us.pass(400_000);
        assertEquals(2, deliveries().size());
        assertEquals("NO_OUTCOME", deliveries().getLast().code());
    }

    /// Any loss either way: one end of each text, and it is told as delivered only if it was.
    @Test
    void overAFadingChannelEachTextHasOneTrueEnd() {
        Random random = Seeds.random("fading channel");
        int delivered = 0;
        for (int round = 0; round < 30; round++) {
            Ears here = new Ears(OURS);
            Ears there = new Ears(THEIRS);
            double loss = random.nextDouble() * 0.3;
            here.sender.order(text("m1"), here.now());
            for (int i = 0; i < 400 && here.events(RadioDelivery.class).isEmpty(); i++) {
                if (!here.onAir.isEmpty()) {
                    var _ = carry(here, there, _ -> random.nextDouble() < loss);
                } else if (!there.onAir.isEmpty()) {
                    var _ = carry(there, here, _ -> random.nextDouble() < loss);
                } else {
                    here.pass(300);
                    there.pass(300);
                }
            }
            List<RadioDelivery> ends = here.events(RadioDelivery.class);
            assertEquals(1, ends.size(), "round " + round);
            int heard = there.events(RadioText.class).size();
            assertTrue(heard <= 1, "round " + round);
            if (ends.getFirst().state() == State.DELIVERED) {
                delivered++;
                assertEquals(1, heard, "round " + round);
            }
        }
        assertTrue(delivered > 10, "delivered " + delivered + " of 30");
    }
}
