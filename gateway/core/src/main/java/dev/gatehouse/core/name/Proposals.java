package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NamePart.Role;
import dev.gatehouse.core.name.NamePart.Trait;
import dev.gatehouse.core.name.PartnerCache.Partners;
import java.util.Arrays;
import java.util.List;

/// Proposes the names of an index that can score above the threshold against a given one.
///
/// What may be left out follows from the scorer, and is tested on it:
///
/// * when parts of both names are open the score is capped below the threshold ([Replaced]), so all
///   parts of one of the two names have a partner, and there are two pairs or nothing is open,
/// * one part may be written with two wrong letters or more, or several with one each, not both
///   ([NearParts]): either no pair differs by more than one letter, or one does and no other by
///   any.
///
/// From this follow two ways to a name:
///
/// 1. Two of its parts share keys with two parts of the query, three where three pairs are needed.
///    Parts that few names have set marks in a table of names; of common parts the ones beside them
///    are known.
/// 2. One of its parts sounds like one of the query, and another is like another one, however many
///    letters are wrong. Where three pairs are needed two of them sound alike, so this way leads
///    only to names of two parts, or to all when the query has two.
///
/// To what an initial of the query stands for no keys lead: parts with its letter are looked for
/// beside any part that is like another one. Where one part may be enough, all names of the parts
/// that are like one of the query are looked at. Not for two threads at a time.
final class Proposals {
    private static final int MARKS_BITS = 16;
    private static final int MARKS = 1 << MARKS_BITS;
    private static final int SOUNDING = 1 << NameForm.MAX_PARTS;

    /// So many names are looked at sooner than the part that they have is compared.
    private static final int FEW_NAMES = 6;

    private final NameIndex index;
    private final PartDictionary dictionary;
    private final Postings postings;
    private final CommonParts common;
    private final LikeParts like;
    private final WholeNames whole;
    private final SearchWork work;

    private final Candidates candidates;

    /// For the hash of a name the parts of the query with which its parts share keys, and in the
    /// high half those that sound like one.
    private final int[] marks = new int[MARKS];

    private final Partners[] partners = new Partners[NameForm.MAX_PARTS];
    private NameForm query = NameReader.read(NameKind.PERSON, "");
    private int needed;
    private int all;
    private boolean oneIsEnough;

    /// Whether two parts of the query are all that count.
    private boolean hasTwo;

    Proposals(NameIndex index, SearchWork work) {
        this.index = index;
        this.work = work;
        dictionary = index.dictionary();
        postings = index.postings();
        common = index.common();
        like = new LikeParts(dictionary, work);
        candidates = new Candidates(index, like, work);
        whole = new WholeNames(index, like, work, candidates::propose);
    }

    /// Numbers of the names that are proposed, in no order; valid until the next call.
    IntList propose(NameForm form) {
        candidates.clear();
        work.clear();
        if (form.kind() != index.kind()) {
            throw new IllegalArgumentException("a name of another kind than the index");
        }
        query = form;
        if (form.isEmpty() || index.size() == 0) {
            return candidates.names();
        }
        prepare();
        // first what needs no further look: a name that was looked at is not taken again
        whole.find(query);
        together();
        if (oneIsEnough) {
            byAnyPart();
        } else {
            byPairs();
        }
        if (Integer.bitCount(needed) <= 1) {
            bySingles();
        }
        return candidates.end();
    }

    /// Which parts of the query must have a partner when a listed part has none.
    private void prepare() {
        needed = 0;
        List<NamePart> parts = query.parts();
        all = (1 << parts.size()) - 1;
        for (int i = 0; i < parts.size(); i++) {
            NamePart part = parts.get(i);
            needed |= part.isCounted() && !part.is(Trait.TRUNCATED) ? 1 << i : 0;
        }
        oneIsEnough = Integer.bitCount(needed) <= 1 || query.truncated();
        hasTwo = Integer.bitCount(needed) <= Postings.SHORT_PARTS;
        like.ask(query);
        candidates.begin(needed, query.truncated());
        for (int i = 0; i < parts.size(); i++) {
            partners[i] = like.partners(i);
        }
    }

