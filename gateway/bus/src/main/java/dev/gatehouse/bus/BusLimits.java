package dev.gatehouse.bus;

/// Every bound of the listener, in one place. All are positive.
///
/// @param clients authenticated connections at once
/// @param clientsPerPrincipal of those, by one principal, so that one client in a loop cannot take
///   every place
/// @param pendingConnects connections that have not authenticated yet; a new one beyond it closes
///   the oldest
/// @param connectTimeoutMs from TCP accept to CONNECT
/// @param connectPacketBytes largest CONNECT: what a stranger may make us hold
/// @param packetBytes largest packet after that, both ways
/// @param topicBytes longest topic or filter, octets of UTF-8
/// @param topicLevels deepest topic or filter
/// @param subscriptionsPerClient filters held for one client
/// @param filtersPerSubscribe filters in one SUBSCRIBE or UNSUBSCRIBE
/// @param queueMessages waiting for one slow client, each quality of service for itself
/// @param queueBytes payload octets waiting for one slow client, each quality of service for itself
/// @param inFlight QoS 1 messages sent to one client and not yet acknowledged
/// @param receiveMaximum QoS 1 messages taken from one client and not yet acknowledged (MQTT 5,
///   3.2.2.3.3)
/// @param retainedMessages topics with a retained message
/// @param retainedBytes their payload octets in all
/// @param localMessages published by this process and not yet taken by the network thread
/// @param localBytes their payload octets
/// @param keepAliveMaxS longest silence allowed to an MQTT 5 client; imposed as Server Keep Alive
///   (3.2.2.3.14)
/// @param pausedMaxMs how long a client's input may stay unread because its messages are not
///   acknowledged
/// @param refusalPauseMs from a refused QoS 1 message of MQTT 3.1.1 to the close that makes it come
///   again
/// @param failedLoginDelayMs how long a failed login waits for its answer
/// @param closeTimeoutMs for a goodbye to leave
public record BusLimits(
        int clients,
        int clientsPerPrincipal,
        int pendingConnects,
        int connectTimeoutMs,
        int connectPacketBytes,
        int packetBytes,
        int topicBytes,
        int topicLevels,
        int subscriptionsPerClient,
        int filtersPerSubscribe,
        int queueMessages,
        int queueBytes,
        int inFlight,
        int receiveMaximum,
        int retainedMessages,
        int retainedBytes,
        int localMessages,
        int localBytes,
        int keepAliveMaxS,
        int pausedMaxMs,
        int refusalPauseMs,
        int failedLoginDelayMs,
        int closeTimeoutMs) {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int LARGEST_PACKET_BYTES = 16 * MIB;
    private static final int LARGEST_WINDOW = 65_535;

    public BusLimits {
        int[] all = {
            clients,
            clientsPerPrincipal,
            pendingConnects,
            connectTimeoutMs,
            connectPacketBytes,
            packetBytes,
            topicBytes,
            topicLevels,
            subscriptionsPerClient,
            filtersPerSubscribe,
            queueMessages,
            queueBytes,
            inFlight,
            receiveMaximum,
            retainedMessages,
            retainedBytes,
            localMessages,
            localBytes,
            keepAliveMaxS,
            pausedMaxMs,
            refusalPauseMs,
            failedLoginDelayMs,
            closeTimeoutMs
        };
        for (int i = 0; i < all.length; i++) {
            if (all[i] <= 0) {
                throw new IllegalArgumentException(
                        "expected positive limits, found " + all[i] + " at place " + i);
            }
        }
        if (packetBytes > LARGEST_PACKET_BYTES || connectPacketBytes > packetBytes) {
            throw new IllegalArgumentException(
                    "expected connectPacketBytes <= packetBytes <= "
                            + LARGEST_PACKET_BYTES
                            + ", found "
                            + connectPacketBytes
                            + " and "
                            + packetBytes);
        }
        if (inFlight > LARGEST_WINDOW
                || receiveMaximum > LARGEST_WINDOW
                || keepAliveMaxS > LARGEST_WINDOW) {
            throw new IllegalArgumentException(
                    "expected windows and keep-alive of at most " + LARGEST_WINDOW);
        }
    }

    /// For the bus inside a booth: small packets, many small clients.
    public static BusLimits booth() {
        return new BusLimits(
                64, 8, 64, 5_000, 16 * KIB, 256 * KIB, KIB, 16, 32, 32, 1_000, 4 * MIB, 64, 64,
                1_024, 4 * MIB, 16_384, 32 * MIB, 300, 30_000, 1_000, 500, 2_000);
    }

    /// For central's listener: batches of records.
    public static BusLimits upstream() {
        return new BusLimits(
                256, 8, 64, 5_000, 16 * KIB, MIB, KIB, 16, 32, 32, 1_000, 16 * MIB, 64, 64, 1_024,
                4 * MIB, 16_384, 64 * MIB, 300, 30_000, 1_000, 500, 2_000);
    }
}
