package dev.gatehouse.protocols.lpr;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How a reader's messages are read that no codec of its own is written for: a file of `key =
/// value` lines, `#` begins a remark. Makers we know are such files too ([Presets]).
///
/// | key | meaning |
/// |---|---|
/// | `source` | word in the read: `PLATE_RECOGNIZER`, `TATTILE`, `DAHUA`, `LINE` |
/// | `form` | `json`, `xml`, `keys` (key=value lines), `line` |
/// | `frame` | on a stream: `line`, `stx-etx`, `stx-etx-xor`, `json`, `xml`; without it only whole messages are read |
/// | `separator`, `fields` | of a line: the text between fields, and their names in order |
/// | `charset` | of keys and lines: `utf-8`, `iso-8859-1`, `us-ascii` |
/// | `heartbeat_text` | of keys and lines: the text of a sign of life |
/// | `images` | names whose text is base64 of an image; `@name` for an attribute |
/// | `kind`, `kind.read`, `kind.heartbeat` | where the kind of a message stands, and the words for both; without them every message is a read |
/// | `without_plate` | `heartbeat`: a message that says nothing of a plate is a sign of life, not a fault |
/// | `each` | where several vehicles stand one after another |
/// | `plate` | the plate; `plate.country_suffix`, a mark behind which its country may follow; `plate.unread`, further marks of an unread character; `plate.plain`, `yes`: anything but letters, digits, blanks and `-.?#*_` is noise and no plate |
/// | `candidates`, `candidate.plate`, `candidate.confidence` | where the alternatives stand, and what of each |
/// | `confidence`, `confidence.full` | the certainty and the number that means all of it: 1, 100, 255 |
/// | `country`, `part` | a country or a region as code or name, and its part |
/// | `time.epoch`, `time.epoch_ms` | s, ms, us or ns since 1970, and ms to be added |
/// | `time.doubtful_epoch` | the same of firmware that takes its local time for UTC |
/// | `time.text`, `time.pattern` | written out: `iso`, or a pattern of java.time with optional parts in brackets |
/// | `heading` | degrees, for the direction sectors |
/// | `direction`, `direction.approaching`, `.departing`, `.stationary` | a word, and the words for each |
/// | `direction.forward`, `.reverse` | words that mean the vehicle's own front: turned round for a reader at the rear |
/// | `state`, `state.new`, `.update`, `.final` | place in the life of one vehicle |
/// | `event_id`, `vehicle_key`, `camera`, `counter` | as in the common model |
///
/// Values are expressions ([MappedValue]); words are separated by blanks and case-blind.
public final class Mapping {

    static final int MAX_LINES = 200;
    static final int MAX_LINE_CHARS = 1_000;

    /// What a message is written in.
    enum Form {
        JSON,
        XML,
        KEYS,
        LINE
    }

    private static final Set<String> SOURCES =
            Set.of("PLATE_RECOGNIZER", "TATTILE", "DAHUA", "LINE");
    private static final Set<String> FRAMES =
            Set.of("", "line", "stx-etx", "stx-etx-xor", "json", "xml");
    private static final Set<String> EXPRESSIONS =
            Set.of(
                    "kind",
                    "plate",
                    "candidate.plate",
                    "candidate.confidence",
                    "confidence",
                    "country",
                    "part",
                    "time.epoch",
                    "time.epoch_ms",
                    "time.doubtful_epoch",
                    "time.text",
                    "heading",
                    "direction",
                    "state",
                    "event_id",
                    "vehicle_key",
                    "camera",
                    "counter");
    private static final Set<String> WORDS =
            Set.of(
                    "kind.read",
                    "kind.heartbeat",
                    "direction.approaching",
                    "direction.departing",
                    "direction.stationary",
                    "direction.forward",
                    "direction.reverse",
                    "state.new",
                    "state.update",
                    "state.final",
                    "images",
                    "fields");
    private static final Set<String> PLAIN =
            Set.of(
                    "source",
                    "form",
                    "frame",
                    "separator",
                    "charset",
                    "heartbeat_text",
                    "without_plate",
                    "each",
                    "candidates",
                    "plate.country_suffix",
                    "plate.unread",
                    "plate.plain",
                    "confidence.full",
                    "time.pattern");

    private final Map<String, String> plain;
    private final Map<String, MappedValue> expressions = new LinkedHashMap<>();
    private final Map<String, List<String>> words = new LinkedHashMap<>();
    private final Form form;
    private final DateTimeFormatter timePattern;
    private final boolean iso;
    private final int confidenceFull;

