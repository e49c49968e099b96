package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PlateRead.Direction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Genetec AutoVu SharpV in the common model (plate reader sheet, section 9), JSON or XML: which,
/// the first octet says.
public final class GenetecCodec implements PlateCodec {

    @Override
    public String source() {
        return "GENETEC";
    }

    @Override
    public Optional<MessageCutter> cutter() {
        return Optional.empty();
    }

    @Override
    public Decoded<PlateMessage> decode(byte[] message, ReaderProfile profile) {
        return ReaderBody.read(
                message,
                document ->
                        Sniff.of(document.bytes()) == Sniff.XML
                                ? xml(document, profile)
                                : json(document, profile));
    }

    private Decoded<PlateMessage> xml(ReaderBody.Document document, ReaderProfile profile) {
        return switch (ReaderXml.read(document.bytes(), GenetecRead.IMAGE_ELEMENTS)) {
            case Decoded.Rejected<ReaderXml>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<ReaderXml>(ReaderXml xml) ->
                    message(
                            GenetecRead.from(xml),
                            xml.contentHash(profile.readerId()),
                            document,
                            profile);
        };
    }

    private Decoded<PlateMessage> json(ReaderBody.Document document, ReaderProfile profile) {
        return switch (BoundedJson.read(document.bytes(), GenetecRead.IMAGE_FIELDS)) {
            case Decoded.Rejected<BoundedJson.Document>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<BoundedJson.Document>(var json) ->
                    message(
                            GenetecRead.from(json.root(), json.imagesDropped()),
                            ContentHash.of(profile.readerId(), document.bytes(), json.imageSpans()),
                            document,
                            profile);
        };
    }

    private Decoded<PlateMessage> message(
            Decoded<GenetecRead> decoded,
            String hash,
            ReaderBody.Document document,
            ReaderProfile profile) {
        return switch (decoded) {
            case Decoded.Rejected<GenetecRead>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<GenetecRead>(GenetecRead sent) -> {
                PlateRead read =
                        new Sighting(source(), sent.plateRead())
                                .confidence(Confidence.of(sent.analytic("Confidence Score"), 100))
                                .jurisdiction(
                                        Jurisdiction.of(
                                                sent.analytic("Context"),
                                                sent.analytic("State Name")))
                                .direction(direction(sent.analytic("Relative Motion")))
                                .camera(camera(sent))
                                .images(sent.images())
                                .images(document.images())
                                .read(profile);
                boolean own =
                        !sent.id().isEmpty()
                                && sent.id().length() <= PlateReading.MAX_EVENT_ID_CHARS;
                yield Decoded.message(
                        PlateMessage.reads(
                                List.of(
                                        new PlateReading(
                                                own ? sent.id() : hash,
                                                own,
                                                WrittenTime.iso(sent.timestamp()),
                                                read)),
                                sent.imagesDropped()));
            }
        };
    }

    private static String camera(GenetecRead sent) {
        return sent.sourceUrl().isEmpty() && sent.lprCameraName().isEmpty()
                ? ""
                : sent.sourceUrl() + "/" + sent.lprCameraName();
    }

    /// The words of a camera whose language is English; others are not told.
    private static Direction direction(String sent) {
        return switch (sent.toLowerCase(Locale.ROOT)) {
            case "closer" -> Direction.APPROACHING;
            case "further" -> Direction.DEPARTING;
            default -> Direction.UNKNOWN;
        };
    }
}
