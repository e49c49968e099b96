package dev.gatehouse.bus;

import java.util.Optional;

/// Builds and parses the topics of [Topic].
public final class Topics {

    /// Stands before the booth in every topic.
    public static final String PREFIX = "gatehouse/v1/";

    /// Longest identifier in a topic, in characters of `[A-Za-z0-9._-]`.
    public static final int MAX_ID_LENGTH = 64;

    private static final Topic[] ALL = Topic.values();

    private Topics() {}

    public static String laneAlert(String booth, String lane) {
        return new TopicName(Topic.LANE_ALERT, booth, lane).toString();
    }

    public static String laneTerminal(String booth, String lane) {
        return new TopicName(Topic.LANE_TERMINAL, booth, lane).toString();
    }

    public static String laneRadio(String booth, String lane) {
        return new TopicName(Topic.LANE_RADIO, booth, lane).toString();
    }

    public static String laneOutput(String booth, String lane) {
        return new TopicName(Topic.LANE_OUTPUT, booth, lane).toString();
    }

    public static String officerCommand(String booth, String badge) {
        return new TopicName(Topic.OFFICER_COMMAND, booth, badge).toString();
    }

    public static String officerReply(String booth, String badge) {
        return new TopicName(Topic.OFFICER_REPLY, booth, badge).toString();
    }

    public static String deviceInput(String booth, String device) {
        return new TopicName(Topic.DEVICE_INPUT, booth, device).toString();
    }

    public static String deviceState(String booth, String device) {
        return new TopicName(Topic.DEVICE_STATE, booth, device).toString();
    }

    public static String status(String booth) {
        return new TopicName(Topic.STATUS, booth, "").toString();
    }

    /// A booth's records on their way to central.
    ///
    /// @param pseudonym the booth's, 16 hexadecimal digits
    public static String up(String pseudonym) {
        return new TopicName(Topic.UP, pseudonym, "").toString();
    }

    /// Central's answers to one booth.
    ///
    /// @param pseudonym the booth's, 16 hexadecimal digits
    public static String down(String pseudonym) {
        return new TopicName(Topic.DOWN, pseudonym, "").toString();
    }

    /// Filter for one topic of every booth and every identifier, such as `gatehouse/v1/+/up`.
    public static String everyBooth(Topic topic) {
        return PREFIX + "+/" + everyId(topic);
    }

    /// Filter for one topic of one booth and every identifier, such as
    /// `gatehouse/v1/b7/officer/+/command`.
    public static String everyId(Topic topic, String booth) {
        requireId("booth", booth);
        return PREFIX + booth + "/" + everyId(topic);
    }

    private static String everyId(Topic topic) {
        int brace = topic.shape().indexOf('{');
        return brace < 0
                ? topic.shape()
                : topic.shape().substring(0, brace)
                        + "+"
                        + topic.shape().substring(topic.shape().indexOf('}') + 1);
    }

    static String address(Topic topic, String booth, String id) {
        String shape = topic.shape();
        int brace = shape.indexOf('{');
        String below =
                brace < 0
                        ? shape
                        : shape.substring(0, brace) + id + shape.substring(shape.indexOf('}') + 1);
        return PREFIX + booth + "/" + below;
    }

    /// Takes a concrete topic apart; empty when it is none of [Topic].
    public static Optional<TopicName> parse(String name) {
        if (!name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int slash = name.indexOf('/', PREFIX.length());
        if (slash < 0) {
            return Optional.empty();
        }
        String booth = name.substring(PREFIX.length(), slash);
        if (!isId(booth)) {
            return Optional.empty();
        }
        String below = name.substring(slash + 1);
        for (Topic topic : ALL) {
            Optional<String> id = idOf(topic.shape(), below);
            if (id.isPresent()) {
                return Optional.of(new TopicName(topic, booth, id.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> idOf(String shape, String below) {
        int brace = shape.indexOf('{');
        if (brace < 0) {
            return shape.equals(below) ? Optional.of("") : Optional.empty();
        }
        String before = shape.substring(0, brace);
        String after = shape.substring(shape.indexOf('}') + 1);
        if (below.length() <= before.length() + after.length()
                || !below.startsWith(before)
                || !below.endsWith(after)) {
            return Optional.empty();
        }
        String id = below.substring(before.length(), below.length() - after.length());
        return isId(id) ? Optional.of(id) : Optional.empty();
    }

    /// Whether a text is 1 to 64 characters of `[A-Za-z0-9._-]`.
    public static boolean isId(String text) {
        if (text.isEmpty() || text.length() > MAX_ID_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter =
                    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letter && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    static void requireId(String what, String value) {
        if (!isId(value)) {
            throw new IllegalArgumentException(
                    "expected a "
                            + what
                            + " of 1 to "
                            + MAX_ID_LENGTH
                            + " characters of [A-Za-z0-9._-], found "
                            + value.length()
                            + " characters");
        }
    }
}
