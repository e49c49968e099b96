package dev.gatehouse.core.seal;

import dev.gatehouse.proto.v1.RecordClass;
import java.util.Optional;

/// The journal's three classes as the seal sees them: each has its own key, sequence, chain and tree.
public enum SealClass {
    /// Alarms.
    P0(RecordClass.RECORD_CLASS_P0),
    /// Records.
    P1(RecordClass.RECORD_CLASS_P1),
    /// Telemetry.
    P2(RecordClass.RECORD_CLASS_P2);

    static final int COUNT = 3;

    private final RecordClass wire;

    SealClass(RecordClass wire) {
        this.wire = wire;
    }

    /// The class as the wire names it.
    public RecordClass wire() {
        return wire;
    }

    /// @return empty for the unspecified class and for one this version does not know
    public static Optional<SealClass> of(RecordClass wire) {
        return switch (wire) {
            case RECORD_CLASS_P0 -> Optional.of(P0);
            case RECORD_CLASS_P1 -> Optional.of(P1);
            case RECORD_CLASS_P2 -> Optional.of(P2);
            case RECORD_CLASS_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
