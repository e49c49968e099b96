package dev.gatehouse.protocols;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One element of a document that passed every limit of [BoundedXml]. Names are local ones: makers
/// change namespaces between firmware versions.
///
/// @param name local name as sent
/// @param attributes by local name, in the order sent
/// @param children elements inside, in the order sent
/// @param text its own characters, those of its children left out, without blanks around
public record XmlElement(
        String name, Map<String, String> attributes, List<XmlElement> children, String text) {

    public XmlElement {
        children = List.copyOf(children);
    }

    /// The first child of a name.
    public Optional<XmlElement> child(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted)).findFirst();
    }

    /// All children of a name, in order.
    public List<XmlElement> children(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted)).toList();
    }

    /// The first element down a path of child names, e.g. `ANPR/licensePlate`.
    public Optional<XmlElement> at(String path) {
        Optional<XmlElement> here = Optional.of(this);
        for (String step : path.split("/", -1)) {
            here = here.flatMap(element -> element.child(step));
        }
        return here;
    }

    /// Text down a path of child names; empty when there is no such element.
    public String textAt(String path) {
        return at(path).map(XmlElement::text).orElse("");
    }

    /// Value of an attribute; empty when absent.
    public String attribute(String wanted) {
        return attributes.getOrDefault(wanted, "");
    }

    /// Children of a name, whatever its case.
    public List<XmlElement> childrenOfAnyCase(String wanted) {
        String folded = wanted.toLowerCase(Locale.ROOT);
        return children.stream()
                .filter(child -> child.name.toLowerCase(Locale.ROOT).equals(folded))
                .toList();
    }

    /// This element and all inside it, in document order.
    public List<XmlElement> all() {
        List<XmlElement> found = new ArrayList<>();
        collect(found);
        return found;
    }

    private void collect(List<XmlElement> found) {
        found.add(this);
        children.forEach(child -> child.collect(found));
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "XmlElement[" + children.size() + " children, content withheld]";
    }
}
