package dev.gatehouse.simulators.camera;

import dev.gatehouse.protocols.lpr.AxisEvent;
import dev.gatehouse.protocols.lpr.GenetecRead;
import dev.gatehouse.protocols.lpr.HikvisionAlert;
import dev.gatehouse.protocols.lpr.RekorAgent;
import dev.gatehouse.protocols.lpr.RekorCandidate;
import dev.gatehouse.protocols.lpr.RekorGroup;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// A maker's form of a read. Makers with a codec write through it; the others are written out here,
/// apart from the mappings that read them, so that a mistake cannot cancel itself.
public enum CameraShape {
    REKOR("rekor", "rekor", "", Way.POST),
    AXIS("axis", "axis", "", Way.POST),
    GENETEC("genetec", "genetec", "", Way.POST),
    GENETEC_XML("genetec-xml", "genetec", "", Way.POST),
    HIKVISION("hikvision", "hikvision", "", Way.POST),
    PLATE_RECOGNIZER("platerecognizer", "mapping", "platerecognizer", Way.POST),
    TATTILE("tattile", "mapping", "tattile", Way.POST),
    HIKVISION_STREAM("hikvision-stream", "hikvision", "", Way.STREAM),
    DAHUA("dahua", "mapping", "dahua", Way.STREAM),
    TEMPLATE("template", "mapping", "template", Way.LINES),
    STX_ETX_XOR("stx-etx-xor", "mapping", "stx-etx-xor", Way.LINES),
    XML_ATTR("xml-attr", "mapping", "xml-attr", Way.LINES),
    AXIS_TCP("axis-tcp", "axis", "", Way.LINES),
    TATTILE_TCP("tattile-tcp", "mapping", "tattile", Way.LINES);

    /// How a camera brings its reads to the booth.
    public enum Way {
        /// A request each.
        POST,
        /// An answer without end, as parts.
        STREAM,
        /// Octets one after another on TCP or a serial line.
        LINES
    }

