package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.XmlElement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Stands in for an event id where a reader sends none (plate reader sheet, section 1): the same
/// message of the same reader gives the same id, whatever its images. SHA-256 in hex.
final class ContentHash {

    private final MessageDigest sha256 = ImageHasher.sha256();

    private ContentHash(String readerId) {
        add(readerId);
    }

    /// Of octets with images cut out.
    static String of(String readerId, byte[] bytes, List<BoundedJson.Span> images) {
        ContentHash hash = new ContentHash(readerId);
        int from = 0;
        for (BoundedJson.Span span : images) {
            hash.sha256.update(bytes, from, span.from() - from);
            from = span.to();
        }
        hash.sha256.update(bytes, from, bytes.length - from);
        return hash.hex();
    }

    /// Of an XML document: its names and texts in their order.
    ///
    /// @param images names, in lower case, of elements and (`@name`) attributes that are left out
    static String of(String readerId, XmlElement root, Set<String> images) {
        ContentHash hash = new ContentHash(readerId);
        hash.add(root, images);
        return hash.hex();
    }

    /// Of single texts, of which no two lists give the same octets.
    static String of(String readerId, List<String> texts) {
        ContentHash hash = new ContentHash(readerId);
        texts.forEach(hash::add);
        return hash.hex();
    }

    private void add(XmlElement element, Set<String> images) {
        add("<" + element.name());
        element.attributes()
                .forEach((name, value) -> {
                    add(name);
                    add(images.contains("@" + ReaderXml.folded(name)) ? "" : value);
                });
        add(images.contains(ReaderXml.folded(element.name())) ? "" : element.text());
        element.children().forEach(child -> add(child, images));
        add(">");
    }

    private void add(String text) {
        sha256.update(text.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
    }

    private String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
