package dev.gatehouse.booth.uplink;

import java.io.IOException;
import java.io.Serial;

/// A connection to central that did not come about, or ended.
final class UpstreamException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final UpstreamFault fault;

    UpstreamException(UpstreamFault fault, String address, Throwable cause) {
        super("upstream " + address + ": " + fault.remedy(), cause);
        this.fault = fault;
    }

    UpstreamFault fault() {
        return fault;
    }
}
