package dev.gatehouse.tests.system;

import java.util.Locale;

/// What stands between booth and central in a run of the system tests:
/// `-Dgatehouse.test.upstream=embedded|tls|mosquitto`.
enum UpstreamKind {
    /// Central's own listener on loopback.
    EMBEDDED,
    /// The same with TLS and client certificates.
    TLS,
    /// A real Mosquitto with the profile that central writes for it.
    MOSQUITTO;

    static UpstreamKind ofRun() {
        return valueOf(
                System.getProperty("gatehouse.test.upstream", "embedded").toUpperCase(Locale.ROOT));
    }

    String scheme() {
        return switch (this) {
            case EMBEDDED -> "tcp";
            case TLS, MOSQUITTO -> "ssl";
        };
    }
}
