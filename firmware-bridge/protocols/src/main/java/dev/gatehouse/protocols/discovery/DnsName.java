package dev.gatehouse.protocols.discovery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A name of DNS as its labels (RFC 1035, 3.1; UTF-8 by RFC 6762, 16). An instance of a service may
/// have dots within its first label, so the labels are kept apart.
///
/// @param labels 1 to 63 octets each, the name at most 255 with its length octets
public record DnsName(List<String> labels) {
    static final int MAX_LABEL_OCTETS = 63;
    static final int MAX_OCTETS = 255;

    public DnsName {
        labels = List.copyOf(labels);
        int octets = 1;
        for (String label : labels) {
            int length = label.getBytes(StandardCharsets.UTF_8).length;
            if (length < 1 || length > MAX_LABEL_OCTETS) {
                throw new IllegalArgumentException("label: expected 1 to 63 octets");
            }
            octets += 1 + length;
        }
        if (octets > MAX_OCTETS) {
            throw new IllegalArgumentException("name: expected at most 255 octets");
        }
    }

    /// From labels with dots between them, none within.
    public static DnsName of(String dotted) {
        List<String> labels = new ArrayList<>();
        for (String label : dotted.split("\\.", -1)) {
            if (!label.isEmpty()) {
                labels.add(label);
            }
        }
        return new DnsName(labels);
    }

    /// Whether the last labels are these, whatever their case.
    public boolean endsWith(DnsName tail) {
        int from = labels.size() - tail.labels.size();
        if (from < 0) {
            return false;
        }
        for (int i = 0; i < tail.labels.size(); i++) {
            if (!labels.get(from + i).equalsIgnoreCase(tail.labels.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// The instance of a service, or the host's own label.
    public String first() {
        return labels.isEmpty() ? "" : ShownText.of(labels.getFirst());
    }

    @Override
    public String toString() {
        return ShownText.of(String.join(".", labels));
    }
}
