package dev.gatehouse.drivers.mqtt;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;

/// `mqtt:`: the device publishes on `device/<deviceId>/input` of the booth's bus, which
/// authenticates it.
public final class MqttLinkProvider implements LinkProvider {

    @Override
    public String scheme() {
        return "mqtt";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        if (!address.target().isEmpty() || !address.parameters().isEmpty()) {
            throw new IllegalArgumentException(
                    "mqtt link: expected `mqtt:` alone; the topic follows from the device's id");
        }
        return new MqttLink(context);
    }
}
