package dev.gatehouse.protocols.n42;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a document says that a lane needs. Texts are those of the instrument, cut at
/// [N42Names#MAX_KEPT_CHARS].
///
/// @param uuid attribute `n42DocUUID`, the key of de-duplication; empty where absent
/// @param instrument who measured
/// @param detectors in the order of the document
/// @param windows sets of energy windows
/// @param measurements in the order of the document
/// @param results analyses, in the order of the document
/// @param unresolved references that lead nowhere; the alarms that have them stay
/// @param unreadable values that are none of their type and were left out
public record N42Document(
        String uuid,
        Instrument instrument,
        List<Detector> detectors,
        List<Windows> windows,
        List<Measurement> measurements,
        List<Results> results,
        int unresolved,
        int unreadable) {

    public N42Document {
        detectors = List.copyOf(detectors);
        windows = List.copyOf(windows);
        measurements = List.copyOf(measurements);
        results = List.copyOf(results);
    }

    /// The instrument.
    ///
    /// @param manufacturer name
    /// @param identifier serial number or the like
    /// @param model name
    /// @param classCode e.g. `Portal Monitor`
    /// @param versions of its components
    public record Instrument(
            String manufacturer,
            String identifier,
            String model,
            String classCode,
            List<Version> versions) {
        public Instrument {
            versions = List.copyOf(versions);
        }

        /// Whether it says that it is a portal.
        public boolean portal() {
            return classCode.equals("Portal Monitor")
                    || classCode.equals("Spectroscopic Portal Monitor");
        }
    }

    /// A component's version.
    public record Version(String component, String version) {}

    /// A detector.
    ///
    /// @param category `Gamma`, `Neutron`, `Alpha`, `Beta`, `X-ray`, `Other`
    /// @param kind `PVT`, `NaI`, `He3` and others
    public record Detector(String id, String category, String kind, String name) {}

    /// Energy windows in keV; they may overlap, so that their counts must not be added up.
    public record Windows(String id, List<Double> startKev, List<Double> endKev) {
        public Windows {
            startKev = List.copyOf(startKev);
            endKev = List.copyOf(endKev);
        }

        /// The widest window; empty when there is none.
        public Optional<Integer> widest() {
            int count = Math.min(startKev.size(), endKev.size());
            Optional<Integer> widest = Optional.empty();
            double width = -1;
            for (int i = 0; i < count; i++) {
                if (endKev.get(i) - startKev.get(i) > width) {
                    width = endKev.get(i) - startKev.get(i);
                    widest = Optional.of(i);
                }
            }
            return widest;
        }
    }

    /// One measurement.
    ///
    /// @param id of the document's own; empty where absent
    /// @param groups to which it belongs
    /// @param classCode as sent; says nothing about an occupancy
    /// @param start as sent: the zone may be missing
    /// @param realTime how long it took
    /// @param counts of detectors, one entry for each counted or spectral part
    /// @param dosesUsvH dose rates in microsieverts an hour
    /// @param occupied whether somebody was there
    /// @param speedMs of what passed, in metres a second
    /// @param faults of instrument and detectors
    /// @param outOfLimits names of characteristics that say so
    public record Measurement(
            String id,
            List<String> groups,
            String classCode,
            String start,
            Optional<Duration> realTime,
            List<Counts> counts,
            List<Double> dosesUsvH,
            Optional<Boolean> occupied,
            OptionalDouble speedMs,
            List<Fault> faults,
            List<String> outOfLimits) {
        public Measurement {
            groups = List.copyOf(groups);
            counts = List.copyOf(counts);
            dosesUsvH = List.copyOf(dosesUsvH);
            faults = List.copyOf(faults);
            outOfLimits = List.copyOf(outOfLimits);
        }
    }

    /// Counts of one detector in one measurement.
    ///
    /// @param detector reference
    /// @param windows reference; empty for none
    /// @param liveTime for which it counted
    /// @param perWindow counts as sent; of a spectrum, its length and sum
    /// @param total as sent, where it is sent
    /// @param channels of a spectrum, after its zeros were written out; 0 for counts in windows
    public record Counts(
            String detector,
            String windows,
            Optional<Duration> liveTime,
            List<Double> perWindow,
            OptionalDouble total,
            long channels) {
        public Counts {
            perWindow = List.copyOf(perWindow);
        }

        /// All of it: the total as sent; of a spectrum its sum; of windows the widest one, because
        /// they may overlap.
        ///
        /// @param of the windows that are referred to
        public OptionalDouble all(Optional<Windows> of) {
            if (total.isPresent() || perWindow.isEmpty()) {
                return total;
            }
            int at = of.flatMap(Windows::widest).orElse(0);
            return OptionalDouble.of(perWindow.get(Math.min(at, perWindow.size() - 1)));
        }
    }

    /// A fault.
    ///
    /// @param severity `Fatal`, `Error` or `Warning`
    public record Fault(String code, String description, String severity) {
        /// Whether screening cannot be relied on.
        public boolean stops() {
            return severity.equals("Fatal") || severity.equals("Error");
        }
    }

    /// One analysis.
    ///
    /// @param measurements that it is of
    /// @param groups that it is of
    /// @param alarms each an event
    /// @param nuclides that were looked at
    /// @param status `Success`, `Failure`; empty where absent
    /// @param faults of the analysis
    public record Results(
            List<String> measurements,
            List<String> groups,
            List<Alarm> alarms,
            List<Nuclide> nuclides,
            String status,
            List<Fault> faults) {
        public Results {
            measurements = List.copyOf(measurements);
            groups = List.copyOf(groups);
            alarms = List.copyOf(alarms);
            nuclides = List.copyOf(nuclides);
            faults = List.copyOf(faults);
        }

        /// Whether there was no analysis.
        public boolean failed() {
            return status.equals("Failure");
        }
    }

    /// An alarm.
    ///
    /// @param category `Neutron`, `Gamma`, `Alpha`, `Beta`, `Isotope`, `Other`
    /// @param detectors references
    /// @param time as sent; empty where absent
    public record Alarm(
            String category,
            String description,
            String time,
            String lightColour,
            List<String> detectors) {
        public Alarm {
            detectors = List.copyOf(detectors);
        }
    }

    /// A nuclide.
    ///
    /// @param identified whether the instrument says so; what says nothing is taken for a yes
    /// @param confidence as sent: the schema says percent, instruments send shares
    /// @param category e.g. `SNM`
    public record Nuclide(
            boolean identified,
            String name,
            String confidence,
            String confidenceWords,
            String category) {}

    /// Measurements in a row with somebody there.
    ///
    /// @param measurements at least one, in the order of the document
    public record Occupancy(List<Measurement> measurements) {
        public Occupancy {
            measurements = List.copyOf(measurements);
        }
    }

    /// Runs of measurements whose indicator says that somebody was there, in the order of the
    /// document.
    public List<Occupancy> occupancies() {
        List<Occupancy> found = new ArrayList<>();
        List<Measurement> run = new ArrayList<>();
        for (Measurement measurement : measurements) {
            if (measurement.occupied().orElse(false)) {
                run.add(measurement);
            } else if (!run.isEmpty()) {
                found.add(new Occupancy(run));
                run = new ArrayList<>();
            }
        }
        if (!run.isEmpty()) {
            found.add(new Occupancy(run));
        }
        return found;
    }

    /// Windows of an id.
    public Optional<Windows> windows(String id) {
        return windows.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// Counts a second of all detectors of a category in one measurement; empty where none counted
    /// for a known time.
    public OptionalDouble rate(Measurement measurement, String category) {
        double rate = 0;
        boolean any = false;
        for (Counts counts : measurement.counts()) {
            boolean wanted =
                    detectors.stream()
                            .anyMatch(detector ->
                                    detector.id().equals(counts.detector())
                                            && detector.category().equals(category));
            Optional<Duration> time = counts.liveTime().or(measurement::realTime);
            OptionalDouble all = counts.all(windows(counts.windows()));
            if (wanted && all.isPresent() && time.isPresent() && time.get().isPositive()) {
                rate += all.getAsDouble() / (time.get().toNanos() / 1e9);
                any = true;
            }
        }
        return any ? OptionalDouble.of(rate) : OptionalDouble.empty();
    }

    /// Every fault, of measurements and analyses.
    public List<Fault> faults() {
        List<Fault> all = new ArrayList<>();
        measurements.forEach(measurement -> all.addAll(measurement.faults()));
        results.forEach(result -> all.addAll(result.faults()));
        return all;
    }

    /// Whole milliseconds of the occupancy, where every part of it says how long it took.
    public static OptionalLong durationMs(Occupancy occupancy) {
        long sum = 0;
        for (Measurement measurement : occupancy.measurements()) {
            if (measurement.realTime().isEmpty()) {
                return OptionalLong.empty();
            }
            sum += measurement.realTime().get().toMillis();
        }
        return OptionalLong.of(sum);
    }

    /// What an instrument found is content: never printed by accident.
    @Override
    public String toString() {
        return "N42Document["
                + measurements.size()
                + " measurements, "
                + results.size()
                + " results, content withheld]";
    }
}
