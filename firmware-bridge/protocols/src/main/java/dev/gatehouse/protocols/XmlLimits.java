package dev.gatehouse.protocols;

/// How much of a hostile sender's XML is read.
///
/// @param maxDocumentBytes all of it
/// @param maxDepth elements inside elements, the root counted
/// @param maxElements of the document
/// @param maxAttributes of one element
/// @param maxNameChars of a name
/// @param maxTextChars of one element's own text, or of one attribute
/// @param mendsEncoding octets that are no UTF-8 become U+FFFD instead of a refusal: old firmware
///   declares UTF-8 and writes something else
public record XmlLimits(
        int maxDocumentBytes,
        int maxDepth,
        int maxElements,
        int maxAttributes,
        int maxNameChars,
        int maxTextChars,
        boolean mendsEncoding) {

    public XmlLimits {
        if (maxDocumentBytes < 1
                || maxDepth < 1
                || maxElements < 1
                || maxAttributes < 0
                || maxNameChars < 1
                || maxTextChars < 1) {
            throw new IllegalArgumentException("XML limits: expected at least 1 of everything");
        }
    }
}
