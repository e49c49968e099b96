package dev.gatehouse.drivers;

/// The device's side of one frame. Exactly one of `durable`, `refused` and `tooLarge` is called,
/// once, from any thread; none blocks.
public interface Acknowledgement {

    /// Everything the frame caused is on disk: answer 200, send PUBACK.
    void durable();

    /// The frame was not taken. The device may send it again where the reason allows.
    void refused(Refusal reason);

    /// Refused as malformed because of its size: for links whose protocol has a word of its own for
    /// that (HTTP 413).
    default void tooLarge() {
        refused(Refusal.MALFORMED);
    }

    /// False for links that cannot send again (lines, portals, modems): a loss in the commit window
    /// is final.
    boolean resendable();

    /// Of links whose device hears nothing of what becomes of a frame and cannot send it again.
    static Acknowledgement none() {
        return Unheard.UNHEARD;
    }

    /// Why a frame was not taken.
    enum Refusal {
        /// Not a message; sending again will not help.
        MALFORMED,
        /// The queue or the store is full; send again later.
        BUSY,
        /// The booth is starting or stopping; send again later.
        NOT_READY
    }
}
