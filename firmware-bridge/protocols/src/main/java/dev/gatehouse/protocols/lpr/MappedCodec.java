package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A mapping at work: parses the form it names, asks it for each value.
public final class MappedCodec implements PlateCodec {

    static final int MAX_VEHICLES = 32;
    static final int MAX_KEYS = 2_000;

    private final Mapping mapping;
    private final MappedVehicle vehicle;

    public MappedCodec(Mapping mapping) {
        this.mapping = mapping;
        this.vehicle = new MappedVehicle(mapping);
    }

    @Override
    public String source() {
        return mapping.source();
    }

    @Override
    public boolean coveredMaker() {
        return mapping.source().equals("DAHUA");
    }

    @Override
    public Optional<MessageCutter> cutter() {
        return switch (mapping.frame()) {
            case "line" -> Optional.of(new LineCutter(LineCutter.Form.LINE));
            case "stx-etx" -> Optional.of(new LineCutter(LineCutter.Form.STX_ETX));
            case "stx-etx-xor" -> Optional.of(new LineCutter(LineCutter.Form.STX_XOR));
            case "json" -> Optional.of(new JsonCutter());
            case "xml" -> Optional.of(new XmlCutter());
            default -> Optional.empty();
        };
    }

    @Override
    public Decoded<PlateMessage> decode(byte[] message, ReaderProfile profile) {
        return switch (mapping.form()) {
            case LINE -> plain(message, profile);
            case JSON, XML, KEYS ->
                    ReaderBody.read(message, document -> document(document, profile));
        };
    }

    /// A document's fields and what its bytes tell.
    private record Parsed(
            Fields fields, List<ImageDigest> images, int imagesDropped, String contentHash) {}

    private Decoded<PlateMessage> document(ReaderBody.Document document, ReaderProfile profile) {
        return switch (mapping.form()) {
            case JSON -> json(document, profile);
            case XML -> xml(document, profile);
            case KEYS, LINE -> plain(document.bytes(), document.images(), profile);
        };
    }

    private Decoded<PlateMessage> json(ReaderBody.Document document, ReaderProfile profile) {
        return switch (BoundedJson.read(document.bytes(), mapping.images())) {
            case Decoded.Rejected<BoundedJson.Document>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<BoundedJson.Document>(var json) -> {
                List<ImageDigest> images = new ArrayList<>(json.images());
                images.addAll(document.images());
                yield message(
                        new Parsed(
                                new Fields.OfJson(json.root(), json.root()),
                                images,
                                json.imagesDropped(),
                                ContentHash.of(
                                        profile.readerId(), document.bytes(), json.imageSpans())),
                        profile);
            }
        };
    }

    private Decoded<PlateMessage> xml(ReaderBody.Document document, ReaderProfile profile) {
        return switch (ReaderXml.read(document.bytes(), mapping.foldedImages())) {
            case Decoded.Rejected<ReaderXml>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<ReaderXml>(ReaderXml xml) -> {
                List<ImageDigest> images = new ArrayList<>(xml.images());
                images.addAll(document.images());
                yield message(
                        new Parsed(
                                new Fields.OfXml(xml.root(), xml.root()),
                                images,
                                xml.imagesDropped(),
                                xml.contentHash(profile.readerId())),
                        profile);
            }
        };
    }

    private Decoded<PlateMessage> plain(byte[] bytes, ReaderProfile profile) {
        return plain(bytes, List.of(), profile);
    }

    private Decoded<PlateMessage> plain(
            byte[] bytes, List<ImageDigest> images, ReaderProfile profile) {
        Optional<String> decoded = text(bytes);
        if (decoded.isEmpty()) {
            return Decoded.rejected(
                    RejectReason.BAD_ENCODING, "text: expected " + mapping.charset());
        }
        String text = decoded.get();
        String heartbeat = mapping.text("heartbeat_text");
        if (!heartbeat.isEmpty() && text.strip().equalsIgnoreCase(heartbeat)) {
            return Decoded.message(PlateMessage.of(PlateMessage.Kind.HEARTBEAT));
        }
        Decoded<Map<String, String>> values =
                mapping.form() == Mapping.Form.KEYS ? keys(text) : line(text);
        return switch (values) {
            case Decoded.Rejected<Map<String, String>>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<Map<String, String>>(var found) ->
                    message(
                            new Parsed(
                                    new Fields.OfKeys(found),
                                    images,
                                    0,
                                    ContentHash.of(profile.readerId(), bytes, List.of())),
                            profile);
        };
    }

