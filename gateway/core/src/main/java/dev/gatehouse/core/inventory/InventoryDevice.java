package dev.gatehouse.core.inventory;

import dev.gatehouse.protocols.discovery.MacAddress;
import java.time.Instant;
import java.util.List;

/// One device on the LAN, as far as it is known.
///
/// @param id hash of its best identity
/// @param addresses IP addresses, the last seen first
/// @param macs interface addresses, the last seen first
/// @param segment network interface of the booth on which it was seen
/// @param endpoint its lasting name by WS-Discovery, or `dmr:<number>` of a radio; empty for none
/// @param role camera, plate reader, radio, repeater, switch, router, unknown
/// @param model as it says
/// @param serial as it says
/// @param firmware as it says
/// @param firstSeen since the inventory was begun
/// @param lastSeen by any evidence
/// @param absent not heard of for longer than is allowed
/// @param evidence the newest of each method and maker
/// @param judgement what the policy makes of it
public record InventoryDevice(
        String id,
        List<String> addresses,
        List<MacAddress> macs,
        String segment,
        String endpoint,
        String role,
        String model,
        String serial,
        String firmware,
        Instant firstSeen,
        Instant lastSeen,
        boolean absent,
        List<Evidence> evidence,
        Judgement judgement) {
    /// Role of a device that did not tell and that nobody configured.
    public static final String UNKNOWN_ROLE = "unknown";

    public InventoryDevice {
        addresses = List.copyOf(addresses);
        macs = List.copyOf(macs);
        evidence = List.copyOf(evidence);
    }

    public DeviceState state() {
        return judgement.state();
    }

    InventoryDevice judged(Judgement fresh) {
        return new InventoryDevice(
                id, addresses, macs, segment, endpoint, role, model, serial, firmware, firstSeen,
                lastSeen, absent, evidence, fresh);
    }

    InventoryDevice gone(boolean now) {
        return new InventoryDevice(
                id, addresses, macs, segment, endpoint, role, model, serial, firmware, firstSeen,
                lastSeen, now, evidence, judgement);
    }

    InventoryDevice without(String address) {
        return new InventoryDevice(
                id,
                addresses.stream().filter(one -> !one.equals(address)).toList(),
                macs,
                segment,
                endpoint,
                role,
                model,
                serial,
                firmware,
                firstSeen,
                lastSeen,
                absent,
                evidence,
                judgement);
    }
}
