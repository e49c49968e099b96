package dev.gatehouse.simulators;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.OwnThread;
import dev.gatehouse.simulators.Step.Edge;
import dev.gatehouse.simulators.Step.Kind;
import dev.gatehouse.simulators.Step.Read;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One device of a simulated lane. Walks the lane's scenario on a thread of its own
/// (`link-<device>`), does the steps of its kind at their time and in the lane's order, and as a
/// plate reader sends each event until it is acknowledged. A loop cannot send again.
final class ScenarioLink implements Link {

    /// How long a device waits for another one's earlier step before it goes on without it: a
    /// stalled reader does not keep a vehicle on the loop for ever.
    static final long ORDER_LIMIT_NANOS = 1_000_000_000L;

    /// Answers that may wait for the link's thread; one that finds no room is lost and its event
    /// sent again.
    private static final int ANSWER_LIMIT = 4 * Unanswered.LIMIT;

    private static final long LONGEST_WAIT_NANOS = 1_000_000_000L;

    private final LaneScenario lane;
    private final LinkContext context;
    private final LongSupplier nanos;
    private final Optional<Path> acknowledgedFile;
    private final DeviceFrames frames;
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(ANSWER_LIMIT);
    private final OwnThread thread;

    ScenarioLink(
            LaneScenario lane,
            LinkContext context,
            LongSupplier nanos,
            Optional<Path> acknowledgedFile,
            DeviceFrames frames) {
        this.lane = lane;
        this.context = context;
        this.thread = new OwnThread("link-" + context.deviceId());
        this.nanos = nanos;
        this.acknowledgedFile = acknowledgedFile;
        this.frames = frames;
    }

    /// What reaches the link's thread from others.
    private sealed interface Answer {
        record Durable(long key) implements Answer {}

        record Refused(long key, int attempt, Acknowledgement.Refusal reason) implements Answer {}

        /// Look again: another device went on, or the link was closed.
        record Wake() implements Answer {}
    }

    @Override
    public void open(FrameSink sink) throws IOException {
        thread.open("simulated " + context.kind().word(), () -> walk(sink)::run);
    }

