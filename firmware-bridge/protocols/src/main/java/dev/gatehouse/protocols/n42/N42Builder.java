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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Puts a document together while it is read. The texts of a part's elements wait by name until the
/// part ends; parts do not nest in parts of their own kind. Owned by one reader.
final class N42Builder {
    private final N42Values values = new N42Values();
    private final List<Version> versions = new ArrayList<>();
    private final List<Detector> detectors = new ArrayList<>();
    private final List<Windows> windows = new ArrayList<>();
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Results> results = new ArrayList<>();
    private final Set<String> groups = new HashSet<>();
    private final Set<String> spectraAndCounts = new HashSet<>();

    private final Map<String, String> instrument = new HashMap<>();
    private final Map<String, String> part = new HashMap<>();
    private final Map<String, String> measured = new HashMap<>();
    private final List<Counts> counts = new ArrayList<>();
    private final List<Double> doses = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> outOfLimits = new ArrayList<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private final List<Nuclide> nuclides = new ArrayList<>();
    private Optional<Boolean> occupied = Optional.empty();
    private OptionalDouble speedMs = OptionalDouble.empty();
    private Optional<Duration> liveTime = Optional.empty();
    private List<Double> perWindow = List.of();
    private OptionalDouble total = OptionalDouble.empty();
    private long channels;
    private int kept;
    private String uuid = "";

    /// An element begins.
    ///
    /// @return false when there is too much of it
    boolean begin(String name, Map<String, String> given) {
        switch (name) {
            case N42Names.ROOT -> uuid = N42Values.text(given.getOrDefault("n42DocUUID", ""));
            case "RadMeasurement", "AnalysisResults" -> clear();
            case "GrossCounts", "Spectrum" -> {
                liveTime = Optional.empty();
                perWindow = List.of();
                total = OptionalDouble.empty();
                channels = 0;
            }
            case "RadDetectorInformation",
                    "EnergyWindows",
                    "Fault",
                    "RadAlarm",
                    "Nuclide",
                    "RadInstrumentVersion" ->
                    part.clear();
            case "RadMeasurementGroup" -> groups.add(given.getOrDefault("id", ""));
            default -> {
                return true;
            }
        }
        return ++kept <= N42Names.MAX_KEPT
                && detectors.size() <= N42Names.MAX_DETECTORS
                && windows.size() <= N42Names.MAX_DETECTORS;
    }

    private void clear() {
        measured.clear();
        counts.clear();
        doses.clear();
        faults.clear();
        outOfLimits.clear();
        alarms.clear();
        nuclides.clear();
        occupied = Optional.empty();
        speedMs = OptionalDouble.empty();
    }

    /// An element ends.
    ///
    /// @param parent name of the element around it
    void end(String name, String parent, Map<String, String> given, String text) {
        switch (parent) {
            case "RadInstrumentInformation" -> instrument.put(name, N42Values.text(text));
            case "RadDetectorInformation", "RadInstrumentVersion", "Fault", "RadAlarm", "Nuclide" ->
                    part.put(name, N42Values.text(text));
            case "EnergyWindows" -> part.put(name, text);
            case "RadMeasurement", "AnalysisResults" -> measured.put(name, N42Values.text(text));
            case "GrossCounts", "Spectrum" -> counted(name, given, text);
            default -> {
                // nothing that is kept
            }
        }
        switch (name) {
            case "RadInstrumentVersion" ->
                    versions.add(
                            new Version(
                                    take("RadInstrumentComponentName"),
                                    take("RadInstrumentComponentVersion")));
            case "RadDetectorInformation" ->
                    detectors.add(
                            new Detector(
                                    id(given),
                                    take("RadDetectorCategoryCode"),
                                    take("RadDetectorKindCode"),
                                    take("RadDetectorName")));
            case "EnergyWindows" ->
                    windows.add(
                            new Windows(
                                    id(given),
                                    values.numbers(take("WindowStartEnergyValues")),
                                    values.numbers(take("WindowEndEnergyValues"))));
            case "GrossCounts", "Spectrum" -> countsEnd(given);
            case "DoseRateValue" ->
                    values.dose(text, given.getOrDefault("units", "")).ifPresent(doses::add);
            case "OccupancyIndicator" -> occupied = values.flag(text);
            case "SpeedValue" -> speedMs = values.speed(text, given.getOrDefault("units", ""));
            case "Fault" ->
                    faults.add(
                            new Fault(
                                    take("FaultCodeValue"),
                                    take("FaultDescription"),
                                    take("FaultSeverityCode")));
            case "CharacteristicName", "CharacteristicGroupName" ->
                    part.put(name, N42Values.text(text));
            case "Characteristic" ->
                    limits(given.getOrDefault("valueOutOfLimits", ""), "CharacteristicName");
            case "CharacteristicGroup" ->
                    limits(given.getOrDefault("groupOutOfLimits", ""), "CharacteristicGroupName");
            case "RadAlarm" -> alarm(given);
            case "Nuclide" -> nuclide();
            case "RadMeasurement" -> measurement(given);
            case "AnalysisResults" -> results(given);
            default -> {
                // a value that its part takes, or nothing that is kept
            }
        }
    }

