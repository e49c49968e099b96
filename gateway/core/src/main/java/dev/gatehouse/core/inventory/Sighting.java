package dev.gatehouse.core.inventory;

import dev.gatehouse.protocols.discovery.MacAddress;
import dev.gatehouse.protocols.discovery.ShownText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something was heard of a device.
///
/// @param segment network interface of the booth, or the name of a radio system
/// @param address IP address it came from; empty when unknown
/// @param mac its interface address, if known for sure (never one that a text only hints at)
/// @param endpoint lasting name of its own; empty for none
/// @param told what it says of itself
/// @param role empty when unknown
/// @param evidence of its maker
/// @param at trusted time
public record Sighting(
        String segment,
        String address,
        Optional<MacAddress> mac,
        String endpoint,
        Told told,
        String role,
        List<Evidence> evidence,
        Instant at) {
    /// What a device says of itself; empty where it says nothing.
    public record Told(String model, String serial, String firmware) {
        public static final Told NOTHING = new Told("", "", "");

        public Told {
            model = ShownText.of(model);
            serial = ShownText.of(serial);
            firmware = ShownText.of(firmware);
        }
    }

    public Sighting {
        endpoint = ShownText.of(endpoint);
        evidence = List.copyOf(evidence);
    }

    /// A row of the neighbour table. A virtual router's address moves from box to box and is no
    /// identity of any.
    public static Sighting neighbour(String segment, String address, MacAddress mac, Instant at) {
        return new Sighting(
                segment,
                address,
                Optional.of(mac).filter(own -> !own.isVirtualRouter() && !own.isMulticast()),
                "",
                Told.NOTHING,
                "",
                List.of(Evidence.text(EvidenceMethod.NEIGHBOUR, mac.toString(), at)),
                at);
    }

    /// A message from an address.
    public static Sighting message(
            String segment,
            String address,
            String endpoint,
            Told told,
            String role,
            List<Evidence> evidence,
            Instant at) {
        return new Sighting(segment, address, Optional.empty(), endpoint, told, role, evidence, at);
    }

    boolean isNobody() {
        return address.isEmpty() && mac.isEmpty() && endpoint.isEmpty();
    }
}
