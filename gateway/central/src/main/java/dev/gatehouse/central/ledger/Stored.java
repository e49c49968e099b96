package dev.gatehouse.central.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Receipt;
import java.util.Optional;

/// Reads back the messages that the ledger keeps. One message has one encoding here: what does not
/// encode to the same octets again was changed, for the receiver stores its own encoding without
/// unknown fields.
public final class Stored {
    private Stored() {}

    public static Optional<Envelope> envelope(ByteString octets) {
        return canonical(Envelope.parser(), octets).filter(m -> m.getUnknownFields().isEmpty());
    }

    public static Optional<Receipt> receipt(ByteString octets) {
        return canonical(Receipt.parser(), octets).filter(m -> m.getUnknownFields().isEmpty());
    }

    public static Optional<Checkpoint> checkpoint(ByteString octets) {
        return canonical(Checkpoint.parser(), octets).filter(m -> m.getUnknownFields().isEmpty());
    }

    public static Optional<DeclaredLoss> loss(ByteString octets) {
        return canonical(DeclaredLoss.parser(), octets).filter(m -> m.getUnknownFields().isEmpty());
    }

    private static <T extends MessageLite> Optional<T> canonical(
            Parser<T> parser, ByteString octets) {
        try {
            T message = parser.parseFrom(octets);
            return message.toByteString().equals(octets) ? Optional.of(message) : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
