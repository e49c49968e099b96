package dev.gatehouse.protocols.homebrew;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Dissection.Verdict;
import dev.gatehouse.protocols.dmr.DmrView;

/// One datagram laid open for a technician. Total: any octets have a view.
public final class HomebrewView {

    private HomebrewView() {}

    /// The view of a datagram.
    public static Dissection of(byte[] octets) {
        Dissection.Builder view = Dissection.of("Homebrew datagram", octets);
        Decoded<HomebrewMessage> decoded = HomebrewMessage.decode(octets);
        switch (decoded) {
            case Decoded.Message<HomebrewMessage>(HomebrewMessage message) ->
                    fields(view, message, octets);
            case Decoded.Rejected<HomebrewMessage> _ -> view.outcome("message", decoded);
        }
        return view.build();
    }

    private static void fields(Dissection.Builder view, HomebrewMessage message, byte[] octets) {
        switch (message) {
            case HomebrewMessage.LoginRequest request -> idBehind(view, "RPTL", request.id());
            case HomebrewMessage.Accepted accepted ->
                    view.octets("word", 0, 6, "RPTACK")
                            .octets(
                                    "salt or repeater id",
                                    6,
                                    4,
                                    Integer.toUnsignedString(accepted.value()));
            case HomebrewMessage.Refused refused -> idBehind(view, "MSTNAK", refused.id());
            case HomebrewMessage.PeerClosing closing -> idBehind(view, "RPTCL", closing.id());
            case HomebrewMessage.MasterClosing closing -> idBehind(view, "MSTCL", closing.id());
            case HomebrewMessage.Ping ping -> idBehind(view, "RPTPING", ping.id());
            case HomebrewMessage.Pong pong -> idBehind(view, "MSTPONG", pong.id());
            case LoginProof proof -> {
                idBehind(view, "RPTK", proof.id());
                view.octets("SHA-256", 8, 32, "of salt and password")
                        .verdict("proof", Verdict.SKIPPED, "needs the salt and the password");
            }
            case PeerConfig config -> config(view, config);
            case HomebrewMessage.Options options -> {
                idBehind(view, "RPTO", options.id());
                view.octets("options", 8, octets.length - 8, options.text());
            }
            case HomebrewMessage.SitePosition position -> {
                idBehind(view, "RPTG", position.id());
                view.octets("latitude", 8, 8, position.latitude())
                        .octets("longitude", 16, 9, position.longitude());
            }
            case RadioFrame frame -> frame(view, frame, octets);
            case EmbeddedLink link -> {
                view.value("what", link.kind().name()).value("radio", "" + link.radio());
                link.repeaterId()
                        .ifPresent(id -> view.value("repeater id", Integer.toUnsignedString(id)));
                view.value("block", "" + link.block())
                        .octets("link control", octets.length - 7, 7, "octets 2 to 8");
            }
            case HomebrewMessage.Ignored ignored ->
                    view.value("word", ignored.word().name())
                            .verdict("message", Verdict.SKIPPED, "of a fork, or of no use");
        }
    }

    private static void idBehind(Dissection.Builder view, String word, int id) {
        view.octets("word", 0, word.length(), word)
                .octets("repeater id", word.length(), 4, Integer.toUnsignedString(id));
    }

    private static void config(Dissection.Builder view, PeerConfig config) {
        idBehind(view, "RPTC", config.id());
        view.octets("callsign", 8, 8, config.callsign())
                .octets("receive, Hz", 16, 9, config.rxHz())
                .octets("transmit, Hz", 25, 9, config.txHz())
                .octets("power, W", 34, 2, config.power())
                .octets("colour code", 36, 2, config.colourCode())
                .octets("latitude", 38, 8, config.latitude())
                .octets("longitude", 46, 9, config.longitude())
                .octets("height, m", 55, 3, config.height())
                .octets("location", 58, 20, config.location())
                .octets("description", 78, 19, config.description())
                .octets("slots", 97, 1, config.slots())
                .octets("URL", 98, 124, config.url())
                .octets("software", 222, 40, config.software())
                .octets("hardware", 262, 40, config.hardware());
    }

    private static void frame(Dissection.Builder view, RadioFrame frame, byte[] octets) {
        view.octets("word", 0, 4, "DMRD")
                .octets("sequence", 4, 1, "" + frame.sequence())
                .octets("source", 5, 3, "" + frame.source())
                .octets("destination", 8, 3, "" + frame.destination())
                .octets("repeater id", 11, 4, Integer.toUnsignedString(frame.id()))
                .octets(
                        "bits",
                        15,
                        1,
                        "slot "
                                + frame.slot()
                                + (frame.unit() ? ", unit, " : ", group, ")
                                + frame.kind()
                                + " "
                                + frame.detail())
                .octets("stream", 16, 4, "")
                .part(DmrView.of(frame.burst()));
        if (octets.length >= RadioFrame.LENGTH) {
            view.octets("bit errors", 53, 1, "" + frame.bitErrors())
                    .octets(
                            "signal strength, dBm",
                            54,
                            1,
                            frame.rssi() == 0 ? "" : "-" + frame.rssi());
        }
    }
}
