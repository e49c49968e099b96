package dev.gatehouse.drivers.tcp;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;
import java.util.Set;

/// `tcp-listen:ADDRESS:PORT`, e.g. `tcp-listen:10.0.4.1:1600`: a device connects to the booth, one
/// at a time; without address (`tcp-listen::1600`) on all of them, port 0 for any.
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `peer` | the only IP address that is let in | any |
public final class TcpListenLinkProvider implements LinkProvider {

    private static final String PEER = "peer";

    @Override
    public String scheme() {
        return "tcp-listen";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        TcpTarget.requireOnly(address, Set.of(PEER));
        return new TcpListenLink(
                TcpLoop.SHARED,
                TcpTarget.local(address),
                TcpTarget.only(address, PEER),
                context.deviceId(),
                context.clock());
    }
}
