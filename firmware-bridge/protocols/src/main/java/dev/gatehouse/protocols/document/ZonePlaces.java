package dev.gatehouse.protocols.document;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// Which places of the joined lines, from 0, a field has, its check digit included (clause 3).
final class ZonePlaces {
    private static final int ISSUER_FROM = 2;

    private ZonePlaces() {}

    static Set<Integer> of(MrzForm form, ZoneField field) {
        Set<Integer> places = new TreeSet<>();
        switch (field) {
            case NUMBER -> add(places, form.number(), form.number() + MrzForm.NUMBER_CHARS + 1);
            case BIRTH_DATE -> add(places, form.birth(), form.birth() + MrzForm.DATE_CHARS + 1);
            case EXPIRY -> add(places, form.expiry(), form.expiry() + MrzForm.DATE_CHARS + 1);
            case OPTIONAL -> {
                add(places, form.optional().from(), form.optional().to());
                add(places, form.optional2().from(), form.optional2().to());
                if (form.hasOptionalCheck()) {
                    places.add(form.optionalCheck());
                }
            }
            case COMPOSITE -> {
                form.compositeOver().forEach(span -> add(places, span.from(), span.to()));
                if (form.hasComposite()) {
                    places.add(form.composite());
                }
            }
            case SEX -> places.add(form.sex());
            case ISSUER -> add(places, ISSUER_FROM, ISSUER_FROM + MrzForm.STATE_CHARS);
            case NATIONALITY ->
                    add(places, form.nationality(), form.nationality() + MrzForm.STATE_CHARS);
            case NAME -> add(places, form.nameField().from(), form.nameField().to());
        }
        return Collections.unmodifiableSet(places);
    }

    private static void add(Set<Integer> places, int from, int to) {
        for (int at = from; at < to; at++) {
            places.add(at);
        }
    }

    /// Whether some place of a field is among those that nobody read. A long number runs into the
    /// optional field.
    static boolean unread(MrzForm form, ZoneField field, String joined, Set<Integer> unread) {
        if (of(form, field).stream().anyMatch(unread::contains)) {
            return true;
        }
        return field == ZoneField.NUMBER
                && form.hasLongNumbers()
                && joined.charAt(form.number() + MrzForm.NUMBER_CHARS) == MrzText.FILLER
                && unread(form, ZoneField.OPTIONAL, joined, unread);
    }

    /// Whether only digits stand at a place.
    static boolean ofDigits(MrzForm form, int place) {
        return place == form.number() + MrzForm.NUMBER_CHARS
                || of(form, ZoneField.BIRTH_DATE).contains(place)
                || of(form, ZoneField.EXPIRY).contains(place)
                || (form.hasComposite() && place == form.composite())
                || (form.hasOptionalCheck() && place == form.optionalCheck());
    }

    static int place(MrzForm form, ZoneRepair repair) {
        return (repair.line() - 1) * form.columns() + repair.column() - 1;
    }

    static int line(MrzForm form, int place) {
        return place / form.columns() + 1;
    }

    static int column(MrzForm form, int place) {
        return place % form.columns() + 1;
    }
}
