package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One row of the machine's table of neighbours (RFC 826, RFC 4861): which interface address
/// answers for an IP address on a segment.
///
/// @param address as the table writes it
/// @param mac that answers for it
/// @param device network interface of this machine
public record Neighbour(String address, MacAddress mac, String device) {
    /// Rows read of one table.
    public static final int MAX_ROWS = 4_096;

    /// Octets of one table.
    public static final int MAX_OCTETS = 1 << 20;

    private static final int COLUMNS = 6;
    private static final int COMPLETE = 0x2;
    private static final String ETHERNET = "0x1";
    private static final int MAX_ADDRESS_CHARS = 45;
    private static final int MAX_DEVICE_CHARS = 15;

    /// States in which `ip neigh` holds an address that did not answer.
    private static final Set<String> UNANSWERED = Set.of("FAILED", "INCOMPLETE", "NOARP");

    /// A table, and how many of its rows were left out: incomplete, not Ethernet, or no row at all.
    public record Table(List<Neighbour> neighbours, int leftOut) {
        public Table {
            neighbours = List.copyOf(neighbours);
        }
    }

    /// Reads `/proc/net/arp`: address, type of hardware, flags, MAC, mask, device.
    public static Table arp(String text) {
        List<Neighbour> found = new ArrayList<>();
        int rows = 0;
        for (String line : text.lines().limit(MAX_ROWS + 1L).toList()) {
            if (line.startsWith("IP address")) {
                continue;
            }
            rows++;
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length == COLUMNS
                    && columns[1].equals(ETHERNET)
                    && (flags(columns[2]) & COMPLETE) != 0) {
                row(columns[0], columns[3], columns[5]).ifPresent(found::add);
            }
        }
        return new Table(found, rows - found.size());
    }

    private static int flags(String text) {
        return text.matches("0x[0-9a-fA-F]{1,6}") ? Integer.parseInt(text.substring(2), 16) : 0;
    }

    /// Reads what `ip -j neigh` writes.
    public static Decoded<Table> json(byte[] octets) {
        return switch (JsonTree.read(octets, MAX_OCTETS)) {
            case Decoded.Rejected<JsonTree>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<JsonTree>(var tree) -> Decoded.message(rows(tree));
        };
    }

    private static Table rows(JsonTree tree) {
        List<Neighbour> found = new ArrayList<>();
        List<JsonTree> rows = tree.items().stream().limit(MAX_ROWS).toList();
        for (JsonTree row : rows) {
            boolean unanswered = row.at("state").texts().stream().anyMatch(UNANSWERED::contains);
            if (!unanswered) {
                row(row.text("dst"), row.text("lladdr"), row.text("dev")).ifPresent(found::add);
            }
        }
        return new Table(found, rows.size() - found.size());
    }

    private static Optional<Neighbour> row(String address, String mac, String device) {
        boolean sound =
                !address.isEmpty()
                        && address.length() <= MAX_ADDRESS_CHARS
                        && address.chars().allMatch(Neighbour::isOfAddress)
                        && !device.isEmpty()
                        && device.length() <= MAX_DEVICE_CHARS
                        && ShownText.of(device).equals(device);
        return sound
                ? MacAddress.parse(mac)
                        .filter(read -> !read.isZero() && !read.isMulticast())
                        .map(read -> new Neighbour(address, read, device))
                : Optional.empty();
    }

    private static boolean isOfAddress(int c) {
        return Character.digit(c, 16) >= 0 || c == '.' || c == ':';
    }
}
