package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.BoundedXml;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.XmlElement;
import dev.gatehouse.protocols.XmlLimits;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// An XML document of a reader within the sheet's limits (section 4), its images hashed.
///
/// @param root of the document, its images' texts still in it: for as long as the message is read
/// @param images digests in the order of the document
/// @param imagesDropped images that were over a limit or not base64
/// @param imageNames what was taken for an image
record ReaderXml(
        XmlElement root, List<ImageDigest> images, int imagesDropped, Set<String> imageNames) {

    static final XmlLimits LIMITS = new XmlLimits(8 << 20, 16, 2_000, 64, 128, 6 << 20, true);
    static final int MAX_TEXT_CHARS = 1 << 20;

    /// Reads one document.
    ///
    /// @param imageNames names, in lower case, of elements and (`@name`) attributes whose text is
    ///   base64 of an image
    static Decoded<ReaderXml> read(byte[] bytes, Set<String> imageNames) {
        return switch (BoundedXml.read(bytes, LIMITS)) {
            case Decoded.Rejected<XmlElement>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<XmlElement>(XmlElement root) -> hashed(root, imageNames);
        };
    }

    private static Decoded<ReaderXml> hashed(XmlElement root, Set<String> imageNames) {
        ImageHasher hasher = new ImageHasher();
        List<ImageDigest> images = new ArrayList<>();
        long textChars = 0;
        for (XmlElement element : root.all()) {
            for (var attribute : element.attributes().entrySet()) {
                if (imageNames.contains("@" + folded(attribute.getKey()))) {
                    hasher.hash(attribute.getValue()).ifPresent(images::add);
                } else {
                    textChars += attribute.getValue().length();
                }
            }
            if (imageNames.contains(folded(element.name()))) {
                hasher.hash(element.text()).ifPresent(images::add);
            } else {
                textChars += element.text().length();
            }
        }
        if (textChars > MAX_TEXT_CHARS) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "document without images: expected at most " + MAX_TEXT_CHARS + " characters");
        }
        return Decoded.message(
                new ReaderXml(root, List.copyOf(images), hasher.dropped(), imageNames));
    }

    String contentHash(String readerId) {
        return ContentHash.of(readerId, root, imageNames);
    }

    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "ReaderXml[content withheld]";
    }
}
