package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.Optional;
import java.util.OptionalLong;

/// `alpr_alert`: the reader's own list had a hit. That is another system's statement: the group in
/// it is read like any other, the alert itself is counted and not acted upon.
///
/// @param plateNumber as sent, empty when absent
/// @param epochTime ms UTC as sent
/// @param alertList name of the reader's list
/// @param listType as sent
/// @param group the read behind it
public record RekorAlert(
        String plateNumber,
        OptionalLong epochTime,
        String alertList,
        String listType,
        Optional<RekorGroup> group)
        implements RekorMessage {

    static final String KIND = "alpr_alert";

    static Decoded<RekorMessage> from(JsonValue.Struct root) {
        Optional<RekorGroup> group =
                root.struct("group")
                        .flatMap(inner ->
                                RekorGroup.group(inner)
                                                instanceof Decoded.Message<RekorGroup>(var read)
                                        ? Optional.of(read)
                                        : Optional.empty());
        if (group.isEmpty() && root.text("plate_number").isEmpty()) {
            return Decoded.rejected(
                    RejectReason.MISSING_FIELD, "rekor alert: expected group or plate_number");
        }
        return Decoded.message(
                new RekorAlert(
                        root.text("plate_number"),
                        root.whole("epoch_time"),
                        root.text("alert_list"),
                        root.text("list_type"),
                        group));
    }

    @Override
    public byte[] encode() {
        return JsonWriter.document(to -> {
            to.text(DATA_TYPE, KIND)
                    .text("plate_number", plateNumber)
                    .whole("epoch_time", epochTime)
                    .text("alert_list", alertList)
                    .text("list_type", listType);
            group.ifPresent(read -> to.object("group", read::write));
        });
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "RekorAlert[content withheld]";
    }
}
