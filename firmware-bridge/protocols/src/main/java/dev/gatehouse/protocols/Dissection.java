package dev.gatehouse.protocols;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// A frame laid open for a technician who looks at a capture of their own: every field beside the
/// octets it stands in, every check beside its verdict, messages inside messages as a tree. Nothing
/// is hidden in it, texts and radio ids included, so it goes to a terminal and never into a log.
///
/// ```
/// Dissection "burst"  444B03...
///  +-- Field "slot type" 11B8C -> colour code 1, voice LC header
///  +-- Check "Golay(20,8)" GOOD, 0 bits corrected
///  +-- Part "full link control" 030000...
///       +-- Field "source" 30B43C -> 3191868
///       +-- Check "RS(12,9)" GOOD
/// ```
///
/// @param name of the frame or of the part, in the words of its standard
/// @param hex the octets of this part, upper case, without separators
/// @param nodes in the order of the wire
public record Dissection(String name, String hex, List<Node> nodes) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /// One line of the view, or a message inside with lines of its own.
    public sealed interface Node permits Field, Check, Part {}

    /// A message inside this one.
    public record Part(Dissection inside) implements Node {}

    /// One field.
    ///
    /// @param name of the field, with its unit last where it has one
    /// @param hex its own bits, upper case; a field that is no whole number of octets is a number,
    ///   padded to whole nibbles on the left; empty where the field has no place of its own
    /// @param value read, in words or digits
    public record Field(String name, String hex, String value) implements Node {}

    /// One check and what became of it.
    ///
    /// @param name of the code or sum, with its clause's own name
    /// @param verdict of the check
    /// @param note expected and found, or why it was not done; empty where there is nothing to say
    /// @param correctedBits by this code, 0 where it only detects
    public record Check(String name, Verdict verdict, String note, int correctedBits)
            implements Node {

        public Check {
            if (correctedBits < 0) {
                throw new IllegalArgumentException("corrected bits: found " + correctedBits);
            }
        }
    }

    /// What became of a check.
    public enum Verdict {
        /// It holds as received.
        GOOD,
        /// It holds after bits were corrected.
        CORRECTED,
        /// It does not hold; what it covers is refused.
        BAD,
        /// Nothing, or too few bits to lean on, guards this: to be believed once repeated.
        UNVERIFIED,
        /// It could not be done: other parts are missing, or the format is not known.
        SKIPPED
    }

    public Dissection {
        nodes = List.copyOf(nodes);
    }

    /// Begins the view of `octets`.
    public static Builder of(String name, byte[] octets) {
        return new Builder(name, octets);
    }

    /// The worst verdict in the tree counts for all of it: true unless a check is [Verdict#BAD].
    public boolean sound() {
        for (Node node : nodes) {
            boolean good =
                    switch (node) {
                        case Field _ -> true;
                        case Check check -> check.verdict() != Verdict.BAD;
                        case Part(Dissection inside) -> inside.sound();
                    };
            if (!good) {
                return false;
            }
        }
        return true;
    }

    /// The name alone: the content belongs on a terminal, not in a log.
    @Override
    public String toString() {
        return "Dissection[" + name + ", " + nodes.size() + " nodes]";
    }

    /// Collects the nodes of one part in the order of the wire. Used by one thread.
    public static final class Builder {
        private final String name;
        private final byte[] octets;
        private final List<Node> nodes = new ArrayList<>();

        private Builder(String name, byte[] octets) {
            this.name = name;
            this.octets = octets.clone();
        }

        /// A field of whole octets; what lies beyond the end of the part is left out of the hex.
        public Builder octets(String field, int from, int length, String value) {
            int start = Math.clamp(from, 0, octets.length);
            int end = Math.clamp((long) from + length, start, octets.length);
            return hex(field, HEX.formatHex(octets, start, end), value);
        }

        /// A field of `bits` bits whose value as an unsigned number is `raw`.
        public Builder bits(String field, int bits, long raw, String value) {
            String digits = Long.toHexString(raw).toUpperCase(Locale.ROOT);
            return hex(
                    field,
                    "0".repeat(Math.max(0, (bits + 3) / 4 - digits.length())) + digits,
                    value);
        }

        /// A field whose hex is given.
        public Builder hex(String field, String hex, String value) {
            nodes.add(new Field(field, hex, value));
            return this;
        }

        /// A field worked out from others, without octets of its own.
        public Builder value(String field, String value) {
            return hex(field, "", value);
        }

        /// A check that only detects.
        public Builder check(String check, boolean holds, String note) {
            nodes.add(new Check(check, holds ? Verdict.GOOD : Verdict.BAD, note, 0));
            return this;
        }

        /// A check that corrects, and held in the end.
        public Builder corrected(String check, int correctedBits) {
            nodes.add(
                    new Check(
                            check,
                            correctedBits == 0 ? Verdict.GOOD : Verdict.CORRECTED,
                            "",
                            correctedBits));
            return this;
        }

        /// A check with any verdict.
        public Builder verdict(String check, Verdict verdict, String note) {
            nodes.add(new Check(check, verdict, note, 0));
            return this;
        }

        /// What a parser said to the octets: nothing where it took them, its reason where not.
        public Builder outcome(String check, Decoded<?> decoded) {
            switch (decoded) {
                case Decoded.Message<?> _ -> {
                    // taken: its own checks are nodes already
                }
                case Decoded.Rejected<?> rejected ->
                        verdict(check, Verdict.BAD, rejected.reason() + ": " + rejected.detail());
            }
            return this;
        }

        /// A message inside this one.
        public Builder part(Dissection inside) {
            nodes.add(new Part(inside));
            return this;
        }

        public Dissection build() {
            return new Dissection(name, HEX.formatHex(octets), nodes);
        }
    }
}
