package dev.gatehouse.protocols.hytera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.hytera.HstrpAction.Acknowledged;
import dev.gatehouse.protocols.hytera.HstrpAction.Cause;
import dev.gatehouse.protocols.hytera.HstrpAction.Changed;
import dev.gatehouse.protocols.hytera.HstrpAction.Deliver;
import dev.gatehouse.protocols.hytera.HstrpAction.Failed;
import dev.gatehouse.protocols.hytera.HstrpAction.Send;
import dev.gatehouse.protocols.hytera.HstrpPacket.Answer;
import dev.gatehouse.protocols.hytera.HstrpSession.Event;
import dev.gatehouse.protocols.hytera.HstrpSession.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A connection by the clock of the test.
final class HstrpSessionTest {

    private static final List<HstrpOption> OPTIONS = HstrpOption.of(1, 1);
    private static final Octets PAYLOAD = Octets.ofHex("1100030004" + "0A000064BD03");

    private static HstrpSession opener() {
        return new HstrpSession(HstrpSession.Settings.USUAL, true, OPTIONS);
    }

    private static HstrpSession up() {
        HstrpSession session = opener();
        session.tick(0);
        session.receive(HstrpPacket.connect(1, OPTIONS).answered(Answer.ACK), 0);
        assertEquals(State.UP, session.state());
        return session;
    }

    @ParameterizedTest
    @CsvSource({
        "DOWN, CONNECT_SENT, CONNECTING",
        "DOWN, CONNECT_RECEIVED, UP",
        "DOWN, CONNECT_ACKNOWLEDGED, DOWN",
        "DOWN, CONNECT_REFUSED, DOWN",
        "DOWN, CLOSED, DOWN",
        "DOWN, SILENCE, DOWN",
        "CONNECTING, CONNECT_SENT, CONNECTING",
        "CONNECTING, CONNECT_RECEIVED, UP",
        "CONNECTING, CONNECT_ACKNOWLEDGED, UP",
        "CONNECTING, CONNECT_REFUSED, DOWN",
        "CONNECTING, CLOSED, DOWN",
        "CONNECTING, SILENCE, DOWN",
        "UP, CONNECT_SENT, UP",
        "UP, CONNECT_RECEIVED, UP",
        "UP, CONNECT_ACKNOWLEDGED, UP",
        "UP, CONNECT_REFUSED, UP",
        "UP, CLOSED, DOWN",
        "UP, SILENCE, DOWN"
    })
    void everyPairOfStateAndEvent(State from, Event event, State to) {
        assertEquals(to, from.after(event));
    }

    @Test
    void connectsEveryFiveSecondsUntilAnswered() {
        HstrpSession session = opener();
        assertEquals(
                List.of(new Send(HstrpPacket.connect(1, OPTIONS)), new Changed(State.CONNECTING)),
                session.tick(0));
        assertEquals(List.of(), session.tick(4_999));
        assertEquals(List.of(new Send(HstrpPacket.connect(2, OPTIONS))), session.tick(5_000));
        // the sheet's capture answers another sequence than the one sent
        assertEquals(
                List.of(new Changed(State.UP)),
                session.receive(HstrpPacket.connect(1, OPTIONS).answered(Answer.ACK), 5_100));
    }

    @Test
    void theOtherSideOnlyWaits() {
        HstrpSession session = new HstrpSession(HstrpSession.Settings.USUAL, false, OPTIONS);
        assertEquals(List.of(), session.tick(60_000));
        HstrpPacket connect = HstrpPacket.connect(2, OPTIONS);
        assertEquals(
                List.of(new Send(connect.answered(Answer.ACK)), new Changed(State.UP)),
                session.receive(connect, 60_000));
    }

    @Test
    void heartbeatsAndSilence() {
        HstrpSession session = up();
        assertEquals(List.of(), session.tick(5_999));
        assertEquals(List.of(new Send(HstrpPacket.heartbeat())), session.tick(6_000));
        assertEquals(List.of(), session.receive(HstrpPacket.heartbeat(), 6_010), "an answer");
        assertEquals(
                List.of(new Send(HstrpPacket.heartbeat())),
                session.receive(HstrpPacket.heartbeat(), 8_000));
        List<HstrpAction> lost = session.tick(68_000);
        assertTrue(lost.contains(new Changed(State.DOWN)), lost.toString());
    }

