package dev.gatehouse.simulators.stream;

/// A device that is not there: what it says, and when, without thread, link or clock. Owned by the
/// thread of its link or peer.
public interface StreamDevice {

    /// What the booth says to it.
    void octets(byte[] octets, long nanos);

    /// Says what is due.
    ///
    /// @param nanos monotonic time, which begins anywhere
    void duty(long nanos, Line line);

    /// The device's end of the line.
    interface Line {
        void say(byte[] octets);

        /// The line breaks; what is said until it is up again is lost.
        void hangUp();
    }
}
