package dev.gatehouse.protocols.lpr;

import static org.junit.jupiter.api.Assertions.fail;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;

/// Made-up messages and the shortest way to their readings.
final class RekorSamples {

    static final String GROUP =
            """
            {"data_type":"alpr_group","version":3,"epoch_start":1795309201250,"epoch_end":1795309203900,
             "frame_start":118,"frame_end":171,"company_id":"c0ffee00-0000-4000-8000-000000000001",
             "agent_uid":"AGENTTESTAGENTTESTAGENTTESTAGENTTESTAAAA","agent_type":"alprd","agent_version":"4.1.2",
             "camera_id":120417,"country":"us",
             "uuids":["AGENTTEST-120417-1795309201250","AGENTTEST-120417-1795309202100"],
             "best_uuid":"AGENTTEST-120417-1795309202100","best_plate_number":"KQR4821","best_confidence":93.41,
             "best_region":"us-ny","best_region_confidence":88,"matches_template":1,"plate_indexes":[0,1],
             "candidates":[{"plate":"KQR4821","confidence":93.41,"matches_template":1},
              {"plate":"KOR4821","confidence":81.02,"matches_template":1}],
             "best_plate":{"plate":"KQR4821","confidence":93.41,"region":"us-ny","region_confidence":88,
              "plate_index":0,"matches_template":1,"processing_time_ms":48.2,"requested_topn":10,
              "coordinates":[{"x":610,"y":402},{"x":742,"y":404},{"x":741,"y":470},{"x":609,"y":468}],
              "vehicle_region":{"x":380,"y":90,"width":620,"height":620},
              "candidates":[{"plate":"KQR4821","confidence":93.41,"matches_template":1}],"plate_crop_jpeg":""},
             "travel_direction":182.5,"is_parked":false,"is_preview":false,"vehicle_crop_jpeg":"",
             "vehicle":{"color":[{"name":"blue","confidence":91.0}]},"user_data":"lane-3"}
            """;

    static final ReaderProfile PLAIN =
            new ReaderProfile("lane3", "", OptionalDouble.empty(), OptionalDouble.empty());

    private RekorSamples() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static RekorDocument document(byte[] bytes) {
        return switch (RekorDocument.decode(bytes)) {
            case Decoded.Message<RekorDocument>(RekorDocument document) -> document;
            case Decoded.Rejected<RekorDocument>(var reason, var detail) ->
                    fail(reason + " " + detail);
        };
    }

    static List<PlateReading> readings(String json, ReaderProfile profile) {
        return RekorReading.of(document(utf8(json)), profile, (_, _) -> "window-1");
    }

    static PlateReading reading(String json) {
        return readings(json, PLAIN).getFirst();
    }

    static RejectReason refusal(byte[] bytes) {
        return switch (RekorDocument.decode(bytes)) {
            case Decoded.Message<RekorDocument> _ -> fail("was accepted");
            case Decoded.Rejected<RekorDocument>(var reason, var _) -> reason;
        };
    }

    static RejectReason refusal(String json) {
        return refusal(utf8(json));
    }
}
