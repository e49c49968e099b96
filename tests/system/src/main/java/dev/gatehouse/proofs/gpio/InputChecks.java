package dev.gatehouse.proofs.gpio;

import static dev.gatehouse.proofs.gpio.GuestProof.LABEL;
import static dev.gatehouse.proofs.gpio.GuestProof.require;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.DeviceSession;
import dev.gatehouse.protocols.observation.ContactChange;
import dev.gatehouse.protocols.observation.ContactChange.Contact;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PresenceChange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/// Inputs of a lane on a real kernel.
final class InputChecks {

    /// Bound of the issue, in emulation.
    static final double EDGE_LIMIT_MS = 20;

    private static final int DURESS = 4;
    private static final int ENTRY = 6;
    private static final int EXIT = 7;

    /// So many edges warm up the JVM; then they count. Of those, one of a hundred may be late.
    private static final int WARM_UP = 40;

    private static final int EDGES = 200;

    /// What has to do with time may be tried so often, and the figures say how often it was: the
    /// emulator waits for the machine below it when it reads a disk.
    private static final int ROUNDS = 3;

    /// Between two edges: more than fifty a second for two seconds are chatter, and withheld.
    private static final long EDGE_PAUSE_MS = 25;

    private final SimulatedChip chip;

    InputChecks(SimulatedChip chip) {
        this.chip = chip;
    }

    private static DeviceSession duress(Bench bench, String parameters) {
        return bench.device(
                "duress",
                DeviceKind.CONTACT,
                "gpio-contact",
                "gpio:" + LABEL + "/duress@4" + parameters,
                Map.of("watches", "duress"));
    }

    private static DeviceSession loop(Bench bench, String name, String parameters) {
        return bench.device(
                name,
                DeviceKind.PRESENCE,
                "gpio-line",
                "gpio:" + LABEL + "/" + name + parameters,
                Map.of());
    }

    /// An edge, not a level that was read.
    private static boolean edge(Observation one, boolean active) {
        return contact(one, active) && !one.eventId().startsWith("level");
    }

    private static boolean contact(Observation one, boolean active) {
        return one.body() instanceof ContactChange(var what, var now, _, _)
                && what == Contact.DURESS
                && now == active;
    }

    /// A level that stands when the line is taken is told as a state; edges come in time and in
    /// order, also over two lines.
    void levelsEdgesOrder(Map<String, Number> figures) throws IOException, InterruptedException {
        Bench bench = new Bench();
        chip.drive(DURESS, true);
        chip.drive(ENTRY, false);
        chip.drive(EXIT, false);
        try (DeviceSession duress = duress(bench, "?bias=pull-up&debounce_us=0");
                DeviceSession entry = loop(bench, "entry", "?debounce_us=0");
                DeviceSession exit = loop(bench, "exit", "?debounce_us=0")) {
            duress.open();
            entry.open();
            exit.open();
            Watched.Heard first =
                    bench.watched().await("level at the start", 0, one -> contact(one, true));
            require(
                    first.observation().body() instanceof ContactChange(_, _, var number, _)
                            && number == 0,
                    "a state, not an event");
            int round = 1;
            int sequence = edges(bench, WARM_UP, 0, Map.of());
            figures.put("edges", EDGES);
            Map<String, Number> latencies = new LinkedHashMap<>();
            while (true) {
                sequence = edges(bench, EDGES, sequence, latencies);
                double late = Objects.requireNonNull(latencies.get("edge_ms_p99")).doubleValue();
                if (late < EDGE_LIMIT_MS || round == ROUNDS) {
                    figures.putAll(latencies);
                    figures.put("edge_rounds", round);
                    require(
                            late < EDGE_LIMIT_MS,
                            "99 of 100 edges within " + EDGE_LIMIT_MS + " ms");
                    break;
                }
                round++;
            }
            round = 1;
            while (!order(bench)) {
                require(round < ROUNDS, "edges of two loops in the order of the wires");
                round++;
            }
            figures.put("order_rounds", round);
        }
    }

    /// Edges one after the other, each driven when the last was heard.
    ///
    /// @param sequence number of the last edge so far
    /// @param figures how long they took; of the first edges nothing is put there
    /// @return number of the last edge
    private int edges(Bench bench, int count, int sequence, Map<String, Number> figures)
            throws IOException, InterruptedException {
        Latencies afterStamp = new Latencies(count);
        Latencies stamps = new Latencies(count);
        for (int edge = sequence; edge < sequence + count; edge++) {
            boolean high = edge % 2 == 1;
            int before = bench.watched().count();
            Waiting.pause(EDGE_PAUSE_MS);
            long driven = System.nanoTime();
            chip.drive(DURESS, high);
            Watched.Heard heard = bench.watched().await("edge", before, one -> edge(one, high));
            ContactChange change = (ContactChange) heard.observation().body();
            require(change.sequence() == edge + 1, "edges in order, none left out");
            afterStamp.add(heard.atNanos() - change.edgeNanos());
            stamps.add(change.edgeNanos() - driven);
        }
        if (sequence > 0) {
            var _ = afterStamp.into(figures, "edge_ms");
            var _ = stamps.into(figures, "stamp_ms");
        }
        return sequence + count;
    }

