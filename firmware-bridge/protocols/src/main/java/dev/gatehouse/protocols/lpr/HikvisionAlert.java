package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// One `EventNotificationAlert` of Hikvision's ISAPI (plate reader sheet, section 12), pushed or
/// pulled. Texts as sent, empty when absent. Elements are found by local name: the namespace
/// changes between firmware versions.
///
/// @param eventType `ANPR` for reads, whatever its case
/// @param eventState `active`, or `inactive` for a heartbeat
/// @param dateTime ISO, with or without offset
/// @param activePostCount repeats of the same alarm, from 1
/// @param uuid of the event
/// @param macAddress, channelId of the camera
/// @param licensePlate, originalLicensePlate with blanks, or `unknown`
/// @param confidenceLevel 0 to 100
/// @param country a word, or an index of the maker's own
/// @param direction `forward`, `reverse`, `unknown`
public record HikvisionAlert(
        String eventType,
        String eventState,
        String dateTime,
        String activePostCount,
        String uuid,
        String macAddress,
        String channelId,
        String licensePlate,
        String originalLicensePlate,
        String confidenceLevel,
        String country,
        String direction) {

    static final Set<String> NO_IMAGES = Set.of();
    private static final String ROOT = "EventNotificationAlert";
    private static final String LINE = "\r\n";
    private static final String BOUNDARY = "boundary";

    static Decoded<HikvisionAlert> from(XmlElement root) {
        if (!root.name().equals(ROOT)) {
            return Decoded.rejected(RejectReason.MISSING_FIELD, "hikvision: expected " + ROOT);
        }
        String type = root.textAt("eventType");
        if (type.isEmpty()) {
            return Decoded.rejected(RejectReason.MISSING_FIELD, "hikvision: expected eventType");
        }
        return Decoded.message(
                new HikvisionAlert(
                        type,
                        root.textAt("eventState"),
                        root.textAt("dateTime"),
                        root.textAt("activePostCount"),
                        root.textAt("UUID"),
                        root.textAt("macAddress"),
                        root.textAt("channelID"),
                        root.textAt("ANPR/licensePlate"),
                        root.textAt("ANPR/originalLicensePlate"),
                        root.textAt("ANPR/confidenceLevel"),
                        root.textAt("ANPR/country"),
                        root.textAt("ANPR/direction")));
    }

    boolean plateRead() {
        return eventType.toLowerCase(Locale.ROOT).equals("anpr") && !inactive();
    }

    boolean inactive() {
        return eventState.toLowerCase(Locale.ROOT).equals("inactive");
    }

    /// The alert alone.
    public byte[] encode() {
        return new XmlText()
                .open(ROOT + " version=\"2.0\" xmlns=\"http://www.isapi.org/ver20/XMLSchema\"")
                .leaf("macAddress", macAddress)
                .leaf("channelID", channelId)
                .leaf("dateTime", dateTime)
                .leaf("activePostCount", activePostCount)
                .leaf("UUID", uuid)
                .leaf("eventType", eventType)
                .leaf("eventState", eventState)
                .open("ANPR")
                .leaf("country", country)
                .leaf("licensePlate", licensePlate)
                .leaf("originalLicensePlate", originalLicensePlate)
                .leaf("direction", direction)
                .leaf("confidenceLevel", confidenceLevel)
                .close("ANPR")
                .close(ROOT)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /// The body of a push: the alert and its pictures as parts.
    ///
    /// @param plateImage JPEG, possibly empty
    public byte[] encodeBody(byte[] plateImage) {
        var body = new java.io.ByteArrayOutputStream();
        body.writeBytes(
                ascii(
                        "--"
                                + BOUNDARY
                                + LINE
                                + "Content-Disposition: form-data; name=\"anpr.xml\"; filename=\"anpr.xml\""
                                + LINE
                                + "Content-Type: text/xml; charset=\"UTF-8\""
                                + LINE
                                + LINE));
        body.writeBytes(encode());
        body.writeBytes(
                ascii(
                        LINE
                                + "--"
                                + BOUNDARY
                                + LINE
                                + "Content-Disposition: form-data; name=\"licensePlatePicture.jpg\"; filename=\"licensePlatePicture.jpg\""
                                + LINE
                                + "Content-Type: image/jpeg"
                                + LINE
                                + "Content-Length: "
                                + plateImage.length
                                + LINE
                                + LINE));
        body.writeBytes(plateImage);
        body.writeBytes(ascii(LINE + "--" + BOUNDARY + "--" + LINE));
        return body.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "HikvisionAlert[content withheld]";
    }
}
