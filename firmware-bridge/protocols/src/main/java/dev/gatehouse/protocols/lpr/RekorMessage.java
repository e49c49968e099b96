package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;

/// One message of a Rekor Scout / OpenALPR agent, one a request (plate reader sheet, section 7).
/// Lookups are lenient: an advisory member of a wrong type counts as absent; what a read stands on
/// must be right.
public sealed interface RekorMessage
        permits RekorGroup,
                RekorResults,
                RekorAlert,
                RekorHeartbeat,
                RekorVehicleOnly,
                RekorUnknownKind {

    /// The member that names the kind.
    String DATA_TYPE = "data_type";

    /// UTF-8 JSON as an agent sends it, without images.
    byte[] encode();

    /// The message alone; see `RekorDocument` for what else the bytes tell.
    ///
    /// @param bytes one JSON document, a byte order mark is accepted
    static Decoded<RekorMessage> decode(byte[] bytes) {
        return switch (RekorDocument.decode(bytes)) {
            case Decoded.Message<RekorDocument>(RekorDocument document) ->
                    Decoded.message(document.message());
            case Decoded.Rejected<RekorDocument>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
        };
    }
}
