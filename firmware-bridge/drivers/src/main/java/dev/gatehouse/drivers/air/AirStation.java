package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.DeviceSnapshot;
import dev.gatehouse.drivers.OwnThread;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.TokenBucket;
import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.AirSink;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.Received;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One system of DMR radios that is heard and spoken to in bursts. Thread `air-<device>` owns the
/// listener and the sender; the driver's thread, the booth and whoever sends texts only put things
/// into its bounded queues.
final class AirStation implements RadioStation {

    /// Events of the driver that may wait: a minute of eight slots.
    static final int INBOX_LIMIT = 8_192;

    /// Texts, outcomes and answers that may wait.
    static final int COMMAND_LIMIT = 1_024;

    private static final int EVENTS_IN_A_ROW = 512;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
    private static final int TEXT_BURST = 10;

    private final StationContext context;
    private final AirSettings settings;
    private final BurstDriver driver;
    private final AirCounters counters = new AirCounters();
    private final AirListener listener;
    private final AirSender sender;
    private final Reports reports;
    private final TokenBucket texts;
    private final BlockingQueue<AirEvent> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final BlockingQueue<Consumer<Received>> commands =
            new ArrayBlockingQueue<>(COMMAND_LIMIT);
    private volatile boolean connected;
    private volatile boolean heard;
    private volatile long lastNanos;

    /// Nothing is taken any more, so that what was taken has its end; guarded by `commands`.
    private boolean ended;

    private final OwnThread thread;

    /// @param driver made with the sink that it is given
    AirStation(
            StationContext context,
            RadioSystem system,
            AirSettings settings,
            Function<AirSink, BurstDriver> driver) {
        this.context = context;
        this.thread = new OwnThread("air-" + context.deviceId());
        this.settings = settings;
        Received now = context.clock().now();
        this.driver = driver.apply(this::accept);
        this.reports =
                new Reports(
                        context.deviceId(),
                        context.laneId(),
                        context.sink(),
                        this::command,
                        counters,
                        now);
        Reporter reporter = new Reporter(system, reports, counters);
        Habits habits = new Habits();
        this.sender =
                new AirSender(
                        settings, this.driver, this::outcome, reporter, habits, counters, now);
        this.listener =
                new AirListener(reporter, sender, habits, counters, this.driver::identity, now);
        this.texts =
                TokenBucket.every(
                        TimeUnit.MINUTES.toNanos(1) / settings.textsPerMinute(),
                        Math.min(settings.textsPerMinute(), TEXT_BURST));
    }

    /// On whatever thread; if it finds no room, the text fails for want of an outcome.
    private void outcome(long id, Transmission.End end) {
        var _ = command(now -> sender.ended(id, end, now));
    }

    @Override
    public synchronized void open() throws IOException {
        thread.open("radio station", () -> this::run);
        try {
            driver.open();
        } catch (IOException e) {
            thread.end();
            throw e;
        }
    }

    private void accept(AirEvent event) {
        lastNanos = event.received().nanos();
        heard = true;
        if (!inbox.offer(event)) {
            counters.add(AirCounter.INBOX_FULL);
        }
    }

    private boolean command(Consumer<Received> command) {
        boolean taken;
        synchronized (commands) {
            taken = !ended && commands.offer(command);
        }
        if (!taken) {
            counters.add(AirCounter.COMMANDS_FULL);
        }
        return taken;
    }

    @Override
    public Offer offer(OutgoingText text) {
        // an id that no report could name is the caller's error
        var _ = new RadioDelivery(text.messageId(), RadioDelivery.State.SENT, "");
        if (!transmits()) {
            return Offer.TRANSMIT_OFF;
        }
        if (!AirSender.isSayable(text)) {
            return Offer.TOO_LONG;
        }
        if (thread.ended() || !connected) {
            return Offer.NOT_CONNECTED;
        }
        boolean inRate;
        synchronized (texts) {
            inRate = texts.take(context.clock().now().nanos());
        }
        return inRate && command(now -> sender.order(text, now)) ? Offer.TAKEN : Offer.BUSY;
    }

    private void run() throws InterruptedException {
        try {
            long tickNanos = context.clock().now().nanos();
            while (!thread.ended()) {
                events(inbox.poll(TICK_NANOS, TimeUnit.NANOSECONDS));
                Received now = context.clock().now();
                commands(now);
                if (now.nanos() - tickNanos >= TICK_NANOS) {
                    tickNanos = now.nanos();
                    tick(now);
                }
                connected = listener.connected();
            }
        } finally {
            end();
        }
    }

    private void events(@Nullable AirEvent first) {
        AirEvent next = first;
        for (int taken = 0; next != null && taken < EVENTS_IN_A_ROW; taken++) {
            take(next);
            next = inbox.poll();
        }
        if (next != null) {
            take(next);
        }
    }

    private void take(AirEvent event) {
        guarded(() -> listener.take(event));
    }

    private void commands(Received now) {
        for (int taken = 0; taken < COMMAND_LIMIT; taken++) {
            Consumer<Received> command = commands.poll();
            if (command == null) {
                return;
            }
            guarded(() -> command.accept(now));
        }
    }

    private void tick(Received now) {
        guarded(() -> listener.tick(now));
        guarded(() -> sender.duty(now));
        guarded(reports::offerHeld);
    }

    private void end() {
        connected = false;
        synchronized (commands) {
            ended = true;
        }
        Received now = context.clock().now();
        events(inbox.poll());
        commands(now);
        guarded(() -> sender.stop(now));
        guarded(() -> listener.stop(now));
        guarded(reports::offerHeld);
    }

    /// A fault of ours costs the event it met, not the station.
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError e) {
            counters.add(AirCounter.FAULTS);
            long count = counters.value(AirCounter.FAULTS);
            if (Long.bitCount(count) == 1) {
                // The message may carry content: only the type is told.
                Logger.error(
                        "AIR-001 radio station fault: device={} type={} count={}",
                        context.deviceId(),
                        e.getClass().getName(),
                        count);
            }
        }
    }

    @Override
    public boolean transmits() {
        return settings.radioId() != 0 && driver.permitted();
    }

    @Override
    public String firmware() {
        return driver.identity().stream()
                .map(RadioReport.MakerSign::value)
                .collect(Collectors.joining(", "));
    }

    @Override
    public DeviceSnapshot snapshot() {
        Map<String, Long> values = new TreeMap<>(driver.counters());
        counters.values().forEach((name, count) -> values.put("air_" + name, count));
        return new DeviceSnapshot(
                context.deviceId(),
                driver.describe(),
                counters.value(AirCounter.BURSTS),
                counters.value(AirCounter.REPORTS),
                counters.value(AirCounter.REPORTS_HELD),
                counters.value(AirCounter.REPORTS_LOST) + counters.value(AirCounter.INBOX_FULL),
                0,
                counters.value(AirCounter.FAULTS),
                counters.rejections(),
                heard ? OptionalLong.of(lastNanos) : OptionalLong.empty(),
                values,
                driver.linkCounters());
    }

    /// Ends the driver first, so that the outcomes of what it held are still heard.
    @Override
    public void close() {
        driver.close();
        thread.close();
    }
}
