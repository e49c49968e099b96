package dev.gatehouse.protocols.n42;

import dev.gatehouse.protocols.n42.N42Document.Alarm;
import dev.gatehouse.protocols.n42.N42Document.Counts;
import dev.gatehouse.protocols.n42.N42Document.Detector;
import dev.gatehouse.protocols.n42.N42Document.Fault;
import dev.gatehouse.protocols.n42.N42Document.Instrument;
import dev.gatehouse.protocols.n42.N42Document.Measurement;
import dev.gatehouse.protocols.n42.N42Document.Nuclide;
import dev.gatehouse.protocols.n42.N42Document.Results;
import dev.gatehouse.protocols.n42.N42Document.Version;
import dev.gatehouse.protocols.n42.N42Document.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/// Documents of a portal that does not exist.
final class MadeDocuments {
    private MadeDocuments() {}

    static N42Document random(Random random) {
        List<Measurement> measurements = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            measurements.add(
                    new Measurement(
                            "M-" + i,
                            List.of("MG"),
                            "Background",
                            "2026-11-22T08:00:0" + i % 10 + ".25Z",
                            Optional.of(Duration.ofMillis(1 + random.nextInt(5_000))),
                            List.of(
                                    counts("G1", "W", random.nextInt(1_000), random.nextInt(9_000)),
                                    counts("N1", "", random.nextInt(9))),
                            List.of(),
                            random.nextInt(4) == 0
                                    ? Optional.empty()
                                    : Optional.of(random.nextBoolean()),
                            random.nextBoolean()
                                    ? OptionalDouble.empty()
                                    : OptionalDouble.of(random.nextInt(100) / 8.0),
                            random.nextInt(3) == 0
                                    ? List.of(new Fault("7", "Cover <open> & \"wet\"", "Error"))
                                    : List.of(),
                            List.of()));
        }
        List<Results> results = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            results.add(
                    new Results(
                            List.of("M-0"),
                            List.of("MG"),
                            List.of(
                                    new Alarm(
                                            "Gamma",
                                            "sum",
                                            "2026-11-22T08:00:01Z",
                                            "Red",
                                            List.of("G1", "N1"))),
                            List.of(
                                    new Nuclide(
                                            random.nextBoolean(),
                                            "Cs-137",
                                            "97",
                                            "",
                                            "Industrial")),
                            random.nextBoolean() ? "Success" : "Failure",
                            List.of(new Fault("9", "gain", "Warning"))));
        }
        return new N42Document(
                "0a91ca36-f473-4319-bef3-13489" + String.format("%07x", random.nextInt(1 << 28)),
                new Instrument(
                        "Nobody's",
                        "S 1",
                        "P 1",
                        "Portal Monitor",
                        List.of(new Version("Software", "1"))),
                List.of(
                        new Detector("G1", "Gamma", "PVT", "left"),
                        new Detector("N1", "Neutron", "He3", "")),
                List.of(new Windows("W", List.of(0.0, 0.0), List.of(100.5, 3000.0))),
                measurements,
                results,
                0,
                0);
    }

    private static Counts counts(String detector, String windows, double... values) {
        List<Double> all = new ArrayList<>();
        for (double value : values) {
            all.add(value);
        }
        return new Counts(
                detector,
                windows,
                Optional.of(Duration.ofMillis(100)),
                all,
                OptionalDouble.empty(),
                0);
    }
}
