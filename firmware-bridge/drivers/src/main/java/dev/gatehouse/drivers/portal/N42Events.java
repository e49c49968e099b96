package dev.gatehouse.drivers.portal;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.n42.N42Document;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.RadiationReport.Figures;
import dev.gatehouse.protocols.observation.RadiationReport.Kind;
import dev.gatehouse.protocols.observation.RadiationReport.Mark;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// What a document tells, alarms first (clause 6). Knows from one document to the next which faults
/// the instrument has. Owned by its driver.
final class N42Events {
    /// Alarms and nuclides of one document that are events each; more are told by one that says so.
    static final int MAX_ALARMS = 256;

    /// Occupancies of one document.
    static final int MAX_OCCUPANCIES = 1_024;

    private static final String SOURCE = "N42_2011";
    private static final double KMH_PER_MS = 3.6;
    private static final int MAX_CODE_CHARS = 40;

    private final Set<String> faults = new TreeSet<>();
    private boolean up;
    private boolean mismatchTold;
    private long occupancies;

    /// One event.
    ///
    /// @param time as the instrument wrote it; empty for none
    record Event(Observation.Body body, String time) {
        boolean alarm() {
            return body instanceof RadiationReport report && report.kind().alarm();
        }
    }

    /// A document that could not be read.
    static Event refused(RejectReason reason, Octets evidence) {
        String code = reason == RejectReason.UNSUPPORTED ? "UNSUPPORTED_EDITION" : reason.name();
        return new Event(
                new RadiationReport(
                        Kind.DOCUMENT_REFUSED,
                        code,
                        0,
                        Figures.NONE,
                        Set.of(),
                        List.of(),
                        SOURCE,
                        evidence),
                "");
    }

    List<Event> of(N42Document document) {
        List<Event> all = new ArrayList<>();
        List<N42Document.Occupancy> runs = document.occupancies();
        // an alarm names no occupancy: of one alone it must be
        long number = runs.size() == 1 ? occupancies + 1 : 0;
        String start =
                runs.isEmpty()
                        ? document.measurements().isEmpty()
                                ? ""
                                : document.measurements().getFirst().start()
                        : runs.getFirst().measurements().getFirst().start();
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        for (N42Document.Results results : document.results()) {
            alarms(results, number, start, marks, all);
        }
        if (!up) {
            up = true;
            all.add(event(Kind.UP, "", 0, Figures.NONE, Set.of(), List.of(), ""));
        }
        document.results().stream()
                .filter(N42Document.Results::failed)
                .limit(1)
                .forEach(_ ->
                        all.add(
                                event(
                                        Kind.NOT_ANALYSED,
                                        "ANALYSIS_FAILED",
                                        number,
                                        Figures.NONE,
                                        Set.of(),
                                        List.of(),
                                        start)));
        faults(document, all);
        for (N42Document.Occupancy run : runs.subList(0, Math.min(runs.size(), MAX_OCCUPANCIES))) {
            occupancy(document, run, marks, all);
        }
        if (runs.isEmpty() && !document.measurements().isEmpty()) {
            all.add(
                    event(
                            Kind.BACKGROUND,
                            "",
                            0,
                            figures(document, document.measurements(), false),
                            Set.of(),
                            List.of(),
                            start));
        }
        notices(document, all);
        return all;
    }

    private static Event event(
            Kind kind,
            String code,
            long occupancy,
            Figures figures,
            Set<Mark> marks,
            List<String> nuclides,
            String time) {
        return new Event(
                new RadiationReport(
                        kind, code, occupancy, figures, marks, nuclides, SOURCE, Octets.NONE),
                time);
    }

    private static void alarms(
            N42Document.Results results,
            long number,
            String start,
            Set<Mark> marks,
            List<Event> all) {
        for (N42Document.Alarm alarm : results.alarms()) {
            Kind kind =
                    switch (alarm.category()) {
                        case "Gamma" -> Kind.GAMMA_ALARM;
                        case "Neutron" -> Kind.NEUTRON_ALARM;
                        default -> Kind.NUCLIDE_ALARM;
                    };
            mark(kind, marks);
            add(
                    event(
                            kind,
                            word(alarm.category()),
                            number,
                            Figures.NONE,
                            marks,
                            List.of(),
                            alarm.time().isEmpty() ? start : alarm.time()),
                    all);
        }
        for (N42Document.Nuclide nuclide : results.nuclides()) {
            if (nuclide.identified()) {
                add(
                        event(
                                Kind.NUCLIDE_ALARM,
                                word(nuclide.category()),
                                number,
                                Figures.NONE,
                                marks,
                                List.of(name(nuclide.name())),
                                start),
                        all);
            }
        }
    }

