package dev.gatehouse.core.inventory;

/// Something changed of a device.
///
/// @param cause why
/// @param from its state before
/// @param device as it is now
/// @param formerId by which it was known before a better identity was learnt; empty when it is the
///   same
public record InventoryChange(
        Cause cause, DeviceState from, InventoryDevice device, String formerId) {
    /// Why something changed.
    public enum Cause {
        APPEARED,
        EVIDENCE,
        POLICY,
        WAIVER_BEGUN,
        WAIVER_EXPIRING,
        WAIVER_EXPIRED,
        WAIVER_REVOKED,
        DISAPPEARED,
        RETURNED,
        IDENTIFIED,
        FORGOTTEN
    }
}