    @Test
    void twoPeersDoNotBeatForEver() {
        HstrpSession one = up();
        HstrpSession other = up();
        List<HstrpAction> actions = one.tick(6_000);
        int beats = 0;
        HstrpSession to = other;
        while (!actions.isEmpty() && beats < 100) {
            beats++;
            actions = to.receive(((Send) actions.getFirst()).packet(), 6_000 + beats);
            to = to == other ? one : other;
        }
        assertTrue(beats <= 2, beats + " heartbeats");
    }

    @Test
    void dataIsAcknowledgedAlwaysAndDeliveredOnce() {
        HstrpSession session = up();
        HstrpPacket data = HstrpPacket.data(7, OPTIONS, PAYLOAD);
        assertEquals(
                List.of(new Send(data.answered(Answer.ACK)), new Deliver(data)),
                session.receive(data, 100));
        assertEquals(List.of(new Send(data.answered(Answer.ACK))), session.receive(data, 2_600));
        assertEquals(1, session.duplicates());
        // the same number much later is another message
        assertEquals(2, session.receive(data, 10_100).size());
        // and so is another payload
        assertEquals(
                2,
                session.receive(HstrpPacket.data(7, OPTIONS, Octets.ofHex("00")), 10_200).size());
    }

    @Test
    void dataBeforeAConnectIsTakenAndAnsweredByOne() {
        HstrpSession session = opener();
        HstrpPacket data = HstrpPacket.data(7, OPTIONS, PAYLOAD);
        assertEquals(
                List.of(
                        new Send(data.answered(Answer.ACK)),
                        new Deliver(data),
                        new Send(HstrpPacket.connect(1, OPTIONS)),
                        new Changed(State.CONNECTING)),
                session.receive(data, 0));
    }

    @Test
    void aNewConnectCountsFromTheBeginning() {
        HstrpSession session = up();
        HstrpPacket data = HstrpPacket.data(1, OPTIONS, PAYLOAD);
        session.receive(data, 0);
        session.receive(HstrpPacket.connect(1, OPTIONS), 10);
        assertEquals(2, session.receive(data, 20).size(), "acknowledged and delivered");
    }

    @Test
    void sendsAgainThreeTimesThenGivesUp() {
        HstrpSession session = up();
        List<HstrpAction> first = session.send(42, OPTIONS, PAYLOAD, 0);
        assertEquals(1, first.size());
        int sent = 1;
        for (long now = 0; now < 10_000; now += 100) {
            for (HstrpAction action : session.tick(now)) {
                switch (action) {
                    case Send(HstrpPacket packet) ->
                            sent += packet.kind() == HstrpPacket.Kind.DATA ? 1 : 0;
                    case Failed failed -> {
                        assertEquals(new Failed(42, Cause.NO_ANSWER), failed);
                        assertEquals(10_000, now, "never reached");
                    }
                    case Deliver _, Acknowledged _, Changed _ -> {}
                }
            }
        }
        assertEquals(4, sent);
        assertEquals(
                List.of(new Failed(42, Cause.NO_ANSWER)),
                session.tick(10_000).stream().filter(Failed.class::isInstance).toList());
        assertEquals(0, session.unacknowledged());
    }

    @Test
    void acknowledgedAndRefused() {
        HstrpSession session = up();
        HstrpPacket one = sentBy(session.send(1, OPTIONS, PAYLOAD, 0));
        HstrpPacket two = sentBy(session.send(2, OPTIONS, PAYLOAD, 0));
        assertEquals(List.of(new Acknowledged(1)), session.receive(one.answered(Answer.ACK), 10));
        assertEquals(
                List.of(new Failed(2, Cause.REJECTED)),
                session.receive(two.answered(Answer.REJECT), 10));
        assertEquals(List.of(), session.receive(one.answered(Answer.ACK), 20), "once");
    }

    private static HstrpPacket sentBy(List<HstrpAction> actions) {
        return ((Send) actions.getFirst()).packet();
    }

    @Test
    void windowAndQueueAreBounded() {
        HstrpSession session = up();
        int sent = 0;
        int refused = 0;
        for (int tag = 0; tag < 200; tag++) {
            for (HstrpAction action : session.send(tag, OPTIONS, PAYLOAD, 0)) {
                sent += action instanceof Send ? 1 : 0;
                refused += action.equals(new Failed(tag, Cause.QUEUE_FULL)) ? 1 : 0;
            }
        }
        assertEquals(8, sent);
        assertEquals(200 - 8 - 64, refused);
        assertEquals(72, session.unacknowledged());
    }

