package dev.gatehouse.drivers.trbo;

import dev.gatehouse.drivers.dispatch.SocketGroup;
import java.util.List;
import java.util.Locale;

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

    /// Usual number, the same on both sides.
    public int number() {
        return number;
    }

    /// Place among a system's sockets.
    public int socket() {
        return ALL.indexOf(this);
    }

    static List<SocketGroup.Socket> sockets() {
        return ALL.stream()
                .map(port ->
                        new SocketGroup.Socket(port.name().toLowerCase(Locale.ROOT), port.number))
                .toList();
    }
}
