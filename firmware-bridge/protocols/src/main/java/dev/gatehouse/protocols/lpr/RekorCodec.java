package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import java.util.Optional;
import java.util.OptionalLong;

/// Rekor in the common model, one message at a time: what a single message says. Its driver adds
/// what follows from several (keys for the frames of one vehicle).
public final class RekorCodec implements PlateCodec {

    @Override
    public String source() {
        return RekorReading.SOURCE;
    }

    @Override
    public Optional<MessageCutter> cutter() {
        return Optional.of(new JsonCutter());
    }

    @Override
    public Decoded<PlateMessage> decode(byte[] message, ReaderProfile profile) {
        return ReaderBody.read(
                message,
                body ->
                        switch (RekorDocument.decode(body.bytes())) {
                            case Decoded.Rejected<RekorDocument>(var reason, var detail) ->
                                    Decoded.rejected(reason, detail);
                            case Decoded.Message<RekorDocument>(RekorDocument document) ->
                                    Decoded.message(message(document, profile));
                        });
    }

    private static PlateMessage message(RekorDocument document, ReaderProfile profile) {
        return switch (document.message()) {
            case RekorHeartbeat heartbeat ->
                    new PlateMessage(
                            PlateMessage.Kind.HEARTBEAT,
                            java.util.List.of(),
                            heartbeat
                                    .time()
                                    .map(at ->
                                            new SourceTime.Absolute(
                                                    at,
                                                    dev.gatehouse.protocols.observation.CaptureTime
                                                            .Quality.SOURCE_UTC)),
                            OptionalLong.empty(),
                            0);
            case RekorUnknownKind _ -> PlateMessage.of(PlateMessage.Kind.OTHER);
            case RekorGroup _, RekorResults _, RekorAlert _, RekorVehicleOnly _ ->
                    PlateMessage.reads(
                            RekorReading.of(document, profile, (_, _) -> ""),
                            document.imagesDropped());
        };
    }
}
