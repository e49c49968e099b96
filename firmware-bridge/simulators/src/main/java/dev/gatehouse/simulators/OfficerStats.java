package dev.gatehouse.simulators;

/// What a simulated officer has seen and done.
///
/// @param notices messages of the lane's terminal understood
/// @param noticesRejected messages that were not understood or found no room
/// @param referrals referrals seen
/// @param referralsOpen of these, neither closed nor given up
/// @param acknowledged acknowledgements the booth took
/// @param examined examination results the booth took
/// @param released vehicles waved through that the booth took note of
/// @param manualEntries plates keyed in that the booth took
/// @param commandsSent different commands sent
/// @param commandsRepeated sent again with the same id because no answer came
/// @param commandsRefused refused for good by the booth
/// @param commandsGivenUp never answered
/// @param outputPulses pulses of the lane output seen
/// @param outputLapses times the lane output fell silent for longer than it promised
/// @param connections sessions opened with the bus, two when nothing was lost
public record OfficerStats(
        long notices,
        long noticesRejected,
        long referrals,
        long referralsOpen,
        long acknowledged,
        long examined,
        long released,
        long manualEntries,
        long commandsSent,
        long commandsRepeated,
        long commandsRefused,
        long commandsGivenUp,
        long outputPulses,
        long outputLapses,
        long connections) {}
