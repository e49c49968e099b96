package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Every test that is about the embedded listener itself and therefore not run with a broker, with
/// the reason. Nothing else is left out.
enum EmbeddedOnly {
    RAW_BYTES_AT_THE_BUS("the bytes would meet Mosquitto's parser, not ours"),
    OVERSTEPPING_CLIENT_IS_ENDED(
            "Mosquitto drops what is not allowed without ending the connection; BrokerRightsTest proves what it lets"
                    + " through"),
    WRONG_PASSWORD("the broker knows no passwords; BrokerRightsTest proves who is let in");

    private final String reason;

    EmbeddedOnly(String reason) {
        this.reason = reason;
    }

    void assume() {
        assumeTrue(BusKind.ofThisRun() == BusKind.EMBEDDED, () -> name() + ": " + reason);
    }
}
