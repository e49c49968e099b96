package dev.gatehouse.proofs.crash;

import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.prove.OpenedRecords;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.Observation;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.ReferralTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What central's ledger holds, opened and counted; held against [Claims].
final class Evidence implements OpenedRecords.Visitor {
    private static final int SHOWN = 5;

    private final Map<Event.Key, Integer> events = new HashMap<>();
    private final Map<Event.Key, Integer> commands = new HashMap<>();
    private final Map<String, TreeMap<Integer, Integer>> referrals = new HashMap<>();
    private final Map<String, Integer> passages = new HashMap<>();
    private final Map<SealClass, Long> records = new EnumMap<>(SealClass.class);
    private long unreadable;

    @Override
    public void record(ClassKey key, Optional<Record> record) {
        records.merge(key.sealClass(), 1L, Long::sum);
        if (record.isEmpty()) {
            unreadable++;
            return;
        }
        switch (record.get().getBodyCase()) {
            case CHECKED_OBSERVATION -> {
                Observation seen = record.get().getCheckedObservation().getObservation();
                events.merge(new Event.Key(seen.getDeviceId(), seen.getEventId()), 1, Integer::sum);
            }
            case REFERRAL -> referral(record.get().getReferral());
            case PASSAGE ->
                    passages.merge(record.get().getPassage().getPassageId(), 1, Integer::sum);
            case ALARM,
                    COMMAND_REFUSAL,
                    RECONCILIATION,
                    RADIO,
                    RADIO_DISPATCH,
                    OUTPUT_CHANGE,
                    TELEMETRY,
                    TOMBSTONE,
                    LIFECYCLE,
                    CLOCK_CHANGE,
                    CONSOLE_ACCESS,
                    LATE_HIT,
                    LIST_REPLAY,
                    INVENTORY_CHANGE,
                    INVENTORY_REPORT,
                    INVENTORY_QUERY,
                    DEVICE_STATE,
                    BODY_NOT_SET -> {}
        }
    }

    private void referral(ReferralTransition step) {
        referrals
                .computeIfAbsent(step.getReferralId(), _ -> new TreeMap<>())
                .merge(step.getStep(), 1, Integer::sum);
        if (!step.getCommandId().isEmpty()) {
            commands.merge(
                    Event.Key.ofOfficer(step.getActor().getBadge(), step.getCommandId()),
                    1,
                    Integer::sum);
        }
    }

    boolean has(Event.Key key) {
        return events.containsKey(key) || commands.containsKey(key);
    }

    long records() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    long records(SealClass sealClass) {
        return records.getOrDefault(sealClass, 0L);
    }

    long referralCount() {
        return referrals.size();
    }

    /// Holds the ledger against what was acknowledged.
    Map<String, Long> compare(Claims claims, List<String> faults) {
        Map<String, Long> figures = new LinkedHashMap<>();
        List<Object> missing = new ArrayList<>();
        claims.observations().stream().filter(k -> !events.containsKey(k)).forEach(missing::add);
        claims.moves().stream().filter(k -> !commands.containsKey(k)).forEach(missing::add);
        figure(figures, faults, "missing", missing);
        List<Object> twice = new ArrayList<>();
        events.forEach((key, count) -> addIf(count > 1, key, twice));
        commands.forEach((key, count) -> addIf(count > 1, key, twice));
        figure(figures, faults, "duplicated", twice);
        List<Object> passagesTwice = new ArrayList<>();
        passages.forEach((id, count) -> addIf(count > 1, id, passagesTwice));
        figure(figures, faults, "passages_ended_twice", passagesTwice);
        List<Object> stepsTwice = new ArrayList<>();
        List<Object> stepsMissing = new ArrayList<>();
        referrals.forEach((id, steps) -> {
            addIf(steps.values().stream().anyMatch(count -> count > 1), id, stepsTwice);
            addIf(steps.lastKey() != steps.size() - 1, id, stepsMissing);
        });
        figure(figures, faults, "referral_steps_twice", stepsTwice);
        figure(figures, faults, "referral_steps_missing", stepsMissing);
        figures.put("unreadable", unreadable);
        if (unreadable > 0) {
            faults.add("records that do not open: " + unreadable);
        }
        return figures;
    }

    private static void addIf(boolean condition, Object found, List<Object> to) {
        if (condition) {
            to.add(found);
        }
    }

    private static void figure(
            Map<String, Long> figures, List<String> faults, String name, List<Object> found) {
        figures.put(name, (long) found.size());
        if (!found.isEmpty()) {
            faults.add(
                    name
                            + ": expected none, found "
                            + found.size()
                            + ", first "
                            + found.subList(0, Math.min(SHOWN, found.size())));
        }
    }
}
