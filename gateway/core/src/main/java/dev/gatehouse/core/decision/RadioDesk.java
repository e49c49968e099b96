package dev.gatehouse.core.decision;

import dev.gatehouse.core.inventory.HeardRadio;
import dev.gatehouse.core.inventory.RadioRegistry;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.RadioEvent;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What follows from what radios do. A call for help is told first and then recorded; a radio that
/// is looked for raises an alarm, since there is no passage that could be referred; all of it is
/// recorded, and told to the lane's terminal without what the lists say.
final class RadioDesk {
    /// Listed radios whose alarm is remembered.
    static final int MAX_TOLD = 1_024;

    /// A listed radio that goes on talking is not said again for so long.
    static final long TOLD_MS = TimeUnit.MINUTES.toMillis(15);

    private record Told(int radioId, String lookoutId, int version) {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Told[content withheld]";
        }
    }

    private final LinkedHashMap<Told, Long> told = new LinkedHashMap<>();
    private final RadioRegistry registry = new RadioRegistry();
    private final Checker checker;
    private final Lookouts lookouts;
    private final Alarms alarms;
    private final RadioTexts texts;
    private final RecordQueue records;
    private final BoothClock clock;
    private final Tally tally;
    private final Outbox out;

    RadioDesk(
            Checker checker,
            Lookouts lookouts,
            Alarms alarms,
            RadioTexts texts,
            RecordQueue records,
            BoothClock clock,
            Tally tally,
            Outbox out) {
        this.checker = checker;
        this.lookouts = lookouts;
        this.alarms = alarms;
        this.texts = texts;
        this.records = records;
        this.clock = clock;
        this.tally = tally;
        this.out = out;
    }

    /// Calls for help are kept with the alarms, everything else with the records.
    static RecordClass recordClass(RadioReport report) {
        return switch (report.event()) {
            case RadioEmergency _ -> RecordClass.RECORD_CLASS_P0;
            case RadioRegistration _,
                    RadioCall _,
                    RadioText _,
                    RadioLocation _,
                    RadioHealth _,
                    RadioDelivery _ ->
                    RecordClass.RECORD_CLASS_P1;
        };
    }

    /// Takes one report in.
    Intake take(Observation observation, RadioReport report, RecordClass recordClass, byte[] tag) {
        String occasion = observation.deviceId() + "/" + observation.eventId();
        alarm(observation.laneId(), report, occasion);
        RadioEvent.Builder event = WireRadio.event(observation, report);
        out.radio(observation.laneId(), event.build());
        if (report.radioId() > 0) {
            Searched searched =
                    checker.search(
                            checker.against(lookouts),
                            Readings.radio(report.radioId()),
                            (_, _) -> false);
            event.addChecks(searched.judged());
            listed(observation.laneId(), report.radioId(), searched.referring(), occasion);
        }
        boolean taken =
                records.offer(
                        recordClass,
                        tag,
                        Record.newBuilder().setRadio(SilentRoom.fill(event)),
                        !observation.resendable());
        if (!taken) {
            // it comes again
            return Intake.STORE_FULL;
        }
        if (report.radioId() > 0) {
            registry.heard(report, observation.received(), clock.nanos());
        }
        follow(observation.deviceId(), report);
        return Intake.RECORDED;
    }

    /// What it says of texts that went out.
    private void follow(String deviceId, RadioReport report) {
        switch (report.event()) {
            case RadioText text -> texts.heard(deviceId, report, text);
            case RadioDelivery delivery -> texts.delivery(delivery);
            case RadioRegistration _,
                    RadioCall _,
                    RadioLocation _,
                    RadioEmergency _,
                    RadioHealth _ -> {}
        }
    }

    /// Radios heard, the last first.
    List<HeardRadio> heard() {
        return registry.heard();
    }

    private void alarm(String laneId, RadioReport report, String occasion) {
        switch (report.event()) {
            case RadioEmergency emergency -> {
                if (!emergency.cancelled()) {
                    alarms.ofLane(
                            AlarmKind.ALARM_KIND_RADIO_EMERGENCY,
                            laneId,
                            emergency.evidence() + "/" + emergency.check(),
                            occasion);
                }
            }
            case RadioHealth health -> {
                if (health.condition() == RadioHealth.Condition.DOWN) {
                    alarms.ofLane(AlarmKind.ALARM_KIND_RADIO_DOWN, laneId, health.code(), occasion);
                }
            }
            case RadioRegistration _,
                    RadioCall _,
                    RadioText _,
                    RadioLocation _,
                    RadioDelivery _ -> {}
        }
    }

    private void listed(String laneId, int radioId, List<Hit> hits, String occasion) {
        for (Hit hit : hits) {
            Told key = new Told(radioId, hit.getLookoutId(), hit.getLookoutVersion());
            Long before = told.remove(key);
            long now = clock.nanos();
            boolean again = before != null && now - before < TimeUnit.MILLISECONDS.toNanos(TOLD_MS);
            told.put(key, again && before != null ? before : now);
            if (told.size() > MAX_TOLD) {
                told.pollFirstEntry();
            }
            if (!again) {
                tally.hits++;
                alarms.ofLane(
                        AlarmKind.ALARM_KIND_RADIO_LISTED,
                        laneId,
                        "PRIORITY_" + hit.getPriority(),
                        occasion + "/" + hit.getLookoutId());
            }
        }
    }
}
