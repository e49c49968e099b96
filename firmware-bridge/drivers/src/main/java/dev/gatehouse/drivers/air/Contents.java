package dev.gatehouse.drivers.air;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.data.Packet;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.data.UserData;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import dev.gatehouse.protocols.observation.RadioText;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.trbo.ArsMessage;
import dev.gatehouse.protocols.trbo.LrrpDocument;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the contents of packets mean to the booth. Owned by the station's thread.
final class Contents {

    private static final int PRESENCE_PORT = 4_005;
    private static final int LOCATION_PORT = 4_001;

    private final Replies replies;
    private final Habits habits;
    private final AirCounters counters;

    Contents(Replies replies, Habits habits, AirCounters counters) {
        this.replies = replies;
        this.habits = habits;
        this.counters = counters;
    }

    /// What the booth is to hear of it; empty where nothing.
    Optional<News> read(UserData content, Packet packet, Place place, Received received) {
        RadioAddress source = packet.route().source();
        return switch (content) {
            case UserData.Text(TextDialect dialect, String text, var _, var _) -> {
                counters.add(AirCounter.TEXTS);
                if (source.isUnit()) {
                    habits.wrote(source.number(), place.slot(), dialect);
                }
                yield Optional.of(
                        new News(
                                MakerSigns.dialect(dialect),
                                new RadioText(
                                        plain(text),
                                        dialect(dialect),
                                        packet.assurance().verified())));
            }
            case UserData.TextAcknowledgement(int sequence) -> {
                if (replies.isOurs(packet.route())) {
                    replies.acknowledged(source, sequence, received);
                }
                yield Optional.empty();
            }
            case UserData.Location(var position) -> {
                counters.add(AirCounter.LOCATIONS);
                yield Optional.of(new News(List.of(), Places.of(position)));
            }
            case UserData.Service(var port, Octets payload) ->
                    switch (port.orElse(0)) {
                        case PRESENCE_PORT -> presence(ArsMessage.decode(payload.toArray()));
                        case LOCATION_PORT -> located(LrrpDocument.decode(payload.toArray()));
                        default -> nothing();
                    };
            case UserData.Status _, UserData.Opaque _ -> nothing();
            case UserData.Response _ -> throw new IllegalStateException("seen to before");
        };
    }

    private Optional<News> nothing() {
        counters.add(AirCounter.NOT_REPORTED);
        return Optional.empty();
    }

    /// A message of presence.
    Optional<News> presence(Decoded<ArsMessage> decoded) {
        return switch (decoded) {
            case Decoded.Rejected<ArsMessage>(RejectReason reason, String _) -> refused(reason);
            case Decoded.Message<ArsMessage>(ArsMessage message) ->
                    switch (message) {
                        case ArsMessage.Registration registration ->
                                registration(
                                        RadioRegistration.State.REGISTERED,
                                        registration.names().isPresent()
                                                ? MakerSigns.service("ARS")
                                                : List.of(),
                                        registration.user());
                        case ArsMessage.Deregistration gone ->
                                registration(
                                        RadioRegistration.State.DEREGISTERED,
                                        List.of(),
                                        gone.user());
                        case ArsMessage.Query _, ArsMessage.Response _, ArsMessage.Other _ ->
                                nothing();
                    };
        };
    }

    private Optional<News> refused(RejectReason reason) {
        counters.add(AirCounter.CONTENT_REJECTED);
        counters.rejected(reason);
        return Optional.empty();
    }

    private Optional<News> registration(
            RadioRegistration.State state, List<MakerSign> signs, boolean user) {
        if (user) {
            // a person came or went, the radio did not
            return nothing();
        }
        counters.add(AirCounter.REGISTRATIONS);
        return Optional.of(new News(signs, new RadioRegistration(state, OptionalLong.empty())));
    }

    private Optional<News> located(Decoded<LrrpDocument> decoded) {
        return switch (decoded) {
            case Decoded.Rejected<LrrpDocument>(RejectReason reason, String _) -> refused(reason);
            case Decoded.Message<LrrpDocument>(LrrpDocument document) -> {
                Optional<RadioLocation> location = Places.of(document);
                counters.add(
                        location.isPresent()
                                ? AirCounter.LOCATIONS
                                : AirCounter.LOCATIONS_WITHOUT_FIX);
                yield location.map(one -> new News(MakerSigns.service("LRRP"), one));
            }
        };
    }

    private static RadioText.Dialect dialect(TextDialect dialect) {
        return switch (dialect) {
            case STANDARD, STANDARD_COMPRESSED, SHORT_DATA -> RadioText.Dialect.STANDARD;
            case MOTOROLA, MOTOROLA_COMPRESSED -> RadioText.Dialect.MOTOROLA;
            case HYTERA -> RadioText.Dialect.HYTERA;
            case RAW, UNIFIED -> RadioText.Dialect.OTHER;
        };
    }

    /// Control characters replaced, the rest kept up to the limit.
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .map(point -> Character.isISOControl(point) && point != '\n' ? ' ' : point)
                .takeWhile(point ->
                        plain.length() + Character.charCount(point) <= RadioText.MAX_TEXT_CHARS)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
