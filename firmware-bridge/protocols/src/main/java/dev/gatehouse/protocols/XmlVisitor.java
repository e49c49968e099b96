package dev.gatehouse.protocols;

import java.util.Map;

/// Takes the elements of a document one by one, for who needs no tree of them, or needs their
/// namespaces; see [BoundedXml#walk].
public interface XmlVisitor {

    /// An element begins.
    ///
    /// @param namespace its name; empty for none
    /// @param name local name
    /// @param attributes by local name, in the order sent
    /// @return false to stop reading
    boolean start(String namespace, String name, Map<String, String> attributes);

    /// The element that began last and has not ended ends.
    ///
    /// @param text its own characters, those of its children left out, without blanks around
    /// @return false to stop reading
    boolean end(String text);
}