    private Mapping(Map<String, String> keys) {
        this.plain = keys;
        requireOneOf("source", SOURCES);
        requireOneOf("frame", FRAMES);
        requireOneOf("charset", Set.of("", "utf-8", "iso-8859-1", "us-ascii"));
        requireOneOf("confidence.full", Set.of("", "1", "100", "255"));
        requireOneOf("plate.plain", Set.of("", "yes"));
        requireOneOf("without_plate", Set.of("", "heartbeat"));
        requireOneOf("form", Set.of("json", "xml", "keys", "line"));
        this.form = Form.valueOf(text("form").toUpperCase(Locale.ROOT));
        this.confidenceFull =
                text("confidence.full").isEmpty() ? 1 : Integer.parseInt(text("confidence.full"));
        String pattern = text("time.pattern");
        this.iso = pattern.isEmpty() || pattern.equals("iso");
        this.timePattern = WrittenTime.pattern(iso ? "uuuu" : pattern);
        for (String key : EXPRESSIONS) {
            if (keys.containsKey(key)) {
                expressions.put(key, expression(key, text(key)));
            }
        }
        for (String key : WORDS) {
            if (keys.containsKey(key)) {
                words.put(key, List.of(text(key).split("\\s+", -1)));
            }
        }
        if (!expressions.containsKey("plate")) {
            throw new IllegalArgumentException("mapping: expected the key plate");
        }
        if (form == Form.LINE && (words("fields").isEmpty() || text("separator").isEmpty())) {
            throw new IllegalArgumentException("mapping: a line needs fields and separator");
        }
    }

    private static MappedValue expression(String key, String text) {
        try {
            return MappedValue.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("mapping: " + key + ": " + e.getMessage(), e);
        }
    }

    private void requireOneOf(String key, Set<String> allowed) {
        if (!allowed.contains(text(key))) {
            throw new IllegalArgumentException("mapping: " + key + ": expected one of " + allowed);
        }
    }

    /// Reads a mapping.
    ///
    /// @throws IllegalArgumentException naming the line that cannot be used
    public static Mapping parse(List<String> lines) {
        if (lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("mapping: expected at most " + MAX_LINES + " lines");
        }
        Map<String, String> keys = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int equals = text.indexOf('=');
            String key = equals < 0 ? "" : text.substring(0, equals).strip();
            boolean known = PLAIN.contains(key) || EXPRESSIONS.contains(key) || WORDS.contains(key);
            if (!known || text.length() > MAX_LINE_CHARS) {
                throw new IllegalArgumentException(
                        "mapping: line " + number + ": expected `key = value` with a known key");
            }
            String value = text.substring(equals + 1).strip();
            if (value.isEmpty() || keys.put(key, value) != null) {
                throw new IllegalArgumentException(
                        "mapping: line " + number + ": expected a value, once");
            }
        }
        return new Mapping(keys);
    }

    String source() {
        return text("source");
    }

    Form form() {
        return form;
    }

    String frame() {
        return text("frame");
    }

    Charset charset() {
        return text("charset").isEmpty()
                ? StandardCharsets.UTF_8
                : Charset.forName(text("charset"));
    }

    /// A plain value; empty when it is not set. A quoted one keeps its blanks.
    String text(String key) {
        String value = plain.getOrDefault(key, "");
        return value.length() >= 2
                        && value.startsWith("'")
                        && value.endsWith("'")
                        && PLAIN.contains(key)
                ? value.substring(1, value.length() - 1)
                : value;
    }

    MappedValue value(String key) {
        return expressions.getOrDefault(key, MappedValue.NONE);
    }

    /// Words of a list; empty when it is not set.
    List<String> words(String key) {
        return words.getOrDefault(key, List.of());
    }

    /// Whether a word of the message is in a list.
    boolean says(String key, String word) {
        for (String one : words(key)) {
            if (one.equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }

    boolean isoTime() {
        return iso;
    }

    DateTimeFormatter timePattern() {
        return timePattern;
    }

    int confidenceFull() {
        return confidenceFull;
    }

    /// Names of images, in lower case as XML has them.
    Set<String> foldedImages() {
        List<String> folded = new ArrayList<>();
        for (String name : words("images")) {
            folded.add(ReaderXml.folded(name));
        }
        return Set.copyOf(folded);
    }

    Set<String> images() {
        return Set.copyOf(words("images"));
    }
}
