package dev.gatehouse.central.lookout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.RiskCategory;
import dev.gatehouse.core.lookout.Subject;
import dev.gatehouse.core.lookout.SubjectKind;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class UnListTest {
    static final String SAMPLE =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">
              <INDIVIDUALS>
                <INDIVIDUAL>
                  <DATAID>1</DATAID><VERSIONNUM>3</VERSIONNUM>
                  <FIRST_NAME>JANE</FIRST_NAME><SECOND_NAME>EXAMPLE</SECOND_NAME><THIRD_NAME>DOE</THIRD_NAME>
                  <UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER>
                  <NAME_ORIGINAL_SCRIPT>Джейн</NAME_ORIGINAL_SCRIPT>
                  <GENDER>Female</GENDER>
                  <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE><VALUE>Narnia</VALUE></NATIONALITY>
                  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Jane Roe</ALIAS_NAME></INDIVIDUAL_ALIAS>
                  <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>J. Doe</ALIAS_NAME></INDIVIDUAL_ALIAS>
                  <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
                  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1962-03-04</DATE></INDIVIDUAL_DATE_OF_BIRTH>
                  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1963</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
                  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1964</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
                  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1950</FROM_YEAR><TO_YEAR>1955</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
                  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>soon</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
                  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>X 1234567</NUMBER><ISSUING_COUNTRY>Türkiye</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
                  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>unknown</NUMBER></INDIVIDUAL_DOCUMENT>
                  <INDIVIDUAL_DOCUMENT/>
                </INDIVIDUAL>
              </INDIVIDUALS>
              <ENTITIES>
                <ENTITY>
                  <DATAID>2</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>EXAMPLE TRADING</FIRST_NAME>
                  <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>XXe.001</REFERENCE_NUMBER>
                  <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>ETC</ALIAS_NAME></ENTITY_ALIAS>
                </ENTITY>
                <ENTITY><FIRST_NAME>SAME AGAIN</FIRST_NAME><REFERENCE_NUMBER>XXe.001</REFERENCE_NUMBER></ENTITY>
                <ENTITY><REFERENCE_NUMBER>XXe.002</REFERENCE_NUMBER></ENTITY>
              </ENTITIES>
            </CONSOLIDATED_LIST>
            """;

    @TempDir Path folder;

    static Optional<Path> shared(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/lookout").resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static Imported read(String xml) throws ImportException {
        return UnList.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void namesBirthsCountriesAndDocumentsAreMappedAndTheRestIsCounted() throws ImportException {
        Imported imported = read(SAMPLE);
        assertEquals(Optional.of(Instant.parse("2026-02-27T00:00:09.554Z")), imported.issuedAt());
        assertEquals(2, imported.lookouts().size());
        Lookout entity = imported.lookouts().get(0);
        assertEquals("UN-XXe.001", entity.id());
        assertEquals(
                List.of(
                        new Subject.Named(
                                SubjectKind.ORGANISATION,
                                List.of("EXAMPLE TRADING", "ETC"),
                                PersonFacts.UNKNOWN)),
                entity.subjects());
        Lookout person = imported.lookouts().get(1);
        assertEquals("UN-XXi.001", person.id());
        assertEquals(3, person.version());
        assertEquals(RiskCategory.TERRORISM, person.terms().category());
        assertEquals("Al-Qaida", person.terms().arrangement());
        assertEquals(
                List.of(
                        new Subject.Identified(
                                SubjectKind.DOCUMENT,
                                IdentifierKind.DOCUMENT.check("TUR:X 1234567")),
                        new Subject.Named(
                                SubjectKind.PERSON,
                                List.of("JANE EXAMPLE DOE", "Джейн", "Jane Roe", "J. Doe"),
                                new PersonFacts(
                                        List.of(
                                                BirthDate.of(LocalDate.of(1962, 3, 4)),
                                                BirthDate.year(1963),
                                                BirthDate.circa(1964),
                                                BirthDate.range(1950, 1955)),
                                        Sex.FEMALE,
                                        Set.of("IRN")))),
                person.subjects());
        assertEquals(1, imported.count("individuals"));
        assertEquals(3, imported.count("entities"));
        assertEquals(1, imported.count("births_not_mapped"));
        assertEquals(1, imported.count("countries_not_mapped"));
        assertEquals(1, imported.count("documents_not_mapped"));
        assertEquals(1, imported.count("rejected_id"));
        assertEquals(1, imported.count("rejected_nothing_to_search"));
    }

    /// A file of this machine, and one of another, are not read whatever the list says.
    @Test
    @Timeout(20)
    void entitiesFromOutsideAreRefused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "TOP SECRET NAME");
        for (String declared :
                List.of(
                        "<!DOCTYPE l [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>",
                        "<!DOCTYPE l SYSTEM \"" + secret.toUri() + "\">",
                        "<!DOCTYPE l [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]>",
                        "<!DOCTYPE l [<!ENTITY e \"x\">]>")) {
            String xml =
                    SAMPLE.replace("<CONSOLIDATED_LIST", declared + "<CONSOLIDATED_LIST")
                            .replace("JANE", "&e;");
            ImportException e = assertThrows(ImportException.class, () -> read(xml));
            assertTrue(!String.valueOf(e.getMessage()).contains("SECRET"));
        }
    }

    @Test
    @Timeout(20)
    void aBillionLaughsAreNone() {
        StringBuilder entities = new StringBuilder("<!DOCTYPE l [<!ENTITY a0 \"lol\">");
        for (int i = 1; i < 12; i++) {
            entities.append("<!ENTITY a").append(i).append(" \"");
            entities.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
        }
        String xml =
                SAMPLE.replace("<CONSOLIDATED_LIST", entities + "]><CONSOLIDATED_LIST")
                        .replace("JANE", "&a11;");
        assertThrows(ImportException.class, () -> read(xml));
    }

    @Test
    @Timeout(20)
    void depthAndLengthAreLimited() {
        String deep = "<CONSOLIDATED_LIST>" + "<a>".repeat(100_000);
        assertThrows(ImportException.class, () -> read(deep));
        String wide = SAMPLE.replace("JANE", "J".repeat(UnList.MAX_TEXT_CHARS + 1));
        assertThrows(ImportException.class, () -> read(wide));
        String pieces =
                SAMPLE.replace(
                        "JANE", "<![CDATA[" + "J".repeat(999) + "]]>J".repeat(2) + "<!-- -->");
        assertTrue(assertThrowsOrReads(pieces));
        assertThrows(ImportException.class, () -> read("<html/>"));
        assertThrows(ImportException.class, () -> read("id,kind"));
        assertThrows(ImportException.class, () -> read(""));
    }

    private static boolean assertThrowsOrReads(String xml) {
        try {
            return read(xml).lookouts().size() <= 2;
        } catch (ImportException e) {
            return true;
        }
    }

    /// The list of 27 February 2026, where it is there.
    @Test
    void theListOfTheDataFolder() throws IOException, ImportException {
        Optional<Path> list = shared("un_consolidated.xml.gz");
        Assumptions.assumeTrue(list.isPresent(), "no data folder");
        Imported imported;
        try (InputStream in = ListInput.open(list.orElseThrow())) {
            imported = UnList.read(in);
        }
        assertEquals(730, imported.count("individuals"));
        assertEquals(273, imported.count("entities"));
        assertEquals(1_003, imported.lookouts().size());
        assertEquals(0, imported.count("births_not_mapped"));
        assertTrue(imported.count("documents_not_mapped") < 80);
        assertEquals(1, imported.count("countries_not_mapped"), "one says na");
    }
}
