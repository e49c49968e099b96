package dev.gatehouse.booth.device;

import dev.gatehouse.proto.v1.DeviceCondition;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioReport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What lasts of what one device said of itself. A thing that lasts begins with a notice of
/// severity FAULT or SILENT and ends with CLEARED under the same code and number; portals and radio
/// systems have words of their own for it. Any thread.
final class DeviceHealth {
    /// Things that last at once; what comes beyond is in the journal, and the device is faulty as
    /// it is.
    static final int LASTING_MAX = 64;

    static final String PORTAL_DOWN = "PORTAL_DOWN";
    static final String PORTAL_TAMPER = "PORTAL_TAMPER";
    static final String RADIO_DOWN = "RADIO_DOWN";

    private static final String FAULT = "FAULT";

    private record Lasting(String code, long number) {}

    private final Set<Lasting> faults = new LinkedHashSet<>();
    private final Set<Lasting> silences = new LinkedHashSet<>();

    /// Takes in what a device or its driver told.
    synchronized void take(Observation.Body body) {
        switch (body) {
            case DeviceNotice(String code, DeviceNotice.Severity severity, long number) ->
                    take(code, severity, number);
            case RadiationReport report -> take(report);
            case RadioReport report -> {
                if (report.event() instanceof RadioHealth(RadioHealth.Condition condition, _)) {
                    take(condition);
                }
            }
            case Observation.InLane _, Observation.OfBooth _ -> {}
        }
    }

    private void take(String code, DeviceNotice.Severity severity, long number) {
        switch (severity) {
            case FAULT -> begin(faults, code, number);
            case SILENT -> begin(silences, code, number);
            case CLEARED -> {
                end(faults, code, number);
                end(silences, code, number);
            }
            case INFO, WARNING, ALARM -> {}
        }
    }

    private void take(RadiationReport report) {
        String code = report.code().isEmpty() ? FAULT : report.code();
        switch (report.kind()) {
            case UP -> {
                // it tells again what of its faults lasts
                faults.clear();
                silences.clear();
            }
            case DOWN -> begin(silences, PORTAL_DOWN, 0);
            case FAULT -> begin(faults, code, 0);
            case FAULT_CLEARED -> end(faults, code, 0);
            case TAMPER -> begin(faults, PORTAL_TAMPER, 0);
            case TAMPER_CLEARED -> end(faults, PORTAL_TAMPER, 0);
            case OCCUPANCY_BEGAN,
                    OCCUPANCY_ENDED,
                    GAMMA_ALARM,
                    NEUTRON_ALARM,
                    NUCLIDE_ALARM,
                    BACKGROUND,
                    STALLED,
                    LONG_OCCUPANCY,
                    DISAGREEMENT,
                    OCCUPANCY_MISSED,
                    UNREADABLE,
                    DOCUMENT_REFUSED,
                    NOT_ANALYSED -> {}
        }
    }

    private void take(RadioHealth.Condition condition) {
        switch (condition) {
            case UP, DEGRADED -> end(silences, RADIO_DOWN, 0);
            case DOWN -> begin(silences, RADIO_DOWN, 0);
        }
    }

    private static void begin(Set<Lasting> lasting, String code, long number) {
        if (lasting.size() < LASTING_MAX) {
            lasting.add(new Lasting(code, number));
        }
    }

    private static void end(Set<Lasting> lasting, String code, long number) {
        lasting.remove(new Lasting(code, number));
    }

    /// Forgets everything: the device was closed, or is opened anew.
    synchronized void reset() {
        faults.clear();
        silences.clear();
    }

    /// What the device is by this alone.
    ///
    /// @param heard whether anything ever came from it
    synchronized DeviceCondition condition(boolean heard) {
        if (!faults.isEmpty()) {
            return DeviceCondition.DEVICE_CONDITION_FAULTY;
        }
        if (!heard) {
            return DeviceCondition.DEVICE_CONDITION_NEVER_SEEN;
        }
        return silences.isEmpty()
                ? DeviceCondition.DEVICE_CONDITION_ONLINE
                : DeviceCondition.DEVICE_CONDITION_STALE;
    }

    /// Codes of what lasts, in order, each once.
    synchronized List<String> reasons() {
        Set<String> codes = new TreeSet<>();
        faults.forEach(one -> codes.add(one.code()));
        silences.forEach(one -> codes.add(one.code()));
        return List.copyOf(codes);
    }
}
