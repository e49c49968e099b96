package dev.gatehouse.central.lookout;

import dev.gatehouse.core.lookout.RiskCategory;
import dev.gatehouse.core.lookout.SubjectKind;
import dev.gatehouse.core.lookout.Terms;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.Sex;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the consolidated list of the United Nations Security Council, XML. No document type, no
/// entities of its own, and limits to depth, length and number: a list is fetched from elsewhere.
final class UnList {
    /// Elements within each other.
    static final int MAX_DEPTH = 16;

    /// Characters of one element's text.
    static final int MAX_TEXT_CHARS = 65_536;

    private static final String[] NAME_PARTS = {
        "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"
    };

    private final ImportCollector collector = new ImportCollector();
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();

    /// Fields of the entry, and of the alias, document or date within it.
    private final Map<String, String> entry = new HashMap<>();

    private final Map<String, String> part = new HashMap<>();
    private Optional<Instant> issuedAt = Optional.empty();
    private boolean ofTheForm;
    private int entries;

    private UnList() {}

    /// Reads a list to its end.
    ///
    /// @throws ImportException when it is not such a list, or breaks a limit
    static Imported read(InputStream in) throws ImportException {
        return new UnList().all(in);
    }

    private Imported all(InputStream in) throws ImportException {
        try {
            // decoded here: the platform's parser writes what it cannot decode to standard error
            Reader decoded = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
            XMLStreamReader xml = factory().createXMLStreamReader(decoded);
            try {
                while (xml.hasNext()) {
                    event(xml);
                }
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            // the parser's own message may quote the input
            throw new ImportException(
                    "not XML that can be read, at line "
                            + (e.getLocation() == null
                                    ? "unknown"
                                    : e.getLocation().getLineNumber()));
        }
        if (!ofTheForm) {
            throw new ImportException("no CONSOLIDATED_LIST of the United Nations");
        }
        return new Imported(collector.build(), collector.counts(), issuedAt);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((_, _, _, _) -> InputStream.nullInputStream());
        return factory;
    }

    private void event(XMLStreamReader xml) throws XMLStreamException, ImportException {
        switch (xml.next()) {
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new ImportException("a document type or an entity of its own");
            case XMLStreamConstants.START_ELEMENT -> begin(xml);
            case XMLStreamConstants.END_ELEMENT -> end();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                if (text.length() + xml.getTextLength() > MAX_TEXT_CHARS) {
                    throw new ImportException(
                            "a text longer than " + MAX_TEXT_CHARS + " characters");
                }
                text.append(xml.getText());
            }
            default -> {}
        }
    }

    private void begin(XMLStreamReader xml) throws ImportException {
        if (path.size() == MAX_DEPTH) {
            throw new ImportException("more than " + MAX_DEPTH + " elements within each other");
        }
        String name = xml.getLocalName();
        if (path.isEmpty()) {
            ofTheForm = name.equals("CONSOLIDATED_LIST");
            issuedAt = instant(xml.getAttributeValue(null, "dateGenerated"));
        }
        path.push(name);
        text.setLength(0);
        switch (path.size()) {
            case 3 -> entry.clear();
            case 4 -> part.clear();
            default -> {}
        }
    }

    private static Optional<Instant> instant(String value) {
        try {
            return value == null ? Optional.empty() : Optional.of(Instant.parse(value));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// Level 3 is an entry, 4 its fields, 5 the fields of those.
    private void end() throws ImportException {
        String name = path.pop();
        String value = text.toString().strip();
        text.setLength(0);
        switch (path.size() + 1) {
            case 5 -> {
                if (name.equals("VALUE") && "NATIONALITY".equals(path.peek()) && !value.isEmpty()) {
                    collector.country(value);
                }
                var _ = part.putIfAbsent(name, value);
            }
            case 4 -> field(name, value);
            case 3 -> entry(name);
            default -> {}
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "INDIVIDUAL_ALIAS", "ENTITY_ALIAS" ->
                    collector.name(part.getOrDefault("ALIAS_NAME", ""));
            case "NAME_ORIGINAL_SCRIPT" -> collector.name(value);
            case "INDIVIDUAL_DATE_OF_BIRTH" -> birth();
            case "INDIVIDUAL_DOCUMENT" -> document();
            case "GENDER" -> collector.sex(Sex.of(value));
            default -> {
                var _ = entry.putIfAbsent(name, value);
            }
        }
    }

    private void document() {
        String number = part.getOrDefault("NUMBER", "");
        String issuer =
                part.getOrDefault("ISSUING_COUNTRY", part.getOrDefault("COUNTRY_OF_ISSUE", ""));
        if (!number.isEmpty()) {
            collector.document(number, issuer);
        } else if (!part.getOrDefault("TYPE_OF_DOCUMENT", "").isEmpty()) {
            collector.count("documents_not_mapped");
        }
    }

    private void birth() {
        String date = part.getOrDefault("DATE", "");
        String year = part.getOrDefault("YEAR", "");
        String from = part.getOrDefault("FROM_YEAR", "");
        if (date.isEmpty() && year.isEmpty() && from.isEmpty()) {
            return;
        }
        String stated = date.isEmpty() ? year : date.substring(0, Math.min(date.length(), 10));
        collector.birth(
                switch (part.getOrDefault("TYPE_OF_DATE", "")) {
                    case "APPROXIMATELY" ->
                            BirthDate.parse(
                                    "circa " + stated.substring(0, Math.min(stated.length(), 4)));
                    case "BETWEEN" ->
                            BirthDate.parse(from + " to " + part.getOrDefault("TO_YEAR", ""));
                    default -> BirthDate.parse(stated);
                });
    }

    private void entry(String name) throws ImportException {
        boolean individual = name.equals("INDIVIDUAL");
        if (!individual && !name.equals("ENTITY")) {
            return;
        }
        if (++entries > ImportCollector.MAX_ENTRIES) {
            throw new ImportException("more than " + ImportCollector.MAX_ENTRIES + " entries");
        }
        collector.count(individual ? "individuals" : "entities");
        String whole =
                Stream.of(NAME_PARTS)
                        .map(part -> entry.getOrDefault(part, ""))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" "));
        collector.mainName(whole);
        String reference = entry.getOrDefault("REFERENCE_NUMBER", "");
        String number = reference.isEmpty() ? entry.getOrDefault("DATAID", "") : reference;
        collector.entry(
                "UN-" + number.replaceAll("\\s", ""),
                version(entry.getOrDefault("VERSIONNUM", "")),
                individual ? SubjectKind.PERSON : SubjectKind.ORGANISATION,
                terms(entry.getOrDefault("UN_LIST_TYPE", "")));
    }

    private static int version(String text) {
        boolean number =
                !text.isEmpty()
                        && text.length() <= 9
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(text) : 1;
    }

    private static Terms terms(String regime) {
        String arrangement = regime.substring(0, Math.min(regime.length(), Terms.MAX_NAME_CHARS));
        boolean terrorism = Set.of("Al-Qaida", "Taliban").contains(regime);
        return Terms.shared(
                "UN Security Council",
                arrangement,
                terrorism ? RiskCategory.TERRORISM : RiskCategory.OTHER);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "UnList[entries=" + entries + "]";
    }
}
