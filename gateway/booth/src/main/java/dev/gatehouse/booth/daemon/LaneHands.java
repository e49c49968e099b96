package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.decision.ByHand;
import dev.gatehouse.drivers.LaneOutput;
import dev.gatehouse.drivers.LaneOutput.ManualAnswer;
import dev.gatehouse.drivers.LaneOutput.ManualOrder;
import dev.gatehouse.drivers.LaneOutput.Part;
import dev.gatehouse.proto.v1.OutputPart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Brings an officer's word to the lamps and barrier of a lane; never waits.
///
/// @param outputs of a lane, by device
record LaneHands(Function<String, Map<String, LaneOutput>> outputs) {

    /// What the device answers.
    ByHand.Answer take(ByHand word) {
        return switch (word) {
            case ByHand.Ask ask -> ask(ask);
            case ByHand.Confirm(String lane, String device, long number) ->
                    of(lane, device)
                            .map(output -> answer(device, output.confirm(number)))
                            .orElseGet(() -> none(ByHand.Outcome.NO_OUTPUT));
            case ByHand.Revert(String lane, String device) ->
                    of(lane, device)
                            .map(output -> answer(device, output.revert()))
                            .orElseGet(() -> none(ByHand.Outcome.NO_OUTPUT));
        };
    }

    private Optional<LaneOutput> of(String lane, String device) {
        return Optional.ofNullable(outputs.apply(lane).get(device));
    }

    private ByHand.Answer ask(ByHand.Ask ask) {
        Optional<Part> part = part(ask.part());
        Map<String, LaneOutput> having = new LinkedHashMap<>();
        outputs.apply(ask.laneId())
                .forEach((device, output) -> {
                    boolean named = ask.deviceId().isEmpty() || ask.deviceId().equals(device);
                    if (named && part.isPresent() && output.parts().contains(part.get())) {
                        having.put(device, output);
                    }
                });
        if (part.isEmpty() || having.isEmpty()) {
            return none(ByHand.Outcome.NO_OUTPUT);
        }
        if (having.size() > 1) {
            return none(ByHand.Outcome.SEVERAL);
        }
        Map.Entry<String, LaneOutput> one = having.entrySet().iterator().next();
        return answer(one.getKey(), one.getValue().ask(new ManualOrder(part.get(), ask.active())));
    }

    private static Optional<Part> part(OutputPart part) {
        return switch (part) {
            case OUTPUT_PART_RED -> Optional.of(Part.RED);
            case OUTPUT_PART_AMBER -> Optional.of(Part.AMBER);
            case OUTPUT_PART_GREEN -> Optional.of(Part.GREEN);
            case OUTPUT_PART_BARRIER -> Optional.of(Part.BARRIER);
            case OUTPUT_PART_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    private static ByHand.Answer none(ByHand.Outcome outcome) {
        return new ByHand.Answer(outcome, "", 0, 0);
    }

    private static ByHand.Answer answer(String device, ManualAnswer answer) {
        ByHand.Outcome outcome =
                switch (answer.outcome()) {
                    case CONFIRM -> ByHand.Outcome.CONFIRM;
                    case HELD -> ByHand.Outcome.HELD;
                    case REVERTED -> ByHand.Outcome.REVERTED;
                    case BUSY -> ByHand.Outcome.BUSY;
                    case NOTHING_ASKED -> ByHand.Outcome.NOTHING_ASKED;
                    case NOT_ALLOWED -> ByHand.Outcome.NOT_ALLOWED;
                    case NOT_ALIVE -> ByHand.Outcome.NOT_ALIVE;
                };
        return new ByHand.Answer(outcome, device, answer.number(), answer.validMs());
    }
}
