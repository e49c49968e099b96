package dev.gatehouse.drivers.cdev;

import dev.gatehouse.protocols.gpio.LineConfig;
import dev.gatehouse.protocols.gpio.LineConfig.Attribute;
import dev.gatehouse.protocols.gpio.LineConfig.Kind;
import dev.gatehouse.protocols.gpio.LineFlags;
import dev.gatehouse.protocols.gpio.LineRequest;
import java.util.List;

/// Asks for outputs.
public final class OutputLines {

    private OutputLines() {}

    /// One request for several outputs, so that they change together.
    ///
    /// @param activeLow by index: lines whose low level is active
    /// @param levels by index: with which level each begins, from the first moment on
    public static LineRequest request(List<Integer> offsets, long activeLow, long levels) {
        long all = -1L >>> (Long.SIZE - offsets.size());
        List<Attribute> values = List.of(new Attribute(Kind.VALUES, levels & all, all));
        LineConfig config =
                (activeLow & all) == 0
                        ? new LineConfig(LineFlags.OUTPUT, values)
                        : new LineConfig(
                                LineFlags.OUTPUT,
                                List.of(
                                        values.getFirst(),
                                        new Attribute(
                                                Kind.FLAGS,
                                                LineFlags.OUTPUT | LineFlags.ACTIVE_LOW,
                                                activeLow & all)));
        return new LineRequest(offsets, InputLine.CONSUMER, config, 0);
    }
}
