package dev.gatehouse.core.journal;

/// What the start found, per class.
public record RecoveryReport(ClassRecovery p0, ClassRecovery p1, ClassRecovery p2) {

    public ClassRecovery of(RecordClass recordClass) {
        return switch (recordClass) {
            case P0 -> p0;
            case P1 -> p1;
            case P2 -> p2;
        };
    }

    public boolean isDamaged() {
        return p0.isDamaged() || p1.isDamaged() || p2.isDamaged();
    }
}
