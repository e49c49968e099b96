package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.protocols.observation.RadioReport;

/// The form of an officer command: lengths first, then characters. Fields that its kind does not
/// use are ignored.
final class CommandShape {
    static final int MAX_COMMAND_ID_CHARS = 64;
    static final int MAX_BADGE_CHARS = 32;
    static final int MAX_SHIFT_CHARS = 32;
    static final int MAX_LANE_CHARS = 64;
    static final int MAX_PLATE_CHARS = 24;
    static final int MAX_JURISDICTION_CHARS = 16;
    static final int MAX_ENTRY_KIND_CHARS = 32;
    static final int MAX_ENTRY_CHARS = 256;
    static final int MAX_FACT_CHARS = 40;
    static final int REFERRAL_ID_CHARS = 16;
    static final int MAX_DEVICE_CHARS = 64;

    private CommandShape() {}

    /// What is wrong with it, as a stable code; empty when nothing is.
    static String fault(OfficerCommand command) {
        if (!wellFormedId(command)) {
            return "COMMAND_ID";
        }
        if (!word(command.getBadge(), MAX_BADGE_CHARS)) {
            return "BADGE";
        }
        if (!word(command.getShift(), MAX_SHIFT_CHARS)) {
            return "SHIFT";
        }
        if (!word(command.getLaneId(), MAX_LANE_CHARS)) {
            return "LANE";
        }
        return switch (command.getKind()) {
            case COMMAND_KIND_MANUAL_ENTRY -> manualFault(command);
            case COMMAND_KIND_ACKNOWLEDGE, COMMAND_KIND_IN_SECONDARY, COMMAND_KIND_RELEASE ->
                    referralFault(command);
            case COMMAND_KIND_EXAMINED -> {
                boolean known =
                        command.getResult() != ExaminationResult.EXAMINATION_RESULT_UNSPECIFIED
                                && command.getResult() != ExaminationResult.UNRECOGNIZED;
                yield known ? referralFault(command) : "RESULT";
            }
            case COMMAND_KIND_RADIO_TEXT -> radioFault(command);
            case COMMAND_KIND_OUTPUT_ASK, COMMAND_KIND_OUTPUT_CONFIRM, COMMAND_KIND_OUTPUT_REVERT ->
                    outputFault(command);
            case COMMAND_KIND_UNSPECIFIED, UNRECOGNIZED -> "KIND";
        };
    }

    private static String outputFault(OfficerCommand command) {
        if (!command.getOutputDevice().isEmpty()
                && !word(command.getOutputDevice(), MAX_DEVICE_CHARS)) {
            return "OUTPUT_DEVICE";
        }
        if (command.getKind() == CommandKind.COMMAND_KIND_OUTPUT_CONFIRM) {
            return command.getOutputNumber() < 1 ? "OUTPUT_NUMBER" : "";
        }
        boolean partNamed =
                switch (command.getOutputPart()) {
                    case OUTPUT_PART_RED,
                            OUTPUT_PART_AMBER,
                            OUTPUT_PART_GREEN,
                            OUTPUT_PART_BARRIER ->
                            command.hasOutputActive();
                    case OUTPUT_PART_UNSPECIFIED, UNRECOGNIZED -> false;
                };
        return partNamed || command.getKind() == CommandKind.COMMAND_KIND_OUTPUT_REVERT
                ? ""
                : "OUTPUT_PART";
    }

    private static String radioFault(OfficerCommand command) {
        int target = command.getRadioId();
        if (target < 1 || target > RadioReport.MAX_RADIO_ID) {
            return "RADIO_ID";
        }
        if (!word(command.getRadioDevice(), MAX_DEVICE_CHARS)) {
            return "RADIO_DEVICE";
        }
        return command.getEntry().isBlank() || command.getEntry().length() > MAX_ENTRY_CHARS
                ? "ENTRY"
                : "";
    }

    /// The id may be repeated in a reply and a record.
    static boolean wellFormedId(OfficerCommand command) {
        String id = command.getCommandId();
        return !id.isEmpty()
                && id.length() <= MAX_COMMAND_ID_CHARS
                && id.chars().allMatch(c -> letterOrDigit(c) || c == '-');
    }

    /// The kind may be repeated in a record.
    static CommandKind knownKind(OfficerCommand command) {
        return command.getKind() == CommandKind.UNRECOGNIZED
                ? CommandKind.COMMAND_KIND_UNSPECIFIED
                : command.getKind();
    }

    private static String manualFault(OfficerCommand command) {
        if (!command.getEntryKind().isEmpty()) {
            return entryFault(command);
        }
        if (command.getPlate().isEmpty() || command.getPlate().length() > MAX_PLATE_CHARS) {
            return "PLATE";
        }
        return command.getJurisdiction().length() > MAX_JURISDICTION_CHARS ? "JURISDICTION" : "";
    }

    private static String entryFault(OfficerCommand command) {
        if (!word(command.getEntryKind(), MAX_ENTRY_KIND_CHARS)) {
            return "ENTRY_KIND";
        }
        if (command.getEntry().isBlank() || command.getEntry().length() > MAX_ENTRY_CHARS) {
            return "ENTRY";
        }
        boolean factsFit =
                command.getBirthDate().length() <= MAX_FACT_CHARS
                        && command.getSex().length() <= MAX_FACT_CHARS
                        && command.getNationality().length() <= MAX_FACT_CHARS;
        return factsFit ? "" : "ENTRY_FACTS";
    }

    private static String referralFault(OfficerCommand command) {
        String id = command.getReferralId();
        boolean fits =
                id.length() == REFERRAL_ID_CHARS
                        && id.chars()
                                .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        return fits ? "" : "REFERRAL_ID";
    }

    private static boolean word(String text, int maxChars) {
        return !text.isEmpty()
                && text.length() <= maxChars
                && text.chars()
                        .allMatch(c ->
                                letterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == ' ');
    }

    private static boolean letterOrDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
