package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.name.Band;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.PersonFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Writes the content of a built list. Numbers of enums and jurisdictions are stable within a build
/// only, so their names come first and all that follows refers to these.
///
/// ```text
/// number   seven bits an octet, lowest first, the highest bit where more follow
/// text     number of octets, then UTF-8
/// words    number of them, then one text each, of every enum in the order of ListWords
/// terms    number of them, then each field by field
/// lookout  id, version, priority, action, what is there (1 from, 2 until, 4 terms), these three,
///          number of subjects, then each: 0 plate (jurisdiction, text), 1 identifier (kind of subject,
///          kind, text), 2 name (kind of subject, names, births, sex, countries)
/// ids      of withdrawn lookouts
/// ```
///
/// Lookouts stand in the order of their ids; how many of what there are stands in the header.
final class ListEncoder {
    static final int FROM = 1;
    static final int UNTIL = 2;
    static final int TERMS = 4;
    static final int PLATE = 0;
    static final int IDENTIFIER = 1;
    static final int NAME = 2;

    private final OutputStream out;

    private ListEncoder(OutputStream out) {
        this.out = out;
    }

    static void write(OutputStream out, LookoutTable table, List<String> withdrawn)
            throws IOException {
        new ListEncoder(out).content(table, withdrawn);
    }

    static ListFileHeader.Counts counts(LookoutTable table, List<String> withdrawn) {
        int names = 0;
        for (int i = 0; i < table.namedCount(); i++) {
            names += table.nameCount(i);
        }
        return new ListFileHeader.Counts(
                table.size(), withdrawn.size(), table.plateCount(), table.identifierCount(), names);
    }

    private void content(LookoutTable table, List<String> withdrawn) throws IOException {
        ListWords.write(this);
        number(table.termsTable().size());
        for (Terms terms : table.termsTable()) {
            terms(terms);
        }
        Places next = new Places();
        for (int row = 0; row < table.size(); row++) {
            row(table, row);
            subjects(table, row, next);
        }
        for (String id : withdrawn) {
            text(id);
        }
    }

    private void row(LookoutTable table, int row) throws IOException {
        text(table.id(row));
        number(table.version(row));
        number(table.priority(row));
        number(LookoutTable.ACTIONS.indexOf(table.action(row)));
        int from = table.fromMinute(row);
        int until = table.untilMinute(row);
        int terms = table.termsNumber(row);
        number(
                (from == Lookout.NO_START ? 0 : FROM)
                        | (until == Lookout.NO_END ? 0 : UNTIL)
                        | (terms == 0 ? 0 : TERMS));
        if (from != Lookout.NO_START) {
            fixed(from);
        }
        if (until != Lookout.NO_END) {
            fixed(until);
        }
        if (terms != 0) {
            number(terms);
        }
    }

    /// Where the subjects of the next row begin.
    private static final class Places {
        private int plate;
        private int identifier;
        private int named;
    }

    private void subjects(LookoutTable table, int row, Places next) throws IOException {
        int plates = next.plate;
        while (next.plate < table.plateCount() && table.rowOfPlate(next.plate) == row) {
            next.plate++;
        }
        int identifiers = next.identifier;
        while (next.identifier < table.identifierCount()
                && table.rowOfIdentifier(next.identifier) == row) {
            next.identifier++;
        }
        int named = next.named;
        while (next.named < table.namedCount() && table.rowOfNamed(next.named) == row) {
            next.named++;
        }
        number(next.plate - plates + next.identifier - identifiers + next.named - named);
        for (int i = plates; i < next.plate; i++) {
            number(PLATE);
            number(table.jurisdiction(i).id());
            text(table.plate(i).text());
        }
        for (int i = identifiers; i < next.identifier; i++) {
            number(IDENTIFIER);
            number(LookoutTable.KINDS.indexOf(table.kindOfIdentifier(i)));
            number(LookoutTable.IDENTIFIER_KINDS.indexOf(table.kindOfListed(i)));
            text(table.identifierText(i));
        }
        for (int i = named; i < next.named; i++) {
            number(NAME);
            number(LookoutTable.KINDS.indexOf(table.kindOfNamed(i)));
            texts(table.names(i));
            facts(table.facts(i));
        }
    }

    private void facts(PersonFacts facts) throws IOException {
        number(facts.births().size());
        for (BirthDate birth : facts.births()) {
            fixed(Math.toIntExact(birth.first().toEpochDay()));
            fixed(Math.toIntExact(birth.last().toEpochDay()));
            number(ListWords.PRECISIONS.indexOf(birth.precision()));
            number(birth.converted() ? 1 : 0);
        }
        number(ListWords.SEXES.indexOf(facts.sex()));
        texts(facts.countries().stream().sorted().toList());
    }

    private void terms(Terms terms) throws IOException {
        text(terms.office());
        text(terms.originator());
        text(terms.arrangement());
        number(terms.noOnward() ? 1 : 0);
        number(ListWords.CATEGORIES.indexOf(terms.category()));
        numbers(terms.caveats().stream().map(ListWords.CAVEATS::indexOf).sorted().toList());
        optional(terms.minimumGrade(), (Grade grade) -> ListWords.GRADES.indexOf(grade));
        optional(terms.minimumBand(), (Band band) -> ListWords.BANDS.indexOf(band));
        texts(terms.ports().stream().sorted().toList());
        numbers(terms.modes().stream().map(ListWords.MODES::indexOf).sorted().toList());
        text(terms.instructionEn());
        text(terms.instructionFr());
    }

    private <E> void optional(Optional<E> value, Function<E, Integer> place) throws IOException {
        number(value.map(place).orElse(-1) + 1);
    }

    /// Names of all constants, or codes of all jurisdictions.
    void words(List<String> words) throws IOException {
        texts(words);
    }

    void jurisdictions() throws IOException {
        number(Jurisdiction.count());
        for (int id = 0; id < Jurisdiction.count(); id++) {
            text(Jurisdiction.ofId(id).code());
        }
    }

    private void numbers(List<Integer> values) throws IOException {
        number(values.size());
        for (int value : values) {
            number(value);
        }
    }

    private void texts(List<String> values) throws IOException {
        number(values.size());
        for (String value : values) {
            text(value);
        }
    }

    private void text(String value) throws IOException {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        number(octets.length);
        out.write(octets);
    }

    private void number(int value) throws IOException {
        int rest = value;
        while (rest >= 0x80) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private void fixed(int value) throws IOException {
        out.write(value >>> 24);
        out.write(value >>> 16);
        out.write(value >>> 8);
        out.write(value);
    }
}