    private Walk walk(FrameSink sink) throws IOException {
        AcknowledgedLog log;
        try {
            log = AcknowledgedLog.open(context.deviceId(), acknowledgedFile);
        } catch (IOException e) {
            throw new IOException("acks file: expected a file that can be appended to", e);
        }
        try {
            return new Walk(sink, log, lane.join(context.kind(), this::wake));
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    @Override
    public String describe() {
        Progress now = lane.progress();
        String planned =
                now.vehiclesPlanned().isPresent() ? " of " + now.vehiclesPlanned().getAsLong() : "";
        String end = now.finished() ? ", finished" : "";
        return "simulated "
                + context.kind().word()
                + " ("
                + now.scenario()
                + "): "
                + now.vehiclesSent()
                + planned
                + " vehicles, "
                + now.eventsAcknowledged()
                + " of "
                + now.eventsSent()
                + " events acknowledged"
                + end;
    }

    @Override
    public boolean finished() {
        return lane.progress().finished();
    }

    @Override
    public void close() {
        thread.close(this::wake);
    }

    private void wake() {
        // A full queue wakes the thread as well.
        var _ = answers.offer(new Answer.Wake());
    }

    /// The thread's own state.
    private final class Walk {
        private final DeviceKind device = context.kind();
        private final FrameSink sink;
        private final AcknowledgedLog log;
        private final long startNanos;
        private final Unanswered unanswered =
                new Unanswered(new SplittableRandom(context.deviceId().hashCode()));
        private final Iterator<Step> steps = lane.scenario().steps();
        private long index = -1;
        private @Nullable Step next;
        private DeviceFrames.ReaderMessage latest = new DeviceFrames.ReaderMessage(new byte[0], "");
        private long orderDeadlineNanos;
        private boolean waitsForOrder;

        Walk(FrameSink sink, AcknowledgedLog log, long startNanos) {
            this.sink = sink;
            this.log = log;
            this.startNanos = startNanos;
        }

        void run() throws InterruptedException {
            try (log) {
                advance();
                while (!thread.ended() && (next != null || !unanswered.isEmpty())) {
                    take(answers.poll(duty(), TimeUnit.NANOSECONDS));
                }
                if (!thread.ended()) {
                    lane.finish(device);
                    Logger.info("SIM-001 scenario finished: device={}", context.deviceId());
                }
            } catch (RuntimeException e) {
                Logger.error(
                        "SIM-002 simulated device failed: device={} error={}",
                        context.deviceId(),
                        e.getClass());
                throw e;
            } finally {
                lane.order().leave(device);
            }
        }

        /// Does what is due now.
        ///
        /// @return nanoseconds until there may be more to do
        private long duty() {
            long now = nanos.getAsLong();
            Optional<Unanswered.Entry> again = unanswered.due(now);
            while (again.isPresent() && !thread.ended()) {
                lane.resends.incrementAndGet();
                send(again.get(), now);
                again = unanswered.due(now);
            }
            while (next != null && !thread.ended() && mayDo(next, now)) {
                perform(next);
                advance();
                now = nanos.getAsLong();
            }
            return unanswered.waitNanos(now, stepWaitNanos(now));
        }

        private long stepWaitNanos(long now) {
            if (next == null || unanswered.full()) {
                return LONGEST_WAIT_NANOS;
            }
            long until = waitsForOrder ? orderDeadlineNanos : startNanos + next.atNanos();
            return Math.max(0, Math.min(LONGEST_WAIT_NANOS, until - now));
        }

        private boolean mayDo(Step step, long now) {
            if (now - (startNanos + step.atNanos()) < 0 || unanswered.full()) {
                return false;
            }
            if (lane.order().clear(device, index)) {
                return true;
            }
            if (!waitsForOrder) {
                waitsForOrder = true;
                orderDeadlineNanos = now + ORDER_LIMIT_NANOS;
            }
            return now - orderDeadlineNanos >= 0;
        }

        /// Goes to the device's next step and tells the lane so.
        private void advance() {
            waitsForOrder = false;
            next = null;
            while (next == null && steps.hasNext()) {
                Step step = steps.next();
                index++;
                next = step.device() == device ? step : null;
            }
            if (next == null) {
                lane.scenario().vehicles().ifPresent(all -> lane.passed(device, all));
                lane.order().leave(device);
            } else {
                lane.passed(device, next.vehicle());
                lane.order().reached(device, index);
            }
        }

        private void perform(Step step) {
            switch (step) {
                case Edge edge -> {
                    lane.edgesSent.incrementAndGet();
                    sink.accept(
                            new Frame(
                                    frames.line(edge, nanos.getAsLong()),
                                    context.clock().now(),
                                    new LostOnRefusal(lane)));
                }
                case Read read -> {
                    if (read.kind() != Kind.REPEAT) {
                        lane.eventsSent.incrementAndGet();
                        lane.saw(read);
                    }
                    // A repeat is the same message byte for byte.
                    if (read.kind() != Kind.REPEAT) {
                        latest = frames.read(read, context.clock().now().at());
                    }
                    boolean repeat = read.kind() == Kind.REPEAT;
                    send(
                            unanswered.add(latest.eventId(), repeat, latest.bytes()),
                            nanos.getAsLong());
                }
            }
        }

        private void send(Unanswered.Entry entry, long now) {
            unanswered.sent(entry, now);
            Acknowledgement answer = new SentAgain(entry.key, entry.attempts(), answers);
            sink.accept(new Frame(entry.bytes.clone(), context.clock().now(), answer));
        }

        private void take(@Nullable Answer answer) {
            for (Answer each = answer; each != null && !thread.ended(); each = answers.poll()) {
                switch (each) {
                    case Answer.Durable durable ->
                            unanswered.remove(durable.key).ifPresent(this::acknowledged);
                    case Answer.Refused refused -> refused(refused);
                    case Answer.Wake _ -> {}
                }
            }
        }

        private void acknowledged(Unanswered.Entry entry) {
            if (log.append(entry.eventId) && !entry.repeat) {
                lane.eventsAcknowledged.incrementAndGet();
            }
        }

        private void refused(Answer.Refused refused) {
            switch (refused.reason) {
                case BUSY, NOT_READY ->
                        unanswered.refused(refused.key, refused.attempt, nanos.getAsLong());
                case MALFORMED -> {
                    if (unanswered.remove(refused.key).isPresent()) {
                        lane.eventsRefused.incrementAndGet();
                        Logger.warn(
                                "SIM-004 event refused as malformed: device={}",
                                context.deviceId());
                    }
                }
            }
        }
    }

    /// A plate reader's side: the answer goes to the link's thread.
    private record SentAgain(
            long key, int attempt, BlockingQueue<Answer> answers, AtomicBoolean answered)
            implements Acknowledgement {

        SentAgain(long key, int attempt, BlockingQueue<Answer> answers) {
            this(key, attempt, answers, new AtomicBoolean());
        }

        @Override
        public void durable() {
            if (answered.compareAndSet(false, true)) {
                var _ = answers.offer(new Answer.Durable(key));
            }
        }

        @Override
        public void refused(Refusal reason) {
            if (answered.compareAndSet(false, true)) {
                var _ = answers.offer(new Answer.Refused(key, attempt, reason));
            }
        }

        @Override
        public boolean resendable() {
            return true;
        }
    }

    /// A loop's side: nothing comes again.
    private record LostOnRefusal(LaneScenario lane) implements Acknowledgement {

        @Override
        public void durable() {}

        @Override
        public void refused(Refusal reason) {
            lane.edgesRefused.incrementAndGet();
        }

        @Override
        public boolean resendable() {
            return false;
        }
    }
}
