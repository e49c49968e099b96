package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One neighbour as `lldpcli -f json show neighbors details` writes it: what lldpd read of LLDP
/// frames, for a program that may not open raw sockets itself.
///
/// @param device network interface of this machine
/// @param mac of the chassis, when it names itself by one
/// @param address of its management; empty when it tells none
/// @param systemName its own name
/// @param systemDescription its own words
/// @param manufacturer by LLDP-MED, like the rest; empty when it does not tell
/// @param model its name
/// @param serial number
/// @param firmware version
public record LldpNeighbour(
        String device,
        Optional<MacAddress> mac,
        String address,
        String systemName,
        String systemDescription,
        String manufacturer,
        String model,
        String serial,
        String firmware) {
    /// Neighbours read.
    public static final int MAX_NEIGHBOURS = 512;

    private static final int MAX_OCTETS = 1 << 20;

    public LldpNeighbour {
        device = ShownText.of(device);
        address = ShownText.of(address);
        systemName = ShownText.of(systemName);
        systemDescription = ShownText.of(systemDescription);
        manufacturer = ShownText.of(manufacturer);
        model = ShownText.of(model);
        serial = ShownText.of(serial);
        firmware = ShownText.of(firmware);
    }

    /// Reads the whole answer.
    public static Decoded<List<LldpNeighbour>> decode(byte[] octets) {
        return switch (JsonTree.read(octets, MAX_OCTETS)) {
            case Decoded.Rejected<JsonTree>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<JsonTree>(var tree) -> Decoded.message(neighbours(tree));
        };
    }

    /// One interface stands there as an object, several as an array of objects; each is a member by
    /// the interface's name.
    private static List<LldpNeighbour> neighbours(JsonTree tree) {
        List<LldpNeighbour> found = new ArrayList<>();
        for (JsonTree entry : tree.at("lldp").at("interface").items()) {
            for (String device : entry.names()) {
                if (found.size() < MAX_NEIGHBOURS) {
                    found.add(neighbour(device, entry.at(device)));
                }
            }
        }
        return List.copyOf(found);
    }

    private static LldpNeighbour neighbour(String device, JsonTree told) {
        JsonTree chassis = told.at("chassis");
        String name = "";
        if (!chassis.has("id") && chassis.names().size() == 1) {
            // a chassis with a name stands below that name
            name = chassis.names().getFirst();
            chassis = chassis.at(name);
        }
        JsonTree id = chassis.at("id");
        JsonTree inventory = told.at("lldp-med").at("inventory");
        JsonTree management = chassis.at("mgmt-ip");
        List<String> addresses = management.texts();
        return new LldpNeighbour(
                device,
                id.text("type").equals("mac")
                        ? MacAddress.parse(id.text("value"))
                        : Optional.empty(),
                addresses.isEmpty() ? management.text() : addresses.getFirst(),
                name.isEmpty() ? chassis.text("name") : name,
                chassis.text("descr"),
                inventory.text("manufacturer"),
                inventory.text("model"),
                inventory.text("serial"),
                inventory.text("firmware"));
    }
}
