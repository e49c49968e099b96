package dev.gatehouse.booth.uplink;

import java.util.Map;
import java.util.Optional;

/// The uplink as others may see it; immutable.
///
/// @param stage where the session stands
/// @param address in use or tried last; empty when there is none
/// @param lastReceiptNanos monotonic time of the last believed receipt; 0 when there was none
/// @param receipted records receipted, by class name
/// @param proven records covered by a checkpoint that central verified, by class name
/// @param published messages handed to the broker
/// @param resends times the cursor was gone back to for want of a receipt
/// @param refusals of central, by reason
/// @param distrusted messages from upstream that did not verify or parse
/// @param dropped events that found the mailbox full
/// @param lossesDeclared ranges declared lost
/// @param fault why central is not reached; empty while it is
/// @param tls what the handshake settled; empty without TLS or connection
/// @param bytesOut octets sent upstream, see [WireCount]
/// @param bytesIn octets received from upstream
public record UplinkStatus(
        Uplink.Stage stage,
        String address,
        long lastReceiptNanos,
        Map<String, Long> receipted,
        Map<String, Long> proven,
        long published,
        long resends,
        Map<String, Long> refusals,
        long distrusted,
        long dropped,
        long lossesDeclared,
        Optional<UpstreamFault> fault,
        Optional<TlsFacts> tls,
        long bytesOut,
        long bytesIn) {

    public UplinkStatus {
        receipted = Map.copyOf(receipted);
        proven = Map.copyOf(proven);
        refusals = Map.copyOf(refusals);
    }
}
