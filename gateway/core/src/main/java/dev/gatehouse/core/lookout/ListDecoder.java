package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierIndexBuilder;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.identifier.IdentifierStatus;
import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what [ListEncoder] wrote. Whoever has the key may have written anything, so every number
/// and every text is held to its limit. Owned by one thread, used once.
final class ListDecoder {
    private static final int CHAR_OCTETS = 3;

    private final ListOctets in;
    private final ListFileHeader header;
    private final int maxLines;
    private final ListScope scope;
    private final LookoutTableBuilder lookouts = new LookoutTableBuilder();
    private final List<String> withdrawn = new ArrayList<>();
    private final Map<SubjectKind, Long> byKind = new EnumMap<>(SubjectKind.class);
    private final List<Terms> terms = new ArrayList<>();
    private long plates;
    private long identifiers;
    private long names;
    private long partial;
    private long checkFailed;
    private long outOfScope;

    private ListDecoder(InputStream in, ListFileHeader header, int maxLines, ListScope scope) {
        this.in = new ListOctets(in);
        this.header = header;
        this.maxLines = maxLines;
        this.scope = scope;
    }

    /// What a built list holds for a booth.
    ///
    /// @param withdrawn ids, with those of lookouts that are for others now
    record Content(LookoutTable lookouts, List<String> withdrawn, LoadReport report) {}

    /// Reads to the end.
    ///
    /// @throws ListFault when the content is not what [ListEncoder] writes
    static Content read(InputStream in, ListFileHeader header, int maxLines, ListScope scope)
            throws IOException {
        try {
            return new ListDecoder(in, header, maxLines, scope).content();
        } catch (IllegalArgumentException | DateTimeException e) {
            // a value that its own class refuses; the message may quote it
            throw ListOctets.bad();
        }
    }

    private Content content() throws IOException {
        ListWords words = ListWords.read(in);
        int termsCount = in.below(LookoutCsv.MAX_LINES);
        for (int i = 0; i < termsCount; i++) {
            terms.add(terms(words));
        }
        String above = "";
        long idChars = 0;
        for (int row = 0; row < header.counts().lookouts(); row++) {
            String id = in.text(Lookout.MAX_ID_CHARS);
            if (!Lookout.isId(id) || id.compareTo(above) <= 0) {
                throw ListOctets.bad();
            }
            idChars += id.length();
            if (LookoutStore.isTooLarge(row + 1L, idChars, names, maxLines)) {
                throw new ListFault(ListDamage.Reason.TOO_MANY_LINES);
            }
            lookout(words, id);
            above = id;
        }
        for (int i = 0; i < header.counts().withdrawn(); i++) {
            String id = in.text(Lookout.MAX_ID_CHARS);
            if (!Lookout.isId(id)) {
                throw ListOctets.bad();
            }
            withdrawn.add(id);
        }
        boolean told =
                plates == header.counts().plates()
                        && identifiers == header.counts().identifiers()
                        && names == header.counts().names();
        if (!told || !in.atEnd()) {
            throw ListOctets.bad();
        }
        LookoutTable table = lookouts.build();
        return new Content(
                table,
                withdrawn,
                new LoadReport(
                        table.size(),
                        byKind,
                        0,
                        0,
                        outOfScope,
                        checkFailed,
                        partial,
                        0,
                        0,
                        0,
                        List.of()));
    }

    private void lookout(ListWords words, String id) throws IOException {
        int version = in.between(1, Integer.MAX_VALUE);
        int priority = in.between(Lookout.HIGHEST_PRIORITY, Lookout.LOWEST_PRIORITY);
        LookoutAction action = in.one(words.actions());
        int there = in.below(8);
        int from = (there & ListEncoder.FROM) == 0 ? Lookout.NO_START : in.fixed();
        int until = (there & ListEncoder.UNTIL) == 0 ? Lookout.NO_END : in.fixed();
        int said = (there & ListEncoder.TERMS) == 0 ? 0 : in.below(terms.size());
        if (said >= terms.size()) {
            throw ListOctets.bad();
        }
        boolean here = scope.needs(terms.get(said));
        if (here) {
            lookouts.begin(id, version, priority, action, from, until, terms.get(said));
        } else {
            outOfScope++;
            if (header.isDelta()) {
                withdrawn.add(id);
            }
        }
        int subjects = in.between(1, Lookout.MAX_SUBJECTS);
        Optional<SubjectKind> main = Optional.empty();
        for (int i = 0; i < subjects; i++) {
            int type = in.below(ListEncoder.NAME + 1);
            SubjectKind kind =
                    switch (type) {
                        case ListEncoder.PLATE -> plate(words, here);
                        case ListEncoder.IDENTIFIER -> identifier(words, here);
                        default -> named(words, here);
                    };
            // a person with a passport is a person
            main = i == 0 || type == ListEncoder.NAME ? Optional.of(kind) : main;
        }
        if (here) {
            byKind.merge(main.orElseThrow(), 1L, Long::sum);
        }
    }

