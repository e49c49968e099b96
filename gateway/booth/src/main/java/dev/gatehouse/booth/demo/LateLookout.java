package dev.gatehouse.booth.demo;

import dev.gatehouse.booth.FlatJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The end of the demonstration: a vehicle that was clear has gone, and only now its plate is
/// listed. Shows how soon the booth finds it among the recent passages.
final class LateLookout {
    private static final long LIMIT_MS = 30_000;
    private static final long POLL_MS = 100;
    private static final String CHECK = "record.checkedObservation.checks.0.";

    private final DemoPlan plan;
    private final Supplier<Optional<FlatJson>> status;
    private final Consumer<String> say;

    /// Writes what central holds into a file.
    interface Export {
        void into(Path file) throws IOException, InterruptedException;
    }

    LateLookout(DemoPlan plan, Supplier<Optional<FlatJson>> status, Consumer<String> say) {
        this.plan = plan;
        this.status = status;
        this.say = say;
    }

    /// Lists one plate that has passed, and waits until it is found.
    void come(Export export, List<String> faults) throws IOException, InterruptedException {
        Path records = plan.home().resolve("passed.jsonl");
        export.into(records);
        Optional<String> line = line(records);
        if (line.isEmpty()) {
            say.accept("late lookout: no vehicle was clear, so none is listed late");
            return;
        }
        publish(line.get());
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
        while (System.nanoTime() - deadline < 0) {
            Optional<FlatJson> now = status.get();
            if (now.isPresent() && now.get().number("lookouts.replay.late_hits") > 0) {
                say.accept(
                        "late lookout: a plate that had passed was listed; raised "
                                + now.get().number("lookouts.replay.late_ms")
                                + " ms after the list was there, among "
                                + now.get().number("lookouts.replay.kept")
                                + " readings");
                return;
            }
            Thread.sleep(POLL_MS);
        }
        faults.add("the late lookout was not found within " + LIMIT_MS / 1_000 + " s");
    }

    /// A line of the list for the first vehicle that was clear.
    private static Optional<String> line(Path records) throws IOException {
        try (Stream<String> lines = Files.lines(records)) {
            for (String record : (Iterable<String>) lines::iterator) {
                FlatJson read = FlatJson.parse(record);
                String plate = read.text(CHECK + "canonical");
                boolean isPlate = read.text(CHECK + "kind").equals("SUBJECT_KIND_PLATE");
                boolean clear = read.text(CHECK + "verdict").equals("VERDICT_CLEAR");
                if (isPlate && clear && !plate.contains("?")) {
                    return Optional.of(
                            "DEMO-LATE,PLATE,%s,%s,1,REFER_MANDATORY,2099-12-31,,,,,,%n"
                                    .formatted(read.text(CHECK + "jurisdiction"), plate));
                }
            }
        }
        return Optional.empty();
    }

    /// In one step: the booth never reads half a list.
    private void publish(String line) throws IOException {
        Path next = plan.lookouts().resolveSibling("lookouts.next");
        Files.writeString(next, Files.readString(plan.lookouts()) + line);
        Files.move(next, plan.lookouts(), StandardCopyOption.ATOMIC_MOVE);
    }
}
