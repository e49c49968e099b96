package dev.gatehouse.booth.doctor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The way to central. What follows from its absence (waiting records, a clock that nobody
/// confirms) is told in its own finding and not as findings of other groups.
final class UplinkChecks {
    private UplinkChecks() {}

    static void look(Scene scene) {
        boolean configured =
                scene.config().map(config -> config.upstream().isPresent()).orElse(scene.running());
        boolean has = !scene.word("uplink.stage").isEmpty();
        if (scene.running() ? !has : !configured) {
            if (scene.running() || scene.config().isPresent()) {
                scene.found(
                        Finding.of(
                                Ailment.UPL_NONE,
                                "",
                                "Records wait in the journal; nothing is receipted.",
                                "add [upstream] addresses: gatehouse config explain"));
            }
            return;
        }
        if (!scene.running()) {
            return;
        }
        if (scene.uplinkLive()) {
            live(scene);
        } else {
            away(scene);
        }
        long distrusted = scene.count("uplink.distrusted");
        if (distrusted > 0) {
            scene.found(
                    Finding.of(
                                    Ailment.UPL_DISTRUST,
                                    scene.word("uplink.address"),
                                    "What came from upstream was not signed by this booth's"
                                            + " central, or was damaged on the way.",
                                    "find out who may publish at that broker")
                            .with("distrusted", distrusted));
        }
        refusals(scene);
    }

    private static void away(Scene scene) {
        String address = scene.word("uplink.address");
        String fault = scene.word("uplink.fault");
        Ailment ailment =
                switch (fault) {
                    case "login_refused" -> Ailment.UPL_LOGIN;
                    case "not_listening", "unknown_host" -> Ailment.UPL_REFUSED;
                    case "peer_untrusted",
                            "peer_expired",
                            "peer_not_yet_valid",
                            "name_mismatch",
                            "tls_too_old",
                            "certificate_refused",
                            "certificate_unusable",
                            "tls_failed" ->
                            Ailment.UPL_TLS;
                    default ->
                            someoneListens(scene, address) ? Ailment.UPL_AWAY : Ailment.UPL_REFUSED;
                };
        String cause;
        String remedy;
        switch (ailment) {
            case UPL_LOGIN -> {
                cause = "Its password or certificate is not the one that central knows.";
                remedy = "enrol it again at central: gatehouse-central booth add";
            }
            case UPL_TLS -> {
                cause = "Central is reached, and the handshake fails.";
                remedy = "compare [tls] here with the certificates at central";
            }
            case UPL_REFUSED -> {
                cause = "Nobody takes connections there.";
                remedy = "start central there, or correct [upstream] addresses";
            }
            default -> {
                cause = "Connections are taken there, and central does not answer.";
                remedy = "see that central runs; then: journalctl -u gatehouse -g UPL-";
            }
        }
        String waiting =
                scene.count("journal.sealed") > scene.count("journal.receipted")
                        ? " Records wait in the journal."
                        : "";
        String clock =
                scene.word("clock.quality").equals("UNKNOWN")
                        ? " The clock is not confirmed: the lanes answer query by hand."
                        : "";
        scene.found(
                Finding.of(ailment, address, cause + waiting + clock, remedy)
                        .with("stage", scene.word("uplink.stage"))
                        .with("fault", fault.isEmpty() ? "unknown" : fault)
                        .with(
                                "waiting",
                                scene.count("journal.sealed") - scene.count("journal.receipted")));
    }

    private static boolean someoneListens(Scene scene, String address) {
        String hostAndPort = address.substring(address.lastIndexOf('/') + 1);
        int colon = hostAndPort.lastIndexOf(':');
        try {
            return colon > 0
                    && scene.machine()
                            .answers(
                                    hostAndPort.substring(0, colon),
                                    Integer.parseInt(hostAndPort.substring(colon + 1)));
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static void live(Scene scene) {
        long waiting = scene.count("journal.sealed") - scene.count("journal.receipted");
        OptionalLong age = scene.figure("uplink.last_receipt_age_s");
        long sinceS = age.orElse(scene.count("uptime_s"));
        if (waiting > 0 && sinceS > Thresholds.RECEIPT_S) {
            scene.found(
                    Finding.of(
                                    Ailment.UPL_RECEIPTS,
                                    scene.word("uplink.address"),
                                    "Central is connected and receipts nothing.",
                                    "look at central: gatehouse-central status --home DIR")
                            .with("waiting", waiting)
                            .with("since_s", sinceS));
        }
    }

    private static void refusals(Scene scene) {
        Map<String, Object> reasons = new LinkedHashMap<>();
        scene.status()
                .map(page -> page.below("uplink.refusals"))
                .orElse(Map.of())
                .forEach((reason, count) -> {
                    if (!count.equals("0")) {
                        reasons.put(reason, scene.count("uplink.refusals." + reason));
                    }
                });
        if (!reasons.isEmpty()) {
            scene.found(
                    Finding.of(
                                    Ailment.UPL_REJECTED,
                                    scene.word("uplink.address"),
                                    "Central refused records of this booth since its start.",
                                    "at central: gatehouse-central status, then verify")
                            .with("refusals", reasons));
        }
    }
}
