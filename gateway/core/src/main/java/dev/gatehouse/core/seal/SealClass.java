package dev.gatehouse.core.seal;

import dev.gatehouse.proto.v1.RecordClass;
import java.util.Optional;

/// The journal's three classes as the seal sees them: each has its own key, sequence, chain and
/// tree.
public enum SealClass {
    /// Alarms.
    P0(0, RecordClass.RECORD_CLASS_P0),
    /// Records.
    P1(1, RecordClass.RECORD_CLASS_P1),
    /// Telemetry.
    P2(2, RecordClass.RECORD_CLASS_P2);

    static final int COUNT = 3;

    private final int index;
    private final RecordClass wire;

    SealClass(int index, RecordClass wire) {
        this.index = index;
        this.wire = wire;
    }

    /// Position in an array with one slot for each class, 0 to 2.
    public int index() {
        return index;
    }

    /// The class as the wire names it.
    public RecordClass wire() {
        return wire;
    }

    /// The class that the wire names.
    ///
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
