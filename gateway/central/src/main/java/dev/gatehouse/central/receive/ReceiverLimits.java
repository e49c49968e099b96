package dev.gatehouse.central.receive;

/// Every bound of the receiver.
///
/// @param messageBytes longest upstream message
/// @param batchEnvelopes most envelopes in one message
/// @param queueMessages messages waiting for the receiver's thread
/// @param queueBytes octets waiting for the receiver's thread
/// @param groupMessages most messages in one commit
/// @param frontierEvery a saved chain is kept at the first commit after so many records; bounds the
///   work that an old checkpoint causes
/// @param refusalIntervalMs at most one refusal of one reason per class and interval
public record ReceiverLimits(
        int messageBytes,
        int batchEnvelopes,
        int queueMessages,
        int queueBytes,
        int groupMessages,
        int frontierEvery,
        int refusalIntervalMs) {
    public ReceiverLimits {
        if (messageBytes < 1
                || batchEnvelopes < 1
                || queueMessages < 1
                || queueBytes < messageBytes
                || groupMessages < 1
                || frontierEvery < 1
                || refusalIntervalMs < 0) {
            throw new IllegalArgumentException("receiver limits out of range");
        }
    }

    public static ReceiverLimits defaults() {
        return new ReceiverLimits(1 << 20, 256, 1_024, 64 << 20, 64, 1_024, 500);
    }
}