    private static void mark(Kind kind, Set<Mark> marks) {
        if (kind == Kind.GAMMA_ALARM) {
            marks.add(Mark.GAMMA);
        } else if (kind == Kind.NEUTRON_ALARM) {
            marks.add(Mark.NEUTRON);
        }
    }

    private static void add(Event event, List<Event> all) {
        if (all.size() < MAX_ALARMS) {
            all.add(event);
        } else if (all.size() == MAX_ALARMS) {
            all.add(
                    event(
                            Kind.NUCLIDE_ALARM,
                            "MORE_ALARMS",
                            0,
                            Figures.NONE,
                            Set.of(),
                            List.of(),
                            event.time()));
        }
    }

    private void faults(N42Document document, List<Event> all) {
        Set<String> now = new TreeSet<>();
        for (N42Document.Fault fault : document.faults()) {
            if (fault.stops() && now.size() < MAX_ALARMS) {
                now.add(word("N42_" + fault.code()));
            }
        }
        List<Event> ended = new ArrayList<>();
        for (String code : faults) {
            if (!now.contains(code)) {
                ended.add(
                        event(Kind.FAULT_CLEARED, code, 0, Figures.NONE, Set.of(), List.of(), ""));
            }
        }
        all.addAll(ended);
        for (String code : now) {
            // one that lasts is told again where another ended: its end must not pass for theirs
            if (!faults.contains(code) || !ended.isEmpty()) {
                all.add(event(Kind.FAULT, code, 0, Figures.NONE, Set.of(), List.of(), ""));
            }
        }
        faults.clear();
        faults.addAll(now);
    }

    private void occupancy(
            N42Document document, N42Document.Occupancy run, Set<Mark> marks, List<Event> all) {
        long number = ++occupancies;
        String start = run.measurements().getFirst().start();
        all.add(event(Kind.OCCUPANCY_BEGAN, "", number, Figures.NONE, Set.of(), List.of(), start));
        all.add(
                event(
                        Kind.OCCUPANCY_ENDED,
                        "",
                        number,
                        figures(document, run.measurements(), true),
                        marks,
                        List.of(),
                        run.measurements().getLast().start()));
    }

    /// Of an occupancy the largest rates, of a background the mean ones.
    private static Figures figures(
            N42Document document, List<N42Document.Measurement> of, boolean occupied) {
        double[] speeds =
                of.stream()
                        .filter(one -> one.speedMs().isPresent())
                        .mapToDouble(one -> one.speedMs().orElse(0) * KMH_PER_MS)
                        .sorted()
                        .toArray();
        return new Figures(
                rate(document, of, "Gamma", occupied),
                rate(document, of, "Neutron", occupied),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                speeds.length == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(speeds[speeds.length / 2]),
                occupied
                        ? N42Document.durationMs(new N42Document.Occupancy(of))
                        : OptionalLong.empty());
    }

    private static OptionalDouble rate(
            N42Document document,
            List<N42Document.Measurement> of,
            String category,
            boolean largest) {
        var rates =
                of.stream()
                        .map(one -> document.rate(one, category))
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble);
        return largest ? rates.max() : rates.average();
    }

    private void notices(N42Document document, List<Event> all) {
        boolean mismatch = !document.instrument().portal();
        if (mismatch && !mismatchTold) {
            all.add(
                    new Event(
                            new DeviceNotice("CLASS_MISMATCH", DeviceNotice.Severity.WARNING, 0),
                            ""));
        }
        mismatchTold = mismatch;
        int flaws = document.unresolved() + document.unreadable();
        if (flaws > 0) {
            all.add(
                    new Event(
                            new DeviceNotice("N42_FLAWS", DeviceNotice.Severity.INFO, flaws), ""));
        }
        int out = document.measurements().stream().mapToInt(one -> one.outOfLimits().size()).sum();
        if (out > 0) {
            all.add(
                    new Event(
                            new DeviceNotice("OUT_OF_LIMITS", DeviceNotice.Severity.WARNING, out),
                            ""));
        }
    }

    /// A stable word of what an instrument wrote.
    private static String word(String text) {
        String word = text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        return word.substring(0, Math.min(word.length(), MAX_CODE_CHARS));
    }

    private static String name(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.substring(0, Math.min(clean.length(), RadiationReport.MAX_NUCLIDE_CHARS));
    }
}
