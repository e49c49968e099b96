package dev.gatehouse.protocols.lpr;

/// A well-formed message of a kind this reader sheet does not know: answered with success, counted,
/// ignored.
///
/// @param dataType 1 to 64 characters
public record RekorUnknownKind(String dataType) implements RekorMessage {

    static final int MAX_CHARS = 64;

    public RekorUnknownKind {
        if (dataType.isEmpty() || dataType.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "data type: expected 1..64 characters, found " + dataType.length());
        }
    }

    @Override
    public byte[] encode() {
        return JsonWriter.document(to -> to.text(DATA_TYPE, dataType));
    }
}
