package dev.gatehouse.central;

import dev.gatehouse.central.ledger.LedgerFiles;
import java.nio.file.Files;
import java.nio.file.Path;

/// Central's directory.
///
/// ```
/// <home>/keys/        CentralKeys: signing key, prekeys, one half of each booth's keys
/// <home>/ledger/      database and heads file
/// <home>/upstream/    <booth name>.principals: hashed MQTT password of one booth
/// <home>/tls/         the site's certificate authority, and central.crt and central.key
/// <home>/tls/booths/  by pseudonym, the certificate authority of the clients of each booth's bus
/// ```
record CentralHome(Path directory) {
    /// Central's own name in certificates and at a broker.
    static final String PRINCIPAL = "central";

    Path keys() {
        return directory.resolve("keys");
    }

    LedgerFiles ledger() {
        return new LedgerFiles(directory.resolve("ledger"));
    }

    Path upstream() {
        return directory.resolve("upstream");
    }

    Path tls() {
        return directory.resolve("tls");
    }

    boolean exists() {
        return Files.isDirectory(keys());
    }
}
