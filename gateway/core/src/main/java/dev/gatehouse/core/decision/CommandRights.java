package dev.gatehouse.core.decision;

import dev.gatehouse.core.referral.Stage;
import dev.gatehouse.proto.v1.CommandKind;
import java.util.Optional;
import java.util.Set;

/// Who may command what.
///
/// | command | from the officer at the lane | from a superintendent |
/// |---|---|---|
/// | manual entry, acknowledge, in secondary, examined, release, radio text, lamps and barrier by hand | yes | yes |
/// | examined, of a referral that was released (its disposition) | no | yes |
///
/// The officer may release, because he can wave a vehicle through whatever the booth says: refusing
/// the command would only hide it. It raises its alarm.
final class CommandRights {
    static final String OFFICER = "officer";
    static final String SUPERINTENDENT = "superintendent";

    private static final Set<String> BOTH = Set.of(OFFICER, SUPERINTENDENT);

    private CommandRights() {}

    static Set<String> rolesFor(CommandKind kind) {
        return switch (kind) {
            case COMMAND_KIND_MANUAL_ENTRY,
                    COMMAND_KIND_ACKNOWLEDGE,
                    COMMAND_KIND_IN_SECONDARY,
                    COMMAND_KIND_EXAMINED,
                    COMMAND_KIND_RELEASE,
                    COMMAND_KIND_RADIO_TEXT,
                    COMMAND_KIND_OUTPUT_ASK,
                    COMMAND_KIND_OUTPUT_CONFIRM,
                    COMMAND_KIND_OUTPUT_REVERT ->
                    BOTH;
            case COMMAND_KIND_UNSPECIFIED, UNRECOGNIZED -> Set.of();
        };
    }

    /// Roles for a command on a referral at this stage.
    static Set<String> rolesFor(CommandKind kind, Stage stage) {
        return kind == CommandKind.COMMAND_KIND_EXAMINED && stage == Stage.RELEASED_WITHOUT_REFERRAL
                ? Set.of(SUPERINTENDENT)
                : rolesFor(kind);
    }

    /// Where a command leads; empty for one that moves no referral.
    static Optional<Stage> target(CommandKind kind) {
        return switch (kind) {
            case COMMAND_KIND_ACKNOWLEDGE -> Optional.of(Stage.ACKNOWLEDGED);
            case COMMAND_KIND_IN_SECONDARY -> Optional.of(Stage.IN_SECONDARY);
            case COMMAND_KIND_EXAMINED -> Optional.of(Stage.EXAMINED);
            case COMMAND_KIND_RELEASE -> Optional.of(Stage.RELEASED_WITHOUT_REFERRAL);
            case COMMAND_KIND_MANUAL_ENTRY,
                    COMMAND_KIND_RADIO_TEXT,
                    COMMAND_KIND_OUTPUT_ASK,
                    COMMAND_KIND_OUTPUT_CONFIRM,
                    COMMAND_KIND_OUTPUT_REVERT,
                    COMMAND_KIND_UNSPECIFIED,
                    UNRECOGNIZED ->
                    Optional.empty();
        };
    }
}
