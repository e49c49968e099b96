package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.BoundedXml;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.XmlElement;
import java.util.Optional;

/// What the description of a UPnP device says of its maker (UPnP Device Architecture 1.1, 2.3).
///
/// @param manufacturer as the device says, like all of them; empty when it does not
/// @param modelName what it is called
/// @param modelNumber its version
/// @param serial number
/// @param friendlyName what its owner calls it
public record UpnpDescription(
        String manufacturer,
        String modelName,
        String modelNumber,
        String serial,
        String friendlyName) {

    public UpnpDescription {
        manufacturer = ShownText.of(manufacturer);
        modelName = ShownText.of(modelName);
        modelNumber = ShownText.of(modelNumber);
        serial = ShownText.of(serial);
        friendlyName = ShownText.of(friendlyName);
    }

    /// Reads at most 64 KiB.
    public static Decoded<UpnpDescription> decode(byte[] octets) {
        return switch (BoundedXml.read(octets, SoapText.LIMITS)) {
            case Decoded.Rejected<XmlElement>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<XmlElement>(var root) -> device(root);
        };
    }

    private static Decoded<UpnpDescription> device(XmlElement root) {
        Optional<XmlElement> device = root.child("device");
        if (device.isEmpty()) {
            return Decoded.rejected(RejectReason.MISSING_FIELD, "document: expected a device");
        }
        XmlElement told = device.get();
        return Decoded.message(
                new UpnpDescription(
                        told.textAt("manufacturer"),
                        told.textAt("modelName"),
                        told.textAt("modelNumber"),
                        told.textAt("serialNumber"),
                        told.textAt("friendlyName")));
    }

    /// As a device writes it.
    public byte[] encode() {
        return ("<?xml version=\"1.0\"?><root xmlns=\"urn:schemas-upnp-org:device-1-0\"><device>"
                        + "<friendlyName>%s</friendlyName><manufacturer>%s</manufacturer>"
                        + "<modelName>%s</modelName><modelNumber>%s</modelNumber>"
                        + "<serialNumber>%s</serialNumber></device></root>")
                .formatted(
                        SoapText.escaped(friendlyName),
                        SoapText.escaped(manufacturer),
                        SoapText.escaped(modelName),
                        SoapText.escaped(modelNumber),
                        SoapText.escaped(serial))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