    @Test
    void whatWaitsIsGivenUpWithTheLink() {
        HstrpSession session = opener();
        session.send(5, OPTIONS, PAYLOAD, 0);
        assertTrue(session.tick(60_000).contains(new Failed(5, Cause.LINK_LOST)));
        HstrpSession closed = up();
        closed.send(6, OPTIONS, PAYLOAD, 0);
        assertEquals(
                List.of(
                        new Send(HstrpPacket.close()),
                        new Failed(6, Cause.LINK_LOST),
                        new Changed(State.DOWN)),
                closed.close());
    }

    @Test
    void closedByThePeer() {
        HstrpSession session = up();
        assertEquals(
                List.of(
                        new Send(HstrpPacket.close().answered(Answer.ACK)),
                        new Changed(State.DOWN)),
                session.receive(HstrpPacket.close(), 100));
    }

    @Test
    void sequencesLeaveOutZeroAndTheLast() {
        HstrpSession session = up();
        TreeSet<Integer> used = new TreeSet<>();
        for (int i = 0; i < 70_000; i++) {
            HstrpPacket packet = sentBy(session.send(i, OPTIONS, PAYLOAD, 0));
            used.add(packet.sequence());
            session.receive(packet.answered(Answer.ACK), 0);
        }
        assertEquals(1, used.first());
        assertEquals(0xFFFE, used.last());
    }

    /// A network that loses, repeats and reorders: every message arrives once or is told as lost,
    /// never twice within the time in which a repetition is known.
    @Test
    void throughABadNetwork() {
        SplittableRandom random = new SplittableRandom(HyteraSamples.seed());
        HstrpSession us = opener();
        HstrpSession repeater = new HstrpSession(HstrpSession.Settings.USUAL, false, OPTIONS);
        Deque<HstrpPacket> toUs = new ArrayDeque<>();
        Deque<HstrpPacket> toRepeater = new ArrayDeque<>();
        List<Octets> delivered = new ArrayList<>();
        int failed = 0;
        int told = 0;
        int offered = 0;
        for (long now = 0; now < 600_000; now += 50) {
            List<HstrpAction> fromUs = new ArrayList<>(us.tick(now));
            List<HstrpAction> fromRepeater = new ArrayList<>(repeater.tick(now));
            if (now % 1_000 == 0 && now < 500_000) {
                offered++;
                byte[] number = {(byte) (offered >> 8), (byte) offered};
                fromRepeater.addAll(repeater.send(offered, OPTIONS, Octets.of(number), now));
            }
            if (!toUs.isEmpty()) {
                fromUs.addAll(us.receive(toUs.poll(), now));
            }
            if (!toRepeater.isEmpty()) {
                fromRepeater.addAll(repeater.receive(toRepeater.poll(), now));
            }
            for (HstrpAction action : fromUs) {
                switch (action) {
                    case Send(HstrpPacket packet) -> put(toRepeater, packet, random);
                    case Deliver(HstrpPacket packet) -> delivered.add(packet.payload());
                    case Acknowledged _, Failed _, Changed _ -> {}
                }
            }
            for (HstrpAction action : fromRepeater) {
                switch (action) {
                    case Send(HstrpPacket packet) -> put(toUs, packet, random);
                    case Acknowledged _ -> told++;
                    case Failed _ -> failed++;
                    case Deliver _, Changed _ -> {}
                }
            }
            assertTrue(repeater.unacknowledged() <= 72);
        }
        assertEquals(offered, told + failed, "every message has its outcome");
        assertEquals(
                delivered.size(),
                new TreeSet<>(delivered.stream().map(Octets::hex).toList()).size());
        assertTrue(delivered.size() >= told, "what was acknowledged was delivered");
        System.out.println(
                "HSTRP with 20 % loss: offered "
                        + offered
                        + ", delivered "
                        + delivered.size()
                        + ", told as lost "
                        + failed);
    }

    private static void put(Deque<HstrpPacket> to, HstrpPacket packet, SplittableRandom random) {
        if (random.nextInt(100) < 20) {
            return;
        }
        if (random.nextInt(100) < 10) {
            to.addFirst(packet);
        } else {
            to.add(packet);
        }
        if (random.nextInt(100) < 10) {
            to.add(packet);
        }
    }
}
