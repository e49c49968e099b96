package dev.gatehouse.booth.config;

import dev.gatehouse.booth.inventory.InventoryPorts;
import dev.gatehouse.booth.inventory.InventorySettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `[inventory]`: where to listen, what devices are held against, and what may be asked.
final class InventoryTable {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._@-]{1,15}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]{2,45}");
    private static final Pattern PORT = Pattern.compile("([a-z]+):([1-9][0-9]{0,4})");
    private static final int SEGMENTS_MAX = 16;
    private static final int PORT_MAX = 65_535;
    private static final List<String> PROTOCOLS =
            List.of("mdns", "ssdp", "discovery", "snmp", "http", "https");

    private InventoryTable() {}

    /// Paths of a configuration count from its own folder.
    interface Paths {
        Path of(String text);
    }

    /// Reads the table; faults are told to it.
    static InventorySettings read(Section section, Paths paths) {
        List<String> segments = section.texts("segments", List.of());
        if (segments.isEmpty()
                || segments.size() > SEGMENTS_MAX
                || !segments.stream().allMatch(one -> SEGMENT.matcher(one).matches())) {
            section.fault("segments", "expected 1 to " + SEGMENTS_MAX + " network interfaces");
        }
        Optional<Path> oui = file(section, "oui_file", paths);
        Optional<Path> policy = file(section, "policy_file", paths);
        Optional<Path> key = file(section, "policy_key", paths);
        if (policy.isPresent() != key.isPresent()) {
            section.fault("policy_file", "needs policy_key, and the other way round");
        }
        boolean active = section.flag("active", false);
        long packets =
                section.number(
                        "packets_per_s",
                        InventorySettings.MAX_PACKETS_PER_S,
                        1,
                        InventorySettings.MAX_PACKETS_PER_S);
        List<String> addresses = section.texts("scan_addresses", List.of());
        if (addresses.size() > InventorySettings.MAX_ADDRESSES
                || !addresses.stream().allMatch(one -> ADDRESS.matcher(one).matches())) {
            section.fault(
                    "scan_addresses",
                    "expected at most " + InventorySettings.MAX_ADDRESSES + " numeric addresses");
        }
        Optional<Path> communities = file(section, "snmp_communities", paths);
        Optional<Path> accounts = file(section, "onvif_credentials", paths);
        long poll = section.number("neighbour_poll_s", 60, 1, 3_600);
        long absent = section.number("absent_after_s", 3_600, 60, 31_536_000);
        InventoryPorts ports = ports(section);
        section.finish();
        return new InventorySettings(
                segments,
                oui,
                policy,
                key,
                active,
                Math.toIntExact(packets),
                addresses,
                communities,
                accounts,
                poll,
                absent,
                ports);
    }

    private static Optional<Path> file(Section section, String key, Paths paths) {
        String text = section.text(key, "");
        return text.isEmpty() ? Optional.empty() : Optional.of(paths.of(text));
    }

    private static InventoryPorts ports(Section section) {
        InventoryPorts standard = InventoryPorts.STANDARD;
        Map<String, Integer> ports = new HashMap<>();
        for (String text : section.texts("ports", List.of())) {
            Matcher matcher = PORT.matcher(text);
            boolean good =
                    matcher.matches()
                            && PROTOCOLS.contains(matcher.group(1))
                            && Integer.parseInt(matcher.group(2)) <= PORT_MAX;
            if (good) {
                ports.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
            } else {
                section.fault("ports", "expected protocol:port of " + String.join(", ", PROTOCOLS));
            }
        }
        return new InventoryPorts(
                ports.getOrDefault("mdns", standard.mdns()),
                ports.getOrDefault("ssdp", standard.ssdp()),
                ports.getOrDefault("discovery", standard.discovery()),
                ports.getOrDefault("snmp", standard.snmp()),
                ports.getOrDefault("http", standard.http()),
                ports.getOrDefault("https", standard.https()));
    }
}
