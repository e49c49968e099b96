package dev.gatehouse.protocols.trbo;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Dissection.Verdict;
import dev.gatehouse.protocols.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A technician's view of one Motorola datagram: an IPv4 packet of UDP with one of the services'
/// ports, or the bare payload, which does not say of which service it is: then every service that
/// can read it is shown. Total: whatever the octets are, there is a view of them.
public final class TrboView {

    private static final int LOCATION_PORT = 4_001;
    private static final int REGISTRATION_PORT = 4_005;
    private static final int TEXT_PORT = 4_007;
    private static final int IP_HEAD = 20;
    private static final int UDP_HEAD = 8;
    private static final int UDP = 17;
    private static final int PROTOCOL_AT = 9;
    private static final int SOURCE_AT = 12;
    private static final int DESTINATION_AT = 16;

    private TrboView() {}

    public static Dissection of(byte[] octets) {
        return isUdp(octets) ? packet(octets) : payload(octets);
    }

    private static boolean isUdp(byte[] octets) {
        return octets.length >= IP_HEAD + UDP_HEAD
                && octets[0] == 0x45
                && octets[PROTOCOL_AT] == UDP;
    }

    private static Dissection packet(byte[] octets) {
        int port = u16(octets, IP_HEAD + 2);
        byte[] inside = Arrays.copyOfRange(octets, IP_HEAD + UDP_HEAD, octets.length);
        Dissection.Builder view =
                Dissection.of("IPv4, UDP", octets)
                        .octets("source", SOURCE_AT, 4, address(octets, SOURCE_AT))
                        .octets("destination", DESTINATION_AT, 4, address(octets, DESTINATION_AT))
                        .octets("source port", IP_HEAD, 2, "" + u16(octets, IP_HEAD))
                        .octets("destination port", IP_HEAD + 2, 2, "" + port)
                        .octets("UDP length", IP_HEAD + 4, 2, "" + u16(octets, IP_HEAD + 4))
                        .octets("UDP checksum", IP_HEAD + 6, 2, "")
                        .check("IPv4 header checksum", headerSum(octets) == 0xFFFF, "");
        return view.part(
                        switch (port) {
                            case LOCATION_PORT -> lrrp(inside);
                            case REGISTRATION_PORT -> ars(inside);
                            case TEXT_PORT -> tms(inside);
                            default -> payload(inside);
                        })
                .build();
    }

    private static int u16(byte[] octets, int at) {
        return (octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF);
    }

    private static int headerSum(byte[] octets) {
        int sum = 0;
        for (int at = 0; at < IP_HEAD; at += 2) {
            sum += u16(octets, at);
        }
        return (sum & 0xFFFF) + (sum >>> 16);
    }

    private static String address(byte[] octets, int at) {
        int id = u16(octets, at + 2) | (octets[at + 1] & 0xFF) << 16;
        return String.format(
                Locale.ROOT,
                "%d.%d.%d.%d, id %d",
                octets[at] & 0xFF,
                octets[at + 1] & 0xFF,
                octets[at + 2] & 0xFF,
                octets[at + 3] & 0xFF,
                id);
    }

    private static Dissection payload(byte[] octets) {
        List<Dissection> readings = new ArrayList<>();
        if (ArsMessage.decode(octets) instanceof Decoded.Message) {
            readings.add(ars(octets));
        }
        if (TmsMessage.decode(octets) instanceof Decoded.Message) {
            readings.add(tms(octets));
        }
        if (LrrpDocument.decode(octets) instanceof Decoded.Message) {
            readings.add(lrrp(octets));
        }
        if (readings.size() == 1) {
            return readings.getFirst();
        }
        Dissection.Builder view = Dissection.of("UDP payload", octets);
        if (readings.isEmpty()) {
            view.verdict("service", Verdict.BAD, "neither ARS, TMS nor LRRP");
        } else {
            view.verdict("service", Verdict.UNVERIFIED, "the port would tell which");
            readings.forEach(view::part);
        }
        return view.build();
    }

    private static Dissection ars(byte[] octets) {
        Dissection.Builder view =
                Dissection.of("ARS", octets)
                        .octets("length", 0, 2, octets.length < 2 ? "" : "" + u16(octets, 0))
                        .octets("header", 2, 1, "");
        Decoded<ArsMessage> decoded = ArsMessage.decode(octets);
        view.outcome("ARS", decoded);
        if (decoded instanceof Decoded.Message<ArsMessage>(ArsMessage message)) {
            view.value("message", message.getClass().getSimpleName())
                    .value("acknowledge", Boolean.toString(message.flags().acknowledge()));
            switch (message) {
                case ArsMessage.Registration registration -> {
                    view.value("user", Boolean.toString(registration.user()))
                            .value("event", Integer.toString(registration.event()));
                    registration
                            .names()
                            .ifPresent(names ->
                                    view.hex("device", names.device().hex(), utf8(names.device()))
                                            .hex(
                                                    "user name",
                                                    names.user().hex(),
                                                    utf8(names.user()))
                                            .value(
                                                    "password",
                                                    names.password().length() + " octets"));
                }
                case ArsMessage.Response response ->
                        view.value("failed", Boolean.toString(response.failed()))
                                .value(
                                        response.failed() ? "reason" : "refresh, half hours",
                                        response.value().isPresent()
                                                ? "" + response.value().getAsInt()
                                                : "none");
                case ArsMessage.Deregistration _, ArsMessage.Query _, ArsMessage.Other _ -> {
                    // the type is all
                }
            }
        }
        return view.build();
    }

