package dev.gatehouse.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedXmlTest {

    private static final XmlLimits LIMITS = new XmlLimits(1 << 20, 16, 2_000, 8, 64, 1_000, false);
    private static final XmlLimits MENDING = new XmlLimits(1 << 20, 16, 2_000, 8, 64, 1_000, true);

    private static Decoded<XmlElement> read(String text) {
        return BoundedXml.read(text.getBytes(StandardCharsets.UTF_8), LIMITS);
    }

    private static XmlElement element(String text) {
        return switch (read(text)) {
            case Decoded.Message<XmlElement>(XmlElement root) -> root;
            case Decoded.Rejected<XmlElement>(var reason, var detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    private static RejectReason reason(String text) {
        return switch (read(text)) {
            case Decoded.Message<XmlElement> _ -> throw new AssertionError("taken");
            case Decoded.Rejected<XmlElement>(var reason, var detail) -> {
                assertFalse(detail.contains("SECRET"), "the content is quoted");
                yield reason;
            }
        };
    }

    @Test
    void elementsAttributesAndTextAreFoundByLocalName() {
        XmlElement root =
                element(
                        "\n <?xml version=\"1.0\" encoding=\"utf-8\"?><n:a xmlns:n=\"urn:x\" n:k=\"v\"><!-- c --><b> x<c>1</c>y </b>"
                                + "<n:B><![CDATA[<&>]]>&amp;&#65;</n:B><?p i?></n:a>");
        assertEquals("a", root.name());
        assertEquals("v", root.attribute("k"));
        assertEquals("", root.attribute("none"));
        assertEquals("xy", root.textAt("b"));
        assertEquals("1", root.textAt("b/c"));
        assertEquals("<&>&A", root.textAt("B"));
        assertEquals("", root.textAt("b/c/d"));
        assertEquals(2, root.childrenOfAnyCase("b").size());
        assertEquals(4, root.all().size());
    }

    @Test
    void nothingIsFetchedAndNothingExpands(@TempDir Path folder) throws IOException {
        Path secret = folder.resolve("secret.txt");
        Files.writeString(secret, "SECRET");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(200);
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            String[] attacks = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><a>&x;</a>",
                "<!DOCTYPE a SYSTEM \"" + url + "\"><a/>",
                "<!DOCTYPE a [<!ENTITY % p SYSTEM \"" + url + "\"> %p;]><a/>",
                "<!DOCTYPE a [<!ENTITY x \"SECRET\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>",
                "<a>&SECRET;</a>",
                "<?xml version=\"1.0\"?><!-- <!DOCTYPE a> --><a/>",
            };
            for (String attack : attacks) {
                RejectReason reason = reason(attack);
                assertTrue(
                        reason == RejectReason.UNSUPPORTED || reason == RejectReason.BAD_SYNTAX,
                        reason.toString());
            }
            // An encoding that hides the document type from a search of octets.
            byte[] wide =
                    ("<?xml version=\"1.0\" encoding=\"UTF-16BE\"?>" + attacks[0])
                            .getBytes(StandardCharsets.UTF_16BE);
            assertTrue(BoundedXml.read(wide, LIMITS) instanceof Decoded.Rejected);
            assertTrue(BoundedXml.read(wide, MENDING) instanceof Decoded.Rejected);
            // An XInclude is an element like any other.
            XmlElement include =
                    element(
                            "<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\""
                                    + secret.toUri()
                                    + "\" parse=\"text\"/></a>");
            assertEquals("", include.text());
            assertEquals("", include.textAt("include"));
            org.junit.jupiter.api.Assertions.assertThrows(
                    SocketTimeoutException.class, server::accept, "somebody called");
        }
    }

    @Test
    void eachLimitHoldsAtItsEdge() {
        assertEquals(16, element("<a>".repeat(16) + "</a>".repeat(16)).all().size());
        assertEquals(RejectReason.LIMIT_EXCEEDED, reason("<a>".repeat(17) + "</a>".repeat(17)));
        assertEquals(2_000, element("<a>" + "<b/>".repeat(1_999) + "</a>").all().size());
        assertEquals(RejectReason.LIMIT_EXCEEDED, reason("<a>" + "<b/>".repeat(2_000) + "</a>"));
        assertEquals(1_000, element("<a>" + "x".repeat(1_000) + "</a>").text().length());
        assertEquals(RejectReason.LIMIT_EXCEEDED, reason("<a>" + "x".repeat(1_001) + "</a>"));
        assertEquals(
                RejectReason.LIMIT_EXCEEDED, reason("<a k=\"" + "x".repeat(1_001) + "\"></a>"));
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                reason("<a a='' b='' c='' d='' e='' f='' g='' h='' i=''/>"));
        assertEquals(RejectReason.LIMIT_EXCEEDED, reason("<" + "a".repeat(65) + "/>"));
        assertEquals(RejectReason.TOO_LONG, reason("<a>" + " ".repeat(1 << 20) + "</a>"));
    }

    @Test
    void whatIsNoDocumentIsRefused() {
        assertEquals(RejectReason.TOO_SHORT, reason(""));
        assertEquals(RejectReason.TOO_SHORT, reason(" \n"));
        assertEquals(RejectReason.BAD_SYNTAX, reason("<a>SECRET"));
        assertEquals(RejectReason.BAD_SYNTAX, reason("<a>SECRET</b>"));
        assertEquals(RejectReason.BAD_SYNTAX, reason("<a/><b>SECRET</b>"));
        assertEquals(RejectReason.BAD_SYNTAX, reason("SECRET"));
        assertEquals(RejectReason.BAD_SYNTAX, reason("<a k='SECRET' k='SECRET'/>"));
    }

    @Test
    void brokenEncodingIsRefusedOrMended() {
        byte[] broken = "<a>x\u00ffy</a>".getBytes(StandardCharsets.ISO_8859_1);
        assertTrue(
                BoundedXml.read(broken, LIMITS)
                                instanceof Decoded.Rejected<XmlElement>(var reason, _)
                        && reason == RejectReason.BAD_ENCODING);
        assertTrue(
                BoundedXml.read(broken, MENDING)
                                instanceof Decoded.Message<XmlElement>(XmlElement root)
                        && root.text().equals("x\uFFFDy"));
    }
}
