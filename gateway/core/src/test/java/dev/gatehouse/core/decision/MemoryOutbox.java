package dev.gatehouse.core.decision;

import com.google.protobuf.Message;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.proto.v1.Alarm;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.LaneSignal;
import dev.gatehouse.proto.v1.Passage;
import dev.gatehouse.proto.v1.RadioEvent;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.proto.v1.TerminalNotice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// A journal and a bus in memory: de-duplicates by tag as the real one does, and may be made full.
class MemoryOutbox implements Outbox {
    record Kept(RecordClass recordClass, Record record) {}

    final List<Kept> records = new ArrayList<>();
    final Set<String> tags = new HashSet<>();
    final List<Alert> alerts = new ArrayList<>();
    final List<TerminalNotice> notices = new ArrayList<>();
    final List<LaneOutput> outputs = new ArrayList<>();
    final List<RadioMessage> texts = new ArrayList<>();
    RadioMessage.Offer offer = RadioMessage.Offer.TAKEN;
    Function<ByHand, ByHand.Answer> hands =
            _ -> new ByHand.Answer(ByHand.Outcome.NO_OUTPUT, "", 0, 0);
    final List<ByHand> byHand = new ArrayList<>();
    final List<RadioEvent> radios = new ArrayList<>();

    /// Everything that leaves towards the lane, in order.
    final List<Message> local = new ArrayList<>();

    final List<String> order = new ArrayList<>();
    final Set<RecordClass> full = EnumSet.noneOf(RecordClass.class);
    List<OpenReferral> kept = List.of();
    int suppressed;

    @Override
    public boolean record(RecordClass recordClass, byte[] tag, Record record) {
        if (tag.length != Tags.TAG_BYTES) {
            throw new AssertionError("tag of " + tag.length + " octets");
        }
        if (known(recordClass, tag)) {
            suppressed++;
            return true;
        }
        if (full.contains(recordClass)) {
            return false;
        }
        tags.add(key(recordClass, tag));
        records.add(new Kept(recordClass, record));
        order.add("record " + record.getBodyCase());
        return true;
    }

    @Override
    public boolean known(RecordClass recordClass, byte[] tag) {
        return tags.contains(key(recordClass, tag));
    }

    @Override
    public void alert(Alert alert) {
        alerts.add(alert);
        local.add(alert);
        order.add("alert");
    }

    @Override
    public void terminal(String lane, TerminalNotice notice) {
        notices.add(notice);
        local.add(notice);
        order.add("terminal " + notice.getBodyCase());
    }

    @Override
    public void output(String lane, LaneOutput output) {
        outputs.add(output);
        local.add(output);
    }

    @Override
    public void radio(String lane, RadioEvent event) {
        radios.add(event);
        local.add(event);
        order.add("radio " + event.getBodyCase());
    }

    @Override
    public RadioMessage.Offer text(RadioMessage message) {
        if (offer == RadioMessage.Offer.TAKEN) {
            texts.add(message);
        }
        return offer;
    }

    @Override
    public ByHand.Answer byHand(ByHand word) {
        byHand.add(word);
        return hands.apply(word);
    }

    @Override
    public void openReferrals(List<OpenReferral> all) {
        // as it is written before the first commit: nothing of it is known to be on disk
        kept = all.stream().map(referral -> referral.withJournalled(0)).toList();
        order.add("openReferrals");
    }

    LaneSignal signal() {
        return outputs.getLast().getSignal();
    }

    List<CheckedObservation> observations() {
        return records.stream()
                .map(Kept::record)
                .filter(Record::hasCheckedObservation)
                .map(Record::getCheckedObservation)
                .toList();
    }

    List<Passage> passages() {
        return records.stream()
                .map(Kept::record)
                .filter(Record::hasPassage)
                .map(Record::getPassage)
                .toList();
    }

    List<ReferralTransition> transitions() {
        return records.stream()
                .map(Kept::record)
                .filter(Record::hasReferral)
                .map(Record::getReferral)
                .toList();
    }

    List<Alarm> alarms(AlarmKind kind) {
        return records.stream()
                .map(Kept::record)
                .filter(Record::hasAlarm)
                .map(Record::getAlarm)
                .filter(alarm -> alarm.getKind() == kind)
                .toList();
    }

    private static String key(RecordClass recordClass, byte[] tag) {
        return recordClass + HexFormat.of().formatHex(tag);
    }
}
