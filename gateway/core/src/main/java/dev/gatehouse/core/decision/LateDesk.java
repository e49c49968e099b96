package dev.gatehouse.core.decision;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.LateKind;
import dev.gatehouse.proto.v1.ListReplay;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import java.util.LinkedHashSet;
import java.util.Set;

/// What follows from a lookout that came too late for a passage (matching sheet, section 12). What
/// would have referred raises an alarm for the supervisor; what would have prompted a second look,
/// or is for review, is recorded alone. The vehicle is gone: no lane output and no terminal
/// changes.
final class LateDesk {
    /// Late hits whose alarm was raised and whose record found no room yet.
    static final int MAX_RAISED = 1_024;

    private final LinkedHashSet<ByteString> raised = new LinkedHashSet<>();
    private final ActionPolicy policy;
    private final Set<String> lanes;
    private final Alarms alarms;
    private final RecordQueue records;
    private final Tags tags;
    private final Outbox out;

    LateDesk(
            ActionPolicy policy,
            Set<String> lanes,
            Alarms alarms,
            RecordQueue records,
            Tags tags,
            Outbox out) {
        this.policy = policy;
        this.lanes = lanes;
        this.alarms = alarms;
        this.records = records;
        this.tags = tags;
        this.out = out;
    }

    /// Takes one late hit that is not silent: alarm first, record second.
    ///
    /// @return false when the store is full: offered again it is recorded, and alarms no second
    ///   time
    /// @throws IllegalArgumentException when the hit is silent: those ride in [#replayed]
    boolean hit(LateHit late) {
        Hit hit = late.getHit();
        if (hit.getSilent()) {
            throw new IllegalArgumentException("a silent late hit has no record of its own");
        }
        boolean review = late.getKind() == LateKind.LATE_KIND_WITHDRAWN_REVIEW;
        String version = Integer.toUnsignedString(hit.getLookoutVersion());
        String what = review ? "review" : "late-hit";
        byte[] tag = tags.tag(what, late.getPassageId(), hit.getLookoutId(), version);
        if (out.known(RecordClass.RECORD_CLASS_P0, tag)) {
            return true;
        }
        ByteString name = ByteString.copyFrom(tag);
        if (!review && policy.of(hit, false) == Consequence.REFER && raised.add(name)) {
            alarm(late, late.getPassageId() + "/" + hit.getLookoutId() + "/" + version);
        }
        boolean taken =
                records.offer(
                        RecordClass.RECORD_CLASS_P0,
                        tag,
                        Record.newBuilder().setLateHit(late),
                        false);
        if (taken) {
            raised.remove(name);
        } else if (raised.size() > MAX_RAISED) {
            raised.removeFirst();
        }
        return taken;
    }

    /// A lane that is no longer configured cannot be told; its booth can.
    private void alarm(LateHit late, String occasion) {
        String detail = late.getKind().name();
        if (lanes.contains(late.getLaneId())) {
            alarms.ofPassage(
                    AlarmKind.ALARM_KIND_LATE_HIT,
                    late.getLaneId(),
                    late.getPassageId(),
                    detail,
                    occasion);
        } else {
            alarms.ofBooth(AlarmKind.ALARM_KIND_LATE_HIT, detail, occasion);
        }
    }

    /// Records that the recent passages were held against a list, with the silent hits of it; the
    /// same length with and without.
    ///
    /// @return false when the store is full
    boolean replayed(ListReplay run, String occasion) {
        return records.offer(
                RecordClass.RECORD_CLASS_P1,
                tags.tag("list-replay", occasion),
                Record.newBuilder().setListReplay(SilentRoom.fill(run.toBuilder())),
                false);
    }
}
