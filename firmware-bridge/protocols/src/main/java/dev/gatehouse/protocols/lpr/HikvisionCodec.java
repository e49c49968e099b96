package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PlateRead.Direction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Hikvision cameras in the common model (plate reader sheet, section 12): the installed base of a
/// covered maker, read so that it can be replaced without a gap. What marks it as covered is the
/// inventory's.
public final class HikvisionCodec implements PlateCodec {

    @Override
    public String source() {
        return "HIKVISION";
    }

    @Override
    public boolean coveredMaker() {
        return true;
    }

    /// Both of its ways are HTTP, where the link cuts.
    @Override
    public Optional<MessageCutter> cutter() {
        return Optional.empty();
    }

    @Override
    public Decoded<PlateMessage> decode(byte[] message, ReaderProfile profile) {
        return ReaderBody.read(message, document -> document(document, profile));
    }

    private Decoded<PlateMessage> document(ReaderBody.Document document, ReaderProfile profile) {
        return switch (ReaderXml.read(document.bytes(), HikvisionAlert.NO_IMAGES)) {
            case Decoded.Rejected<ReaderXml>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<ReaderXml>(ReaderXml xml) ->
                    switch (HikvisionAlert.from(xml.root())) {
                        case Decoded.Rejected<HikvisionAlert>(var reason, var detail) ->
                                Decoded.rejected(reason, detail);
                        case Decoded.Message<HikvisionAlert>(HikvisionAlert alert) ->
                                Decoded.message(
                                        message(
                                                alert,
                                                xml.contentHash(profile.readerId()),
                                                document,
                                                profile));
                    };
        };
    }

    private PlateMessage message(
            HikvisionAlert alert,
            String hash,
            ReaderBody.Document document,
            ReaderProfile profile) {
        Optional<SourceTime> time = WrittenTime.iso(alert.dateTime());
        if (alert.inactive()) {
            return new PlateMessage(
                    PlateMessage.Kind.HEARTBEAT,
                    List.of(),
                    time,
                    java.util.OptionalLong.empty(),
                    0);
        }
        if (!alert.plateRead()) {
            return PlateMessage.of(PlateMessage.Kind.OTHER);
        }
        PlateRead read =
                new Sighting(source(), alert.licensePlate())
                        .confidence(Confidence.of(alert.confidenceLevel(), 100))
                        .candidate(alert.originalLicensePlate(), OptionalDouble.empty())
                        .jurisdiction(Jurisdiction.country(alert.country()))
                        .direction(direction(alert.direction(), profile))
                        .camera(camera(alert))
                        .images(document.images())
                        .read(profile);
        return PlateMessage.reads(List.of(reading(alert, hash, time, read, profile)), 0);
    }

    /// Where there is no UUID the sheet's three fields stand for it; hashed, since one of them is
    /// the plate and event ids go where plates must not.
    private static PlateReading reading(
            HikvisionAlert alert,
            String hash,
            Optional<SourceTime> time,
            PlateRead read,
            ReaderProfile profile) {
        if (!alert.uuid().isEmpty() && alert.uuid().length() <= PlateReading.MAX_EVENT_ID_CHARS) {
            return new PlateReading(alert.uuid(), true, time, read);
        }
        boolean known = !alert.macAddress().isEmpty() && !alert.dateTime().isEmpty();
        String id =
                known
                        ? ContentHash.of(
                                profile.readerId(),
                                List.of(alert.macAddress(), alert.dateTime(), alert.licensePlate()))
                        : hash;
        return new PlateReading(id, known, time, read);
    }

    private static String camera(HikvisionAlert alert) {
        return alert.macAddress().isEmpty() && alert.channelId().isEmpty()
                ? ""
                : alert.macAddress() + "/" + alert.channelId();
    }

    private static Direction direction(String sent, ReaderProfile profile) {
        return switch (sent.toLowerCase(Locale.ROOT)) {
            case "forward" -> profile.ahead(true);
            case "reverse" -> profile.ahead(false);
            default -> Direction.UNKNOWN;
        };
    }
}
