package dev.gatehouse.core.lookout;

import java.io.IOException;

/// Ends the reading of a built list; never leaves [ListFile].
final class ListFault extends IOException {
    private static final long serialVersionUID = 1L;

    private final ListDamage.Reason reason;

    ListFault(ListDamage.Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    ListDamage.Reason reason() {
        return reason;
    }
}
