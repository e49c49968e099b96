package dev.gatehouse.booth.doctor;

import dev.gatehouse.booth.config.BoothConfig;
import java.util.ArrayList;
import java.util.List;

/// The booth's MQTT: its own listener or an external broker.
final class BusChecks {
    /// A client that mistypes a password once is no finding.
    private static final long LOGINS_MIN = 3;

    private BusChecks() {}

    static void look(Scene scene) {
        if (scene.running()) {
            running(scene);
        } else if (!scene.has(Ailment.BTH_SILENT)) {
            scene.config().ifPresent(config -> ports(scene, config));
        }
        boolean broker =
                scene.running()
                        ? scene.word("bus.kind").equals("broker")
                        : scene.config().flatMap(config -> config.bus().broker()).isPresent();
        if (broker) {
            scene.found(
                    Finding.of(
                            Ailment.BUS_BROKER,
                            scene.config()
                                    .flatMap(config -> config.bus().broker())
                                    .orElse("broker"),
                            "The broker acknowledges a read when it has it; the embedded bus only"
                                    + " once the record is on disk. Reads wait in the broker while the"
                                    + " booth is down.",
                            "nothing to do; see Decisions in README"));
        }
    }

    private static void running(Scene scene) {
        if (scene.word("bus.connected").equals("false")) {
            scene.found(
                    Finding.of(
                                    Ailment.BUS_AWAY,
                                    scene.config()
                                            .flatMap(config -> config.bus().broker())
                                            .orElse("broker"),
                                    "No session with the broker: terminals hear nothing, and"
                                            + " readers on MQTT are not heard.",
                                    "systemctl status mosquitto; then its address and certificate")
                            .with("reason", scene.word("bus.reason"))
                            .with("reconnects", scene.count("bus.reconnects"))
                            .with("not_sent", scene.count("bus.local_dropped")));
        }
        long window = scene.count("bus.window");
        long refused = scene.count("bus.refused_now");
        if (window > 0 && refused >= window) {
            scene.found(
                    Finding.of(
                                    Ailment.BUS_WINDOW,
                                    scene.config()
                                            .flatMap(config -> config.bus().broker())
                                            .orElse("broker"),
                                    "The booth cannot keep what it gets, so readers on MQTT are not"
                                            + " heard; what they send waits in the broker.",
                                    "mend what the JRN, DSK or LST findings name; it goes on by"
                                            + " itself")
                            .with("refused", refused)
                            .with("window", window));
        }
        long logins =
                scene.count("bus.refused_login")
                        + scene.count("bus.refused_anonymous")
                        + scene.count("bus.refused_kind");
        if (logins >= LOGINS_MIN) {
            scene.found(
                    Finding.of(
                                    Ailment.BUS_LOGIN,
                                    "",
                                    "Clients were refused for their password or certificate.",
                                    "give the device its file in <keys>/passwords again")
                            .with("refused", logins));
        }
        long rights =
                scene.count("bus.unauthorised_publish") + scene.count("bus.unauthorised_subscribe");
        if (rights > 0) {
            scene.found(
                    Finding.of(
                                    Ailment.BUS_RIGHTS,
                                    "",
                                    "A client of the bus asked for topics beyond its rights.",
                                    "correct the client's topic; see proto/asyncapi.yaml")
                            .with("publish", scene.count("bus.unauthorised_publish"))
                            .with("subscribe", scene.count("bus.unauthorised_subscribe")));
        }
        // what could not be sent while a broker was away is sent again as far as it still counts
        boolean broker = scene.word("bus.kind").equals("broker");
        long dropped =
                (broker ? 0 : scene.count("bus.local_dropped"))
                        + scene.count("bus.listener_failed");
        if (dropped > 0) {
            scene.found(
                    Finding.of(
                                    Ailment.BUS_DROPPED,
                                    "",
                                    "Messages between the booth and its own bus were lost.",
                                    "report it with: gatehouse status --json")
                            .with("dropped", dropped));
        }
    }

    private static void ports(Scene scene, BoothConfig config) {
        List<BoothConfig.Endpoint> wanted = new ArrayList<>(config.bus().listen());
        wanted.addAll(config.bus().tlsListen());
        for (BoothConfig.Endpoint endpoint : wanted) {
            if (endpoint.port() != 0 && scene.machine().listening(endpoint.port())) {
                scene.found(
                        Finding.of(
                                        Ailment.BUS_PORT,
                                        endpoint.toString(),
                                        "Another program listens there, so the booth cannot start.",
                                        "find it with: ss -ltnp; stop it or change [bus]")
                                .with("port", endpoint.port()));
            }
        }
    }
}
