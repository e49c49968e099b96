package dev.gatehouse.drivers.dispatch;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.DeviceSnapshot;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.ObservationSink;
import dev.gatehouse.drivers.OwnThread;
import dev.gatehouse.drivers.TokenBucket;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.Received;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tinylog.Logger;

/// One radio system behind its UDP sockets. Thread `radio-<device>` owns the machine; links, booth
/// and whoever sends texts only put things into its bounded queues.
public final class DispatchSystem implements RadioStation {

    /// Datagrams that may wait for the thread.
    static final int INBOX_LIMIT = 2_048;

    /// Texts and answers that may wait.
    static final int COMMAND_LIMIT = 1_024;

    private static final long DUTY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int RADIX = 36;
    private static final int TEXT_BURST = 10;

    private record Arrived(int socket, InetSocketAddress source, Frame frame) {}

    private final String deviceId;
    private final String laneId;
    private final List<DatagramLink> sockets;
    private final ObservationSink sink;
    private final LinkContext.Clock clock;
    private final DispatchCounters counters;
    private final DispatchMachine machine;
    private final String run;
    private final BlockingQueue<Arrived> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final BlockingQueue<Consumer<Received>> commands =
            new ArrayBlockingQueue<>(COMMAND_LIMIT);
    private final HeldReports held = new HeldReports();
    private final DispatchSending sending;
    private final TokenBucket texts;
    private long reports;
    private volatile boolean connected;
    private volatile boolean heard;
    private volatile long lastNanos;
    private boolean ended;
    private final OwnThread thread;

    /// @param sockets opened and closed by this; the machine knows them by their place
    /// @param machine made with the way out that it is given
    /// @param sending what may be sent, and how much
    public DispatchSystem(
            String deviceId,
            String laneId,
            List<DatagramLink> sockets,
            Function<DispatchOut, DispatchMachine> machine,
            DispatchSending sending,
            ObservationSink sink,
            LinkContext.Clock clock,
            DispatchCounters counters) {
        this.deviceId = deviceId;
        this.thread = new OwnThread("radio-" + deviceId);
        this.laneId = laneId;
        this.sockets = List.copyOf(sockets);
        this.sink = sink;
        this.clock = clock;
        this.counters = counters;
        this.sending = sending;
        this.texts =
                TokenBucket.every(
                        TimeUnit.MINUTES.toNanos(1) / sending.textsPerMinute(),
                        Math.min(sending.textsPerMinute(), TEXT_BURST));
        // ids of an earlier run must not be met again, or its events would hide those of this one
        this.run = Long.toString(clock.now().at().toEpochMilli(), RADIX);
        this.machine = machine.apply(new Out());
    }

    /// Opens the sockets and starts the thread.
    ///
    /// @throws IOException when a socket's address cannot be had; none stays open then
    @Override
    public void open() throws IOException {
        thread.open("radio system", this::openSockets);
    }

    private OwnThread.Work openSockets() throws IOException {
        try {
            for (int i = 0; i < sockets.size(); i++) {
                int socket = i;
                sockets.get(i).open(frame -> accept(socket, frame));
            }
        } catch (IOException e) {
            sockets.forEach(DatagramLink::close);
            throw e;
        }
        return this::run;
    }

    private void accept(int socket, Frame frame) {
        counters.add(DispatchCounter.DATAGRAMS);
        lastNanos = frame.received().nanos();
        heard = true;
        if (frame.source().isEmpty()) {
            counters.add(DispatchCounter.UNKNOWN_PEER);
        } else if (!inbox.offer(new Arrived(socket, frame.source().get(), frame))) {
            counters.add(DispatchCounter.INBOX_FULL);
        }
    }

    @Override
    public Offer offer(OutgoingText text) {
        if (!sending.permitted()) {
            return Offer.TRANSMIT_OFF;
        }
        if (text.text().length() > sending.longestText()) {
            return Offer.TOO_LONG;
        }
        if (thread.ended() || !connected) {
            return Offer.NOT_CONNECTED;
        }
        boolean inRate;
        synchronized (texts) {
            inRate = texts.take(clock.now().nanos());
        }
        return inRate && command(now -> machine.order(text, now)) ? Offer.TAKEN : Offer.BUSY;
    }

    /// What is taken is run, also when the system is being closed: a text that was taken has an
    /// end.
    private boolean command(Consumer<Received> command) {
        boolean taken;
        synchronized (commands) {
            taken = !ended && commands.offer(command);
        }
        if (!taken) {
            counters.add(DispatchCounter.COMMANDS_FULL);
        }
        return taken;
    }

