package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One event of Axis License Plate Verifier or of the FF Group's application on Axis cameras (plate
/// reader sheet, section 8). Texts as sent, empty when absent: the makers put numbers in quotes in
/// one version and take them out in the next.
///
/// @param packetCounter from 1 for each connection or start
/// @param captureTimestamp ms UTC
/// @param datetime `yyyyMMdd HHmmssSSS`, optionally with an offset
/// @param plate by the order of trust: UTF-8, text (whose Unicode escapes may be escaped
///   themselves), ASCII
/// @param country alpha-3
/// @param region code, with US and CA
/// @param confidence 0 to 1
/// @param carState `new`, `update`, `lost`
/// @param carMoveDirection `in`, `out`, `unk`
/// @param carId track of the vehicle
/// @param camera serial number, or the provider's name
/// @param images digests
/// @param imagesDropped images over a limit or not base64
public record AxisEvent(
        String packetCounter,
        String captureTimestamp,
        String datetime,
        String plate,
        String country,
        String region,
        String confidence,
        String carState,
        String carMoveDirection,
        String carId,
        String camera,
        List<ImageDigest> images,
        int imagesDropped) {

    static final String BINARY_IMAGE = "BinaryImage";
    static final Set<String> IMAGE_FIELDS = Set.of(BINARY_IMAGE);
    private static final List<String> PLATES =
            List.of("plateUTF8", "plateText", "plateASCII", "plateUnicode");

    public AxisEvent {
        images = List.copyOf(images);
    }

    /// Reads the event alone; the codec knows what else the bytes tell.
    static Decoded<AxisEvent> from(JsonValue.Struct root, int imagesDropped) {
        // The event service wraps the same names.
        JsonValue.Struct event =
                root.struct("message").flatMap(message -> message.struct("data")).orElse(root);
        if (PLATES.stream().noneMatch(event::has)) {
            return Decoded.rejected(
                    RejectReason.MISSING_FIELD, "axis: expected one of the members " + PLATES);
        }
        String plate = "";
        for (String name : PLATES) {
            plate = plate.isEmpty() ? unescaped(event.scalar(name)) : plate;
        }
        List<ImageDigest> images = new ArrayList<>();
        for (JsonValue.Struct image : event.structs("ImageArray")) {
            image.image(BINARY_IMAGE).ifPresent(images::add);
        }
        String serial =
                event.struct("camera_info").map(info -> info.scalar("SerialNumber")).orElse("");
        return Decoded.message(
                new AxisEvent(
                        event.scalar("packetCounter"),
                        event.scalar("capture_timestamp"),
                        event.scalar("datetime"),
                        plate,
                        event.scalar("plateCountry"),
                        event.scalar("plateRegion"),
                        event.scalar("plateConfidence"),
                        event.scalar("carState"),
                        event.scalar("carMoveDirection"),
                        event.scalar("carID"),
                        serial.isEmpty() ? event.scalar("sensorProviderID") : serial,
                        images,
                        imagesDropped));
    }

    /// Unicode escapes that were escaped themselves, as characters.
    static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int code =
                    text.startsWith("\\u", at) && at + 6 <= text.length() ? code(text, at + 2) : -1;
            plain.append(code < 0 ? text.charAt(at) : (char) code);
            at += code < 0 ? 1 : 6;
        }
        return plain.toString();
    }

    private static int code(String text, int from) {
        int code = 0;
        for (int at = from; at < from + 4; at++) {
            int digit = Character.digit(text.charAt(at), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }

    /// UTF-8 JSON as a camera posts it.
    ///
    /// @param plateImage JPEG, possibly empty
    public byte[] encode(byte[] plateImage) {
        return JsonWriter.document(to ->
                to.text("packetCounter", packetCounter)
                        .text("capture_timestamp", captureTimestamp)
                        .text("datetime", datetime)
                        .plate("plateASCII", plate)
                        .plate("plateUTF8", plate)
                        .plate("plateText", plate)
                        .text("plateCountry", country)
                        .text("plateRegion", region)
                        .text("plateConfidence", confidence)
                        .text("carState", carState)
                        .text("carMoveDirection", carMoveDirection)
                        .text("carID", carId)
                        .object("camera_info", info -> info.text("SerialNumber", camera))
                        .objects(
                                "ImageArray",
                                List.of(image ->
                                        image.text("ImageType", "plate")
                                                .text("ImageFormat", "jpeg")
                                                .image(BINARY_IMAGE, plateImage))));
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "AxisEvent[content withheld]";
    }
}