    /// Names of two parts that are like two of the query.
    private void byPairs() {
        Arrays.fill(marks, 0);
        for (int i = 0; i < query.parts().size(); i++) {
            mark(partners[i].alike(), 1 << i | SOUNDING << i);
            mark(partners[i].same(), 1 << i | SOUNDING << i);
            mark(partners[i].near(), 1 << i);
        }
        for (int i = 0; i < query.parts().size(); i++) {
            byPairs(partners[i].alike(), true);
            byPairs(partners[i].same(), true);
            byPairs(partners[i].near(), false);
        }
    }

    private void mark(int[] ids, int mark) {
        for (int id : ids) {
            if (!postings.isCommon(id) && isWorthIt(id)) {
                for (int i = postings.from(id); i < postings.from(id + 1); i++) {
                    marks[slot(postings.name(i))] |= mark;
                }
            }
        }
    }

    /// Few names are marked sooner than their part is compared.
    private boolean isWorthIt(int id) {
        return postings.count(id) <= FEW_NAMES || like.bitsOf(id) != 0;
    }

    private static int slot(int name) {
        return (name * 0x9e37_79b1) >>> (Integer.SIZE - MARKS_BITS);
    }

    private void byPairs(int[] ids, boolean sounding) {
        for (int id : ids) {
            if (postings.isCommon(id)) {
                byNeighbours(id, sounding);
                continue;
            }
            if (!isWorthIt(id)) {
                continue;
            }
            int positions = further(id, sounding);
            boolean reachesAll = reachesAll(sounding);
            boolean pairs = hasTwo || like.initials() != 0;
            work.postings += postings.count(id);
            for (int at = postings.from(id); at < postings.from(id + 1); at++) {
                int name = postings.name(at);
                boolean isShort = postings.isShort(at);
                boolean further = positions != 0 && (reachesAll || isShort);
                if (areEnough(marks[slot(name)], pairs || isShort)
                        || (further && hasAnother(name, id, positions))) {
                    candidates.visit(name);
                }
            }
        }
    }

    /// Parts of the query that a name with a part may be like in further ways than by keys: by any
    /// number of letters beside a part that sounds alike, by its first letter beside any.
    private int further(int part, boolean sounding) {
        int positions = sounding ? all : like.initials();
        return positions == 0 ? 0 : positions & others(like.bitsOf(part));
    }

    /// Whether this may be so in names of any number of parts, and not only in those of two: when
    /// two pairs are all that is needed, or pairs by first letters are among them.
    private boolean reachesAll(boolean sounding) {
        int initials = Integer.bitCount(like.initials());
        return hasTwo || initials > (sounding ? 0 : 1);
    }

    /// Whether a name has beside one part another that may be like one of some parts of the query.
    private boolean hasAnother(int name, int part, int positions) {
        for (int at = index.firstPart(name); at < index.firstPart(name + 1); at++) {
            int id = index.partAt(at);
            if (id != part
                    && ((like.keyed(id) & positions) != 0
                            || !like.isFar(id, dictionary.brief(id), positions))) {
                return true;
            }
        }
        return false;
    }

    /// Whether the marks of a name are of enough pairs: of two, where no more are needed; else of
    /// three, or of two that sound alike, which leave a third one any letters. Where a common part
    /// is among the three, the way to the name is that part.
    private static boolean areEnough(int marked, boolean two) {
        int near = marked & (SOUNDING - 1);
        return two
                ? areTwo(near)
                : Integer.bitCount(near) > 2 || areTwo(marked >>> NameForm.MAX_PARTS);
    }

    private static boolean areTwo(int bits) {
        return (bits & (bits - 1)) != 0;
    }

    /// Parts of the query that are left for the other parts of a name.
    private int others(int bits) {
        return bits == 0 ? 0 : areTwo(bits) ? all : all & ~bits;
    }

