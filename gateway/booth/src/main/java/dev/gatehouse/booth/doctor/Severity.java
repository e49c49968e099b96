package dev.gatehouse.booth.doctor;

/// How much a finding matters; the order is that of the report.
enum Severity {
    /// The booth does not do its work, or will not at its next start.
    FAULT,
    /// The booth works; it will not for ever, or not as well as it should.
    WARNING,
    /// To be known; nothing needs to be done.
    NOTE
}
