package dev.gatehouse.drivers.mmdvm;

import java.util.Map;

/// How one modem is doing; for status pages, free of content.
///
/// @param deviceId as configured
/// @param state of the host's machine
/// @param reason why, in words for the operator
/// @param description what the modem says it is; empty before it answered
/// @param transmitPermitted whether it may send
/// @param waiting transmissions that wait or are on their way
/// @param counters of the driver by stable name
/// @param link counters of the link by stable name
public record ModemHealth(
        String deviceId,
        ModemState state,
        String reason,
        String description,
        boolean transmitPermitted,
        int waiting,
        Map<String, Long> counters,
        Map<String, Long> link) {

    public ModemHealth {
        counters = Map.copyOf(counters);
        link = Map.copyOf(link);
    }
}
