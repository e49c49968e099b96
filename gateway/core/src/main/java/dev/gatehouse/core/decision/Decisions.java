package dev.gatehouse.core.decision;

/// What the booth decided since it started, as one immutable picture. A silent hit is in none of
/// these figures.
///
/// @param passages ended; always `checked + notChecked`
/// @param checked ended with a completed check or a hit that acts
/// @param notChecked ended without; each raised its alarm
/// @param passagesOpen not yet ended
/// @param observations taken in
/// @param repeats of an event seen before
/// @param unknownLane observations that name no lane of this booth
/// @param hits that act, one for each passage and lookout
/// @param referrals raised since start
/// @param referralsOpen still owed an action, those of before a restart included
/// @param referralsClosed by an examination result
/// @param releasedWithoutReferral released un-examined
/// @param escalations of referrals that nobody acted on
/// @param commandsDone officer commands carried out
/// @param commandsRepeated sent again with the same id
/// @param commandsRefused of every reason
/// @param refusalsNotJournalled refused commands beyond the journal's share for refusals
/// @param alarms raised, of every kind
/// @param recordsWaiting in memory because the store is full
/// @param recordsLost given up because that memory was full too
/// @param chatterEdges presence edges that counted for nothing
/// @param presenceVehicles vehicles counted by presence
/// @param pulses of all lane outputs
/// @param matchP50Nanos time of one search for a plate or another identifier, median
/// @param matchP99Nanos the same, 99th percentile
/// @param nameP50Nanos time of one search for a name, median
/// @param nameP99Nanos the same, 99th percentile
/// @param alertP50Nanos from receipt of the bytes to the alert's hand-over, median
/// @param alertP99Nanos from receipt of the bytes to the alert's hand-over, 99th percentile
public record Decisions(
        long passages,
        long checked,
        long notChecked,
        long passagesOpen,
        long observations,
        long repeats,
        long unknownLane,
        long hits,
        long referrals,
        long referralsOpen,
        long referralsClosed,
        long releasedWithoutReferral,
        long escalations,
        long commandsDone,
        long commandsRepeated,
        long commandsRefused,
        long refusalsNotJournalled,
        long alarms,
        long recordsWaiting,
        long recordsLost,
        long chatterEdges,
        long presenceVehicles,
        long pulses,
        long matchP50Nanos,
        long matchP99Nanos,
        long nameP50Nanos,
        long nameP99Nanos,
        long alertP50Nanos,
        long alertP99Nanos) {}
