package dev.gatehouse.simulators.portal;

import dev.gatehouse.protocols.n42.N42Document;
import dev.gatehouse.protocols.n42.N42Names;
import dev.gatehouse.protocols.n42.N42Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.UUID;

/// Documents of a spectroscopic portal (clause 6 of the sheet): one an occupancy, some with a
/// source, some that no reader may take: with a document type, or of another edition.
public final class SimulatedDocuments {
    private static final Duration TENTH = Duration.ofMillis(100);

    private final PortalTraits traits;
    private final SplittableRandom random;
    private long alarms;
    private long refusals;

    /// @param traits shares: of sources, and of documents that cannot be taken
    public SimulatedDocuments(PortalTraits traits) {
        this.traits = traits;
        this.random = new SplittableRandom(traits.seed());
    }

    /// Documents with a source so far.
    public long alarms() {
        return alarms;
    }

    /// Documents that cannot be taken so far.
    public long refusals() {
        return refusals;
    }

    /// The next one.
    public byte[] next(Instant now) {
        boolean source = random.nextDouble() < traits.alarmShare();
        byte[] octets = N42Writer.write(document(now, source));
        if (random.nextDouble() >= traits.troubleShare()) {
            alarms += source ? 1 : 0;
            return octets;
        }
        String text = new String(octets, StandardCharsets.UTF_8);
        switch (random.nextInt(3)) {
            case 0 -> {
                refusals++;
                text =
                        text.replace(
                                "<" + N42Names.ROOT,
                                "<!DOCTYPE x [<!ENTITY e \"e\">]><" + N42Names.ROOT);
            }
            case 1 -> {
                refusals++;
                text = text.replace(N42Names.NAMESPACE, "urn:of:another:edition");
            }
            default -> {
                // results first: their references point forward
                alarms += source ? 1 : 0;
                int results = text.indexOf("<AnalysisResults");
                int group = text.indexOf("<RadMeasurementGroup");
                if (results > 0) {
                    int end = text.indexOf("</" + N42Names.ROOT);
                    text =
                            text.substring(0, group)
                                    + text.substring(results, end)
                                    + text.substring(group, results)
                                    + text.substring(end);
                }
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private N42Document document(Instant now, boolean source) {
        List<N42Document.Measurement> measurements = new ArrayList<>();
        int occupied = 3 + random.nextInt(20);
        for (int i = 0; i < occupied + 2; i++) {
            boolean there = i > 0 && i <= occupied;
            measurements.add(
                    new N42Document.Measurement(
                            "M-" + i,
                            List.of("MG-1"),
                            there ? "Foreground" : "Background",
                            now.plus(TENTH.multipliedBy(i)).toString(),
                            Optional.of(TENTH),
                            List.of(
                                    counts("G1", there && source ? 90 : 25),
                                    counts("N1", there && source ? 3 : 0)),
                            List.of(),
                            Optional.of(there),
                            there ? OptionalDouble.of(1.5) : OptionalDouble.empty(),
                            List.of(),
                            List.of()));
        }
        List<N42Document.Results> results =
                source
                        ? List.of(
                                new N42Document.Results(
                                        List.of(),
                                        List.of("MG-1"),
                                        List.of(
                                                new N42Document.Alarm(
                                                        "Gamma", "sum", "", "Red", List.of("G1"))),
                                        List.of(
                                                new N42Document.Nuclide(
                                                        true, "Cs-137", "97", "", "Industrial")),
                                        "Success",
                                        List.of()))
                        : List.of();
        return new N42Document(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                new N42Document.Instrument(
                        "Simulated",
                        "sim-1",
                        "N42",
                        "Spectroscopic Portal Monitor",
                        List.of(new N42Document.Version("Software", "1"))),
                List.of(
                        new N42Document.Detector("G1", "Gamma", "NaI", ""),
                        new N42Document.Detector("N1", "Neutron", "He3", "")),
                List.of(),
                measurements,
                results,
                0,
                0);
    }

    private N42Document.Counts counts(String detector, int mean) {
        return new N42Document.Counts(
                detector,
                "",
                Optional.of(TENTH),
                List.of((double) Math.max(0, mean + random.nextInt(3) - 1)),
                OptionalDouble.empty(),
                0);
    }
}
