package dev.gatehouse.booth.config;

import dev.gatehouse.booth.inventory.InventoryPorts;
import dev.gatehouse.booth.inventory.InventorySettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes a configuration in force, defaults included, as TOML that [ConfigReader] reads back to
/// the same record.
public final class ConfigPrinter {

    private ConfigPrinter() {}

    public static String toml(BoothConfig c) {
        StringBuilder out = new StringBuilder();
        out.append("[booth]\n");
        line(out, "name", quote(c.name()));
        line(out, "data_dir", quote(c.dataDir().toString()));
        line(out, "keys_dir", quote(c.keysDir().toString()));
        line(out, "safe_mode_starts", c.safeModeStarts());
        out.append("\n[bus]\n");
        c.bus()
                .broker()
                .ifPresentOrElse(
                        broker -> line(out, "broker", quote(broker)),
                        () -> {
                            line(out, "listen", endpoints(c.bus().listen()));
                            line(out, "tls_listen", endpoints(c.bus().tlsListen()));
                        });
        line(out, "password_file", quote(c.bus().passwordFile().toString()));
        line(out, "principals", quote(c.bus().principals().toString()));
        for (BoothConfig.Lane lane : c.lanes()) {
            out.append("\n[[lane]]\n");
            line(out, "id", quote(lane.id()));
            line(out, "portal_within_s", lane.portalWithinS());
        }
        c.devices().forEach(device -> device(out, device));
        out.append("\n[radio]\n");
        line(out, "acknowledge_s", c.radio().acknowledgeS());
        line(out, "attempts", c.radio().attempts());
        line(out, "texts_a_minute", c.radio().textsAMinute());
        c.radio().alerts().forEach(alert -> radioAlert(out, alert));
        c.upstream()
                .ifPresent(upstream -> {
                    out.append("\n[upstream]\n");
                    line(out, "addresses", list(upstream.addresses()));
                    line(out, "password_file", quote(upstream.passwordFile().toString()));
                });
        out.append("\n[lookouts]\n");
        line(out, "file", quote(c.lookouts().file().toString()));
        line(out, "key", quote(c.lookouts().key().toString()));
        String port = c.lookouts().scope().port();
        line(out, "port", quote(port.isEmpty() ? "any" : port));
        line(
                out,
                "mode",
                quote(
                        c.lookouts()
                                .scope()
                                .mode()
                                .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                                .orElse("any")));
        line(out, "soft_age_s", c.lookouts().softAgeS());
        line(out, "hard_age_s", c.lookouts().hardAgeS());
        line(out, "reload_s", c.lookouts().reloadS());
        line(out, "replay_h", c.lookouts().replayH());
        out.append("\n[policy]\n");
        line(out, "query_by_hand_refers", c.policy().queryByHandRefers());
        line(out, "escalate_after_s", c.policy().escalateAfterS());
        line(out, "escalations_max", c.policy().escalationsMax());
        line(out, "passage_timeout_s", c.policy().passageTimeoutS());
        line(out, "exit_linger_ms", c.policy().exitLingerMs());
        line(out, "chatter_ms", c.policy().chatterMs());
        c.policy().actions().ifPresent(file -> line(out, "actions", quote(file.toString())));
        out.append("\n[journal]\n");
        line(out, "p0_mib", c.journal().p0Mib());
        line(out, "p1_mib", c.journal().p1Mib());
        line(out, "p2_mib", c.journal().p2Mib());
        out.append("\n[health]\n");
        line(out, "listen", quote(c.health().toString()));
        out.append("\n[tls]\n");
        line(out, "ca", quote(c.tls().ca().toString()));
        line(out, "certificate", quote(c.tls().certificate().toString()));
        line(out, "key", quote(c.tls().key().toString()));
        line(out, "clients_ca", quote(c.tls().clientsCa().toString()));
        c.console()
                .ifPresent(console -> {
                    out.append("\n[console]\n");
                    line(out, "listen", quote(console.listen().toString()));
                    line(out, "hosts", list(console.hosts()));
                });
        c.inventory().ifPresent(inventory -> inventory(out, inventory));
        return out.toString();
    }

    private static void inventory(StringBuilder out, InventorySettings inventory) {
        out.append("\n[inventory]\n");
        line(out, "segments", list(inventory.segments()));
        path(out, "oui_file", inventory.ouiFile());
        path(out, "policy_file", inventory.policyFile());
        path(out, "policy_key", inventory.policyKey());
        line(out, "active", inventory.active());
        line(out, "packets_per_s", inventory.packetsPerS());
        line(out, "scan_addresses", list(inventory.scanAddresses()));
        path(out, "snmp_communities", inventory.snmpCommunities());
        path(out, "onvif_credentials", inventory.onvifCredentials());
        line(out, "neighbour_poll_s", inventory.neighbourPollS());
        line(out, "absent_after_s", inventory.absentAfterS());
        InventoryPorts ports = inventory.ports();
        line(
                out,
                "ports",
                list(
                        List.of(
                                "mdns:" + ports.mdns(),
                                "ssdp:" + ports.ssdp(),
                                "discovery:" + ports.discovery(),
                                "snmp:" + ports.snmp(),
                                "http:" + ports.http(),
                                "https:" + ports.https())));
    }

    private static void path(StringBuilder out, String key, Optional<Path> path) {
        path.ifPresent(file -> line(out, key, quote(file.toString())));
    }

    private static void device(StringBuilder out, BoothConfig.Device device) {
        out.append("\n[[device]]\n");
        line(out, "id", quote(device.id()));
        line(out, "kind", quote(device.kind()));
        line(out, "lane", quote(device.lane()));
        line(out, "link", quote(device.link()));
        line(out, "format", quote(device.format()));
        line(out, "rear", device.rear());
        line(out, "enabled", device.enabled());
        line(out, "stale_s", device.staleS());
        if (!device.settings().isEmpty()) {
            out.append("[device.settings]\n");
            device.settings().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(setting ->
                            line(out, quote(setting.getKey()), quote(setting.getValue())));
        }
    }

    private static void radioAlert(StringBuilder out, BoothConfig.RadioAlert alert) {
        out.append("\n[[radio_alert]]\n");
        line(out, "device", quote(alert.device()));
        line(out, alert.group() ? "group" : "radio", alert.target());
        line(out, "lowest_priority", alert.lowestPriority());
        line(out, "lanes", list(alert.lanes()));
        if (!alert.path().isEmpty()) {
            line(out, "path", quote(alert.path()));
        }
        if (!alert.inWriting().isEmpty()) {
            line(out, "in_writing", quote(alert.inWriting()));
        }
    }

    private static void line(StringBuilder out, String key, Object value) {
        out.append(key).append(" = ").append(value).append('\n');
    }

    private static String endpoints(List<BoothConfig.Endpoint> endpoints) {
        return list(endpoints.stream().map(BoothConfig.Endpoint::toString).toList());
    }

    private static String list(List<String> texts) {
        return texts.stream().map(ConfigPrinter::quote).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(c -> {
                    if (c == '"' || c == '\\') {
                        quoted.append('\\').appendCodePoint(c);
                    } else if (c < 0x20 || c == 0x7F) {
                        quoted.append(String.format("\\u%04X", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                });
        return quoted.append('"').toString();
    }
}
