package dev.gatehouse.booth.daemon;

import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.Record;
import org.tinylog.Logger;

/// Keeps one record within what a journal frame holds. A read with unread characters may meet
/// thousands of listed plates; its verdict and the referrals it raised stand on their own, so the
/// record keeps the first hits of each check, the strongest, and says that there were more.
final class RecordFit {
    /// Payload of a record at most; padded, sealed and framed it stays below the journal's limit.
    static final int PAYLOAD_MAX_BYTES = 48 << 10;

    private RecordFit() {}

    /// The record itself, or one with fewer hits.
    static Record fit(Record record) {
        int length = record.getSerializedSize();
        if (length <= PAYLOAD_MAX_BYTES || !record.hasCheckedObservation()) {
            return record;
        }
        CheckedObservation observed = record.getCheckedObservation();
        int most = observed.getChecksList().stream().mapToInt(Check::getHitsCount).max().orElse(0);
        Record cut = record;
        while (most > 0 && cut.getSerializedSize() > PAYLOAD_MAX_BYTES) {
            most /= 2;
            cut = record.toBuilder().setCheckedObservation(withHits(observed, most)).build();
        }
        Logger.warn(
                "STO-008 a record was cut to fit: octets={}, hits kept a check={}", length, most);
        return cut;
    }

    private static CheckedObservation withHits(CheckedObservation observed, int most) {
        CheckedObservation.Builder cut = observed.toBuilder().clearChecks();
        for (Check check : observed.getChecksList()) {
            if (check.getHitsCount() <= most) {
                cut.addChecks(check);
                continue;
            }
            Check.Builder fewer = check.toBuilder().clearHits().setCapReached(true);
            for (Hit hit : check.getHitsList().subList(0, most)) {
                fewer.addHits(hit);
            }
            cut.addChecks(fewer);
        }
        return cut.build();
    }
}
