package dev.gatehouse.protocols;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads one XML document of a hostile sender within named limits. No document type, hence no
/// entity but the five of XML itself: nothing is fetched and nothing expands. A processing
/// instruction and a comment are stepped over. One instance reads one document, on one thread.
///
/// The text is taken as UTF-8 whatever the declaration says, so that no other encoding can hide a
/// document type from the check.
public final class BoundedXml {

    private static final String DOCUMENT_TYPE = "<!DOCTYPE";
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final XmlLimits limits;
    private final Deque<Open> open = new ArrayDeque<>();
    private Optional<XmlElement> root = Optional.empty();
    private int elements;

    private BoundedXml(XmlLimits limits) {
        this.limits = limits;
    }

    /// An element whose end has not come.
    private record Open(
            String name,
            Map<String, String> attributes,
            List<XmlElement> children,
            StringBuilder text) {

        XmlElement close() {
            return new XmlElement(name, attributes, children, text.toString().strip());
        }
    }

    /// Why reading stopped; never leaves this class.
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final RejectReason reason;

        Refused(RejectReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    /// Reads exactly one document and gives its root.
    public static Decoded<XmlElement> read(byte[] bytes, XmlLimits limits) {
        if (bytes.length > limits.maxDocumentBytes()) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "document: expected at most "
                            + limits.maxDocumentBytes()
                            + " octets, found "
                            + bytes.length);
        }
        try {
            return Decoded.message(new BoundedXml(limits).document(characters(bytes, limits)));
        } catch (Refused e) {
            return Decoded.rejected(e.reason, e.detail());
        }
    }

    private static CharBuffer characters(byte[] bytes, XmlLimits limits) throws Refused {
        CodingErrorAction action =
                limits.mendsEncoding() ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
        CharsetDecoder utf8 =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(action)
                        .onUnmappableCharacter(action);
        CharBuffer text;
        try {
            text = utf8.decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new Refused(RejectReason.BAD_ENCODING, "document: not UTF-8 text");
        }
        if (text.hasRemaining() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.slice(1, text.remaining() - 1);
        }
        int from = 0;
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        if (from == text.length()) {
            throw new Refused(
                    RejectReason.TOO_SHORT, "document: expected an element, found nothing");
        }
        // A declaration stands at the very beginning or the parser refuses it; blanks before it are
        // a habit of devices.
        return text.slice(from, text.length() - from);
    }

    private XmlElement document(CharBuffer text) throws Refused {
        if (contains(text, DOCUMENT_TYPE)) {
            throw new Refused(RejectReason.UNSUPPORTED, "document: a document type is refused");
        }
        XMLStreamReader reader = null;
        try {
            reader = factory().createXMLStreamReader(new Characters(text));
            while (reader.hasNext()) {
                take(reader, reader.next());
            }
        } catch (XMLStreamException e) {
            // The parser's own message quotes the input: only the place is kept.
            throw new Refused(RejectReason.BAD_SYNTAX, "document: not XML" + place(e));
        } finally {
            close(reader);
        }
        if (root.isEmpty()) {
            throw new Refused(RejectReason.TOO_SHORT, "document: expected an element");
        }
        return root.get();
    }

    /// The platform's own parser, whatever else stands on the class path.
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory;
    }

    private static String place(XMLStreamException e) {
        return e.getLocation() == null
                ? ""
                : " at line "
                        + e.getLocation().getLineNumber()
                        + ", column "
                        + e.getLocation().getColumnNumber();
    }

    private static void close(@org.jspecify.annotations.Nullable XMLStreamReader reader) {
        if (reader != null) {
            try {
                reader.close();
            } catch (XMLStreamException e) {
                // what was read is read
            }
        }
    }

    private void take(XMLStreamReader reader, int event) throws Refused {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(reader);
            case XMLStreamConstants.END_ELEMENT -> end();
            case XMLStreamConstants.CHARACTERS,
                    XMLStreamConstants.CDATA,
                    XMLStreamConstants.SPACE ->
                    text(reader);
            case XMLStreamConstants.DTD,
                    XMLStreamConstants.ENTITY_DECLARATION,
                    XMLStreamConstants.ENTITY_REFERENCE,
                    XMLStreamConstants.NOTATION_DECLARATION ->
                    throw new Refused(
                            RejectReason.UNSUPPORTED,
                            "document: a document type or an entity is refused");
            default -> {
                // begin and end of the document, comments, instructions: nothing to read
            }
        }
    }

    private void start(XMLStreamReader reader) throws Refused {
        if (++elements > limits.maxElements()) {
            throw new Refused(
                    RejectReason.LIMIT_EXCEEDED,
                    "elements: expected at most " + limits.maxElements());
        }
        if (open.size() == limits.maxDepth()) {
            throw new Refused(
                    RejectReason.LIMIT_EXCEEDED, "depth: expected at most " + limits.maxDepth());
        }
        int count = reader.getAttributeCount();
        if (count > limits.maxAttributes()) {
            throw new Refused(
                    RejectReason.LIMIT_EXCEEDED,
                    "attributes: expected at most " + limits.maxAttributes());
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String value = reader.getAttributeValue(i);
            requireText(value.length());
            attributes.putIfAbsent(name(reader.getAttributeLocalName(i)), value);
        }
        open.push(
                new Open(
                        name(reader.getLocalName()),
                        attributes,
                        new ArrayList<>(),
                        new StringBuilder(0)));
    }

    private String name(String name) throws Refused {
        if (name.length() > limits.maxNameChars()) {
            throw new Refused(
                    RejectReason.LIMIT_EXCEEDED,
                    "name: expected at most " + limits.maxNameChars() + " characters");
        }
        return name;
    }

    private void text(XMLStreamReader reader) throws Refused {
        Open element = open.peek();
        if (element == null) {
            return;
        }
        requireText(element.text.length() + reader.getTextLength());
        element.text.append(
                reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }

    private void requireText(int chars) throws Refused {
        if (chars > limits.maxTextChars()) {
            throw new Refused(
                    RejectReason.LIMIT_EXCEEDED,
                    "text: expected at most " + limits.maxTextChars() + " characters");
        }
    }

    private void end() {
        XmlElement closed = open.pop().close();
        Open parent = open.peek();
        if (parent == null) {
            root = Optional.of(closed);
        } else {
            parent.children.add(closed);
        }
    }

    private static boolean contains(CharBuffer text, String word) {
        char first = word.charAt(0);
        for (int at = 0; at <= text.length() - word.length(); at++) {
            if (text.charAt(at) == first
                    && text.subSequence(at, at + word.length()).toString().equals(word)) {
                return true;
            }
        }
        return false;
    }

    /// Reads characters without another copy of them.
    private static final class Characters extends Reader {
        private final CharBuffer text;

        Characters(CharBuffer text) {
            this.text = text;
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            if (!text.hasRemaining()) {
                return -1;
            }
            int count = Math.min(length, text.remaining());
            text.get(into, offset, count);
            return count;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
