package dev.gatehouse.protocols.observation;

/// How the wall clock's reading may be trusted (architecture, clock).
public enum TimeQuality {
    SYNCED,
    HOLDOVER,
    RTC_ONLY,
    UNKNOWN
}
