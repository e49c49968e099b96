package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.XmlElement;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// One read of a Genetec AutoVu SharpV by its HTTP extension, in either of its forms (plate reader
/// sheet, section 9). Texts as sent, empty when absent.
///
/// @param id GUID
/// @param plateRead the plate
/// @param timestamp `yyyy-MM-ddTHH:mm:ss.SSS` without zone
/// @param sourceUrl the camera's own
/// @param lprCameraName of the reading camera
/// @param analytics values by key; `-` means none
/// @param images digests
/// @param imagesDropped images over a limit or not base64
public record GenetecRead(
        String id,
        String plateRead,
        String timestamp,
        String sourceUrl,
        String lprCameraName,
        Map<String, String> analytics,
        List<ImageDigest> images,
        int imagesDropped) {

    static final String CONTEXT_IMAGE = "ContextImage";
    static final String PLATE_IMAGE = "PlateImage";
    static final Set<String> IMAGE_FIELDS = Set.of(CONTEXT_IMAGE, PLATE_IMAGE);
    static final Set<String> IMAGE_ELEMENTS = Set.of("contextimage", "plateimage");
    private static final String ANALYTICS = "PlateAnalytics";
    private static final int MAX_ANALYTICS = 64;

    public GenetecRead {
        images = List.copyOf(images);
        analytics = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(analytics));
    }

    static Decoded<GenetecRead> from(JsonValue.Struct root, int imagesDropped) {
        if (!root.has("PlateRead")) {
            return missing();
        }
        Map<String, String> analytics = new LinkedHashMap<>();
        for (JsonValue.Struct one : root.structs(ANALYTICS)) {
            put(analytics, one.scalar("Key"), one.scalar("Value"));
        }
        return Decoded.message(
                new GenetecRead(
                        root.scalar("Id"),
                        root.scalar("PlateRead"),
                        root.scalar("Timestamp"),
                        root.scalar("SourceUrl"),
                        root.scalar("LprCameraName"),
                        analytics,
                        Stream.concat(
                                        root.image(PLATE_IMAGE).stream(),
                                        root.image(CONTEXT_IMAGE).stream())
                                .toList(),
                        imagesDropped));
    }

    static Decoded<GenetecRead> from(ReaderXml xml) {
        XmlElement root = xml.root();
        if (root.child("PlateRead").isEmpty()) {
            return missing();
        }
        Map<String, String> analytics = new LinkedHashMap<>();
        root.child(ANALYTICS).stream()
                .flatMap(list -> list.children(ANALYTICS).stream())
                .forEach(one -> put(analytics, one.textAt("Key"), one.textAt("Value")));
        return Decoded.message(
                new GenetecRead(
                        root.textAt("Id"),
                        root.textAt("PlateRead"),
                        root.textAt("Timestamp"),
                        root.textAt("SourceUrl"),
                        root.textAt("LprCameraName"),
                        analytics,
                        xml.images(),
                        xml.imagesDropped()));
    }

    private static Decoded<GenetecRead> missing() {
        return Decoded.rejected(RejectReason.MISSING_FIELD, "genetec: expected PlateRead");
    }

    private static void put(Map<String, String> analytics, String key, String value) {
        if (analytics.size() < MAX_ANALYTICS) {
            analytics.putIfAbsent(key, value);
        }
    }

    /// Value of an analytic; empty when absent or `-`.
    String analytic(String key) {
        String value = analytics.getOrDefault(key, "").strip();
        return value.equals("-") ? "" : value;
    }

    /// UTF-8 JSON as a camera posts it.
    ///
    /// @param plateImage JPEG, possibly empty
    public byte[] encodeJson(byte[] plateImage) {
        List<JsonWriter.Members> list =
                analytics.entrySet().stream()
                        .map(one ->
                                (JsonWriter.Members)
                                        to ->
                                                to.text("Key", one.getKey())
                                                        .whole("Score", 1)
                                                        .plate("Value", one.getValue()))
                        .toList();
        return JsonWriter.document(to ->
                to.plate(CONTEXT_IMAGE, "")
                        .text("Id", id)
                        .text("LprCameraName", lprCameraName)
                        .objects(ANALYTICS, list)
                        .image(PLATE_IMAGE, plateImage)
                        .plate("PlateRead", plateRead)
                        .text("SourceUrl", sourceUrl)
                        .text("Timestamp", timestamp));
    }

    /// UTF-8 XML as a camera posts it.
    ///
    /// @param plateImage JPEG, possibly empty
    public byte[] encodeXml(byte[] plateImage) {
        XmlText to = new XmlText().open("Plate");
        to.leaf(CONTEXT_IMAGE, "").leaf("Id", id).leaf("LprCameraName", lprCameraName);
        to.open(ANALYTICS);
        analytics.forEach((key, value) ->
                to.open(ANALYTICS)
                        .leaf("Key", key)
                        .leaf("Score", "1.0")
                        .leaf("Value", value)
                        .close(ANALYTICS));
        return to.close(ANALYTICS)
                .leaf(PLATE_IMAGE, java.util.Base64.getEncoder().encodeToString(plateImage))
                .leaf("PlateRead", plateRead)
                .leaf("SourceUrl", sourceUrl)
                .leaf("Timestamp", timestamp)
                .close("Plate")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "GenetecRead[content withheld]";
    }
}
