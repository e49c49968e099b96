package dev.gatehouse.drivers.http;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;

/// `https:ADDRESS:PORT/PATH`: the same as `http:` ([HttpLinkProvider]) over TLS 1.3 or 1.2.
///
/// | parameter | meaning |
/// |---|---|
/// | `certificate_file`, `key_file` | the listener's own, in PEM |
/// | `client_key_sha256` | the sender must hold this key: SHA-256 of its public key as its certificate has it, in hex |
public final class HttpsLinkProvider implements LinkProvider {

    private final HttpLinkProvider listeners;

    /// For `ServiceLoader`.
    public HttpsLinkProvider() {
        this(HttpLimits.SHEET);
    }

    HttpsLinkProvider(HttpLimits limits) {
        this.listeners = new HttpLinkProvider(limits);
    }

    @Override
    public String scheme() {
        return "https";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        return listeners.create(address, context, true);
    }
}
