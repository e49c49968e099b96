package dev.gatehouse.central.prove;

import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.proto.v1.Observation;
import dev.gatehouse.proto.v1.Record;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds what devices were told was stored against what central has: nothing acknowledged may be
/// missing, and no event may be there twice.
public final class Deliveries implements OpenedRecords.Visitor {
    /// Ids shown of each kind of fault.
    public static final int SHOWN_IDS = 20;

    /// Longest device id or event id, in characters.
    static final int MAX_ID_CHARS = 256;

    /// Records per acknowledged event, in the order of acknowledgement.
    private final Map<Event, Integer> acknowledged = new LinkedHashMap<>();

    private final Map<Event, Integer> stored = new HashMap<>();
    private long malformedLines;

    /// An event by the key of de-duplication.
    private record Event(String device, String id) {
        @Override
        public String toString() {
            return device + " " + id;
        }
    }

    /// Reads lines `deviceId TAB eventId`, each acknowledged to that device. A last line without
    /// its end is one that the writer was stopped in: it says nothing and is passed over.
    public void acknowledgements(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    acknowledgement(line.toString());
                    line.setLength(0);
                } else if (line.length() <= 2 * MAX_ID_CHARS) {
                    line.append((char) c);
                }
            }
        }
    }

    private void acknowledgement(String line) {
        int tab = line.indexOf('\t');
        boolean whole =
                tab >= 1
                        && tab < line.length() - 1
                        && tab == line.lastIndexOf('\t')
                        && line.length() <= 2 * MAX_ID_CHARS;
        if (whole) {
            acknowledged.merge(
                    new Event(line.substring(0, tab), line.substring(tab + 1)), 1, Integer::sum);
        } else {
            malformedLines++;
        }
    }

    @Override
    public void record(ClassKey key, Optional<Record> record) {
        if (record.isEmpty() || !record.get().hasCheckedObservation()) {
            return;
        }
        Observation observation = record.get().getCheckedObservation().getObservation();
        if (!observation.getEventId().isEmpty()) {
            stored.merge(
                    new Event(observation.getDeviceId(), observation.getEventId()),
                    1,
                    Integer::sum);
        }
    }

    private List<Event> missing() {
        return acknowledged.keySet().stream().filter(e -> !stored.containsKey(e)).toList();
    }

    private List<Event> duplicated() {
        List<Event> twice = new ArrayList<>();
        stored.forEach((event, count) -> {
            if (count > 1) {
                twice.add(event);
            }
        });
        return twice;
    }

    /// True when nothing is missing, nothing is there twice, and every line could be read.
    public boolean complete() {
        return missing().isEmpty() && duplicated().isEmpty() && malformedLines == 0;
    }

    /// Keys: acknowledged, present, missing, duplicated, malformed_lines (numbers; events count
    /// once however often they were acknowledged), missing_ids, duplicated_ids (the first 20,
    /// `device event`).
    public Map<String, Object> json() {
        List<Event> missing = missing();
        List<Event> duplicated = duplicated();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("acknowledged", acknowledged.size());
        json.put("present", acknowledged.size() - missing.size());
        json.put("missing", missing.size());
        json.put("duplicated", duplicated.size());
        json.put("malformed_lines", malformedLines);
        json.put("missing_ids", missing.stream().limit(SHOWN_IDS).toList());
        json.put("duplicated_ids", duplicated.stream().limit(SHOWN_IDS).toList());
        return json;
    }
}
