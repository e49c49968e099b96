package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;
import java.util.List;

/// What a receiver owes the sender of a confirmed packet. Whether it is sent is not decided here:
/// nothing goes on the air unless the configuration says so.
///
/// @param blocks rate 1/2 blocks behind the header, a [BlockMap] or none
public record Answer(ResponseHeader header, List<Octets> blocks) {

    public Answer {
        blocks = List.copyOf(blocks);
    }

    static Answer of(ResponseHeader header) {
        return new Answer(header, List.of());
    }
}
