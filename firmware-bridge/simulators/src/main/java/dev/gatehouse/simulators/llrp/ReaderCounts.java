package dev.gatehouse.simulators.llrp;

/// What happened so far, from the reader's side.
///
/// @param connections that were granted
/// @param refusedClients that were told that another client is there
/// @param reads tags that its radio read while a ROSpec was active
/// @param reported of them, sent
/// @param lost of them, because the buffer was full or the supply dipped
/// @param missedAcks keepalives that nobody acknowledged
/// @param requests that it understood
/// @param faults messages of the client that were no message, or made no sense
public record ReaderCounts(
        long connections,
        long refusedClients,
        long reads,
        long reported,
        long lost,
        long missedAcks,
        long requests,
        long faults) {}
