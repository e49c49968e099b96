package dev.gatehouse.drivers.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.drivers.radio.TextTransmitter.Offer;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The thread between sockets, machine and booth.
@Timeout(60)
final class DispatchSystemTest {

    private static final InetSocketAddress PEER =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private final Socket socket = new Socket();
    private final Machine machine = new Machine();
    private final BlockingQueue<Observation> told = new LinkedBlockingQueue<>();
    private final DispatchCounters counters = new DispatchCounters();
    private volatile boolean full;
    private volatile boolean hold;
    private volatile Acknowledgement held = Acknowledgement.none();

    private DispatchSystem system(boolean permitted) throws IOException {
        DispatchSystem system =
                new DispatchSystem(
                        "radio-1",
                        "lane1",
                        List.of(socket),
                        out -> {
                            machine.out = out;
                            return machine;
                        },
                        new DispatchSending(permitted, 20, 600),
                        this::offer,
                        DispatchSystemTest::now,
                        counters);
        system.open();
        return system;
    }

    private boolean offer(List<Observation> found, Acknowledgement acknowledgement) {
        if (full) {
            return false;
        }
        if (hold) {
            held = acknowledgement;
        } else {
            acknowledgement.durable();
        }
        return told.addAll(found);
    }

    private static Received now() {
        return new Received(
                Instant.ofEpochMilli(1_800_000_000_000L), System.nanoTime(), TimeQuality.SYNCED);
    }

    private static final class Socket implements DatagramLink {
        private Optional<FrameSink> sink = Optional.empty();
        private final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
        private boolean closed;

        @Override
        public void open(FrameSink to) throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            sink = Optional.of(to);
        }

        void arrive(int octet) {
            sink.orElseThrow()
                    .accept(
                            new Frame(
                                    new byte[] {(byte) octet},
                                    now(),
                                    Acknowledgement.none(),
                                    Optional.of(PEER)));
        }

        @Override
        public boolean send(byte[] octets, InetSocketAddress to) {
            return !closed && sent.add(octets);
        }

        @Override
        public String describe() {
            return "test:socket";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /// Octet 0: a registration; 1: an emergency; 2: answered once it is on disk; 3: a fault.
    private static final class Machine implements DispatchMachine {
        private DispatchOut out = new FakeOut();
        private final List<String> waiting = new ArrayList<>();

        @Override
        public void datagram(
                int socket, InetSocketAddress source, byte[] octets, Received received) {
            switch (octets[0]) {
                case 0 -> report(registration(), received);
                case 1 ->
                        report(
                                new RadioEmergency(
                                        RadioEmergency.Evidence.STATUS,
                                        OptionalInt.empty(),
                                        RadioEmergency.Check.VERIFIED,
                                        false,
                                        Optional.empty()),
                                received);
                case 2 -> {
                    boolean _ =
                            out.report(
                                    DispatchReport.of(body(registration()), received)
                                            .then(_ -> out.send(0, source, new byte[] {9})));
                }
                default -> throw new IllegalStateException("made up");
            }
        }

        private static RadioRegistration registration() {
            return new RadioRegistration(RadioRegistration.State.REGISTERED, OptionalLong.empty());
        }

        private static RadioReport body(RadioEvent event) {
            return new RadioReport(
                    RadioSystem.HYTERA, 100, OptionalInt.empty(), false, 0, List.of(), event);
        }

        private void report(RadioEvent event, Received now) {
            boolean _ = out.report(DispatchReport.of(body(event), now));
        }

        @Override
        public void order(OutgoingText text, Received now) {
            waiting.add(text.messageId());
        }

        @Override
        public boolean connected() {
            return true;
        }

        @Override
        public void duty(Received now) {}

        @Override
        public void stop(Received now) {
            for (String id : waiting) {
                report(new RadioDelivery(id, RadioDelivery.State.FAILED, "STOPPED"), now);
            }
        }
    }

    private RadioEvent next() throws InterruptedException {
        Observation found = told.poll(30, TimeUnit.SECONDS);
        assertTrue(found != null, "something was to be told");
        return ((RadioReport) found.body()).event();
    }

    @Test
    void aFullBoothHearsEmergenciesFirstWhenItHasRoomAgain() throws Exception {
        full = true;
        try (DispatchSystem system = system(true)) {
            for (int i = 0; i < 1_000; i++) {
                socket.arrive(0);
            }
            socket.arrive(1);
            while (counters.value(DispatchCounter.REPORTS)
                            + counters.value(DispatchCounter.REPORTS_REFUSED)
                    < 1_001) {
                Thread.onSpinWait();
            }
            full = false;
            assertTrue(next() instanceof RadioEmergency);
            for (int i = 1; i < HeldReports.LIMIT; i++) {
                assertTrue(next() instanceof RadioRegistration);
            }
            assertEquals(
                    1_001 - 1 - HeldReports.LIMIT, counters.value(DispatchCounter.REPORTS_REFUSED));
            assertEquals(0, system.snapshot().faults());
        }
    }

    @Test
    void anAnswerWaitsForTheDisk() throws Exception {
        hold = true;
        try (DispatchSystem system = system(true)) {
            socket.arrive(2);
            assertTrue(next() instanceof RadioRegistration);
            assertEquals(0, socket.sent.size());
            held.durable();
            assertTrue(socket.sent.poll(30, TimeUnit.SECONDS) != null, "answered");
            assertTrue(system.transmits());
        }
    }

    @Test
    void aFaultCostsItsDatagramAlone() throws Exception {
        try (DispatchSystem system = system(true)) {
            socket.arrive(3);
            socket.arrive(0);
            assertTrue(next() instanceof RadioRegistration);
            assertEquals(1, system.snapshot().faults());
        }
    }

    @Test
    void everyTextThatWasTakenHasItsEnd() throws Exception {
        DispatchSystem system = system(true);
        while (system.offer(new OutgoingText("first", 1, false, "GO", false)) != Offer.TAKEN) {
            Thread.onSpinWait();
        }
        assertEquals(
                Offer.TOO_LONG,
                system.offer(new OutgoingText("long", 1, false, "x".repeat(21), false)));
        int taken = 1;
        for (int i = 0; i < 100; i++) {
            Offer offer = system.offer(new OutgoingText("m" + i, 1, false, "GO", false));
            taken += offer == Offer.TAKEN ? 1 : 0;
        }
        assertTrue(taken >= 2 && taken < 30, taken + " within the rate");
        system.close();
        assertEquals(
                Offer.NOT_CONNECTED, system.offer(new OutgoingText("late", 1, false, "GO", false)));
        for (int i = 0; i < taken; i++) {
            assertTrue(
                    next() instanceof RadioDelivery(_, var state, _)
                            && state == RadioDelivery.State.FAILED);
        }
        assertEquals(0, told.size());
        assertThrows(IOException.class, system::open);
    }

    @Test
    void withoutPermitNothingIsTaken() throws Exception {
        try (DispatchSystem system = system(false)) {
            assertEquals(
                    Offer.TRANSMIT_OFF, system.offer(new OutgoingText("m", 1, false, "GO", false)));
        }
    }

    @Test
    void aSocketThatCannotBeHadLeavesNoneOpen() throws Exception {
        Socket good = new Socket();
        socket.closed = true;
        DispatchSystem system =
                new DispatchSystem(
                        "radio-1",
                        "lane1",
                        List.of(good, socket),
                        _ -> machine,
                        new DispatchSending(true, 20, 600),
                        this::offer,
                        DispatchSystemTest::now,
                        counters);
        assertThrows(IOException.class, system::open);
        assertTrue(good.closed);
    }
}
