package dev.gatehouse.core.lookout;

import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Birth dates, sex and countries of the named subjects of a list, as numbers.
///
/// ```text
/// birthEnds   where the birth dates of each subject end
/// days        first and last day of each birth date, days since the epoch
/// marks       precision of each birth date, and whether it came from another calendar
/// sexes       one octet a subject
/// countriesOf number of the set of countries of each subject; equal sets are held once
/// ```
final class FactsColumn {
    private static final int INITIAL = 16;
    private static final int CONVERTED = 0x10;
    private static final int PRECISION = 0x0F;
    private static final List<BirthDate.Precision> PRECISIONS =
            List.of(BirthDate.Precision.values());
    private static final List<Sex> SEXES = List.of(Sex.values());

    private int size;
    private int births;
    private int[] birthEnds = new int[INITIAL];
    private int[] days = new int[2 * INITIAL];
    private byte[] marks = new byte[INITIAL];
    private byte[] sexes = new byte[INITIAL];
    private int[] countriesOf = new int[INITIAL];
    private final List<Set<String>> countries = new ArrayList<>();
    private final Map<Set<String>, Integer> countryNumbers = new HashMap<>();

    long memoryBytes() {
        return 4L * (birthEnds.length + days.length + countriesOf.length)
                + marks.length
                + sexes.length;
    }

    void add(PersonFacts facts) {
        if (size == birthEnds.length) {
            int capacity = Math.multiplyExact(size, 2);
            birthEnds = Arrays.copyOf(birthEnds, capacity);
            sexes = Arrays.copyOf(sexes, capacity);
            countriesOf = Arrays.copyOf(countriesOf, capacity);
        }
        for (BirthDate birth : facts.births()) {
            if (births == marks.length) {
                marks = Arrays.copyOf(marks, Math.multiplyExact(births, 2));
                days = Arrays.copyOf(days, Math.multiplyExact(births, 4));
            }
            days[2 * births] = Math.toIntExact(birth.first().toEpochDay());
            days[2 * births + 1] = Math.toIntExact(birth.last().toEpochDay());
            int precision = PRECISIONS.indexOf(birth.precision());
            marks[births++] = (byte) (precision | (birth.converted() ? CONVERTED : 0));
        }
        birthEnds[size] = births;
        sexes[size] = (byte) SEXES.indexOf(facts.sex());
        Integer known = countryNumbers.get(facts.countries());
        if (known == null) {
            known = countries.size();
            countries.add(facts.countries());
            countryNumbers.put(facts.countries(), known);
        }
        countriesOf[size++] = known;
    }

    PersonFacts get(int index) {
        List<BirthDate> dates = new ArrayList<>();
        for (int i = index == 0 ? 0 : birthEnds[index - 1]; i < birthEnds[index]; i++) {
            dates.add(
                    new BirthDate(
                            LocalDate.ofEpochDay(days[2 * i]),
                            LocalDate.ofEpochDay(days[2 * i + 1]),
                            PRECISIONS.get(marks[i] & PRECISION),
                            (marks[i] & CONVERTED) != 0));
        }
        return new PersonFacts(dates, SEXES.get(sexes[index]), countries.get(countriesOf[index]));
    }

    FactsColumn ordered(int[] order) {
        FactsColumn ordered = new FactsColumn();
        for (int from : order) {
            ordered.add(get(from));
        }
        ordered.trim();
        return ordered;
    }

    private void trim() {
        birthEnds = Arrays.copyOf(birthEnds, size);
        days = Arrays.copyOf(days, 2 * births);
        marks = Arrays.copyOf(marks, births);
        sexes = Arrays.copyOf(sexes, size);
        countriesOf = Arrays.copyOf(countriesOf, size);
        countryNumbers.clear();
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "FactsColumn[size=" + size + "]";
    }
}
