package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import java.util.Optional;

/// One maker's messages, or one mapping of them, in the common model. Without state: the same bytes
/// give the same reading.
public interface PlateCodec {

    /// The parser's word in a read, e.g. `AXIS`.
    String source();

    /// Reads one message: the body of a request, or what `cutter` cut from a stream. A body with
    /// its HTTP head before it, as captures have it, is read as well.
    Decoded<PlateMessage> decode(byte[] message, ReaderProfile profile);

    /// Cuts a stream into messages; empty for a maker that has no form without HTTP.
    Optional<MessageCutter> cutter();

    /// Whether the maker is one of those that a covered-equipment policy names; what follows from
    /// it is the inventory's.
    default boolean coveredMaker() {
        return false;
    }
}