    private void run() throws InterruptedException {
        try {
            long dutyNanos = clock.now().nanos();
            while (!thread.ended()) {
                Arrived next = inbox.poll(DUTY_NANOS, TimeUnit.NANOSECONDS);
                for (int taken = 0; next != null && taken < INBOX_LIMIT; taken++) {
                    take(next);
                    next = inbox.poll();
                }
                if (next != null) {
                    take(next);
                }
                Received now = clock.now();
                runCommands(now);
                if (now.nanos() - dutyNanos >= DUTY_NANOS) {
                    dutyNanos = now.nanos();
                    guarded(() -> machine.duty(now));
                    guarded(() -> held.offerAll(sink));
                }
                connected = machine.connected();
            }
        } finally {
            synchronized (commands) {
                ended = true;
            }
            runCommands(clock.now());
            guarded(() -> machine.stop(clock.now()));
            guarded(() -> held.offerAll(sink));
        }
    }

    private void take(Arrived next) {
        guarded(() ->
                machine.datagram(
                        next.socket, next.source, next.frame.bytes(), next.frame.received()));
    }

    private void runCommands(Received now) {
        for (int taken = 0; taken < COMMAND_LIMIT; taken++) {
            Consumer<Received> command = commands.poll();
            if (command == null) {
                return;
            }
            guarded(() -> command.accept(now));
        }
    }

    /// A fault of ours costs the datagram it met, not the system.
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError e) {
            counters.add(DispatchCounter.FAULTS);
            long count = counters.value(DispatchCounter.FAULTS);
            if (Long.bitCount(count) == 1) {
                // The message may carry content: only the type is told.
                Logger.error(
                        "RAD-020 radio system fault: device={} type={} count={}",
                        deviceId,
                        e.getClass().getName(),
                        count);
            }
        }
    }

    private final class Out implements DispatchOut {
        @Override
        public boolean send(int socket, InetSocketAddress to, byte[] octets) {
            boolean sent = sockets.get(socket).send(octets, to);
            if (!sent) {
                counters.add(DispatchCounter.SENDS_FAILED);
            }
            return sent;
        }

        @Override
        public boolean report(DispatchReport report) {
            Observation observation =
                    new Observation(
                            deviceId,
                            laneId,
                            run + "-" + Long.toString(reports++, RADIX),
                            report.captured(),
                            report.received(),
                            false,
                            report.onceDurable().isPresent(),
                            report.report());
            Acknowledgement acknowledgement =
                    report.onceDurable()
                            .<Acknowledgement>map(OnceDurable::new)
                            .orElse(Acknowledgement.none());
            boolean answered = report.onceDurable().isPresent();
            boolean taken =
                    (held.isEmpty() || answered)
                            && sink.offer(List.of(observation), acknowledgement);
            if (!taken && !answered) {
                // nobody sends it again: kept for a while
                taken = held.keep(observation, report.report().event() instanceof RadioEmergency);
            }
            counters.add(taken ? DispatchCounter.REPORTS : DispatchCounter.REPORTS_REFUSED);
            return taken;
        }
    }

    /// From the booth's thread to the machine's.
    private final class OnceDurable implements Acknowledgement {
        private final Consumer<Received> answer;

        OnceDurable(Consumer<Received> answer) {
            this.answer = answer;
        }

        @Override
        public void durable() {
            var _ = command(answer);
        }

        /// The radio hears nothing and sends again.
        @Override
        public void refused(Refusal reason) {
            counters.add(DispatchCounter.REPORTS_REFUSED);
        }

        @Override
        public boolean resendable() {
            return true;
        }
    }

    @Override
    public boolean transmits() {
        return sending.permitted();
    }

    @Override
    public DeviceSnapshot snapshot() {
        Map<String, Long> links = new TreeMap<>();
        for (DatagramLink socket : sockets) {
            socket.counters().forEach((name, count) -> links.merge(name, count, Long::sum));
        }
        Map<String, Long> counts = new TreeMap<>(counters.values());
        machine.counters().forEach((name, count) -> counts.put("air_" + name, count));
        return new DeviceSnapshot(
                deviceId,
                sockets.getFirst().describe() + " and " + (sockets.size() - 1) + " more",
                counters.value(DispatchCounter.DATAGRAMS),
                counters.value(DispatchCounter.REPORTS),
                counters.value(DispatchCounter.REPORTS_REFUSED),
                counters.value(DispatchCounter.INBOX_FULL),
                0,
                counters.value(DispatchCounter.FAULTS),
                counters.rejections(),
                heard ? OptionalLong.of(lastNanos) : OptionalLong.empty(),
                counts,
                links);
    }

    /// Leaves in good order and closes the sockets.
    @Override
    public void close() {
        thread.close();
        sockets.forEach(DatagramLink::close);
    }
}
