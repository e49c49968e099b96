package dev.gatehouse.protocols;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Nothing is thrown, and what is taken keeps every limit.
class BoundedXmlFuzzTest {

    private static final XmlLimits STRICT = new XmlLimits(1 << 16, 6, 50, 4, 20, 200, false);
    private static final XmlLimits MENDING = new XmlLimits(1 << 16, 6, 50, 4, 20, 200, true);

    @FuzzTest(maxDuration = "10m")
    void xml(byte[] bytes) {
        check(bytes, STRICT);
        check(bytes, MENDING);
    }

    private static void check(byte[] bytes, XmlLimits limits) {
        if (BoundedXml.read(bytes, limits)
                instanceof Decoded.Message<XmlElement>(XmlElement root)) {
            require(root.all().size() <= limits.maxElements());
            for (XmlElement element : root.all()) {
                require(element.text().length() <= limits.maxTextChars());
                require(element.name().length() <= limits.maxNameChars());
                require(element.attributes().size() <= limits.maxAttributes());
            }
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a limit does not hold");
        }
    }
}
