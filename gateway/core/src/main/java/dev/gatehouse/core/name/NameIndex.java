package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/// Names of a list, and the way to those that can score above the threshold against a given name
/// (section 9 of the fact sheet). Immutable: any number of [NameSearch]es read it at once.
///
/// It only proposes; [NameScorer] scores. What it may leave out follows from the scorer:
///
/// * when parts of both names are open the score is capped below the threshold, so all parts of one
///   of the two names have a partner,
/// * one part that agrees is enough only where nothing is open,
/// * when no part agrees better than by two letters' edits the score is capped too, so at least one
///   pair of parts are spellings of one name or one letter apart.
///
/// So the search begins at the listed parts that are spellings of a part of the query, or one
/// letter from it ([LikeParts]). Of a part that few names have it looks at all names (the sheet's
/// option A); of a common one at the parts that stand beside it, and at the names of those that are
/// like another part of the query (option B, [CommonParts]).
///
/// ```text
/// names     offset -> part numbers -> dictionary          form number -> links, legal forms, suffix
/// postings  part number -> names                          of all parts
/// common    part number -> parts beside it -> names       of parts that many names have
/// singles   parts that are a name by themselves
/// joined    key of two neighbours' letters -> names
/// ```
public final class NameIndex {
    /// Names of a list.
    public static final int MAX_NAMES = 8_000_000;

    /// Candidates of different forms, and hits, that one query may have; beyond, the answer says
    /// so.
    public static final int CANDIDATE_CAP = 1_024;

    private static final int NONE = -1;

    /// What a form holds beside its parts.
    record Frame(
            List<NameForm.Link> links,
            java.util.Set<LegalForms.LegalClass> legalForms,
            List<String> titles,
            String suffix,
            boolean labelled,
            boolean truncated,
            boolean surnameOnly) {
        static Frame of(NameForm form) {
            return new Frame(
                    form.links(),
                    form.legalForms(),
                    form.titles(),
                    form.suffix(),
                    form.labelled(),
                    form.truncated(),
                    form.surnameOnly());
        }
    }

    private final NameKind kind;
    private final PartDictionary dictionary;
    private final int[] offsets;
    private final int[] partIds;
    private final int[] frameIds;
    private final List<Frame> frames;
    private final short[] birthYears;
    private final Postings postings;
    private final CommonParts common;
    private final int[] singles;
    private final KeyTable joined;
    private final KeyTable acronyms;

    private NameIndex(Builder builder) {
        kind = builder.kind;
        dictionary = builder.dictionary.build();
        offsets = builder.offsets.ints();
        partIds = builder.partIds.ints();
        builder.dictionary.renumber(partIds);
        frameIds = builder.frameIds.ints();
        frames = List.copyOf(builder.frames);
        birthYears = new short[size()];
        for (int i = 0; i < birthYears.length; i++) {
            birthYears[i] = (short) builder.birthYears.get(i);
        }
        postings = new Postings(offsets, partIds, dictionary);
        common = new CommonParts(postings, offsets, partIds, dictionary);
        singles = singleParts();
        joined = joinedTable();
        acronyms = acronymTable();
    }

    /// Parts beside which a name has none that counts.
    private int[] singleParts() {
        BitSet alone = new BitSet(dictionary.size());
        for (int name = 0; name < size(); name++) {
            int only = NONE;
            int counted = 0;
            for (int at = offsets[name]; at < offsets[name + 1]; at++) {
                if (dictionary.isCounted(partIds[at])) {
                    only = partIds[at];
                    counted++;
                }
            }
            if (counted == 1) {
                alone.set(only);
            }
        }
        return alone.stream().toArray();
    }

    private KeyTable joinedTable() {
        LongList entries = new LongList();
        for (int name = 0; name < size(); name++) {
            for (int at = offsets[name]; at + 1 < offsets[name + 1]; at++) {
                String first = dictionary.part(partIds[at]).text();
                NamePart second = dictionary.part(partIds[at + 1]);
                String text = first + second.text();
                if (text.length() >= Alignment.SHORTEST_JOINED) {
                    entries.add(KeyTable.entry(PartKeys.keyOfJoined(text), name));
                    if (!second.joined().isEmpty()) {
                        int key = PartKeys.keyOfJoined(first + second.joined());
                        entries.add(KeyTable.entry(key, name));
                    }
                }
            }
        }
        return new KeyTable(entries.array(), entries.size());
    }

