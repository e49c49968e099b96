package dev.gatehouse.booth.uplink;

/// What the TLS handshake with central settled.
///
/// @param protocol for instance `TLSv1.3`
/// @param cipher suite, by its IANA name
/// @param group key exchange as the server's hello names it, for instance `X25519MLKEM768`; empty
///   when it named none
public record TlsFacts(String protocol, String cipher, String group) {}
