package dev.gatehouse.booth.console;

import dev.gatehouse.proto.v1.ConsoleRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a session may do. Today's page only shows, so that both see the same.
public enum Role {
    VIEWER(ConsoleRole.CONSOLE_ROLE_VIEWER),
    TECHNICIAN(ConsoleRole.CONSOLE_ROLE_TECHNICIAN);

    private final ConsoleRole wire;

    Role(ConsoleRole wire) {
        this.wire = wire;
    }

    /// The number on the wire.
    ConsoleRole wire() {
        return wire;
    }

    /// As it stands in files and pages.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findAny();
    }
}
