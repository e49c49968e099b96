package dev.gatehouse.core.name;

import java.util.List;
import java.util.Set;

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
/// @param acronym first letters of an organisation's words, or empty
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
        String acronym,
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

    /// One text that is equal for equal forms, which orders two forms.
    String orderText() {
        StringBuilder text = new StringBuilder();
        for (NamePart part : parts) {
            text.append(part.text()).append(part.raw()).append(' ');
        }
        return text.append(suffix).append(labelled).append(links).append(legalForms).toString();
    }

    /// Names are content: never printed by accident.
    @Override
    public String toString() {
        return "NameForm[" + kind + ", " + parts.size() + " parts]";
    }
}