    /// Nothing unless every octet is of the character set.
    private Optional<String> text(byte[] bytes) {
        if (bytes.length > BoundedJson.MAX_TEXT_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    mapping.charset()
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Decoded<Map<String, String>> keys(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String line : text.split("\r?\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                if (found.size() == MAX_KEYS) {
                    return Decoded.rejected(
                            RejectReason.LIMIT_EXCEEDED, "keys: expected at most " + MAX_KEYS);
                }
                String key = line.substring(0, equals).strip();
                if (found.put(key, line.substring(equals + 1).strip()) != null) {
                    return Decoded.rejected(
                            RejectReason.DUPLICATE_NAME, "keys: a key occurs twice");
                }
            }
        }
        return found.isEmpty()
                ? Decoded.rejected(RejectReason.BAD_SYNTAX, "keys: expected key=value lines")
                : Decoded.message(found);
    }

    /// Fewer fields than named are absent ones; more are a refusal, for nobody knows which is
    /// which.
    private Decoded<Map<String, String>> line(String text) {
        if (text.length() > LineCutter.MAX_FRAME_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "line: expected at most " + LineCutter.MAX_FRAME_BYTES + " characters");
        }
        String frame = text.strip();
        if (frame.isEmpty()) {
            return Decoded.rejected(RejectReason.TOO_SHORT, "line: expected fields");
        }
        if (frame.chars().anyMatch(Character::isISOControl)) {
            return Decoded.rejected(RejectReason.BAD_VALUE, "line: a control character in it");
        }
        List<String> names = mapping.words("fields");
        String[] fields = frame.split(java.util.regex.Pattern.quote(mapping.text("separator")), -1);
        if (fields.length > names.size()) {
            return Decoded.rejected(
                    RejectReason.LEFTOVER,
                    "line: expected " + names.size() + " fields, found " + fields.length);
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (int at = 0; at < fields.length; at++) {
            found.put(names.get(at), fields[at]);
        }
        return Decoded.message(found);
    }

    private Decoded<PlateMessage> message(Parsed parsed, ReaderProfile profile) {
        String kind = mapping.value("kind").of(parsed.fields);
        if (mapping.says("kind.heartbeat", kind)) {
            return Decoded.message(
                    new PlateMessage(
                            PlateMessage.Kind.HEARTBEAT,
                            List.of(),
                            vehicle.time(parsed.fields),
                            java.util.OptionalLong.empty(),
                            0));
        }
        if (!mapping.words("kind.read").isEmpty() && !mapping.says("kind.read", kind)) {
            return kind.isEmpty()
                    ? Decoded.rejected(
                            RejectReason.MISSING_FIELD, "message: expected what kind it is")
                    : Decoded.message(PlateMessage.of(PlateMessage.Kind.OTHER));
        }
        String each = mapping.text("each");
        List<Fields> places = each.isEmpty() ? List.of(parsed.fields) : parsed.fields.each(each);
        if (places.size() > MAX_VEHICLES) {
            return Decoded.rejected(
                    RejectReason.LIMIT_EXCEEDED, "vehicles: expected at most " + MAX_VEHICLES);
        }
        List<PlateReading> readings = new ArrayList<>();
        for (Fields place : places) {
            if (vehicle.noise(place)) {
                return Decoded.rejected(
                        RejectReason.BAD_VALUE, "message: what stands for the plate is none");
            }
            Optional<PlateReading> reading =
                    vehicle.reading(
                            place,
                            parsed.contentHash,
                            places.size() == 1 ? "" : "#" + readings.size(),
                            readings.isEmpty() ? parsed.images : List.of(),
                            profile);
            if (reading.isEmpty()) {
                if (!mapping.text("without_plate").isEmpty()) {
                    return Decoded.message(PlateMessage.of(PlateMessage.Kind.HEARTBEAT));
                }
                return Decoded.rejected(
                        RejectReason.MISSING_FIELD, "message: expected a plate, empty or not");
            }
            readings.add(reading.get());
        }
        return Decoded.message(
                PlateMessage.reads(readings, parsed.imagesDropped)
                        .counted(EpochTime.whole(mapping.value("counter").of(parsed.fields))));
    }
}