    /// Names of a common part and another one that is like another part of the query.
    private void byNeighbours(int part, boolean sounding) {
        int bits = like.bitsOf(part);
        if (bits == 0) {
            return;
        }
        int positions = further(part, sounding);
        int sign = reachesAll(sounding) ? 0 : CommonParts.IN_SHORT;
        work.neighbours += common.to(part) - common.from(part);
        for (int at = common.from(part); at < common.to(part); at++) {
            int beside = common.besideAt(at);
            int brief = common.briefAt(at);
            boolean maybe =
                    (like.isKnown(beside) && areTwo(bits | like.keyed(beside)))
                            || (positions != 0
                                    && (brief & sign) == sign
                                    && !like.isFar(beside, brief, positions));
            int besideBits = maybe ? like.bitsOf(beside) : 0;
            if (besideBits != 0 && areTwo(bits | besideBits)) {
                visitBeside(at);
            }
        }
    }

    private void visitBeside(int at) {
        for (int name = common.nameFrom(at); name < common.nameFrom(at + 1); name++) {
            candidates.visit(common.name(name));
        }
    }

    /// Names of every part that is like one of the query.
    private void byAnyPart() {
        for (int i = 0; i < query.parts().size(); i++) {
            byAnyPart(partners[i].alike());
            byAnyPart(partners[i].same());
            byAnyPart(partners[i].near());
        }
    }

    private void byAnyPart(int[] listed) {
        for (int part : listed) {
            byPart(part, oneIsEnough);
        }
    }

    private void together() {
        List<NamePart> parts = query.parts();
        for (int i = 0; i + 1 < parts.size(); i++) {
            together(parts.get(i), parts.get(i + 1), 1 << i | 1 << (i + 1));
        }
    }

    /// Two neighbours of the query that are one part of a listed name.
    private void together(NamePart first, NamePart second, int bits) {
        String text = first.text() + second.text();
        if (text.length() >= Alignment.SHORTEST_JOINED) {
            together(text, bits);
            if (!second.joined().isEmpty()) {
                together(first.text() + second.joined(), bits);
            }
        }
    }

    private void together(String text, int bits) {
        for (int part : like.together(NamePart.of(text, Role.PART, 1), bits)) {
            byPart(part, true);
        }
    }

    /// Names of a part that is or may be like a part of the query.
    ///
    /// @param alone whether a name can match by this part alone though it has others
    private void byPart(int part, boolean alone) {
        int bits = like.bitsOf(part);
        if (bits == 0) {
            return;
        }
        if (postings.isCommon(part)) {
            beside(part, bits, alone);
            return;
        }
        work.postings += postings.count(part);
        for (int at = postings.from(part); at < postings.from(part + 1); at++) {
            int name = postings.name(at);
            if (alone || hasOther(name, part, others(bits))) {
                candidates.visit(name);
            }
        }
    }

    /// Whether a name has, beside one part, another that may be like another part of the query, or
    /// nothing that counts.
    private boolean hasOther(int name, int part, int others) {
        boolean alone = true;
        boolean itself = false;
        for (int at = index.firstPart(name); at < index.firstPart(name + 1); at++) {
            int other = index.partAt(at);
            if (other != part || itself) {
                int brief = dictionary.brief(other);
                if (like.isKnown(other) || !like.isFar(other, brief, others)) {
                    return true;
                }
                alone &= !PartDictionary.isCountedBrief(brief);
            }
            itself |= other == part;
        }
        return alone;
    }

    /// Names of a common part and another one that is like a part of the query, or that does not
    /// count.
    private void beside(int part, int bits, boolean alone) {
        int others = others(bits);
        work.neighbours += common.to(part) - common.from(part);
        for (int at = common.from(part); at < common.to(part); at++) {
            int beside = common.besideAt(at);
            int brief = common.briefAt(at);
            boolean free = alone && isFree(beside, brief, part);
            if (free || like.isKnown(beside) || !like.isFar(beside, brief, others)) {
                if (free || areTwo(bits | like.bitsOf(beside))) {
                    visitBeside(at);
                }
            }
        }
    }

    /// Whether a name can be like the query by the common part alone.
    private boolean isFree(int beside, int brief, int part) {
        return beside == part || !PartDictionary.isCountedBrief(brief) || query.parts().size() == 1;
    }

    /// Names of one part that a query of one part is near, by however many letters.
    private void bySingles() {
        for (int at = 0; at < index.singles(); at++) {
            int part = index.single(at);
            if (like.isKnown(part) || !like.isFar(part, dictionary.brief(part), all)) {
                byPart(part, true);
            }
        }
    }
}
