package dev.gatehouse.booth.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `[radio]` and the tables `[[radio_alert]]`: what leaves by radio, to whom, and by whose
/// decision where the path is not encrypted or the equipment is covered.
final class RadioTables {
    private static final int RADIO_ALERTS_MAX = 64;
    private static final int RADIO_ID_MAX = 0xFF_FFFF;
    private static final String ENCRYPTED = "encrypted";

    /// Formats of radio systems whose maker stands in the covered-equipment list.
    private static final Set<String> COVERED = Set.of("hytera");

    private RadioTables() {}

    /// Reads both; faults are told to their sections.
    static BoothConfig.Radio read(
            Section root, List<BoothConfig.Lane> lanes, List<BoothConfig.Device> devices) {
        Section section = root.section("radio");
        long acknowledge = section.number("acknowledge_s", 60, 5, 3_600);
        int attempts = Math.toIntExact(section.number("attempts", 3, 1, 10));
        int texts = Math.toIntExact(section.number("texts_a_minute", 12, 1, 600));
        section.finish();
        List<BoothConfig.RadioAlert> alerts = new ArrayList<>();
        for (Section one : root.sections("radio_alert")) {
            alerts.add(alert(one, lanes, devices));
            one.finish();
        }
        if (alerts.size() > RADIO_ALERTS_MAX) {
            root.fault("radio_alert", "expected at most " + RADIO_ALERTS_MAX + " tables");
        }
        return new BoothConfig.Radio(acknowledge, attempts, texts, alerts);
    }

    private static BoothConfig.RadioAlert alert(
            Section section, List<BoothConfig.Lane> lanes, List<BoothConfig.Device> devices) {
        String device = section.id("device");
        Optional<BoothConfig.Device> system =
                devices.stream()
                        .filter(one -> one.id().equals(device) && one.kind().equals("radio"))
                        .findAny();
        if (system.isEmpty()) {
            section.fault("device", "names no device of kind radio");
        }
        boolean group = section.has("group");
        if (group == section.has("radio")) {
            section.fault("radio", "expected either radio or group");
        }
        int target = Math.toIntExact(section.number(group ? "group" : "radio", 1, 1, RADIO_ID_MAX));
        int priority = Math.toIntExact(section.number("lowest_priority", 2, 1, 5));
        List<String> wanted = section.texts("lanes", List.of());
        if (!lanes.stream().map(BoothConfig.Lane::id).toList().containsAll(wanted)) {
            section.fault("lanes", "names a lane that has no `[[lane]]`");
        }
        String path = section.text("path", "");
        String inWriting = section.text("in_writing", "");
        if (!path.isEmpty() && !path.equals(ENCRYPTED)) {
            section.fault("path", "expected `encrypted`, or nothing");
        }
        boolean covered = system.filter(one -> COVERED.contains(one.format())).isPresent();
        if (inWriting.isEmpty() && (path.isEmpty() || covered)) {
            section.fault(
                    "in_writing",
                    covered
                            ? "expected the decision by which alerts may leave by covered equipment"
                            : "expected path = \"encrypted\", or the decision by which alerts may leave in clear");
        }
        return new BoothConfig.RadioAlert(device, target, group, priority, wanted, path, inWriting);
    }
}
