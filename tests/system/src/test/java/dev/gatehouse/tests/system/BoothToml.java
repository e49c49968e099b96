package dev.gatehouse.tests.system;

import java.nio.file.Path;

/// The configuration of the booth under test: two lanes, each with a reader over HTTP and one over
/// MQTT.
///
/// @param dataDir absolute, or counted from the file's folder
/// @param upstreamPort central's port, or that of something in between
/// @param escalateAfterS policy
/// @param hardAgeS age from which the list proves nothing
/// @param journalMib quota of each class
record BoothToml(
        String name,
        String dataDir,
        int upstreamPort,
        BusKind bus,
        int busPort,
        int healthPort,
        int httpPort,
        Path lookouts,
        int escalateAfterS,
        int hardAgeS,
        int journalMib) {

    BoothToml withDataDir(Path other) {
        return new BoothToml(
                name,
                other.toString(),
                upstreamPort,
                bus,
                busPort,
                healthPort,
                httpPort,
                lookouts,
                escalateAfterS,
                hardAgeS,
                journalMib);
    }

    BoothToml withUpstream(int port) {
        return new BoothToml(
                name,
                dataDir,
                port,
                bus,
                busPort,
                healthPort,
                httpPort,
                lookouts,
                escalateAfterS,
                hardAgeS,
                journalMib);
    }

    BoothToml withEscalation(int seconds) {
        return new BoothToml(
                name,
                dataDir,
                upstreamPort,
                bus,
                busPort,
                healthPort,
                httpPort,
                lookouts,
                seconds,
                hardAgeS,
                journalMib);
    }

    BoothToml withPorts(int port, int health, int http) {
        return new BoothToml(
                name,
                dataDir,
                upstreamPort,
                bus,
                port,
                health,
                http,
                lookouts,
                escalateAfterS,
                hardAgeS,
                journalMib);
    }

    String text() {
        StringBuilder toml = new StringBuilder();
        toml.append("[booth]\nname = \"%s\"\n".formatted(name));
        toml.append("data_dir = \"%s\"\nkeys_dir = \"keys\"\n\n".formatted(dataDir));
        String door =
                switch (bus) {
                    case EMBEDDED -> "listen = [\"127.0.0.1:%d\"]";
                    case EMBEDDED_TLS -> "tls_listen = [\"127.0.0.1:%d\"]";
                    case MOSQUITTO -> "broker = \"ssl://127.0.0.1:%d\"";
                };
        toml.append("[bus]\n").append(door.formatted(busPort)).append("\n\n");
        toml.append("[health]\nlisten = \"127.0.0.1:%d\"\n\n".formatted(healthPort));
        toml.append("[upstream]\naddresses = [\"tcp://127.0.0.1:%d\"]\n\n".formatted(upstreamPort));
        toml.append("[lookouts]\nfile = \"%s\"\n".formatted(lookouts));
        toml.append("soft_age_s = %d\nhard_age_s = %d\n".formatted(hardAgeS, hardAgeS));
        toml.append("reload_s = 1\n\n");
        toml.append("[policy]\nescalate_after_s = %d\n\n".formatted(escalateAfterS));
        toml.append(
                "[journal]\np0_mib = %1$d\np1_mib = %1$d\np2_mib = %1$d\n".formatted(journalMib));
        for (String lane : Site.LANES) {
            toml.append("\n[[lane]]\nid = \"%s\"\n".formatted(lane));
            reader(
                    toml,
                    "cam-" + lane,
                    lane,
                    "http:127.0.0.1:%d/lpr/v1/cam-%s".formatted(httpPort, lane));
            reader(toml, "lpr-" + lane, lane, "mqtt:");
        }
        return toml.toString();
    }

    private static void reader(StringBuilder toml, String id, String lane, String link) {
        toml.append(
                """

                [[device]]
                id = "%s"
                kind = "plate-reader"
                lane = "%s"
                format = "rekor"
                link = "%s"
                """
                        .formatted(id, lane, link));
    }
}
