package dev.gatehouse.central.lookout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutTable;
import dev.gatehouse.core.lookout.RiskCategory;
import dev.gatehouse.core.lookout.Subject;
import dev.gatehouse.core.lookout.SubjectKind;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OfacListTest {
    private static final String SDN =
            """
            1,"DOE, Jane Example","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 10 Dec 1948; alt. DOB circa 1950; POB Springfield; nationality Iraq; citizen Narnia; Gender Female; Passport X1234567 (Iran) expires 01 Jan 2030; National ID No. 987654 (Syria); Linked To: EXAMPLE"
            2,"EXAMPLE TRADING CO.",-0- ,"NPWMD",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"a.k.a. 'ETC'; Identification Number IMO 2041999."
            3,"EXAMPLE STAR","vessel","IRAN",-0- ,"EPAB1","Tanker",-0- ,-0- ,"Iran",-0- ,"Vessel Registration Identification IMO 9187629; MMSI 422031300."
            4,"EP-XYZ","aircraft","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Aircraft Model IL76-TD."
            """
                    + (char) 0x1A
                    + "\n";

    @TempDir Path folder;

    private Imported imported() throws IOException, ImportException {
        Path sdn = Files.writeString(folder.resolve("made_sdn.csv"), SDN);
        Files.writeString(
                folder.resolve("made_alt.csv"),
                "1,10,\"aka\",\"ROE, Jane\",-0- \n3,11,\"fka\",\"EXAMPLE MOON\",-0- \n"
                        + (char) 0x1A
                        + "\n");
        try (OutputStream out =
                new GZIPOutputStream(
                        Files.newOutputStream(folder.resolve("made_sdn_comments.csv.gz")))) {
            out.write("1,\" LTD; nationality Yemen.\"\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(
                folder.resolve("made_add.csv"), "1,1,-0- ,\"Springfield\",\"Iraq\",-0- \n");
        Files.writeString(
                folder.resolve("made_vessel_imo.csv"),
                "sdn_id,type,name,imo,ship_check_ok,company_check_ok\n3,vessel,EXAMPLE STAR,9187629,1,0\n");
        return OfacList.read(sdn);
    }

    private static Subject.Identified identified(IdentifierKind kind, String text) {
        return new Subject.Identified(SubjectKind.of(kind), kind.check(text));
    }

    @Test
    void everyTableGivesItsPart() throws IOException, ImportException {
        LookoutTable list = imported().lookouts();
        assertEquals(4, list.size());
        Lookout person = list.get(0);
        assertEquals(RiskCategory.TERRORISM, person.terms().category());
        assertEquals(
                List.of(
                        identified(IdentifierKind.DOCUMENT, "IRN:X1234567"),
                        identified(IdentifierKind.DOCUMENT, "SYR:987654"),
                        new Subject.Named(
                                SubjectKind.PERSON,
                                List.of("DOE, Jane Example", "ROE, Jane"),
                                new PersonFacts(
                                        List.of(
                                                BirthDate.of(LocalDate.of(1948, 12, 10)),
                                                BirthDate.circa(1950)),
                                        Sex.FEMALE,
                                        Set.of("IRQ", "YEM")))),
                person.subjects());
        assertEquals(
                List.of(
                        identified(IdentifierKind.IMO_COMPANY, "2041999"),
                        new Subject.Named(
                                SubjectKind.ORGANISATION,
                                List.of("EXAMPLE TRADING CO.", "ETC"),
                                PersonFacts.UNKNOWN)),
                list.get(1).subjects());
        assertEquals(
                List.of(
                        identified(IdentifierKind.CALL_SIGN, "EPAB1"),
                        identified(IdentifierKind.IMO_SHIP, "9187629"),
                        identified(IdentifierKind.MMSI, "422031300"),
                        new Subject.Named(
                                SubjectKind.VESSEL,
                                List.of("EXAMPLE STAR", "EXAMPLE MOON"),
                                PersonFacts.UNKNOWN)),
                list.get(2).subjects());
        assertEquals(
                List.of(identified(IdentifierKind.AIRCRAFT_MARK, "EP-XYZ")),
                list.get(3).subjects());
    }

    @Test
    void whatIsNotMappedIsCounted() throws IOException, ImportException {
        Imported imported = imported();
        assertEquals(4, imported.count("entries"));
        assertEquals(1, imported.count("countries_not_mapped"));
        assertEquals(3, imported.count("remarks_left_out"));
        assertEquals(1, imported.count("addresses_left_out"));
        assertEquals(1, imported.count("lines_left_out"));
        Path other = Files.writeString(folder.resolve("other_sdn.csv"), "1,2\n");
        assertThrows(ImportException.class, () -> OfacList.read(other));
        Path open = Files.writeString(folder.resolve("open_sdn.csv"), SDN + "5,\"OPEN");
        assertThrows(ImportException.class, () -> OfacList.read(open));
    }

    @Test
    void birthsAsTheListWritesThem() {
        assertEquals(
                Optional.of(BirthDate.of(LocalDate.of(1963, 3, 14))),
                OfacRemarks.birth("14 Mar 1963"));
        assertEquals(
                Optional.of(BirthDate.month(YearMonth.of(1963, 3))), OfacRemarks.birth("Mar 1963"));
        assertEquals(Optional.of(BirthDate.year(1963)), OfacRemarks.birth("1963"));
        assertEquals(Optional.of(BirthDate.circa(1963)), OfacRemarks.birth("circa 1963"));
        assertEquals(Optional.of(BirthDate.circa(1963)), OfacRemarks.birth("circa 14 Mar 1963"));
        assertEquals(Optional.of(BirthDate.range(1963, 1965)), OfacRemarks.birth("1963 to 1965"));
        assertEquals(
                Optional.of(
                        new BirthDate(
                                LocalDate.of(1963, 3, 14),
                                LocalDate.of(1965, 4, 2),
                                BirthDate.Precision.RANGE,
                                false)),
                OfacRemarks.birth("14 Mar 1963 to 02 Apr 1965"));
        for (String bad :
                List.of(
                        "",
                        "soon",
                        "31 Feb 1963",
                        "14 Xyz 1963",
                        "1965 to 1963",
                        "circa",
                        "to",
                        "9".repeat(99))) {
            assertTrue(OfacRemarks.birth(bad).isEmpty(), bad);
        }
    }

    /// The list of the data folder, where it is there.
    @Test
    void theListOfTheDataFolder() throws IOException, ImportException {
        Optional<Path> sdn = UnListTest.shared("ofac_sdn.csv.gz");
        Assumptions.assumeTrue(sdn.isPresent(), "no data folder");
        Imported imported = OfacList.read(sdn.orElseThrow());
        assertEquals(8_976, imported.count("entries"));
        assertEquals(4_620, imported.count("individuals"));
        assertEquals(406, imported.count("vessels"));
        assertEquals(277, imported.count("aircraft"));
        assertEquals(8_976, imported.lookouts().size());
        assertEquals(13_837, imported.count("addresses_left_out"));
        assertEquals(0, imported.count("births_not_mapped"));
        assertEquals(0, imported.count("names_too_many"));
        int ships = 0;
        int companies = 0;
        for (Lookout lookout : imported.lookouts()) {
            for (Subject subject : lookout.subjects()) {
                if (subject instanceof Subject.Identified known) {
                    IdentifierKind kind = known.identifier().kind();
                    ships += kind == IdentifierKind.IMO_SHIP ? 1 : 0;
                    companies += kind == IdentifierKind.IMO_COMPANY ? 1 : 0;
                }
            }
        }
        int found = ships;
        assertTrue(found >= 399, () -> "ships " + found);
        int others = companies;
        assertTrue(others >= 78, () -> "companies " + others);
    }
}
