package dev.gatehouse.drivers.output;

import dev.gatehouse.drivers.Backoff;
import dev.gatehouse.drivers.DeviceSnapshot;
import dev.gatehouse.drivers.LaneOutput;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.OwnThread;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StationVoice;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.tinylog.Logger;

/// The outputs of one lane, in one request so that they change together. Thread `output-<device>`
/// holds the lines and sets them; every level is read back. Other threads hand in what to show and
/// what an officer wants, and wait for nothing.
final class OutputStation implements Station, LaneOutput {

    /// First pause before the lines are requested again; doubles up to [#LONGEST_PAUSE_MS].
    static final long FIRST_PAUSE_MS = 1_000;

    static final long LONGEST_PAUSE_MS = 30_000;

    /// How often levels are worked out anew: the half period of the fastest lamp.
    static final long STEP_MS = 125;

    static final String LOST = "OUTPUT_LINES_LOST";
    static final String WRONG = "OUTPUT_NOT_AS_SET";
    static final String SILENT = "OUTPUT_DARK";
    static final String BY_HAND = DeviceNotice.OUTPUT_BY_HAND;

    private final String deviceId;
    private final OutputSettings settings;
    private final List<Output> order;
    private final OutputMachine machine;
    private final StationVoice voice;
    private final LinkContext.Clock clock;
    private final GpioBoard board;
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    private final LongAdder sets = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder mismatches = new LongAdder();
    private final LongAdder shows = new LongAdder();
    private volatile boolean up;
    private volatile long lastSetNanos;
    private volatile boolean anySet;
    private boolean woken;
    private boolean toldLost;
    private boolean toldWrong;
    private boolean toldDark;
    private boolean everAlive;
    private long toldByHand;
    private volatile int shownLevels = OutputMachine.SAFE;
    private final OwnThread thread;

    OutputStation(OutputSettings settings, StationContext context, GpioBoard board) {
        this.deviceId = context.deviceId();
        this.thread = new OwnThread("output-" + deviceId);
        this.settings = settings;
        this.order = settings.lines().keySet().stream().sorted().toList();
        this.machine = new OutputMachine(settings);
        this.voice = new StationVoice(context);
        this.clock = context.clock();
        this.board = board;
    }

    @Override
    public void open() throws IOException {
        thread.open("outputs", () -> this::run);
    }

    private void run() throws InterruptedException {
        do {
            try (GpioBoard.Lines lines = board.request(order, settings)) {
                up = true;
                if (toldLost) {
                    toldLost = false;
                    voice.notice(LOST, Severity.CLEARED, 0);
                }
                backoff.reset();
                drive(lines);
            } catch (IOException | IllegalArgumentException e) {
                // before it is told: who hears it may ask at once
                up = false;
                note(e);
            }
            letGo();
        } while (thread.rest(backoff.nextMs(), clock));
    }

    /// The lines are gone, and with them what was held by hand: it does not come back with them.
    private synchronized void letGo() {
        up = false;
        shownLevels = OutputMachine.SAFE;
        var _ = machine.revert(clock.now().nanos());
        tellByHand();
    }

    /// Sets the lines until the station is closed or they are lost. At the end they are all
    /// inactive, as far as it is ours to say.
    private void drive(GpioBoard.Lines lines) throws IOException, InterruptedException {
        int shown = OutputMachine.SAFE;
        try {
            check(lines, shown);
            while (!thread.ended()) {
                int wanted = step();
                if (wanted != shown) {
                    lines.set(byIndex(wanted));
                    shown = wanted;
                    shownLevels = shown;
                    sets.increment();
                    check(lines, shown);
                }
                rest();
            }
        } finally {
            lines.set(byIndex(OutputMachine.SAFE));
        }
    }

    private synchronized int step() {
        long nowNanos = clock.now().nanos();
        int levels = machine.levels(nowNanos);
        boolean dark = !machine.alive(nowNanos);
        if (dark && everAlive && !toldDark) {
            // a lane without a word of the booth is a lane that queries by hand
            toldDark = true;
            voice.notice(SILENT, Severity.WARNING, 0);
        } else if (!dark && toldDark) {
            toldDark = false;
            voice.notice(SILENT, Severity.CLEARED, 0);
        }
        everAlive |= !dark;
        tellByHand();
        return levels;
    }

