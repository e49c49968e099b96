package dev.gatehouse.core.lookout;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads a list of lookouts: UTF-8, RFC 4180, a header whose columns stand in any order.
///
/// ```text
/// id,kind,jurisdiction,plate,priority,action,valid_until
/// L-1,PLATE,US-NY,ABC1234,1,REFER_MANDATORY,2027-01-31
/// L-2,PLATE,Ont.,AB?D 123,,,
///
/// id,part,kind,name,aliases,birth,nationality,identifiers,ports
/// L-3,,PERSON,"DOE, Jane",J. Doe|Jane Roe,1962-03-04|circa 1964,UTO,DOCUMENT=UTO:X1234567,0453|0454
/// L-3,2,PERSON,"ROE, Janet",,,,,
/// ```
///
/// | column | content |
/// |---|---|
/// | `id` | at most 64 printable characters of ASCII |
/// | `version` | counts up from 1; empty is 1 |
/// | `part` | above 1: a further subject of the lookout in the line directly above, of the same id; of its other columns only those of the subject count |
/// | `kind` | a name of [SubjectKind], or of [dev.gatehouse.core.identifier.IdentifierKind] |
/// | `jurisdiction` | of a plate; empty, `ZZ`, and one in no table are unknown |
/// | `plate` or `identifier` | of the line's kind; `?` in a plate is a character that is not known |
/// | `name`, `aliases` | of a person, an organisation, a company, a carrier or a vessel |
/// | `birth`, `sex`, `nationality` | as [dev.gatehouse.core.name.BirthDate#parse] takes it; `M`, `F`, `X`; ISO 3166-1 alpha-3 |
/// | `identifiers` | further ones of the same subject, `KIND=value` |
/// | `state` | only `ACTIVE`, or nothing, counts |
/// | `priority`, `action` | 1 to 5, 3 when empty; a name of [LookoutAction], `REFER_MANDATORY` when empty |
/// | `valid_from`, `valid_until` | a date begins or ends with that day in UTC, an instant (`2027-01-31T18:00Z`, any offset) at its minute |
/// | `office`, `originator`, `arrangement`, `no_onward`, `category`, `caveats`, `minimum_grade`, `minimum_band`, `ports`, `modes`, `instruction_en`, `instruction_fr` | as in [Terms] |
///
/// Mandatory are `id`, `kind` and one of `plate` and `name`. Several values of one field have `|`
/// between them. An identifier whose check digit is wrong is listed as it is written, and counted.
///
/// A bad line is left out and reported with its number; a list that cannot be told apart into lines
/// is refused whole.
public final class LookoutCsv {
    /// Longest field of a line that is taken, in characters, unless its column holds more.
    public static final int MAX_FIELD_CHARS = 256;

    /// Lines of a list, the header not counted.
    public static final int MAX_LINES = 10_000_000;

    /// Longest field that is read over to find the end of its line; an open quote ends the list
    /// here.
    static final int MAX_PARSED_FIELD_CHARS = 65_536;

    static final int MAX_PARSED_FIELDS = 1_024;
    static final int MAX_PARSED_RECORD_CHARS = 1_048_576;

    private LookoutCsv() {}

    /// What a list turned out to be.
    public sealed interface Result {}

    /// A list in force after its bad lines are left out.
    ///
    /// @param lookouts in the order of their ids
    /// @param report on all lines
    public record Parsed(LookoutTable lookouts, LoadReport report) implements Result {
        /// Lookouts are content: never printed by accident.
        @Override
        public String toString() {
            return "Parsed[lookouts=" + lookouts.size() + "]";
        }
    }

    /// A list that cannot be used.
    public record Refused(ListDamage damage) implements Result {}

    /// Reads to the end of the stream, which stays open.
    public static Result read(InputStream utf8) {
        return read(utf8, MAX_LINES);
    }

    static Result read(InputStream utf8, int maxLines) {
        return read(utf8, maxLines, ListScope.ALL);
    }

    /// Reads what a booth needs.
    static Result read(InputStream utf8, int maxLines, ListScope scope) {
        return read(utf8, new ListReading(maxLines, scope), true);
    }

    /// @param plainFirst whether lines that need no knowledge of quotes are read the short way,
    ///   which gives the same result
    static Result read(InputStream utf8, ListReading reading, boolean plainFirst) {
        PlainLines plain = new PlainLines(utf8);
        long line = 0;
        try {
            if (plainFirst) {
                List<String> fields = plain.next();
                while (fields != null) {
                    line = plain.line();
                    if (!reading.take(line, fields)) {
                        return reading.result();
                    }
                    fields = plain.next();
                }
                if (plain.atEnd()) {
                    return reading.result();
                }
            }
        } catch (IOException e) {
            return refused(line + 1, ListDamage.Reason.UNREADABLE);
        }
        return readRest(plain, line, reading);
    }

    /// @param lineTaken number of the last line that was not empty
    private static Result readRest(PlainLines plain, long lineTaken, ListReading reading) {
        long linesBefore = plain.line();
        long line = lineTaken;
        try (CsvReader<CsvRecord> reader = reader(plain.rest(), linesBefore == 0);
                CloseableIterator<CsvRecord> records = reader.iterator()) {
            while (records.hasNext()) {
                CsvRecord csv = records.next();
                line = linesBefore + csv.getStartingLineNumber();
                if (!reading.take(line, csv.getFields())) {
                    break;
                }
            }
            return reading.result();
        } catch (CsvParseException e) {
            // The parser's message quotes what it read, so it is not passed on.
            return refused(line + 1, ListDamage.Reason.BAD_STRUCTURE);
        } catch (IOException | UncheckedIOException e) {
            return refused(line + 1, ListDamage.Reason.UNREADABLE);
        }
    }

    private static CsvReader<CsvRecord> reader(InputStream utf8, boolean fromBeginning) {
        CsvRecordHandler limits =
                CsvRecordHandler.builder()
                        .maxFieldSize(MAX_PARSED_FIELD_CHARS)
                        .maxFields(MAX_PARSED_FIELDS)
                        .maxRecordSize(MAX_PARSED_RECORD_CHARS)
                        .build();
        return CsvReader.builder()
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .detectBomHeader(fromBeginning)
                .build(limits, utf8, StandardCharsets.UTF_8);
    }

    static Result refused(long line, ListDamage.Reason reason) {
        return new Refused(new ListDamage(line, reason));
    }
}
