package dev.gatehouse.booth.daemon;

import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.Record;
import java.util.ArrayList;
import java.util.List;
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
        List<Check> checks = checks(record);
        if (length <= PAYLOAD_MAX_BYTES || checks.isEmpty()) {
            return record;
        }
        int most = checks.stream().mapToInt(Check::getHitsCount).max().orElse(0);
        Record cut = record;
        while (most > 0 && cut.getSerializedSize() > PAYLOAD_MAX_BYTES) {
            most /= 2;
            cut = withChecks(record, withHits(checks, most));
        }
        Logger.warn(
                "STO-008 a record was cut to fit: octets={}, hits kept a check={}", length, most);
        return cut;
    }

    private static List<Check> checks(Record record) {
        return record.hasRadio()
                ? record.getRadio().getChecksList()
                : record.getCheckedObservation().getChecksList();
    }

    private static Record withChecks(Record record, List<Check> checks) {
        Record.Builder cut = record.toBuilder();
        if (record.hasRadio()) {
            cut.getRadioBuilder().clearChecks().addAllChecks(checks);
        } else {
            cut.getCheckedObservationBuilder().clearChecks().addAllChecks(checks);
        }
        return cut.build();
    }

    private static List<Check> withHits(List<Check> checks, int most) {
        List<Check> cut = new ArrayList<>();
        for (Check check : checks) {
            if (check.getHitsCount() <= most) {
                cut.add(check);
                continue;
            }
            Check.Builder fewer = check.toBuilder().clearHits().setCapReached(true);
            for (Hit hit : check.getHitsList().subList(0, most)) {
                fewer.addHits(hit);
            }
            cut.add(fewer.build());
        }
        return cut;
    }
}
