package dev.gatehouse.core.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Looks once more at a read that found nothing, by the errors that readers make most: a character
/// of the class of `0` too many, one of the class of `8` too few, a character taken for one that is
/// like it (fact sheet of lookout matching, section 3.2). The read corrected in one such way is
/// searched again, and its plates of one more edit are leads.
///
/// A lead is less than any [Grade]: it prompts to key the plate, and never acts. What that costs in
/// false leads [FalseHits] and the benchmark of reads tell; a list of more than some ten thousand
/// plates should do without. Errors are classes of characters, not rows of a test set. Owned by one
/// thread.
public final class SecondLook {
    /// Searches that one look makes at most.
    public static final int MAX_SEARCHES = 64;

    private final PlateQuery corrected = new PlateQuery();
    private final PlateAnswer answer = new PlateAnswer();

    /// Made to be reused.
    public SecondLook() {
        // nothing to set
    }

    /// Entries of leads in ascending order, without those that the read finds by itself.
    ///
    /// @param read searched and not to be changed meanwhile; one with unread characters has no
    ///   leads
    public List<Integer> leads(PlateIndex index, PlateQuery read) {
        Set<Integer> leads = new TreeSet<>();
        if (read.status() != PlateForm.Status.READ || read.unread() > 0) {
            return List.of();
        }
        for (long raw : corrections(read.raw())) {
            var _ = corrected.setLike(read, raw);
            index.match(corrected, answer);
            for (int hit = 0; hit < answer.size(); hit++) {
                if (answer.grade(hit) == Grade.EDIT1) {
                    leads.add(answer.entry(hit));
                }
            }
        }
        index.match(read, answer);
        for (int hit = 0; hit < answer.size(); hit++) {
            leads.remove(answer.entry(hit));
        }
        return List.copyOf(leads);
    }

    /// Raw forms with one error of the reader undone, each once, at most [#MAX_SEARCHES].
    static List<Long> corrections(long raw) {
        Set<Long> forms = new TreeSet<>();
        int length = PlateFold.length(raw);
        for (int at = 0; at < length; at++) {
            int code = PlateFold.rawAt(raw, at);
            if (ReaderErrors.isOftenExtra(code) && length > 1) {
                forms.add(without(raw, at));
            }
            for (int near : ReaderErrors.nearTo(code)) {
                forms.add(with(raw, at, near));
            }
        }
        for (int at = 0; at <= length && length < PlateForm.MAX_CHARS; at++) {
            forms.add(inserted(raw, at, ReaderErrors.LOST));
        }
        List<Long> limited = new ArrayList<>(forms);
        return limited.subList(0, Math.min(limited.size(), MAX_SEARCHES));
    }

    private static long with(long raw, int at, int code) {
        int shift = PlateFold.RAW_BITS * at;
        return (raw & ~((long) PlateFold.RAW_UNREAD << shift)) | ((long) code << shift);
    }

    private static long without(long raw, int at) {
        return shifted(raw, at, at + 1, -1);
    }

    private static long inserted(long raw, int at, int code) {
        return with(shifted(raw, at, at, 1), at, code);
    }

    /// The characters before `at`, and those from `from` on in their places moved.
    private static long shifted(long raw, int at, int from, int by) {
        int length = PlateFold.length(raw) + by;
        long result = (long) length << PlateFold.LENGTH_SHIFT;
        for (int i = 0; i < PlateFold.length(raw); i++) {
            if (i < at) {
                result |= (long) PlateFold.rawAt(raw, i) << (PlateFold.RAW_BITS * i);
            } else if (i >= from) {
                result |= (long) PlateFold.rawAt(raw, i) << (PlateFold.RAW_BITS * (i + by));
            }
        }
        return result;
    }
}
