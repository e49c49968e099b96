package dev.gatehouse.simulators;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a simulated officer reaches a booth and works there.
///
/// @param brokerUri the booth's bus, e.g. `tcp://127.0.0.1:1883`
/// @param booth the booth's name on its bus
/// @param lane the lane whose terminal it watches
/// @param terminal credentials of that terminal
/// @param badge of the officer; must be the one the officer's credentials stand for
/// @param officer credentials of the officer
/// @param role of the commands, e.g. `officer`
/// @param shift of the commands
/// @param seed fixes delays, findings and who is waved through
/// @param speed human delays are divided by this; 1 is a person
/// @param releaseShare share of referrals waved through; one of the first two always is, unless the
///   share is 0
/// @param papers file of what travellers hand over, see [Paper#read]
public record OfficerPeerConfig(
        String brokerUri,
        String booth,
        String lane,
        Credentials terminal,
        String badge,
        Credentials officer,
        String role,
        String shift,
        long seed,
        double speed,
        double releaseShare,
        Optional<Path> papers) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public OfficerPeerConfig {
        requireId("booth", booth);
        requireId("lane", lane);
        requireId("badge", badge);
        if (!brokerUri.matches("(tcp|ssl)://.+")) {
            throw new IllegalArgumentException(
                    "broker: expected tcp://host:port or ssl://host:port");
        }
    }

    /// An officer of role `officer` who waves through every tenth vehicle.
    public OfficerPeerConfig(
            String brokerUri,
            String booth,
            String lane,
            Credentials terminal,
            String badge,
            Credentials officer,
            long seed,
            double speed) {
        this(
                brokerUri,
                booth,
                lane,
                terminal,
                badge,
                officer,
                "officer",
                "day",
                seed,
                speed,
                OfficerHabits.USUAL_RELEASE_SHARE,
                Optional.empty());
    }

    /// Name and password of a client of the bus.
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[user=" + user + ", password withheld]";
        }
    }

    private static void requireId(String name, String value) {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    name + ": expected 1..64 characters of [A-Za-z0-9._-]");
        }
    }

    String topic(String rest) {
        return "gatehouse/v1/" + booth + "/" + rest;
    }

    String laneTopic(String word) {
        return topic("lane/" + lane + "/" + word);
    }

    String officerTopic(String word) {
        return topic("officer/" + badge + "/" + word);
    }

    OfficerHabits habits() {
        return new OfficerHabits(
                badge, role, shift, releaseShare, OfficerHabits.USUAL_MISTYPE_SHARE, speed);
    }
}
