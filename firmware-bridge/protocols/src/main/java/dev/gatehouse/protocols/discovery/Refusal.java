package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;

/// Why reading stopped; never leaves this package.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final RejectReason reason;

    Refusal(RejectReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    <T> Decoded<T> rejected() {
        return Decoded.rejected(reason, String.valueOf(getMessage()));
    }
}
