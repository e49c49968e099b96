package dev.gatehouse.drivers.trbo;

import java.util.List;

/// The UDP ports of the services, the same on both sides (sheet, section 1). The order is that of a
/// system's sockets.
public enum TrboPort {
    LOCATION(4_001),
    REGISTRATION(4_005),
    TEXT(4_007);

    /// In the order of a system's sockets.
    public static final List<TrboPort> ALL = List.of(values());

    private final int number;

    TrboPort(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    int socket() {
        return ALL.indexOf(this);
    }
}