    /// Tells the beginning and the end of each change by hand, under its number.
    private void tellByHand() {
        long held = machine.heldNumber();
        if (held == toldByHand) {
            return;
        }
        if (toldByHand != 0) {
            voice.notice(BY_HAND, Severity.CLEARED, toldByHand);
        }
        if (held != 0) {
            voice.notice(BY_HAND, Severity.WARNING, held);
        }
        toldByHand = held;
    }

    /// What stands at the lines against what was set.
    private void check(GpioBoard.Lines lines, int expected) throws IOException {
        lastSetNanos = clock.now().nanos();
        anySet = true;
        boolean wrong = lines.levels() != byIndex(expected);
        if (wrong) {
            mismatches.increment();
        }
        if (wrong != toldWrong) {
            toldWrong = wrong;
            voice.notice(WRONG, wrong ? Severity.FAULT : Severity.CLEARED, 0);
        }
    }

    /// Levels by index of the request.
    private long byIndex(int levels) {
        long bits = 0;
        for (int index = 0; index < order.size(); index++) {
            if ((levels & order.get(index).bit()) != 0) {
                bits |= 1L << index;
            }
        }
        return bits;
    }

    private void note(Exception e) {
        failures.increment();
        if (!toldLost) {
            toldLost = true;
            voice.notice(LOST, Severity.FAULT, 0);
        }
        long count = failures.sum();
        if (Long.bitCount(count) == 1) { // at 1, 2, 4, 8 ...
            Logger.warn(
                    "GPIO-003 outputs not held: device={} cause={} count={}",
                    deviceId,
                    e.getMessage(),
                    count);
        }
    }

    private synchronized void rest() throws InterruptedException {
        long untilNanos = clock.now().nanos() + TimeUnit.MILLISECONDS.toNanos(STEP_MS);
        long leftMs = STEP_MS;
        while (!thread.ended() && !woken && leftMs > 0) {
            wait(leftMs);
            leftMs = TimeUnit.NANOSECONDS.toMillis(untilNanos - clock.now().nanos());
        }
        woken = false;
    }

    /// Lets the thread look at once.
    private synchronized void wake() {
        woken = true;
        notifyAll();
    }

    @Override
    public synchronized void show(LaneShow show) {
        shows.increment();
        machine.show(show, clock.now().nanos());
        wake();
    }

    @Override
    public Set<Part> parts() {
        return order.stream()
                .map(Output::part)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized ManualAnswer ask(ManualOrder wanted) {
        return up ? machine.ask(wanted, clock.now().nanos()) : ManualAnswer.of(Outcome.NOT_ALIVE);
    }

    @Override
    public synchronized ManualAnswer confirm(long number) {
        ManualAnswer answer =
                up
                        ? machine.confirm(number, clock.now().nanos())
                        : ManualAnswer.of(Outcome.NOT_ALIVE);
        wake();
        return answer;
    }

    @Override
    public synchronized ManualAnswer revert() {
        ManualAnswer answer = machine.revert(clock.now().nanos());
        wake();
        return answer;
    }

    @Override
    public DeviceSnapshot snapshot() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("sets", sets.sum());
        counts.put("shows", shows.sum());
        counts.put("mismatches", mismatches.sum());
        Map<String, Long> link = new TreeMap<>();
        link.put("request_failures", failures.sum());
        link.put("up", up ? 1L : 0L);
        int levels = shownLevels;
        order.forEach(output ->
                link.put("active_" + output.word(), (levels & output.bit()) != 0 ? 1L : 0L));
        return new DeviceSnapshot(
                deviceId,
                board.address() + (up ? "" : ", not open"),
                sets.sum(),
                voice.said(),
                voice.refused(),
                voice.refused(),
                0,
                0,
                Map.of(),
                anySet ? OptionalLong.of(lastSetNanos) : OptionalLong.empty(),
                counts,
                link);
    }

    @Override
    public void close() {
        thread.close(this::wake);
    }
}