    private static String id(Map<String, String> given) {
        return given.getOrDefault("id", "");
    }

    private String take(String name) {
        String text = part.remove(name);
        return text == null ? "" : text;
    }

    private void limits(String out, String name) {
        String known = take(name);
        if (!out.isEmpty()
                && values.flag(out).orElse(false)
                && outOfLimits.size() < N42Names.MAX_DETECTORS) {
            outOfLimits.add(known);
        }
    }

    private void counted(String name, Map<String, String> given, String text) {
        switch (name) {
            case "LiveTimeDuration" -> liveTime = values.duration(text);
            case "CountData" -> perWindow = values.numbers(text);
            case "TotalCountData" -> {
                // one number a window as well; of several the widest is not known, so none is taken
                List<Double> totals = values.numbers(text);
                total =
                        totals.size() == 1
                                ? OptionalDouble.of(totals.getFirst())
                                : OptionalDouble.empty();
            }
            case "ChannelData" -> {
                N42Values.Spectrum spectrum =
                        values.spectrum(
                                text,
                                given.getOrDefault("compressionCode", "").equals("CountedZeroes"));
                channels = spectrum.channels();
                total = spectrum.sum();
            }
            default -> {
                // nothing that is kept
            }
        }
    }

    private void countsEnd(Map<String, String> given) {
        spectraAndCounts.add(id(given));
        counts.add(
                new Counts(
                        N42Values.text(given.getOrDefault("radDetectorInformationReference", "")),
                        N42Values.text(given.getOrDefault("energyWindowsReference", "")),
                        liveTime,
                        perWindow,
                        total,
                        channels));
    }

    private void alarm(Map<String, String> given) {
        alarms.add(
                new Alarm(
                        take("RadAlarmCategoryCode"),
                        take("RadAlarmDescription"),
                        take("RadAlarmDateTime"),
                        take("RadAlarmLightColor"),
                        N42Values.words(
                                given.getOrDefault("radDetectorInformationReferences", ""))));
    }

    /// What does not say whether it was identified, or not in words of the standard, is taken for a
    /// yes: nothing is suppressed.
    private void nuclide() {
        String identified = take("NuclideIdentifiedIndicator");
        nuclides.add(
                new Nuclide(
                        identified.isEmpty() || values.flag(identified).orElse(true),
                        take("NuclideName"),
                        take("NuclideIDConfidenceValue"),
                        take("NuclideIDConfidenceDescription"),
                        take("NuclideCategoryDescription")));
    }

    private void measurement(Map<String, String> given) {
        String real = measured.getOrDefault("RealTimeDuration", "");
        measurements.add(
                new Measurement(
                        id(given),
                        N42Values.words(given.getOrDefault("radMeasurementGroupReferences", "")),
                        measured.getOrDefault("MeasurementClassCode", ""),
                        measured.getOrDefault("StartDateTime", ""),
                        real.isEmpty() ? Optional.empty() : values.duration(real),
                        counts,
                        doses,
                        occupied,
                        speedMs,
                        faults,
                        outOfLimits));
        clear();
    }

    private void results(Map<String, String> given) {
        results.add(
                new Results(
                        N42Values.words(given.getOrDefault("radMeasurementReferences", "")),
                        N42Values.words(given.getOrDefault("radMeasurementGroupReferences", "")),
                        alarms,
                        nuclides,
                        measured.getOrDefault("AnalysisResultStatusCode", ""),
                        faults));
        clear();
    }

    /// The whole of it.
    N42Document document() {
        return new N42Document(
                uuid,
                new Instrument(
                        instrument.getOrDefault("RadInstrumentManufacturerName", ""),
                        instrument.getOrDefault("RadInstrumentIdentifier", ""),
                        instrument.getOrDefault("RadInstrumentModelName", ""),
                        instrument.getOrDefault("RadInstrumentClassCode", ""),
                        versions),
                detectors,
                windows,
                measurements,
                results,
                unresolved(),
                values.unreadable());
    }

    private int unresolved() {
        Set<String> detectorIds = new HashSet<>();
        detectors.forEach(detector -> detectorIds.add(detector.id()));
        Set<String> windowIds = new HashSet<>(Set.of(""));
        windows.forEach(one -> windowIds.add(one.id()));
        Set<String> measurementIds = new HashSet<>(spectraAndCounts);
        measurements.forEach(one -> measurementIds.add(one.id()));
        int missing = 0;
        for (Measurement one : measurements) {
            missing += missing(one.groups(), groups);
            for (Counts counted : one.counts()) {
                missing += missing(List.of(counted.detector()), detectorIds);
                missing += missing(List.of(counted.windows()), windowIds);
            }
        }
        for (Results one : results) {
            missing += missing(one.measurements(), measurementIds) + missing(one.groups(), groups);
            for (Alarm alarm : one.alarms()) {
                missing += missing(alarm.detectors(), detectorIds);
            }
        }
        return missing;
    }

    private static int missing(List<String> references, Set<String> ids) {
        int missing = 0;
        for (String reference : references) {
            missing += ids.contains(reference) ? 0 : 1;
        }
        return missing;
    }
}
