package dev.gatehouse.bus;

import java.util.List;

/// What the embedded listener needs to know.
///
/// @param self the process itself. A [PrincipalKind#BOOTH] gets the booth's own topics, a
///   [PrincipalKind#CENTRAL] the upstream topics of every booth; the other plane does not exist on
///   its listener.
/// @param listen at least one address, at most [#MAX_ADDRESSES]
/// @param limits every bound of the listener
public record EmbeddedBusConfig(Principal self, List<ListenAddress> listen, BusLimits limits) {

    static final int MAX_ADDRESSES = 8;

    public EmbeddedBusConfig {
        listen = List.copyOf(listen);
        if (listen.isEmpty() || listen.size() > MAX_ADDRESSES) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MAX_ADDRESSES + " listen addresses, found " + listen.size());
        }
        if (self.kind() != PrincipalKind.BOOTH && self.kind() != PrincipalKind.CENTRAL) {
            throw new IllegalArgumentException(
                    "expected BOOTH or CENTRAL to own a bus, found " + self.kind());
        }
    }
}