    /// Vehicles over two loops. The simulator makes one edge of two that a line makes before its
    /// interrupt ran, which no wire does: each line waits for its last edge.
    ///
    /// @return whether edges came in the order of the wires
    private boolean order(Bench bench) throws IOException, InterruptedException {
        int before = bench.watched().count();
        for (int half = 0; half < 40; half++) {
            boolean come = half % 2 == 0;
            chip.drive(ENTRY, come);
            chip.drive(EXIT, come);
            int expected = before + 2 * half + 2;
            Waiting.until("edges of both loops", () -> bench.watched().count() >= expected);
        }
        List<Watched.Heard> heard = bench.watched().from(before);
        for (int index = 0; index < 80; index++) {
            Observation one = heard.get(index).observation();
            if (!one.deviceId().equals(index % 2 == 0 ? "entry" : "exit")
                    || !(one.body() instanceof PresenceChange(var present, _, _))
                    || present != (index % 4 < 2)) {
                return false;
            }
        }
        return true;
    }

    /// The kernel keeps a bounce to itself, and is asked to by index, not by offset.
    void debounce(Map<String, Number> figures) throws IOException, InterruptedException {
        Bench bench = new Bench();
        chip.drive(DURESS, false);
        try (DeviceSession duress = duress(bench, "?debounce_us=20000")) {
            duress.open();
            Waiting.until("line held", () -> up(duress));
            for (int bounce = 0; bounce < 9; bounce++) {
                chip.drive(DURESS, bounce % 2 == 0);
            }
            Watched.Heard heard =
                    bench.watched().await("edge after the bounce", 0, one -> edge(one, true));
            ContactChange change = (ContactChange) heard.observation().body();
            figures.put(
                    "debounced_edge_ms",
                    Math.round((heard.atNanos() - change.edgeNanos()) / 10_000.0) / 100.0);
            Waiting.pause(100);
            require(bench.watched().count() == 1, "one edge of nine");
            require(change.sequence() == 1, "the first the kernel told");
        }
    }

    /// A booth that stands still loses edges, knows it, and knows how the line ended.
    void edgesLost(Map<String, Number> figures) throws IOException, InterruptedException {
        Bench bench = new Bench();
        CountDownLatch on = new CountDownLatch(1);
        chip.drive(ENTRY, false);
        try (DeviceSession entry =
                bench.device(
                        "entry",
                        DeviceKind.PRESENCE,
                        "gpio-line",
                        "gpio:" + LABEL + "/entry?debounce_us=0",
                        Map.of())) {
            entry.open();
            Waiting.until("line held", () -> up(entry));
            bench.watched().hold(on);
            // the kernel queues edges in a thread of its own, which gets its time
            for (int edge = 0; edge < 401; edge++) {
                chip.drive(ENTRY, edge % 2 == 0);
                Waiting.pause(2);
            }
            on.countDown();
            Waiting.until("loss counted", () -> count(entry, "request_edges_lost") > 0);
            // the simulator makes one edge of two that come too fast: how many there were, the
            // kernel's own numbers say
            int before;
            do {
                before = bench.watched().count();
                Waiting.pause(1_000);
            } while (bench.watched().count() != before);
            long told =
                    bench.watched().from(0).stream()
                            .filter(one -> !one.observation().eventId().startsWith("level"))
                            .count();
            long lost = Objects.requireNonNull(entry.snapshot().driver().get("edges_lost"));
            long last =
                    ((PresenceChange) bench.watched().from(0).getLast().observation().body())
                            .sequence();
            require(
                    bench.watched().from(0).getLast().observation().body()
                                    instanceof PresenceChange(var present, _, _)
                            && present,
                    "how the line ended is known");
            figures.put("edges_lost", lost);
            figures.put("edges_lost_of", last);
            require(told + lost == last, "every edge is told or counted as lost");
        }
    }

    /// A line that another program holds is waited for, and its holder is named.
    void takenByAnother(Map<String, Number> figures) throws IOException, InterruptedException {
        Process other =
                new ProcessBuilder("gpiomon", "--consumer", "other", "exit")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Bench bench = new Bench();
        try (DeviceSession exit = loop(bench, "exit", "?debounce_us=0")) {
            Waiting.pause(500);
            require(other.isAlive(), "gpiomon holds the line");
            exit.open();
            Waiting.until("the holder's name", () -> exit.snapshot().address().contains("`other`"));
            other.destroy();
            figures.put("taken_over_ms", Waiting.until("line held", () -> up(exit)) / 1_000_000);
        } finally {
            other.destroyForcibly();
        }
    }

    /// A chip that goes away and comes back.
    void chipPulledOut(Map<String, Number> figures) throws IOException, InterruptedException {
        Bench bench = new Bench();
        chip.drive(DURESS, false);
        try (DeviceSession duress = duress(bench, "?debounce_us=0")) {
            duress.open();
            Waiting.until("line held", () -> up(duress));
            chip.plug(false);
            Waiting.until("loss noticed", () -> !up(duress));
            chip.plug(true);
            SimulatedChip again = SimulatedChip.of(chip.config());
            Waiting.until("line held again", () -> up(duress));
            int before = bench.watched().count();
            again.drive(DURESS, true);
            Watched.Heard heard =
                    bench.watched().await("edge again", before, one -> edge(one, true));
            figures.put(
                    "edge_after_return_ms",
                    (heard.atNanos() - ((ContactChange) heard.observation().body()).edgeNanos())
                            / 1_000_000);
        }
    }

    private static boolean up(DeviceSession session) {
        return count(session, "up") == 1;
    }

    private static long count(DeviceSession session, String name) {
        return session.snapshot().link().getOrDefault(name, 0L);
    }
}
