package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.OptionalDouble;

/// Messages in the makers' shapes; plates, serials and ids are made up.
final class MakerSamples {

    static final ReaderProfile PLAIN = profile("UTC", false);

    static final String AXIS =
            """
            {"packetCounter":"17","capture_timestamp":"1795312860480","frame_timestamp":"99","datetime":"20261122 020100480",
             "plateASCII":"ZK77AX","plateUTF8":"ZK77AX","plateText":"ZK77AX","plateCountry":"USA","plateRegion":"VT","plateConfidence":"0.750000",
             "carState":"new","carMoveDirection":"out","carID":"44","camera_info":{"SerialNumber":"ACCC8E000001"},
             "ImageArray":[{"ImageType":"plate","ImageFormat":"jpeg","BinaryImage":"/9j/2Q=="}]}\
            """;

    static final String GENETEC =
            """
            {"ContextImage":"","Id":"0b5ad2aa-0000-4000-8000-000000000001","LprCameraName":"Left","PlateAnalytics":[
             {"Key":"State Name","Score":-1.0,"Value":"Ontario"},{"Key":"Confidence Score","Score":1.0,"Value":"77"},
             {"Key":"Relative Motion","Score":1.0,"Value":"Further"},{"Key":"Context","Score":1.0,"Value":"CA"}],
             "PlateImage":"/9j/2Q==","PlateRead":"GN 12 AB","SourceUrl":"SHARP1","Timestamp":"2026-11-22T02:01:00.480"}\
            """;

    static final String HIKVISION =
            """
            <EventNotificationAlert xmlns="http://www.hikvision.com/ver20/XMLSchema"><macAddress>00:00:5e:00:53:01</macAddress>
            <channelID>2</channelID><dateTime>2026-11-22T03:01:00+01:00</dateTime><eventType>anpr</eventType><eventState>active</eventState>
            <ANPR><country>Poland</country><licensePlate>WX 9 KH1</licensePlate><originalLicensePlate>WX9KHI</originalLicensePlate>
            <direction>reverse</direction><confidenceLevel>88</confidenceLevel></ANPR></EventNotificationAlert>\
            """;

    static final String PLATE_RECOGNIZER =
            """
            {"hook":{"id":"cam-9","event":"recognition","filename":"shots/1.jpg"},"data":{"camera_id":"cam-9","timestamp":"2026-11-22T02:01:00.480000Z",
             "results":[{"plate":"pr101x","score":0.9,"region":{"code":"us-ny"},"candidates":[{"plate":"pr101x","score":0.9},{"plate":"pri01x"}],"direction":180},
             {"plate":"","score":0.1,"region":{"code":""},"candidates":[],"direction":""}]}}\
            """;

    static final String TATTILE =
            """
            <?xml version="1.0"?>
            <root><plate_string>77ABC1</plate_string><PLATE_COUNTRY>Spain</PLATE_COUNTRY><DATE>2026-11-22</DATE><TIME>03:01:00.480</TIME>
            <OCRSCORE>64.25</OCRSCORE><DIRECTION>GOAWAY</DIRECTION><DEVICE_SN>T1</DEVICE_SN><TRANSIT_ID>8</TRANSIT_ID><IMAGE_OCR>/9j/2Q==</IMAGE_OCR></root>\
            """;

    static final String DAHUA =
            """
            Events[0].Code=TrafficJunction\r
            Events[0].CommInfo.Country=DEU\r
            Events[0].GroupID=7\r
            Events[0].IndexInGroup=1\r
            Events[0].JunctionDirection=Reverse\r
            Events[0].Object.Confidence=255\r
            Events[0].UTC=1795316460\r
            Events[0].UTCMS=480\r
            Events[0].TrafficCar.PlateNumber=DH 4711  \r
            """;

    static final String LINE = "2026-11-22;02-01-00;LN77XY;NLD;87;1001";
    static final String XML_ATTR =
            "<CAR_PLATE version=\"1.0\" direction=\"out\" cam-id=\"3\" time=\"2026-11-22T02:01:00.480\" plate=\"XA55BC\" plate_mask=\"CAN\" confidence=\"92\" plateImage=\"/9j/2Q==\"></CAR_PLATE>";

    /// SHA-256 of the four octets FF D8 FF D9, as `sha256sum` gives it.
    static final String IMAGE_HASH =
            "32461d5bd1773012acef0ba15636752949bd7c2ce50f9172159d9f56cf0dd9af";

    private MakerSamples() {}

    static ReaderProfile profile(String zone, boolean rear) {
        return new ReaderProfile(
                "lane3", "", OptionalDouble.empty(), OptionalDouble.empty(), ZoneId.of(zone), rear);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static PlateMessage message(String maker, byte[] bytes, ReaderProfile profile) {
        return switch (Makers.codec(maker).decode(bytes, profile)) {
            case Decoded.Message<PlateMessage>(PlateMessage message) -> message;
            case Decoded.Rejected<PlateMessage>(var reason, var detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    static PlateMessage message(String maker, String text) {
        return message(maker, utf8(text), PLAIN);
    }

    static PlateReading reading(String maker, String text) {
        return message(maker, text).readings().getFirst();
    }

    static RejectReason refusal(String maker, byte[] bytes) {
        return switch (Makers.codec(maker).decode(bytes, PLAIN)) {
            case Decoded.Message<PlateMessage> _ -> throw new AssertionError("taken");
            case Decoded.Rejected<PlateMessage>(var reason, _) -> reason;
        };
    }

    static RejectReason refusal(String maker, String text) {
        return refusal(maker, utf8(text));
    }
}
