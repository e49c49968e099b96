package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.observation.CaptureTime.Quality;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PlateRead.Direction;
import dev.gatehouse.protocols.observation.PlateRead.State;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Axis cameras in the common model (plate reader sheet, section 8): one event for each state of a
/// vehicle, as the body of a request, with images as parts of it or inside, or on a TCP stream.
public final class AxisCodec implements PlateCodec {

    @Override
    public String source() {
        return "AXIS";
    }

    @Override
    public Optional<MessageCutter> cutter() {
        return Optional.of(new JsonCutter());
    }

    @Override
    public Decoded<PlateMessage> decode(byte[] message, ReaderProfile profile) {
        return ReaderBody.read(message, document -> document(document, profile));
    }

    private Decoded<PlateMessage> document(ReaderBody.Document document, ReaderProfile profile) {
        return switch (BoundedJson.read(document.bytes(), AxisEvent.IMAGE_FIELDS)) {
            case Decoded.Rejected<BoundedJson.Document>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<BoundedJson.Document>(var json) ->
                    switch (AxisEvent.from(json.root(), json.imagesDropped())) {
                        case Decoded.Rejected<AxisEvent>(var reason, var detail) ->
                                Decoded.rejected(reason, detail);
                        case Decoded.Message<AxisEvent>(AxisEvent event) ->
                                Decoded.message(
                                        message(
                                                event,
                                                ContentHash.of(
                                                        profile.readerId(),
                                                        document.bytes(),
                                                        json.imageSpans()),
                                                document,
                                                profile));
                    };
        };
    }

    private PlateMessage message(
            AxisEvent event, String hash, ReaderBody.Document document, ReaderProfile profile) {
        PlateRead read =
                new Sighting(source(), event.plate())
                        .confidence(Confidence.of(event.confidence(), 1))
                        .jurisdiction(Jurisdiction.of(event.country(), event.region()))
                        .state(state(event.carState()))
                        .direction(direction(event.carMoveDirection()))
                        .vehicleKey(event.carId())
                        .camera(event.camera())
                        .images(event.images())
                        .images(document.images())
                        .read(profile);
        return PlateMessage.reads(
                        List.of(new PlateReading(hash, false, time(event), read)),
                        event.imagesDropped())
                .counted(EpochTime.whole(event.packetCounter()));
    }

    /// The capture's own time; the other one has no zone in most versions.
    private static Optional<SourceTime> time(AxisEvent event) {
        Optional<Instant> captured =
                EpochTime.whole(event.captureTimestamp()).stream()
                        .boxed()
                        .findAny()
                        .flatMap(EpochTime::of);
        return captured.isPresent()
                ? captured.map(at -> new SourceTime.Absolute(at, Quality.SOURCE_UTC))
                : WrittenTime.of(
                        event.datetime(), WrittenTime.pattern("yyyyMMdd HHmmssSSS[ ][XX]"));
    }

    private static State state(String sent) {
        return switch (sent.toLowerCase(Locale.ROOT)) {
            case "new" -> State.NEW;
            case "update", "updated" -> State.UPDATE;
            case "lost" -> State.FINAL;
            default -> State.SINGLE;
        };
    }

    private static Direction direction(String sent) {
        return switch (sent.toLowerCase(Locale.ROOT)) {
            case "in" -> Direction.APPROACHING;
            case "out" -> Direction.DEPARTING;
            default -> Direction.UNKNOWN;
        };
    }
}
