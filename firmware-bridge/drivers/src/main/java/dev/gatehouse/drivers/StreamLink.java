package dev.gatehouse.drivers;

/// A link to one device that can be spoken to: a serial port, or datagrams from and to one peer.
/// What it delivers is a stream of octets; where one frame ends is the driver's to find. Opening
/// succeeds also while the device is absent: the link goes on trying, with pauses.
public interface StreamLink extends Link {

    /// Puts octets on their way, all in one write; from any thread, never blocks.
    ///
    /// @return false when the port is not open or too much waits already; nothing is sent then
    boolean send(byte[] octets);

    /// Whether the port is open now. After it was not, whatever the device knew may be gone.
    boolean up();

    /// Closes the port and opens it again after a pause that grows while it does not help. Not up
    /// from now until it is open again.
    ///
    /// @param reason for the log
    void reopen(String reason);

    /// As [#reopen(String)], but the caller says how long the pause is, where the link can keep to
    /// that.
    ///
    /// @param pauseMs how long the device is left alone
    default void reopen(String reason, long pauseMs) {
        reopen(reason);
    }

    /// How often it was opened so far, where the link counts that; a frame belongs to the opening
    /// that is counted while it is delivered. A caller that is slow sees by it that there was a new
    /// beginning even if it never saw the link down.
    default long openings() {
        return 0;
    }

    /// Stops reading until it is called with false, so that the device feels that it sends faster
    /// than the booth takes; what is on its way already still arrives. Links that cannot do that do
    /// nothing.
    default void hold(boolean on) {}
}
