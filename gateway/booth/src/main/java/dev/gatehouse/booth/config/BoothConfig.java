package dev.gatehouse.booth.config;

import dev.gatehouse.booth.inventory.InventorySettings;
import dev.gatehouse.core.lookout.ListScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything a booth is told, validated. Made by [ConfigReader] only; defaults stand there, beside
/// each key.
///
/// @param name the booth's name on its own bus, 1 to 64 characters of `[A-Za-z0-9._-]`
/// @param dataDir journal and state, sealed
/// @param keysDir keys as `gatehouse-central booth add` wrote them
/// @param safeModeStarts starts in a row that end in a crash before safe mode; 0: never
/// @param bus the booth's own MQTT
/// @param lanes at least one
/// @param devices may be empty
/// @param radio texts that go out by radio
/// @param upstream absent: records wait in the journal
/// @param lookouts the list checked against
/// @param policy what verdicts and timers the port wants
/// @param journal sizes of the store
/// @param health loopback address of `/livez`, `/readyz`, `/status` and `/metrics`
/// @param tls the booth's own certificate; its files are read only by what speaks TLS
/// @param console absent: no web console
/// @param inventory absent: nobody looks at the LAN
public record BoothConfig(
        String name,
        Path dataDir,
        Path keysDir,
        int safeModeStarts,
        Bus bus,
        List<Lane> lanes,
        List<Device> devices,
        Radio radio,
        Optional<Upstream> upstream,
        Lookouts lookouts,
        Policy policy,
        Store journal,
        Endpoint health,
        Tls tls,
        Optional<Console> console,
        Optional<InventorySettings> inventory) {

    /// The booth's own MQTT.
    ///
    /// @param listen addresses without TLS; loopback only
    /// @param tlsListen addresses with TLS, where every client shows a certificate
    /// @param broker the external broker instead of the own listener, `ssl://host:port`, or
    ///   `tcp://host:port` on loopback
    /// @param passwordFile the booth's password at a broker on loopback without TLS
    /// @param principals file of hashed passwords; names and roles count with certificates too
    public record Bus(
            List<Endpoint> listen,
            List<Endpoint> tlsListen,
            Optional<String> broker,
            Path passwordFile,
            Path principals) {}

    /// The booth's certificate, for its own listeners and as a client of broker and central.
    ///
    /// @param ca roots of the site, PEM
    /// @param certificate PEM
    /// @param key PKCS #8 PEM
    /// @param clientsCa roots of the clients of this booth's bus alone, PEM
    public record Tls(Path ca, Path certificate, Path key, Path clientsCa) {}

    /// The web console.
    ///
    /// @param listen HTTPS address
    /// @param hosts names that a request's Host header may have, beside the listen address and
    ///   loopback
    public record Console(Endpoint listen, List<String> hosts) {}

    /// One lane.
    ///
    /// @param id lane as it stands in topics
    /// @param portalWithinS how long a vehicle may take between a radiation portal and the loop or
    ///   a reader; 0 where what a portal counts is not held against the lane
    public record Lane(String id, int portalWithinS) {}

    /// One device.
    ///
    /// @param link address, see `gatehouse config print` for examples
    /// @param format of the frames, e.g. `rekor`
    /// @param rear a plate reader that sees vehicles from behind as they leave the loop
    /// @param enabled not switched off by the configuration
    /// @param staleS when nothing came for so many seconds it is stale; 0: never
    /// @param settings of the driver, by name
    public record Device(
            String id,
            String kind,
            String lane,
            String link,
            String format,
            boolean rear,
            boolean enabled,
            long staleS,
            Map<String, String> settings) {}

    /// Texts that go out by radio.
    ///
    /// @param acknowledgeS a reply to an alert is expected within this, seconds
    /// @param attempts of one alert at most
    /// @param textsAMinute that one radio system is given at most
    /// @param alerts who is told of referrals
    public record Radio(
            long acknowledgeS, int attempts, int textsAMinute, List<RadioAlert> alerts) {
        public Radio {
            alerts = List.copyOf(alerts);
        }
    }

    /// Who is told of referrals by radio.
    ///
    /// @param device radio system that sends
    /// @param target radio or group
    /// @param group whether it is a group
    /// @param lowestPriority of the lookout, 1 to 5
    /// @param lanes whose referrals; empty for all
    /// @param path `encrypted`, or empty when it is not
    /// @param inWriting decision by which alerts may leave by covered equipment or in clear; empty
    ///   for none
    public record RadioAlert(
            String device,
            int target,
            boolean group,
            int lowestPriority,
            List<String> lanes,
            String path,
            String inWriting) {
        public RadioAlert {
            lanes = List.copyOf(lanes);
        }
    }

    /// The way to central.
    ///
    /// @param addresses in order of preference, `ssl://host:port`, or `tcp://host:port` on loopback
    /// @param passwordFile holds central's password for this booth
    public record Upstream(List<String> addresses, Path passwordFile) {}

    /// The list.
    ///
    /// @param file CSV, whose modification time counts as time of issue, or a built list
    /// @param key file of the key that opens a built list
    /// @param scope port and mode of the booth: lookouts for others are left out
    /// @param softAgeS warning from here on, seconds
    /// @param hardAgeS no hit is query by hand from here on, seconds
    /// @param reloadS how often the file is looked at, seconds
    /// @param replayH how long passages are remembered for lookouts that come too late, hours; 0
    ///   for not at all
    public record Lookouts(
            Path file,
            Path key,
            ListScope scope,
            long softAgeS,
            long hardAgeS,
            long reloadS,
            long replayH) {}

    /// Verdicts and timers.
    ///
    /// @param queryByHandRefers QUERY_BY_HAND becomes REFER
    /// @param escalateAfterS an unacknowledged referral escalates after this, seconds
    /// @param escalationsMax at most so many times
    /// @param passageTimeoutS a passage without an exit ends after this, seconds
    /// @param chatterMs an off edge and an on edge within this are one vehicle, milliseconds
    /// @param exitLingerMs reads that trail the exit edge still belong to the passage, milliseconds
    /// @param actions file of the port's own table of what a match causes, if it has one
    public record Policy(
            boolean queryByHandRefers,
            long escalateAfterS,
            int escalationsMax,
            long passageTimeoutS,
            long exitLingerMs,
            long chatterMs,
            Optional<Path> actions) {}

    /// Quotas of the journal's classes.
    public record Store(int p0Mib, int p1Mib, int p2Mib) {}

    /// A socket address as written.
    public record Endpoint(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
