package dev.gatehouse.drivers.mmdvm;

/// What the driver counts.
enum ModemCounter {
    FRAMES,
    BURSTS,
    /// Frames that claim data and have no data sync: the receiver runs on after the last block.
    PHANTOMS,
    LOST_CALLS,
    FRAMES_REJECTED,
    FRAMES_SKIPPED,
    ODD_CONTROL,
    NAKS,
    FAULTS,
    SILENCES,
    RECONFIGURED,
    ADC_OVERFLOWS,
    DAC_OVERFLOWS,
    RX_OVERFLOWS,
    TX_OVERFLOWS,
    WAKE_UPS,
    BURSTS_SENT,
    BURSTS_REQUEUED,
    TRANSMISSIONS_SENT,
    TRANSMISSIONS_REPEATED,
    TRANSMISSIONS_FAILED,
    NOT_PERMITTED,
    TRANSMIT_TIMEOUTS,
    TRANSMITTING_UNBIDDEN,
    SENDS_REFUSED,
    INBOX_FULL
}
