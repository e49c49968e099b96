package dev.gatehouse.tests.system;

import com.google.protobuf.util.JsonFormat;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.OfficerCommand;

/// Commands of officer 1001 as the terminal sends them.
final class Commands {
    static final String BADGE = "1001";

    /// Where officer 1001 sends them.
    static final String TOPIC = Site.topic("officer/" + BADGE + "/command");

    private Commands() {}

    static String manualEntry(String id, String plate) throws Exception {
        return json(
                command(id, CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                        .setPlate(plate)
                        .setJurisdiction("US-NY"));
    }

    static String of(String id, CommandKind kind, String referralId) throws Exception {
        return json(command(id, kind).setReferralId(referralId));
    }

    static String examined(String id, String referralId, ExaminationResult result)
            throws Exception {
        return json(
                command(id, CommandKind.COMMAND_KIND_EXAMINED)
                        .setReferralId(referralId)
                        .setResult(result));
    }

    private static OfficerCommand.Builder command(String id, CommandKind kind) {
        return OfficerCommand.newBuilder()
                .setCommandId(id)
                .setKind(kind)
                .setBadge(BADGE)
                .setRole("officer")
                .setShift("day")
                .setLaneId("1");
    }

    private static String json(OfficerCommand.Builder command) throws Exception {
        return JsonFormat.printer().omittingInsignificantWhitespace().print(command);
    }
}