    private static String utf8(Octets octets) {
        return new String(octets.toArray(), StandardCharsets.UTF_8);
    }

    private static Dissection tms(byte[] octets) {
        Dissection.Builder view =
                Dissection.of("TMS", octets)
                        .octets("length", 0, 2, octets.length < 2 ? "" : "" + u16(octets, 0))
                        .octets("header", 2, 1, "")
                        .octets("address length", 3, 1, "");
        Decoded<TmsMessage> decoded = TmsMessage.decode(octets);
        view.outcome("TMS", decoded);
        if (decoded instanceof Decoded.Message<TmsMessage>(TmsMessage message)) {
            view.value("message", message.getClass().getSimpleName());
            if (!message.address().isEmpty()) {
                view.hex("address", message.address().hex(), "");
            }
            switch (message) {
                case TmsMessage.Text text ->
                        view.value("acknowledge", Boolean.toString(text.acknowledge()))
                                .value("sequence", "" + text.sequence().orElse(0))
                                .value("encoding", "" + text.encoding().orElse(0))
                                .value("subject", text.subject())
                                .hex("text", text.content().hex(), text.text());
                case TmsMessage.Ack ack ->
                        view.value(
                                "sequence",
                                ack.sequence().isPresent()
                                        ? "" + ack.sequence().getAsInt()
                                        : "none");
                case TmsMessage.Availability availability ->
                        view.value("capability", "" + availability.capability());
            }
        }
        return view.build();
    }

    private static Dissection lrrp(byte[] octets) {
        Dissection.Builder view = Dissection.of("LRRP", octets).octets("document", 0, 1, "");
        Decoded<LrrpDocument> decoded = LrrpDocument.decode(octets);
        view.outcome("LRRP", decoded);
        if (decoded instanceof Decoded.Message<LrrpDocument>(LrrpDocument document)) {
            view.value(
                    "message", document.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            document.table().ifPresent(table -> view.hex("constant table", table.hex(), ""));
            document.elements().forEach(element -> element(view, element));
            if (!document.unread().isEmpty()) {
                view.hex("unread", document.unread().hex(), "")
                        .verdict(
                                "elements", Verdict.SKIPPED, "reading stopped at an unknown token");
            }
        }
        return view.build();
    }

    private static void element(Dissection.Builder view, LrrpElement element) {
        String token = String.format(Locale.ROOT, "%02X", element.token());
        switch (element) {
            case LrrpElement.RequestId id -> view.hex("request id", id.id().hex(), "");
            case LrrpElement.ShortRequestId id -> view.hex("request id", token, "" + id.id());
            case LrrpElement.TableRequestId id ->
                    view.hex("request id in table", token, "" + id.offset());
            case LrrpElement.Mark _ -> view.hex("mark", token, "");
            case LrrpElement.Interval interval ->
                    view.hex("interval s", token, "" + interval.seconds());
            case LrrpElement.Time time ->
                    view.hex(
                            "time",
                            token,
                            time.instant().map(Object::toString).orElse("no moment"));
            case LrrpElement.TimeText time -> view.hex("time", time.text().hex(), "");
            case LrrpElement.Version version -> view.hex("version", token, "" + version.number());
            case LrrpElement.Result result -> view.hex("result", token, "" + result.code());
            case LrrpElement.OperationError error ->
                    view.hex("error", error.text().hex(), "code " + error.code());
            case LrrpElement.Place place -> {
                view.hex("latitude deg", token, degrees(place.latitude()))
                        .value("longitude deg", degrees(place.longitude()));
                place.radius().ifPresent(metres -> view.value("radius m", metres(metres)));
                place.altitude().ifPresent(metres -> view.value("altitude m", metres(metres)));
            }
            case LrrpElement.Direction direction ->
                    view.hex(
                            "direction deg",
                            token,
                            direction.degrees().isPresent()
                                    ? "" + direction.degrees().getAsDouble()
                                    : "beyond a circle");
            case LrrpElement.Speed speed ->
                    view.hex(
                            speed.vertical() ? "vertical speed m/s" : "speed m/s",
                            token,
                            String.format(Locale.ROOT, "%.3f", speed.metresPerSecond()));
            case LrrpElement.Single single -> view.hex("octet", token, "" + single.value());
        }
    }

    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private static String metres(LrrpElement.Metres metres) {
        return String.format(Locale.ROOT, "%.2f", metres.value());
    }
}
