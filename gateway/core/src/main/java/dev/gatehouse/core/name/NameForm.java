package dev.gatehouse.core.name;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A name in the form that is compared: parts with roles, and beside them what was taken off.
///
/// Immutable; made by [NameReader]. Two names of different kinds can be compared when one of them
/// was read as [NameKind#EITHER], which a form never is.
///
/// @param kind person, organisation or vessel
/// @param parts at most [#MAX_PARTS], in the order given name to surname where a comma told them
/// @param links child and father by BIN and its like, as positions in `parts`
/// @param legalForms classes of the legal forms that were taken off
/// @param titles forms of address that were taken off
/// @param suffix generation (`JR`, `III`), or empty
/// @param labelled whether surname and given names are known apart
/// @param truncated whether the end of the name may be missing
/// @param surnameOnly whether the name field had no room for given names
public record NameForm(
        NameKind kind,
        List<NamePart> parts,
        List<Link> links,
        Set<LegalForms.LegalClass> legalForms,
        List<String> titles,
        String suffix,
        boolean labelled,
        boolean truncated,
        boolean surnameOnly) {
    /// Parts of a name that are compared; the rest is cut and the form is marked as truncated.
    public static final int MAX_PARTS = 16;

    /// X BIN Y: whose child, by position.
    record Link(int child, int father) {}

    public NameForm {
        parts = List.copyOf(parts);
        links = List.copyOf(links);
        legalForms = Set.copyOf(legalForms);
        titles = List.copyOf(titles);
        if (kind == NameKind.EITHER || parts.size() > MAX_PARTS) {
            throw new IllegalArgumentException("a form has a kind and at most 16 parts");
        }
    }

    /// Whether nothing is left to compare.
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /// The parts as they are compared, parted by blanks; content.
    public String text() {
        StringBuilder text = new StringBuilder();
        for (NamePart part : parts) {
            text.append(text.isEmpty() ? "" : " ").append(part.text());
        }
        return text.toString();
    }

    /// First letters of the words of an organisation's name; numbers have none.
    String acronym() {
        StringBuilder letters = new StringBuilder(parts.size());
        for (NamePart part : parts) {
            if (part.role() != NamePart.Role.NUMBER) {
                letters.append(part.text().charAt(0));
            }
        }
        return letters.toString();
    }

    /// A total order of forms that are not equal, by their parts first.
    static int order(NameForm one, NameForm other) {
        int common = Math.min(one.parts.size(), other.parts.size());
        for (int i = 0; i < common; i++) {
            int by = one.parts.get(i).text().compareTo(other.parts.get(i).text());
            if (by != 0) {
                return by;
            }
        }
        int by = Integer.compare(one.parts.size(), other.parts.size());
        return by != 0 ? by : one.orderText().compareTo(other.orderText());
    }

    /// One text that is equal for equal forms, which orders two forms.
    private String orderText() {
        StringBuilder text = new StringBuilder();
        for (NamePart part : parts) {
            text.append(part.text()).append(part.raw()).append(' ');
        }
        return text.append(suffix)
                .append(labelled)
                .append(links)
                .append(new TreeSet<>(legalForms))
                .toString();
    }

    /// Names are content: never printed by accident.
    @Override
    public String toString() {
        return "NameForm[" + kind + ", " + parts.size() + " parts]";
    }
}
