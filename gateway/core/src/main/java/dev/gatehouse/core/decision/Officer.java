package dev.gatehouse.core.decision;

import java.util.Set;

/// Who sent a command, as the bus authenticated him; never as the command claims.
///
/// @param client name of the authenticated client, for the record of a refusal
/// @param badge of the officer; empty when the client is no officer
/// @param roles role words, of which `officer` and `superintendent` may act
public record Officer(String client, String badge, Set<String> roles) {
    public Officer {
        roles = Set.copyOf(roles);
    }

    /// A client that is no officer: whatever it asks is refused and counted.
    public static Officer unauthenticated(String client) {
        return new Officer(client, "", Set.of());
    }
}
