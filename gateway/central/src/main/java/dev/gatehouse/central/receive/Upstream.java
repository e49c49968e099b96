package dev.gatehouse.central.receive;

/// Where booths' messages come from and answers go to. Closing it ends both; what the receiver has
/// not committed by then is not acknowledged, and comes again.
public interface Upstream extends Downlink, AutoCloseable {
    /// Starts to hand every message to the receiver; called once.
    void deliverTo(Receiver receiver);

    /// Where booths connect to, as a URI.
    String address();

    @Override
    void close();
}
