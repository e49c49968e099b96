package dev.gatehouse.drivers.http;

/// Whether a request proved itself.
enum Admission {
    ADMITTED,
    REFUSED,
    /// The secret was right, its nonce too old: the sender tries again without asking anybody.
    STALE
}