    private KeyTable acronymTable() {
        LongList entries = new LongList();
        for (int name = 0; kind != NameKind.PERSON && name < size(); name++) {
            if (offsets[name + 1] - offsets[name] >= OrganisationRules.SHORTEST_ACRONYM) {
                entries.add(KeyTable.entry(form(name).acronym().hashCode(), name));
            }
        }
        return new KeyTable(entries.array(), entries.size());
    }

    /// Kind of all names.
    public NameKind kind() {
        return kind;
    }

    /// How many names.
    public int size() {
        return offsets.length - 1;
    }

    /// Writes a sample of the names otherwise and counts how many are still proposed.
    ///
    /// @param namesEach sample for each way of writing otherwise
    public RecallReport recall(int namesEach, Random random) {
        return new RecallSample(this, random).measure(namesEach);
    }

    /// How many different parts they have.
    public int partCount() {
        return dictionary.size();
    }

    /// The form of a name, put together from its parts.
    public NameForm form(int name) {
        NamePart[] parts = new NamePart[offsets[name + 1] - offsets[name]];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = dictionary.part(partIds[offsets[name] + i]);
        }
        Frame frame = frames.get(frameIds[name]);
        return new NameForm(
                kind,
                List.of(parts),
                frame.links(),
                frame.legalForms(),
                frame.titles(),
                frame.suffix(),
                frame.labelled(),
                frame.truncated(),
                frame.surnameOnly());
    }

    /// Octets of the arrays; parts, which many names share, are estimated.
    public long bytes() {
        return 4L * (offsets.length + partIds.length + frameIds.length + singles.length)
                + 2L * birthYears.length
                + postings.bytes()
                + common.bytes()
                + joined.bytes()
                + acronyms.bytes()
                + dictionary.bytes();
    }

    /// Equal for names of equal forms.
    int hashOfForm(int name) {
        int hash = frameIds[name];
        for (int at = offsets[name]; at < offsets[name + 1]; at++) {
            hash = (hash + partIds[at]) * 0x9e37_79b1;
        }
        return hash ^ (hash >>> 16);
    }

    boolean isSameForm(int one, int other) {
        return frameIds[one] == frameIds[other]
                && Arrays.equals(
                        partIds,
                        offsets[one],
                        offsets[one + 1],
                        partIds,
                        offsets[other],
                        offsets[other + 1]);
    }

    PartDictionary dictionary() {
        return dictionary;
    }

    int firstPart(int name) {
        return offsets[name];
    }

    int partAt(int position) {
        return partIds[position];
    }

    Postings postings() {
        return postings;
    }

    CommonParts common() {
        return common;
    }

    /// How many parts are a name by themselves.
    int singles() {
        return singles.length;
    }

    int single(int at) {
        return singles[at];
    }

    /// Names of three words and more by the hash of their first letters.
    KeyTable acronyms() {
        return acronyms;
    }

    KeyTable joined() {
        return joined;
    }

    /// 0 when it is not known.
    int birthYear(int name) {
        return birthYears[name];
    }

    /// Collects the names of a list. Not for two threads at a time.
    public static final class Builder {
        private final NameKind kind;
        private final PartDictionary.Builder dictionary = new PartDictionary.Builder();
        private final IntList offsets = new IntList();
        private final IntList partIds = new IntList();
        private final IntList frameIds = new IntList();
        private final IntList birthYears = new IntList();
        private final List<Frame> frames = new ArrayList<>();
        private final Map<Frame, Integer> frameNumbers = new HashMap<>();

        /// For names of one kind.
        public Builder(NameKind kind) {
            if (kind == NameKind.EITHER) {
                throw new IllegalArgumentException("names of an index have a kind");
            }
            this.kind = kind;
            offsets.add(0);
        }

        /// Adds a name.
        ///
        /// @param form of the kind of this index; one without parts is kept and never found
        /// @param birthYear when one year is known
        /// @return its number: names are numbered from 0 in the order in which they are added
        public int add(NameForm form, OptionalInt birthYear) {
            int number = frameIds.size();
            if (form.kind() != kind || number == MAX_NAMES) {
                throw new IllegalArgumentException("another kind, or more names than fit");
            }
            for (NamePart part : form.parts()) {
                partIds.add(dictionary.id(part));
            }
            offsets.add(partIds.size());
            Frame frame = Frame.of(form);
            Integer known = frameNumbers.get(frame);
            if (known == null) {
                known = frames.size();
                frames.add(frame);
                frameNumbers.put(frame, known);
            }
            frameIds.add(known);
            birthYears.add(birthYear.orElse(0));
            return number;
        }

        /// The index of all names that were added.
        public NameIndex build() {
            return new NameIndex(this);
        }
    }
}
