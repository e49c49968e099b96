package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Dissection.Verdict;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PlateRead.Candidate;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// A technician's view of what a plate reader sent: a request's body with or without its head, or a
/// piece of its stream. Total: whatever the octets are, there is a view of them.
public final class LprView {

    /// Messages of a stream that are shown.
    private static final int MAX_SHOWN = 100;

    private static final ReaderProfile PROFILE =
            new ReaderProfile(
                    "capture",
                    "",
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    ZoneOffset.UTC,
                    false);

    private LprView() {}

    /// As the first maker reads it who finds a vehicle in it, else a sign of life, else anything; a
    /// bare plate, which almost any line could be, after all others.
    public static Dissection of(byte[] octets) {
        List<String> telling = Makers.names().subList(0, Makers.names().size() - 1);
        for (PlateMessage.Kind kind : PlateMessage.Kind.values()) {
            for (String maker : telling) {
                if (says(octets, maker, kind)) {
                    return of(octets, maker);
                }
            }
        }
        String bare = Makers.names().getLast();
        if (says(octets, bare, PlateMessage.Kind.READS)) {
            return of(octets, bare);
        }
        return Dissection.of("plate reader", octets)
                .verdict(
                        "maker",
                        Verdict.BAD,
                        "none of "
                                + Makers.names()
                                + " reads it; say which it is and hear why it does not")
                .build();
    }

    private static boolean says(byte[] octets, String maker, PlateMessage.Kind kind) {
        return messages(octets, Makers.codec(maker)).stream()
                .anyMatch(one ->
                        one instanceof Decoded.Message<PlateMessage>(var message)
                                && message.kind() == kind);
    }

    /// As one maker reads it.
    ///
    /// @param maker one of [Makers#names]
    public static Dissection of(byte[] octets, String maker) {
        PlateCodec codec = Makers.codec(maker);
        Dissection.Builder view =
                Dissection.of("plate reader, " + maker, octets).value("source", codec.source());
        if (codec.coveredMaker()) {
            view.value("covered maker", "indicator");
        }
        List<Decoded<PlateMessage>> messages = messages(octets, codec);
        if (messages.isEmpty()) {
            view.verdict("message", Verdict.BAD, "no whole one in it");
        }
        for (Decoded<PlateMessage> one : messages) {
            view.outcome("message", one);
            if (one instanceof Decoded.Message<PlateMessage>(PlateMessage message)) {
                show(view, message);
            }
        }
        return view.build();
    }

    /// As one message, or where that is refused, as a piece of a stream.
    private static List<Decoded<PlateMessage>> messages(byte[] octets, PlateCodec codec) {
        Decoded<PlateMessage> whole = codec.decode(octets, PROFILE);
        Optional<MessageCutter> cutter = codec.cutter();
        if (whole instanceof Decoded.Message || cutter.isEmpty()) {
            return List.of(whole);
        }
        List<Decoded<PlateMessage>> found = new ArrayList<>();
        for (Decoded<byte[]> piece : cutter.get().take(octets)) {
            if (found.size() < MAX_SHOWN) {
                found.add(
                        switch (piece) {
                            case Decoded.Message<byte[]>(byte[] message) ->
                                    codec.decode(message, PROFILE);
                            case Decoded.Rejected<byte[]>(var reason, var detail) ->
                                    Decoded.rejected(reason, detail);
                        });
            }
        }
        return found.isEmpty() ? List.of(whole) : found;
    }

    private static void show(Dissection.Builder view, PlateMessage message) {
        view.value("kind", message.kind().name().toLowerCase(Locale.ROOT));
        message.counter().ifPresent(number -> view.value("counter", Long.toString(number)));
        message.time().ifPresent(time -> view.value("reader's time", time(time)));
        if (message.imagesDropped() > 0) {
            view.value("images dropped", Integer.toString(message.imagesDropped()));
        }
        for (PlateReading reading : message.readings()) {
            view.part(vehicle(reading));
        }
    }

    private static Dissection vehicle(PlateReading reading) {
        PlateRead read = reading.read();
        Dissection.Builder view =
                Dissection.of("vehicle", new byte[0])
                        .value("plate", read.plate().isEmpty() ? "not read" : read.plate())
                        .value("as sent", read.plateRaw())
                        .value("confidence", share(read.confidence()))
                        .value(
                                "candidates",
                                read.candidates().stream()
                                        .map(LprView::candidate)
                                        .collect(Collectors.joining(", ")))
                        .value("jurisdiction", orNone(read.jurisdiction()))
                        .value("reader's time", reading.time().map(LprView::time).orElse("none"))
                        .value("state", read.state().name())
                        .value("direction", read.direction().name())
                        .value("vehicle key", orNone(read.vehicleKey()))
                        .value("camera", orNone(read.cameraIdentity()))
                        .value(
                                reading.ownId() ? "event id" : "event id, of the content",
                                reading.eventId());
        if (read.needsReview()) {
            view.verdict("plate", Verdict.UNVERIFIED, "has characters without a plain form");
        }
        for (ImageDigest image : read.images()) {
            view.hex(
                    "image SHA-256",
                    image.sha256().toUpperCase(Locale.ROOT),
                    image.mediaType() + ", " + image.lengthBytes() + " octets");
        }
        return view.build();
    }

    private static String candidate(Candidate one) {
        return one.confidence().isEmpty()
                ? one.plate()
                : one.plate() + " " + share(one.confidence());
    }

    private static String share(OptionalDouble share) {
        return share.isEmpty() ? "none" : String.format(Locale.ROOT, "%.4f", share.getAsDouble());
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }

    private static String time(SourceTime time) {
        return switch (time) {
            case SourceTime.Absolute(var at, var quality) -> at + " " + quality;
            case SourceTime.Local(var at) -> at + " without zone";
            case SourceTime.Doubtful(var at) -> at + " as UTC, which may be local time";
        };
    }
}
