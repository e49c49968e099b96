package dev.gatehouse.drivers.hytera;

import dev.gatehouse.drivers.dispatch.SocketGroup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The UDP ports of a repeater; ours have the same numbers (sheet, section 1). The order is that of
/// a system's sockets.
public enum HyteraPort {
    REGISTRATION_1(30_001, Service.REGISTRATION, 1),
    REGISTRATION_2(30_002, Service.REGISTRATION, 2),
    LOCATION_1(30_003, Service.LOCATION, 1),
    LOCATION_2(30_004, Service.LOCATION, 2),
    TELEMETRY_1(30_005, Service.TELEMETRY, 1),
    TELEMETRY_2(30_006, Service.TELEMETRY, 2),
    TEXT_1(30_007, Service.TEXT, 1),
    TEXT_2(30_008, Service.TEXT, 2),
    CALLS_1(30_009, Service.CALLS, 1),
    CALLS_2(30_010, Service.CALLS, 2),
    P2P(50_000, Service.P2P, 0),
    BURSTS(50_001, Service.BURSTS, 0);

    /// In the order of a system's sockets.
    public static final List<HyteraPort> ALL = List.of(values());

    private final int number;
    private final Service service;
    private final int slot;

    HyteraPort(int number, Service service, int slot) {
        this.number = number;
        this.service = service;
        this.slot = slot;
    }

    /// What is spoken there.
    public enum Service {
        REGISTRATION,
        LOCATION,
        TELEMETRY,
        TEXT,
        CALLS,
        P2P,
        BURSTS
    }

    /// Usual number, the same on both sides.
    public int number() {
        return number;
    }

    public Service service() {
        return service;
    }

    /// 1 or 2; 0 where both slots share it.
    public int slot() {
        return slot;
    }

    /// Spoken in HSTRP, rather than in bare datagrams.
    public boolean session() {
        return service != Service.P2P && service != Service.BURSTS;
    }

    /// Place among a system's sockets.
    public int socket() {
        return ALL.indexOf(this);
    }

    /// The port of a service in a slot.
    public static Optional<HyteraPort> of(Service service, int slot) {
        return ALL.stream()
                .filter(port -> port.service == service && port.slot == slot)
                .findFirst();
    }

    static List<SocketGroup.Socket> sockets() {
        return ALL.stream()
                .map(port ->
                        new SocketGroup.Socket(port.name().toLowerCase(Locale.ROOT), port.number))
                .toList();
    }
}
