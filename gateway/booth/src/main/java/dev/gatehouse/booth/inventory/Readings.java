package dev.gatehouse.booth.inventory;

import dev.gatehouse.core.inventory.Evidence;
import dev.gatehouse.core.inventory.EvidenceMethod;
import dev.gatehouse.core.inventory.InventoryDevice;
import dev.gatehouse.core.inventory.Sighting;
import dev.gatehouse.protocols.discovery.DnsMessage;
import dev.gatehouse.protocols.discovery.DnsName;
import dev.gatehouse.protocols.discovery.HttpHead;
import dev.gatehouse.protocols.discovery.LldpNeighbour;
import dev.gatehouse.protocols.discovery.OnvifDevice;
import dev.gatehouse.protocols.discovery.SnmpMessage;
import dev.gatehouse.protocols.discovery.SsdpMessage;
import dev.gatehouse.protocols.discovery.UpnpDescription;
import dev.gatehouse.protocols.discovery.WsDiscovery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What each message tells of the device that sent it.
///
/// @param segment on which it came
/// @param address of its sender
/// @param at trusted time
record Readings(String segment, String address, Instant at) {

    /// An announcement, or the answer to our query.
    Optional<Sighting> dns(DnsMessage message, boolean asked) {
        if (!message.answer()) {
            return Optional.empty();
        }
        EvidenceMethod method = asked ? EvidenceMethod.MDNS_QUERY : EvidenceMethod.MDNS;
        List<Evidence> evidence = new ArrayList<>();
        for (DnsName instance : message.instances()) {
            text(evidence, method, instance.first());
        }
        named(evidence, method, message.text("manufacturer"), "manufacturer=");
        String model = message.text("model");
        text(evidence, method, model);
        return evidence.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        sighting(
                                "",
                                new Sighting.Told(model, message.text("serial"), ""),
                                "",
                                evidence));
    }

    Optional<Sighting> ssdp(SsdpMessage message, boolean asked) {
        if (message.kind() == SsdpMessage.Kind.SEARCH || message.isByeBye()) {
            return Optional.empty();
        }
        List<Evidence> evidence = new ArrayList<>();
        text(
                evidence,
                asked ? EvidenceMethod.SSDP_SEARCH : EvidenceMethod.SSDP,
                message.header("server"));
        return evidence.isEmpty()
                ? Optional.empty()
                : Optional.of(sighting("", Sighting.Told.NOTHING, "", evidence));
    }

    Sighting upnp(UpnpDescription device) {
        List<Evidence> evidence = new ArrayList<>();
        EvidenceMethod method = EvidenceMethod.UPNP_DESCRIPTION;
        named(evidence, method, device.manufacturer(), "manufacturer ");
        text(evidence, method, device.modelName());
        return sighting(
                "",
                new Sighting.Told(device.modelName(), device.serial(), device.modelNumber()),
                "",
                evidence);
    }

    /// Devices that take leave are missed in time.
    List<Sighting> discovery(WsDiscovery message) {
        return switch (message.action()) {
            case HELLO -> present(message, EvidenceMethod.WS_DISCOVERY);
            case PROBE_MATCHES -> present(message, EvidenceMethod.ONVIF_PROBE);
            case PROBE, BYE -> List.of();
        };
    }

    private List<Sighting> present(WsDiscovery message, EvidenceMethod method) {
        List<Sighting> sightings = new ArrayList<>();
        for (WsDiscovery.Endpoint endpoint : message.endpoints()) {
            List<Evidence> evidence = new ArrayList<>();
            text(evidence, method, endpoint.scope("name"));
            String hardware = endpoint.scope("hardware");
            text(evidence, method, hardware);
            boolean video =
                    endpoint.types().stream()
                            .anyMatch(type -> type.endsWith("NetworkVideoTransmitter"));
            sightings.add(
                    sighting(
                            endpoint.address(),
                            new Sighting.Told(hardware, "", ""),
                            video ? "camera" : "",
                            evidence));
        }
        return sightings;
    }

    Sighting onvif(OnvifDevice device) {
        List<Evidence> evidence = new ArrayList<>();
        named(evidence, EvidenceMethod.ONVIF_INFORMATION, device.manufacturer(), "");
        return sighting(
                "",
                new Sighting.Told(device.model(), device.serial(), device.firmware()),
                "camera",
                evidence);
    }

    Sighting snmp(SnmpMessage answer) {
        List<Evidence> evidence = new ArrayList<>();
        text(evidence, EvidenceMethod.SNMP_DESCRIPTION, answer.text(SnmpMessage.DESCRIPTION));
        for (SnmpMessage.Binding binding : answer.bindings()) {
            if (binding.object().equals(SnmpMessage.OBJECT_ID)
                    && binding.value() instanceof SnmpMessage.ObjectId(String dotted)) {
                text(evidence, EvidenceMethod.SNMP_OBJECT, dotted);
            }
        }
        return sighting("", Sighting.Told.NOTHING, "", evidence);
    }

    Sighting http(HttpHead head) {
        List<Evidence> evidence = new ArrayList<>();
        text(evidence, EvidenceMethod.HTTP_SERVER, head.server());
        text(evidence, EvidenceMethod.HTTP_REALM, head.realm());
        return sighting("", Sighting.Told.NOTHING, "", evidence);
    }

    Sighting certificate(String subject) {
        List<Evidence> evidence = new ArrayList<>();
        text(evidence, EvidenceMethod.TLS_CERTIFICATE, subject);
        return sighting("", Sighting.Told.NOTHING, "", evidence);
    }

    Sighting lldp(LldpNeighbour neighbour) {
        List<Evidence> evidence = new ArrayList<>();
        text(evidence, EvidenceMethod.LLDP, neighbour.systemDescription());
        named(evidence, EvidenceMethod.LLDP_MED, neighbour.manufacturer(), "");
        neighbour.mac().ifPresent(mac -> text(evidence, EvidenceMethod.NEIGHBOUR, mac.toString()));
        return new Sighting(
                segment,
                address,
                neighbour.mac().filter(mac -> !mac.isVirtualRouter() && !mac.isMulticast()),
                "",
                new Sighting.Told(neighbour.model(), neighbour.serial(), neighbour.firmware()),
                "",
                evidence,
                at);
    }

    /// A device of the configuration, by what it speaks to us.
    Sighting own(OwnDevice device) {
        return sighting(
                "device:" + device.id(),
                Sighting.Told.NOTHING,
                device.role(),
                device.heard()
                        ? List.of(Evidence.text(EvidenceMethod.OWN_PROTOCOL, device.format(), at))
                        : List.of());
    }

    private Sighting sighting(
            String endpoint, Sighting.Told told, String role, List<Evidence> evidence) {
        return Sighting.message(
                segment,
                address,
                endpoint,
                told,
                role.isEmpty() ? InventoryDevice.UNKNOWN_ROLE : role,
                evidence,
                at);
    }

    private void text(List<Evidence> evidence, EvidenceMethod method, String value) {
        if (!value.isEmpty()) {
            evidence.add(Evidence.text(method, value, at));
        }
    }

    private void named(
            List<Evidence> evidence, EvidenceMethod method, String maker, String before) {
        if (!maker.isEmpty()) {
            evidence.add(Evidence.maker(method, maker, before + maker, at));
        }
    }
}