    private SubjectKind plate(ListWords words, boolean here) throws IOException {
        plates++;
        Jurisdiction jurisdiction = in.one(words.jurisdictions());
        PlateForm form = PlateForm.of(in.text(PlateForm.MAX_CHARS));
        if (!form.listable()) {
            throw ListOctets.bad();
        }
        if (here) {
            partial += form.unreadChars() > 0 ? 1 : 0;
            if (partial > DeletionPlateIndex.MAX_PARTIALS) {
                throw ListOctets.bad();
            }
            lookouts.plate(form, jurisdiction);
        }
        return SubjectKind.PLATE;
    }

    private SubjectKind identifier(ListWords words, boolean here) throws IOException {
        identifiers++;
        SubjectKind kind = in.one(words.kinds());
        IdentifierKind of = in.one(words.identifierKinds());
        CheckedIdentifier read = of.check(in.text(CHAR_OCTETS * IdentifierKind.MAX_INPUT_CHARS));
        if (!IdentifierIndexBuilder.isListable(read)) {
            throw ListOctets.bad();
        }
        if (here) {
            checkFailed += read.status() == IdentifierStatus.FAILED ? 1 : 0;
            lookouts.identifier(kind, read);
        }
        return kind;
    }

    private SubjectKind named(ListWords words, boolean here) throws IOException {
        SubjectKind kind = in.one(words.kinds());
        List<String> all =
                in.texts(Subject.Named.MAX_NAMES, CHAR_OCTETS * Subject.Named.MAX_NAME_CHARS);
        names += all.size();
        Subject.Named named = new Subject.Named(kind, all, facts(words));
        if (here) {
            lookouts.named(kind, named.names(), named.facts());
        }
        return kind;
    }

    private PersonFacts facts(ListWords words) throws IOException {
        int count = in.below(PersonFacts.MAX_BIRTHS + 1);
        List<BirthDate> births = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LocalDate first = LocalDate.ofEpochDay(in.fixed());
            LocalDate last = LocalDate.ofEpochDay(in.fixed());
            BirthDate.Precision precision = in.one(words.precisions());
            births.add(new BirthDate(first, last, precision, in.below(2) == 1));
        }
        Sex sex = in.one(words.sexes());
        Set<String> countries = new HashSet<>(in.texts(PersonFacts.MAX_COUNTRIES, 8));
        return new PersonFacts(births, sex, countries);
    }

    private Terms terms(ListWords words) throws IOException {
        int name = CHAR_OCTETS * Terms.MAX_NAME_CHARS;
        String office = in.text(name);
        String originator = in.text(name);
        String arrangement = in.text(name);
        boolean noOnward = in.below(2) == 1;
        RiskCategory category = in.one(words.categories());
        Set<Caveat> caveats = set(words.caveats());
        var grade = optional(words.grades());
        var band = optional(words.bands());
        Set<String> ports =
                new HashSet<>(in.texts(Terms.MAX_PORTS, CHAR_OCTETS * Terms.MAX_NAME_CHARS));
        Set<TransportMode> modes = set(words.modes());
        int instruction = CHAR_OCTETS * Terms.MAX_INSTRUCTION_CHARS;
        return new Terms(
                office,
                originator,
                arrangement,
                noOnward,
                category,
                caveats,
                grade,
                band,
                ports,
                modes,
                in.text(instruction),
                in.text(instruction));
    }

    private <E> Set<E> set(List<E> of) throws IOException {
        int count = in.below(of.size() + 1);
        Set<E> set = new HashSet<>();
        for (int i = 0; i < count; i++) {
            set.add(in.one(of));
        }
        return set;
    }

    private <E> Optional<E> optional(List<E> of) throws IOException {
        int place = in.below(of.size() + 1);
        return place == 0 ? Optional.empty() : Optional.of(of.get(place - 1));
    }
}
