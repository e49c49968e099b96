package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.List;
import java.util.OptionalLong;

/// `alpr_results`: one frame, with every plate in it; dozens for one vehicle.
///
/// @param agent who sent it
/// @param epochTime ms UTC as sent
/// @param uuid of the frame, empty when absent
/// @param results plates in view, possibly none
public record RekorResults(
        RekorAgent agent, OptionalLong epochTime, String uuid, List<RekorPlate> results)
        implements RekorMessage {

    static final String KIND = "alpr_results";
    private static final int VERSION = 2;

    public RekorResults {
        results = List.copyOf(results);
    }

    static Decoded<RekorMessage> from(JsonValue.Struct root) {
        if (!root.has("results")) {
            return Decoded.rejected(
                    RejectReason.MISSING_FIELD, "rekor results: expected a list in results");
        }
        return Decoded.message(
                new RekorResults(
                        RekorAgent.from(root),
                        root.whole("epoch_time"),
                        root.text("uuid"),
                        root.structs("results").stream().map(RekorPlate::from).toList()));
    }

    @Override
    public byte[] encode() {
        return JsonWriter.document(to -> {
            to.text(DATA_TYPE, KIND)
                    .whole("version", VERSION)
                    .whole("epoch_time", epochTime)
                    .text("uuid", uuid);
            agent.write(to);
            to.objects(
                    "results", results.stream().map(p -> (JsonWriter.Members) p::write).toList());
        });
    }
}