    /// The smallest JPEG there is: begin and end.
    static final byte[] PICTURE = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9};

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH-mm-ss-SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String word;
    private final String format;
    private final String preset;
    private final Way way;

    CameraShape(String word, String format, String preset, Way way) {
        this.word = word;
        this.format = format;
        this.preset = preset;
        this.way = way;
    }

    /// As addresses have it.
    public String word() {
        return word;
    }

    /// Format of the driver that reads it.
    public String format() {
        return format;
    }

    /// Settings that the driver needs for it.
    public Map<String, String> settings() {
        return preset.isEmpty() ? Map.of() : Map.of("preset", preset);
    }

    public Way way() {
        return way;
    }

    /// The shape of a word.
    ///
    /// @throws IllegalArgumentException when there is none
    public static CameraShape of(String word) {
        return Stream.of(values())
                .filter(one -> one.word.equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "maker: expected one of "
                                        + Stream.of(values()).map(CameraShape::word).toList()));
    }

    /// The message of a read: a request's body, a stream's parts, or octets of a line.
    public byte[] message(CameraRead read) {
        return switch (this) {
            case REKOR -> rekor(read);
            case AXIS, AXIS_TCP -> axis(read);
            case GENETEC -> genetec(read).encodeJson(PICTURE);
            case GENETEC_XML -> genetec(read).encodeXml(PICTURE);
            case HIKVISION -> hikvision(read).encodeBody(PICTURE);
            case HIKVISION_STREAM -> parts("application/xml", hikvision(read).encode());
            case PLATE_RECOGNIZER -> utf8(plateRecognizer(read));
            case TATTILE, TATTILE_TCP -> utf8(tattile(read));
            case DAHUA -> parts("text/plain", utf8(dahua(read)));
            case TEMPLATE -> utf8(template(read) + "\r\n");
            case STX_ETX_XOR -> framed(stxLine(read));
            case XML_ATTR -> utf8(xmlAttributes(read));
        };
    }

    /// What an idle stream or line says now and then; empty for makers that say nothing.
    public Optional<byte[]> heartbeat() {
        return switch (this) {
            case DAHUA -> Optional.of(part("text/plain", utf8("Heartbeat")));
            case HIKVISION_STREAM ->
                    Optional.of(
                            part(
                                    "application/xml",
                                    utf8(
                                            "<EventNotificationAlert><eventType>videoloss</eventType><eventState>inactive</eventState></EventNotificationAlert>")));
            case REKOR,
                    AXIS,
                    GENETEC,
                    GENETEC_XML,
                    HIKVISION,
                    PLATE_RECOGNIZER,
                    TATTILE,
                    TEMPLATE,
                    STX_ETX_XOR,
                    XML_ATTR,
                    AXIS_TCP,
                    TATTILE_TCP ->
                    Optional.empty();
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String id(CameraRead read) {
        return read.camera() + "-" + read.number() + "-" + read.at().toEpochMilli();
    }

    private static byte[] rekor(CameraRead read) {
        OptionalDouble percent = OptionalDouble.of(read.percent());
        return RekorGroup.of(
                        new RekorAgent("", read.camera(), "alprd", "4", 1),
                        read.at(),
                        read.at().plusMillis(900),
                        id(read),
                        read.plate(),
                        percent,
                        (read.country() + "-" + read.part()).toLowerCase(Locale.ROOT),
                        List.of(new RekorCandidate(read.plate(), percent, true)),
                        false)
                .encode();
    }

    private static byte[] axis(CameraRead read) {
        return new AxisEvent(
                        Long.toString(read.number()),
                        Long.toString(read.at().toEpochMilli()),
                        "",
                        read.plate(),
                        read.country().equals("CA") ? "CAN" : "USA",
                        read.part(),
                        "0." + read.percent(),
                        "new",
                        read.approaching() ? "in" : "out",
                        Long.toString(read.number()),
                        read.camera(),
                        List.of(),
                        0)
                .encode(PICTURE);
    }

    private static GenetecRead genetec(CameraRead read) {
        Map<String, String> analytics = new LinkedHashMap<>();
        analytics.put("State Name", read.part());
        analytics.put("Confidence Score", Integer.toString(read.percent()));
        analytics.put("Relative Motion", read.approaching() ? "Closer" : "Further");
        analytics.put("Context", read.country());
        return new GenetecRead(
                id(read),
                read.plate(),
                LOCAL.format(read.at()),
                read.camera(),
                "Lane",
                analytics,
                List.of(),
                0);
    }

    private static HikvisionAlert hikvision(CameraRead read) {
        return new HikvisionAlert(
                "ANPR",
                "active",
                LOCAL.format(read.at().plusSeconds(3_600)).substring(0, 19) + "+01:00",
                "1",
                id(read),
                read.camera(),
                "1",
                read.plate().substring(0, 3) + " " + read.plate().substring(3),
                "",
                Integer.toString(read.percent()),
                read.country().equals("CA") ? "Canada" : "USA",
                read.approaching() ? "forward" : "reverse");
    }

    private static String plateRecognizer(CameraRead read) {
        return String.format(
                Locale.ROOT,
                "--%s\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n"
                        + "{\"hook\":{\"event\":\"recognition\",\"id\":\"%s\",\"filename\":\"%s.jpg\"},"
                        + "\"data\":{\"camera_id\":\"%s\",\"timestamp\":\"%sZ\",\"results\":[{\"plate\":\"%s\",\"score\":0.%d,"
                        + "\"region\":{\"code\":\"%s-%s\"},\"candidates\":[],\"direction\":%d}]}}\r\n--%s--\r\n",
                "hook",
                read.camera(),
                id(read),
                read.camera(),
                LOCAL.format(read.at()),
                read.plate().toLowerCase(Locale.ROOT),
                read.percent(),
                read.country().toLowerCase(Locale.ROOT),
                read.part().toLowerCase(Locale.ROOT),
                read.approaching() ? 180 : 0,
                "hook");
    }

    private static String tattile(CameraRead read) {
        String[] dayAndTime = DAY_AND_TIME.format(read.at()).split(" ", -1);
        return "<?xml version=\"1.0\"?>\n<Msg><PLATE_STRING>"
                + read.plate()
                + "</PLATE_STRING><PLATE_COUNTRY_CODE>"
                + (read.country().equals("CA") ? "CAN" : "USA")
                + "</PLATE_COUNTRY_CODE><DATE>"
                + dayAndTime[0]
                + "</DATE><TIME>"
                + dayAndTime[1]
                + "</TIME><OCRSCORE>"
                + read.percent()
                + ".0</OCRSCORE><DIRECTION>"
                + (read.approaching() ? "APPROACH" : "GOAWAY")
                + "</DIRECTION><DEVICE_SN>"
                + read.camera()
                + "</DEVICE_SN><TRANSIT_ID>"
                + read.number()
                + "</TRANSIT_ID><IMAGE_OCR>/9j/2Q==</IMAGE_OCR></Msg>";
    }

    private static String dahua(CameraRead read) {
        Instant at = read.at();
        return "Events[0].Code=TrafficJunction\r\nEvents[0].CommInfo.Country="
                + (read.country().equals("CA") ? "CAN" : "USA")
                + "\r\nEvents[0].GroupID="
                + read.number()
                + "\r\nEvents[0].IndexInGroup=1\r\nEvents[0].JunctionDirection="
                + (read.approaching() ? "Obverse" : "Reverse")
                + "\r\nEvents[0].Object.Confidence="
                + read.percent() * 255 / 100
                + "\r\nEvents[0].RealUTC="
                + at.getEpochSecond()
                + "\r\nEvents[0].UTC="
                + at.minusSeconds(5 * 3_600).getEpochSecond()
                + "\r\nEvents[0].UTCMS="
                + at.toEpochMilli() % 1_000
                + "\r\nEvents[0].TrafficCar.PlateNumber="
                + read.plate()
                + "  \r\n";
    }

    private static String template(CameraRead read) {
        return DAY_AND_TIME.format(read.at()).replace(' ', ';')
                + ";"
                + read.plate()
                + ";"
                + (read.country().equals("CA") ? "CAN" : "USA")
                + ";"
                + read.percent()
                + ";"
                + read.camera();
    }

    private static String stxLine(CameraRead read) {
        return read.camera() + "," + read.plate() + "," + DIGITS.format(read.at());
    }

    private static byte[] framed(String text) {
        byte[] inside = utf8(text);
        byte[] frame = new byte[inside.length + 3];
        frame[0] = 2;
        System.arraycopy(inside, 0, frame, 1, inside.length);
        frame[inside.length + 1] = 3;
        int sum = 3;
        for (byte octet : inside) {
            sum ^= octet;
        }
        frame[inside.length + 2] = (byte) sum;
        return frame;
    }

    private static String xmlAttributes(CameraRead read) {
        return String.format(
                Locale.ROOT,
                "<CAR_PLATE version=\"1.0\" direction=\"%s\" cam-id=\"%s\" time=\"%s\" plate=\"%s\" plate_mask=\"%s\" confidence=\"%d\" plateImage=\"/9j/2Q==\"></CAR_PLATE>",
                read.approaching() ? "in" : "out",
                read.camera(),
                LOCAL.format(read.at()),
                read.plate(),
                read.country().equals("CA") ? "CAN" : "USA",
                read.percent());
    }

    private static byte[] parts(String type, byte[] text) {
        byte[] first = part(type, text);
        byte[] second = part("image/jpeg", PICTURE);
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] part(String type, byte[] body) {
        byte[] head =
                utf8(
                        "--myboundary\r\nContent-Type: "
                                + type
                                + "\r\nContent-Length: "
                                + body.length
                                + "\r\n\r\n");
        byte[] part = new byte[head.length + body.length + 2];
        System.arraycopy(head, 0, part, 0, head.length);
        System.arraycopy(body, 0, part, head.length, body.length);
        part[part.length - 2] = '\r';
        part[part.length - 1] = '\n';
        return part;
    }
}
