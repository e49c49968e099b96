package dev.gatehouse.protocols.lpr;

/// Writes an XML document as readers write it; names are ours and not checked.
final class XmlText {

    private final StringBuilder text =
            new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    XmlText open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    XmlText close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    XmlText leaf(String name, String value) {
        return open(name).value(value).close(name);
    }

    private XmlText value(String value) {
        for (int at = 0; at < value.length(); at++) {
            char one = value.charAt(at);
            switch (one) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                default -> text.append(one);
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
