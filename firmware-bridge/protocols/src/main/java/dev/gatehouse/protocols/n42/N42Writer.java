package dev.gatehouse.protocols.n42;

import dev.gatehouse.protocols.n42.N42Document.Alarm;
import dev.gatehouse.protocols.n42.N42Document.Counts;
import dev.gatehouse.protocols.n42.N42Document.Detector;
import dev.gatehouse.protocols.n42.N42Document.Fault;
import dev.gatehouse.protocols.n42.N42Document.Measurement;
import dev.gatehouse.protocols.n42.N42Document.Nuclide;
import dev.gatehouse.protocols.n42.N42Document.Results;
import dev.gatehouse.protocols.n42.N42Document.Version;
import dev.gatehouse.protocols.n42.N42Document.Windows;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes a document of counts in windows, in the order that the standard's schema wants. What an
/// instrument leaves out is left out; what the schema requires must be there. Spectra are not
/// written. One instance writes one document.
public final class N42Writer {
    private static final String INSTRUMENT_ID = "Instrument";
    private static final String ITEM_ID = "Item";

    private final XMLStreamWriter out;
    private int counted;

    private N42Writer(XMLStreamWriter out) {
        this.out = out;
    }

    /// The octets of a document.
    ///
    /// @throws IllegalArgumentException when it has a spectrum
    public static byte[] write(N42Document document) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            XMLStreamWriter out =
                    XMLOutputFactory.newDefaultFactory()
                            .createXMLStreamWriter(octets, StandardCharsets.UTF_8.name());
            new N42Writer(out).document(document);
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("memory takes every octet", e);
        }
        return octets.toByteArray();
    }

    private void document(N42Document document) throws XMLStreamException {
        out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        out.writeStartElement(N42Names.ROOT);
        out.writeDefaultNamespace(N42Names.NAMESPACE);
        attribute("n42DocUUID", document.uuid());
        instrument(document.instrument());
        for (Detector detector : document.detectors()) {
            start("RadDetectorInformation", "id", detector.id());
            optional("RadDetectorName", detector.name());
            element("RadDetectorCategoryCode", detector.category());
            element("RadDetectorKindCode", detector.kind());
            out.writeEndElement();
        }
        boolean speeds =
                document.measurements().stream().anyMatch(one -> one.speedMs().isPresent());
        if (speeds) {
            out.writeEmptyElement("RadItemInformation");
            out.writeAttribute("id", ITEM_ID);
        }
        for (Windows windows : document.windows()) {
            start("EnergyWindows", "id", windows.id());
            element("WindowStartEnergyValues", numbers(windows.startKev()));
            element("WindowEndEnergyValues", numbers(windows.endKev()));
            out.writeEndElement();
        }
        for (String group : groups(document)) {
            out.writeEmptyElement("RadMeasurementGroup");
            out.writeAttribute("id", group);
        }
        for (Measurement measurement : document.measurements()) {
            measurement(measurement);
        }
        for (Results results : document.results()) {
            results(results);
        }
        out.writeEndElement();
        out.writeEndDocument();
    }

    private static Set<String> groups(N42Document document) {
        Set<String> groups = new TreeSet<>();
        document.measurements().forEach(one -> groups.addAll(one.groups()));
        return groups;
    }

    private void instrument(N42Document.Instrument instrument) throws XMLStreamException {
        start("RadInstrumentInformation", "id", INSTRUMENT_ID);
        element("RadInstrumentManufacturerName", instrument.manufacturer());
        optional("RadInstrumentIdentifier", instrument.identifier());
        element("RadInstrumentModelName", instrument.model());
        element("RadInstrumentClassCode", instrument.classCode());
        for (Version version : instrument.versions()) {
            out.writeStartElement("RadInstrumentVersion");
            element("RadInstrumentComponentName", version.component());
            element("RadInstrumentComponentVersion", version.version());
            out.writeEndElement();
        }
        out.writeEndElement();
    }

    private void measurement(Measurement measurement) throws XMLStreamException {
        start("RadMeasurement", "id", measurement.id());
        attribute("radMeasurementGroupReferences", String.join(" ", measurement.groups()));
        element("MeasurementClassCode", measurement.classCode());
        element("StartDateTime", measurement.start());
        element("RealTimeDuration", measurement.realTime().orElseThrow().toString());
        for (Counts counts : measurement.counts()) {
            counts(counts);
        }
        if (!measurement.faults().isEmpty()) {
            start("RadInstrumentState", "radInstrumentInformationReference", INSTRUMENT_ID);
            faults(measurement.faults());
            out.writeEndElement();
        }
        if (measurement.speedMs().isPresent()) {
            start("RadItemState", "radItemInformationReference", ITEM_ID);
            out.writeStartElement("StateVector");
            element("SpeedValue", number(measurement.speedMs().getAsDouble()));
            out.writeEndElement();
            out.writeEndElement();
        }
        if (measurement.occupied().isPresent()) {
            element("OccupancyIndicator", measurement.occupied().get() ? "1" : "0");
        }
        out.writeEndElement();
    }

    private void counts(Counts counts) throws XMLStreamException {
        if (counts.channels() > 0) {
            throw new IllegalArgumentException("spectra are not written");
        }
        start("GrossCounts", "id", "GC-" + ++counted);
        attribute("radDetectorInformationReference", counts.detector());
        attribute("energyWindowsReference", counts.windows());
        element("LiveTimeDuration", counts.liveTime().orElseThrow().toString());
        element("CountData", numbers(counts.perWindow()));
        if (counts.total().isPresent()) {
            element("TotalCountData", number(counts.total().getAsDouble()));
        }
        out.writeEndElement();
    }

    private void faults(List<Fault> faults) throws XMLStreamException {
        for (Fault fault : faults) {
            out.writeStartElement("Fault");
            element("FaultCodeValue", fault.code());
            element("FaultDescription", fault.description());
            element("FaultSeverityCode", fault.severity());
            out.writeEndElement();
        }
    }

    private void results(Results results) throws XMLStreamException {
        out.writeStartElement("AnalysisResults");
        attribute("radMeasurementReferences", String.join(" ", results.measurements()));
        attribute("radMeasurementGroupReferences", String.join(" ", results.groups()));
        optional("AnalysisResultStatusCode", results.status());
        for (Alarm alarm : results.alarms()) {
            start(
                    "RadAlarm",
                    "radDetectorInformationReferences",
                    String.join(" ", alarm.detectors()));
            optional("RadAlarmDateTime", alarm.time());
            element("RadAlarmCategoryCode", alarm.category());
            optional("RadAlarmDescription", alarm.description());
            optional("RadAlarmLightColor", alarm.lightColour());
            out.writeEndElement();
        }
        if (!results.nuclides().isEmpty()) {
            out.writeStartElement("NuclideAnalysisResults");
            for (Nuclide nuclide : results.nuclides()) {
                out.writeStartElement("Nuclide");
                element("NuclideIdentifiedIndicator", nuclide.identified() ? "true" : "false");
                element("NuclideName", nuclide.name());
                optional("NuclideIDConfidenceValue", nuclide.confidence());
                optional("NuclideIDConfidenceDescription", nuclide.confidenceWords());
                optional("NuclideCategoryDescription", nuclide.category());
                out.writeEndElement();
            }
            out.writeEndElement();
        }
        faults(results.faults());
        out.writeEndElement();
    }

    private void start(String name, String attribute, String value) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeAttribute(attribute, value);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        if (!value.isEmpty()) {
            out.writeAttribute(name, value);
        }
    }

    private void element(String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private void optional(String name, String text) throws XMLStreamException {
        if (!text.isEmpty()) {
            element(name, text);
        }
    }

    private static String numbers(List<Double> numbers) {
        return numbers.stream().map(N42Writer::number).collect(Collectors.joining(" "));
    }

    /// Whole numbers without a fraction, as instruments write counts.
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
