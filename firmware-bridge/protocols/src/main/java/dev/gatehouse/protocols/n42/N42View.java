package dev.gatehouse.protocols.n42;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Dissection.Verdict;
import java.util.Locale;

/// A technician's view of one document. Total: whatever the octets are, there is a view of them.
/// The hex of a document is left out: it is text, and long.
public final class N42View {
    /// Most measurements that are shown one by one.
    private static final int MAX_SHOWN = 1_000;

    private N42View() {}

    public static Dissection of(byte[] octets) {
        Dissection.Builder view = Dissection.of("ANSI N42.42", new byte[0]);
        Decoded<N42Document> decoded = N42Reader.read(octets);
        view.outcome("document", decoded);
        if (decoded instanceof Decoded.Message<N42Document>(N42Document document)) {
            show(view, document);
        }
        return view.build();
    }

    private static void show(Dissection.Builder view, N42Document document) {
        view.value("document", document.uuid())
                .value("manufacturer", document.instrument().manufacturer())
                .value("model", document.instrument().model())
                .value("identifier", document.instrument().identifier())
                .value("class", document.instrument().classCode());
        document.instrument()
                .versions()
                .forEach(version ->
                        view.value("version of " + version.component(), version.version()));
        document.detectors()
                .forEach(detector ->
                        view.value(
                                "detector " + detector.id(),
                                detector.category() + ", " + detector.kind()));
        int shown = 0;
        for (N42Document.Measurement measurement : document.measurements()) {
            if (shown++ == MAX_SHOWN) {
                view.verdict("rest", Verdict.SKIPPED, "more measurements are not shown");
                break;
            }
            view.part(measurement(document, measurement));
        }
        view.value("occupancies", "" + document.occupancies().size());
        document.results().forEach(results -> results(view, results));
        if (document.unresolved() > 0) {
            view.verdict("references", Verdict.UNVERIFIED, document.unresolved() + " lead nowhere");
        }
        if (document.unreadable() > 0) {
            view.verdict("values", Verdict.BAD, document.unreadable() + " could not be read");
        }
    }

    private static Dissection measurement(
            N42Document document, N42Document.Measurement measurement) {
        Dissection.Builder view =
                Dissection.of("measurement " + measurement.id(), new byte[0])
                        .value("class", measurement.classCode())
                        .value("start", measurement.start())
                        .value(
                                "real time",
                                measurement.realTime().map(Object::toString).orElse("unknown"))
                        .value(
                                "occupied",
                                measurement.occupied().map(Object::toString).orElse("not said"));
        document.rate(measurement, "Gamma")
                .ifPresent(rate -> view.value("gamma, counts/s", decimal(rate)));
        document.rate(measurement, "Neutron")
                .ifPresent(rate -> view.value("neutron, counts/s", decimal(rate)));
        measurement.dosesUsvH().forEach(dose -> view.value("dose rate, uSv/h", decimal(dose)));
        measurement.speedMs().ifPresent(speed -> view.value("speed, m/s", decimal(speed)));
        measurement.faults().forEach(fault -> fault(view, fault));
        measurement
                .outOfLimits()
                .forEach(name -> view.verdict("out of limits", Verdict.UNVERIFIED, name));
        return view.build();
    }

    private static void fault(Dissection.Builder view, N42Document.Fault fault) {
        view.value("fault", fault.severity() + " " + fault.code() + " " + fault.description());
    }

    private static void results(Dissection.Builder view, N42Document.Results results) {
        if (results.failed()) {
            view.verdict("analysis", Verdict.BAD, "the instrument could not analyse");
        }
        results.alarms()
                .forEach(alarm ->
                        view.value(
                                "ALARM",
                                alarm.category()
                                        + " by "
                                        + String.join(" ", alarm.detectors())
                                        + " "
                                        + alarm.description()));
        results.nuclides()
                .forEach(nuclide ->
                        view.value(
                                nuclide.identified() ? "nuclide" : "nuclide not identified",
                                (nuclide.name()
                                                + " "
                                                + nuclide.category()
                                                + " "
                                                + nuclide.confidence()
                                                + nuclide.confidenceWords())
                                        .strip()));
        results.faults().forEach(fault -> fault(view, fault));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
