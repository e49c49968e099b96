package dev.gatehouse.booth.demo;

import dev.gatehouse.core.identifier.IdentifierKind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Travellers, containers and consignees nobody has ever met, for the demonstration: names of
/// invented syllables, documents of the specimen state `UTO`, containers of an invented owner.
///
/// The same people stand in the list and hand over papers: some under their own name, some under a
/// name that is spelled a little otherwise, most of them listed nowhere.
final class MadeUpPeople {
    private static final int LISTED_PEOPLE = 40;
    private static final int LISTED_DOCUMENTS = 20;
    private static final int LISTED_CONTAINERS = 20;
    private static final int LISTED_BODIES = 10;
    private static final int HANDED = 240;

    /// One traveller in so many is listed: busier than a lane ever is.
    private static final int HIT_EVERY = 12;

    private static final String[] BEGINS = {
        "BRO", "KEL", "OST", "VAR", "LIN", "MOR", "TAS", "ZEN", "PAL", "DRI", "FEN", "GOR"
    };
    private static final String[] MIDDLES = {
        "VAN", "DEM", "RAL", "KOS", "TIR", "LOM", "BEN", "SAR", "MUN", "PEL"
    };
    private static final String[] ENDS = {
        "TO", "DIR", "VEN", "SKA", "MET", "NAR", "LIS", "ROV", "TAK", "DEL"
    };

    private final Random random;
    private final List<Person> people = new ArrayList<>();
    private final List<String> documents = new ArrayList<>();
    private final List<String> containers = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    /// Somebody who does not exist.
    private record Person(String surname, String given, LocalDate born, char sex) {
        @Override
        public String toString() {
            return "Person[content withheld]";
        }
    }

    MadeUpPeople(long seed) {
        random = new Random(seed);
        for (int i = 0; i < LISTED_PEOPLE; i++) {
            people.add(person());
        }
        for (int i = 0; i < LISTED_DOCUMENTS; i++) {
            documents.add(number());
        }
        for (int i = 0; i < LISTED_CONTAINERS; i++) {
            containers.add(container());
        }
        for (int i = 0; i < LISTED_BODIES; i++) {
            bodies.add(name() + " " + name() + " TRADING LTD");
        }
    }

    /// Rows of the list below its header `id,kind,jurisdiction,plate,priority,action,valid_until,
    /// name,birth,sex,nationality,category,caveats`.
    void writeRows(BufferedWriter out) throws IOException {
        for (int i = 0; i < people.size(); i++) {
            Person one = people.get(i);
            out.write(
                    String.format(
                            "DEMO-P%03d,PERSON,,,%d,%s,,\"%s, %s\",%s,%s,UTO,FIREARMS,%s%n",
                            i,
                            1 + i % 3,
                            i % 5 == 4 ? "SILENT" : "REFER_MANDATORY",
                            one.surname,
                            one.given,
                            one.born,
                            one.sex,
                            i % 4 == 0 ? "ARMED" : ""));
        }
        for (int i = 0; i < documents.size(); i++) {
            out.write(
                    String.format(
                            "DEMO-D%03d,DOCUMENT,,UTO:%s,2,DENY_DOCUMENT,,,,,,STOLEN_DOCUMENT,%n",
                            i, documents.get(i)));
        }
        for (int i = 0; i < containers.size(); i++) {
            out.write(
                    String.format(
                            "DEMO-C%03d,CONTAINER,,%s,2,EXAMINE_GOODS,,,,,,CONTRABAND,%n",
                            i, containers.get(i)));
        }
        for (int i = 0; i < bodies.size(); i++) {
            out.write(
                    String.format(
                            "DEMO-O%03d,ORGANISATION,,,3,EXAMINE_GOODS,,%s,,,,EXPORT_CONTROL,%n",
                            i, bodies.get(i)));
        }
    }

    /// What travellers hand over at the booth.
    void writePapers(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("kind,text\n");
            for (int i = 0; i < HANDED; i++) {
                boolean listed = i % HIT_EVERY == 0;
                switch (i % 5) {
                    case 3 ->
                            out.write(
                                    "ISO6346,"
                                            + (listed ? pick(containers) : container())
                                            + System.lineSeparator());
                    case 4 ->
                            out.write(
                                    "NAME,"
                                            + (listed ? pick(bodies) : name() + " FREIGHT")
                                            + System.lineSeparator());
                    default -> {
                        boolean stolen = listed && random.nextBoolean();
                        Person holder = listed && !stolen ? misspelt(pick(people)) : person();
                        String number = stolen ? pick(documents) : number();
                        out.write("MRZ," + zone(holder, number) + System.lineSeparator());
                    }
                }
            }
        }
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Person person() {
        LocalDate born = LocalDate.of(1950, 1, 1).plusDays(random.nextInt(50 * 365));
        return new Person(name(), name(), born, random.nextBoolean() ? 'F' : 'M');
    }

    /// Every other one writes the surname with one letter doubled.
    private Person misspelt(Person person) {
        if (random.nextBoolean()) {
            return person;
        }
        int at = 1 + random.nextInt(person.surname.length() - 1);
        String surname =
                person.surname.substring(0, at)
                        + person.surname.charAt(at - 1)
                        + person.surname.substring(at);
        return new Person(surname, person.given, person.born, person.sex);
    }

    private String name() {
        return BEGINS[random.nextInt(BEGINS.length)]
                + MIDDLES[random.nextInt(MIDDLES.length)]
                + ENDS[random.nextInt(ENDS.length)];
    }

    private String number() {
        return "L" + (10_000_000 + random.nextInt(90_000_000));
    }

    /// Of the invented owner `QZX`, with its right check digit (ISO 6346).
    private String container() {
        String body = "QZXU" + (100_000 + random.nextInt(900_000));
        for (char digit = '0'; digit <= '9'; digit++) {
            if (IdentifierKind.ISO6346.check(body + digit).isValid()) {
                return body + digit;
            }
        }
        throw new IllegalStateException("no check digit fits a container code");
    }

    /// The two lines of a passport of the specimen state, parted by `|` (ICAO Doc 9303-4).
    private static String zone(Person holder, String number) {
        String name = pad("P<UTO" + holder.surname + "<<" + holder.given, 44);
        String document = pad(number, 9);
        String birth = date(holder.born);
        String expiry = "310630";
        String optional = pad("", 14);
        String checkedNumber = document + digit(document);
        String rest = birth + digit(birth) + holder.sex + expiry + digit(expiry) + optional + "0";
        String composite =
                checkedNumber + birth + digit(birth) + expiry + digit(expiry) + optional + "0";
        return name + "|" + checkedNumber + "UTO" + rest + digit(composite);
    }

    private static String date(LocalDate day) {
        return String.format(
                "%02d%02d%02d", day.getYear() % 100, day.getMonthValue(), day.getDayOfMonth());
    }

    private static String pad(String text, int length) {
        return text + "<".repeat(length - text.length());
    }

    /// ICAO Doc 9303-3, section 4.9: weights 7, 3, 1.
    private static int digit(String field) {
        int[] weights = {7, 3, 1};
        int sum = 0;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            int value = c == '<' ? 0 : Character.digit(c, 36);
            sum += weights[i % weights.length] * value;
        }
        return sum % 10;
    }
}
