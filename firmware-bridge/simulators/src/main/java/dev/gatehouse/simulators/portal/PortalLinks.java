package dev.gatehouse.simulators.portal;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;

/// Links of simulated portals that are no streams.
public final class PortalLinks {

    private PortalLinks() {}

    /// A portal that posts documents.
    public static Link documents(PortalTraits traits, LinkContext context) {
        return new DocumentsLink(new SimulatedDocuments(traits), traits.pauseMs(), context);
    }
}
