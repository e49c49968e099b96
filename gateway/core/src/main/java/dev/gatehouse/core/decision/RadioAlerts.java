package dev.gatehouse.core.decision;

import dev.gatehouse.protocols.observation.RadioReport;
import java.util.List;
import java.util.Set;

/// Which referral goes to which radios, as a text of referral id, lane, grade and code word.
///
/// @param rules in the order of the configuration
/// @param acknowledgeMs a reply is expected within this; then the text is sent again
/// @param attempts of one text at most
/// @param textsAMinute that one system is given at most, officers' texts included
public record RadioAlerts(List<Rule> rules, long acknowledgeMs, int attempts, int textsAMinute) {
    /// Rules of a booth.
    public static final int MAX_RULES = 64;

    /// Nobody is told by radio; officers may send texts.
    public static final RadioAlerts NONE = new RadioAlerts(List.of(), 60_000, 3, 12);

    /// One rule.
    ///
    /// @param deviceId radio system that sends
    /// @param targetId radio or group
    /// @param group whether it is a group
    /// @param lowestPriority of the lookout: 1 for the most urgent alone, 5 for all
    /// @param lanes whose referrals; empty for all
    public record Rule(
            String deviceId, int targetId, boolean group, int lowestPriority, Set<String> lanes) {
        public Rule {
            lanes = Set.copyOf(lanes);
            if (targetId < 1 || targetId > RadioReport.MAX_RADIO_ID) {
                throw new IllegalArgumentException("target: expected a 24-bit id above 0");
            }
        }

        boolean wants(String laneId, int priority) {
            return priority <= lowestPriority && (lanes.isEmpty() || lanes.contains(laneId));
        }
    }

    public RadioAlerts {
        rules = List.copyOf(rules);
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException("rules: expected at most " + MAX_RULES);
        }
        if (acknowledgeMs < 1 || attempts < 1 || textsAMinute < 1) {
            throw new IllegalArgumentException("limits: expected above 0");
        }
    }
}
