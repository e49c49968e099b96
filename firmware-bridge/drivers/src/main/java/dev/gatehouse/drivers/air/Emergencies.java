package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.air.Reporter.Parties;
import dev.gatehouse.protocols.dmr.EmergencyEvidence;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioEmergency.Check;
import dev.gatehouse.protocols.observation.RadioEmergency.Evidence;
import dev.gatehouse.protocols.observation.Received;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Calls for help: told at once however weak the evidence, told again when it grows stronger, and
/// then only refreshed until the radio was quiet for a while. Owned by the station's thread.
final class Emergencies {

    /// Radios in need that are remembered.
    static final int MAX_RADIOS = 1_024;

    /// After so long without a sign of it the next one is a new call for help.
    static final long QUIET_MS = 30_000;

    private record Told(Check check, long lastMs) {}

    private final Reporter reporter;
    private final AirCounters counters;
    private final Map<Integer, Told> told = new LinkedHashMap<>();

    Emergencies(Reporter reporter, AirCounters counters) {
        this.reporter = reporter;
        this.counters = counters;
    }

    /// A sign of an emergency was heard.
    ///
    /// @param repeated the very same message came before within its window
    void heard(
            EmergencyEvidence evidence, boolean repeated, int slot, Received received, long nowMs) {
        if (!evidence.source().isUnit() && !evidence.assurance().verified()) {
            counters.add(AirCounter.NO_UNIT);
            return;
        }
        Check check = check(evidence, repeated);
        int radioId = evidence.source().number();
        Told before = told.remove(radioId);
        boolean refreshes =
                before != null
                        && nowMs - before.lastMs <= QUIET_MS
                        && !isStronger(check, before.check);
        told.put(radioId, new Told(refreshes && before != null ? before.check : check, nowMs));
        if (told.size() > MAX_RADIOS) {
            told.remove(told.keySet().iterator().next());
        }
        if (refreshes) {
            counters.add(AirCounter.EMERGENCIES_REFRESHED);
            return;
        }
        counters.add(AirCounter.EMERGENCIES);
        reporter.tellAlways(
                new Parties(
                        evidence.source(), Optional.of(evidence.target()), evidence.group(), slot),
                MakerSigns.featureSet(evidence.fid()),
                new RadioEmergency(
                        sign(evidence),
                        evidence.sign() == EmergencyEvidence.Sign.UNIFIED_DATA
                                ? OptionalInt.empty()
                                : OptionalInt.of(evidence.fid()),
                        check,
                        false,
                        Optional.empty()),
                received);
    }

    private static Check check(EmergencyEvidence evidence, boolean repeated) {
        if (evidence.certain()) {
            return Check.VERIFIED;
        }
        return repeated ? Check.REPEATED : Check.UNVERIFIED;
    }

    private static boolean isStronger(Check check, Check than) {
        return switch (check) {
            case UNVERIFIED -> false;
            case REPEATED -> than == Check.UNVERIFIED;
            case VERIFIED -> than != Check.VERIFIED;
        };
    }

    private static Evidence sign(EmergencyEvidence evidence) {
        return switch (evidence.sign()) {
            case SERVICE_OPTIONS, REQUESTED_OPTIONS -> Evidence.SERVICE_OPTION;
            case ALARM_BLOCK -> Evidence.ALARM_BLOCK;
            case UNIFIED_DATA -> Evidence.UNIFIED_DATA_FLAG;
        };
    }

    int radios() {
        return told.size();
    }
}
