package dev.gatehouse.drivers.gpio;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineState;
import java.util.ArrayList;
import java.util.List;

/// What a `gpio:` link delivers: edges, or how the line stands. The kernel's events have 48 octets,
/// a state has 24.
sealed interface LineFrame {

    /// Events one `read(2)` gives at most.
    int EVENTS_MAX = 16;

    record Edges(List<LineEvent> events) implements LineFrame {}

    record Stands(LineState state) implements LineFrame {}

    /// Takes a frame apart, all of it or nothing.
    static Decoded<LineFrame> decode(byte[] bytes) {
        if (bytes.length == LineState.LENGTH_BYTES) {
            return switch (LineState.decode(bytes)) {
                case Decoded.Message<LineState>(LineState state) ->
                        Decoded.message(new Stands(state));
                case Decoded.Rejected<LineState>(RejectReason reason, String detail) ->
                        Decoded.rejected(reason, detail);
            };
        }
        if (bytes.length > EVENTS_MAX * LineEvent.LENGTH_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG, "line events: expected at most " + EVENTS_MAX);
        }
        if (bytes.length == 0 || bytes.length % LineEvent.LENGTH_BYTES != 0) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "line events: expected a multiple of "
                            + LineEvent.LENGTH_BYTES
                            + " octets, found "
                            + bytes.length);
        }
        List<LineEvent> events = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += LineEvent.LENGTH_BYTES) {
            switch (LineEvent.decode(bytes, at)) {
                case Decoded.Message<LineEvent>(LineEvent event) -> events.add(event);
                case Decoded.Rejected<LineEvent>(RejectReason reason, String detail) -> {
                    return Decoded.rejected(reason, detail);
                }
            }
        }
        return Decoded.message(new Edges(events));
    }
}
