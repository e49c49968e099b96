package dev.gatehouse.drivers.air;

/// What is counted between the bursts and the booth.
enum AirCounter {
    BURSTS,
    BURSTS_UNREADABLE,
    /// Of them, because a checksum did not hold or a code could not be corrected.
    BURSTS_CRC_FAILED,
    /// The network sent the same speech twice.
    BURSTS_REPEATED,
    /// Came in the wrong order and were put right.
    BURSTS_REORDERED,
    /// Speech of which nothing told that it was a call.
    BURSTS_UNANCHORED,
    CORRECTED_BITS,
    INBOX_FULL,
    COMMANDS_FULL,
    SLOTS_EVICTED,
    CALLS,
    /// Of them, known from link control within the speech.
    CALLS_LATE,
    /// Ended before anybody knew whose they were.
    CALLS_UNIDENTIFIED,
    /// Of an address that no single radio can have.
    NO_UNIT,
    /// The same call or message, heard by another repeater or sent again.
    COPIES,
    EMERGENCIES,
    EMERGENCIES_REFRESHED,
    TEXTS,
    LOCATIONS,
    LOCATIONS_WITHOUT_FIX,
    REGISTRATIONS,
    ALIASES_IGNORED,
    /// Understood, and nothing for the booth.
    NOT_REPORTED,
    PACKETS,
    PACKETS_LOST_BLOCKS,
    PACKETS_BAD_SUM,
    PACKETS_OTHER_FAILED,
    CONTENT_REJECTED,
    SOURCE_LIMITED,
    REPORTS,
    REPORTS_LOST,
    REPORTS_HELD,
    TEXTS_OUT,
    TEXTS_SENT,
    TEXTS_DELIVERED,
    TEXTS_FAILED,
    TEXTS_REPEATED,
    BLOCKS_REPEATED,
    RESPONSES_UNEXPECTED,
    ANSWERS_SENT,
    ANSWERS_FAILED,
    ANSWERS_NOT_PERMITTED,
    ANSWERS_LIMITED,
    FAULTS
}
