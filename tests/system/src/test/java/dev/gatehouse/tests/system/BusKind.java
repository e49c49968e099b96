package dev.gatehouse.tests.system;

import java.util.Locale;

/// What the booth under test has as its bus:
/// `-Dgatehouse.test.bus=embedded|embedded_tls|mosquitto`.
enum BusKind {
    /// The listener in the booth's own process, loopback, passwords.
    EMBEDDED,
    /// The same listener with TLS and client certificates.
    EMBEDDED_TLS,
    /// A real Mosquitto with the generated profile, TLS and client certificates.
    MOSQUITTO;

    static final String PROPERTY = "gatehouse.test.bus";

    static BusKind ofThisRun() {
        return valueOf(System.getProperty(PROPERTY, EMBEDDED.name()).toUpperCase(Locale.ROOT));
    }
}
