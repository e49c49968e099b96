package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.List;
import java.util.Set;

/// A Rekor message together with what only its bytes tell.
public final class RekorDocument {

    private static final Set<String> IMAGE_FIELDS =
            Set.of(RekorPlate.PLATE_CROP, RekorGroup.VEHICLE_CROP);

    private final RekorMessage message;
    private final byte[] bytes;
    private final List<BoundedJson.Span> imageSpans;
    private final int imagesDropped;

    private RekorDocument(RekorMessage message, byte[] bytes, BoundedJson.Document json) {
        this.message = message;
        this.bytes = bytes;
        this.imageSpans = json.imageSpans();
        this.imagesDropped = json.imagesDropped();
    }

    /// Reads one message.
    ///
    /// @param bytes one JSON document; kept for `contentHash`, so not to be changed afterwards
    public static Decoded<RekorDocument> decode(byte[] bytes) {
        return switch (BoundedJson.read(bytes, IMAGE_FIELDS)) {
            case Decoded.Rejected<BoundedJson.Document>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<BoundedJson.Document>(var json) ->
                    switch (message(json.root())) {
                        case Decoded.Rejected<RekorMessage>(var reason, var detail) ->
                                Decoded.rejected(reason, detail);
                        case Decoded.Message<RekorMessage>(var message) ->
                                Decoded.message(new RekorDocument(message, bytes, json));
                    };
        };
    }

    private static Decoded<RekorMessage> message(JsonValue.Struct root) {
        String kind = root.text(RekorMessage.DATA_TYPE);
        return switch (kind) {
            case RekorGroup.KIND -> RekorGroup.from(root);
            case RekorResults.KIND -> RekorResults.from(root);
            case RekorAlert.KIND -> RekorAlert.from(root);
            case RekorHeartbeat.KIND -> Decoded.message(RekorHeartbeat.from(root));
            case RekorVehicleOnly.KIND -> Decoded.message(RekorVehicleOnly.from(root));
            case "" ->
                    Decoded.rejected(
                            RejectReason.MISSING_FIELD, "rekor: expected text in data_type");
            default ->
                    kind.length() > RekorUnknownKind.MAX_CHARS
                            ? Decoded.rejected(RejectReason.BAD_VALUE, "rekor: data_type too long")
                            : Decoded.message(new RekorUnknownKind(kind));
        };
    }

    public RekorMessage message() {
        return message;
    }

    /// Images that were over a limit or not base64 and were left out.
    public int imagesDropped() {
        return imagesDropped;
    }

    /// Stands in for an event id where the reader sends none: the same bytes give the same id,
    /// whatever the images.
    ///
    /// @return SHA-256 in hex of reader id, a zero octet, and the document with its image texts cut
    ///   out
    public String contentHash(String readerId) {
        return ContentHash.of(readerId, bytes, imageSpans);
    }
}
