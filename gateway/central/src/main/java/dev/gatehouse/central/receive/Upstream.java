package dev.gatehouse.central.receive;

import java.util.List;

/// Where booths' messages come from and answers go to. Closing it ends both; what the receiver has
/// not committed by then is not acknowledged, and comes again.
public interface Upstream extends Downlink, AutoCloseable {
    /// Starts to hand every message to the receiver; called once.
    void deliverTo(Receiver receiver);

    /// Where booths connect to, as URIs; at least one.
    List<String> addresses();

    @Override
    void close();
}
