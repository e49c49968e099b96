package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.name.Band;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.Sex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The words that a built list explains before it uses their numbers.
///
/// @param actions by number, as all others
record ListWords(
        List<LookoutAction> actions,
        List<SubjectKind> kinds,
        List<IdentifierKind> identifierKinds,
        List<RiskCategory> categories,
        List<Caveat> caveats,
        List<TransportMode> modes,
        List<Grade> grades,
        List<Band> bands,
        List<BirthDate.Precision> precisions,
        List<Sex> sexes,
        List<Jurisdiction> jurisdictions) {
    static final List<RiskCategory> CATEGORIES = List.of(RiskCategory.values());
    static final List<Caveat> CAVEATS = List.of(Caveat.values());
    static final List<TransportMode> MODES = List.of(TransportMode.values());
    static final List<Grade> GRADES = List.of(Grade.values());
    static final List<Band> BANDS = List.of(Band.values());
    static final List<BirthDate.Precision> PRECISIONS = List.of(BirthDate.Precision.values());
    static final List<Sex> SEXES = List.of(Sex.values());

    /// Words of one enum, and jurisdictions; each is at most 255.
    private static final int MAX_WORDS = 255;

    private static final int MAX_WORD_OCTETS = 64;

    static void write(ListEncoder out) throws IOException {
        out.words(names(LookoutTable.ACTIONS));
        out.words(names(LookoutTable.KINDS));
        out.words(names(LookoutTable.IDENTIFIER_KINDS));
        out.words(names(CATEGORIES));
        out.words(names(CAVEATS));
        out.words(names(MODES));
        out.words(names(GRADES));
        out.words(names(BANDS));
        out.words(names(PRECISIONS));
        out.words(names(SEXES));
        out.jurisdictions();
    }

    static ListWords read(ListOctets in) throws IOException {
        return new ListWords(
                constants(in, LookoutTable.ACTIONS),
                constants(in, LookoutTable.KINDS),
                constants(in, LookoutTable.IDENTIFIER_KINDS),
                constants(in, CATEGORIES),
                constants(in, CAVEATS),
                constants(in, MODES),
                constants(in, GRADES),
                constants(in, BANDS),
                constants(in, PRECISIONS),
                constants(in, SEXES),
                jurisdictions(in));
    }

    private static <E extends Enum<E>> List<String> names(List<E> constants) {
        return constants.stream().map(Enum::name).toList();
    }

    /// A word that this program does not know is of a later one.
    private static <E extends Enum<E>> List<E> constants(ListOctets in, List<E> known)
            throws IOException {
        List<E> constants = new ArrayList<>();
        for (String word : in.texts(MAX_WORDS, MAX_WORD_OCTETS)) {
            Optional<E> constant =
                    known.stream().filter(one -> one.name().equals(word)).findFirst();
            if (constant.isEmpty()) {
                throw new ListFault(ListDamage.Reason.UNKNOWN_FORMAT);
            }
            constants.add(constant.get());
        }
        return constants;
    }

    /// One that this program does not know is searched as unknown: too widely, never too narrowly.
    private static List<Jurisdiction> jurisdictions(ListOctets in) throws IOException {
        List<Jurisdiction> jurisdictions = new ArrayList<>();
        for (String code : in.texts(MAX_WORDS, MAX_WORD_OCTETS)) {
            jurisdictions.add(Jurisdiction.ofIso(code));
        }
        return jurisdictions;
    }
}
