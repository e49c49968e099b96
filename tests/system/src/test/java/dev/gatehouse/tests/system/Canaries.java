package dev.gatehouse.tests.system;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Texts that must not appear, in every form in which a careless program lets one out: any case, in
/// UTF-8 and UTF-16, as they are, in Base64 at each of its three alignments, and in hexadecimal.
final class Canaries {
    private static final List<Charset> ENCODINGS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    /// Octets by which a needle is looked up; every needle is longer.
    private static final int PREFIX_BYTES = 4;

    /// A form that is searched, with the name it is reported under.
    private record Needle(String name, byte[] octets) {}

    /// By their first octets, so that one pass finds them all.
    private final Map<Integer, List<Needle>> needles = new HashMap<>();

    /// Hash of a prefix, to pass over what cannot begin a needle.
    private final BitSet prefixes = new BitSet(1 << 16);

    Canaries(List<String> texts) {
        for (String text : texts) {
            Set<String> cases = new LinkedHashSet<>();
            cases.add(text);
            cases.add(text.toUpperCase(Locale.ROOT));
            cases.add(text.toLowerCase(Locale.ROOT));
            for (String one : cases) {
                for (Charset encoding : ENCODINGS) {
                    add(one, encoding.name(), one.getBytes(encoding));
                }
            }
        }
    }

    private void add(String text, String encoding, byte[] octets) {
        String name = text + " as " + encoding;
        put(name, octets);
        String hex = HexFormat.of().formatHex(octets);
        put(name + ", hex", ascii(hex));
        put(name + ", HEX", ascii(hex.toUpperCase(Locale.ROOT)));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + octets.length];
            System.arraycopy(octets, 0, shifted, shift, octets.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // the first characters hold bits of what stands before, the last of what comes behind
            int first = shift == 0 ? 0 : shift + 1;
            int last = shifted.length % 3 == 0 ? base64.length() : base64.length() - 1;
            put(name + ", Base64 +" + shift, ascii(base64.substring(first, last)));
        }
    }

    private void put(String name, byte[] octets) {
        int prefix = prefix(octets, 0);
        prefixes.set(hash(prefix));
        needles.computeIfAbsent(prefix, _ -> new ArrayList<>()).add(new Needle(name, octets));
    }

    private static int prefix(byte[] octets, int at) {
        return (octets[at] & 0xff) << 24
                | (octets[at + 1] & 0xff) << 16
                | (octets[at + 2] & 0xff) << 8
                | (octets[at + 3] & 0xff);
    }

    private static int hash(int prefix) {
        return (prefix * 0x9E3779B1) >>> 16;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Everything found in a place, as `form at offset`.
    List<String> in(String place, byte[] octets) {
        List<String> found = new ArrayList<>();
        for (int at = 0; at + PREFIX_BYTES <= octets.length; at++) {
            int prefix = prefix(octets, at);
            if (prefix != 0 && prefixes.get(hash(prefix))) {
                for (Needle needle : needles.getOrDefault(prefix, List.of())) {
                    if (standsAt(octets, at, needle.octets())) {
                        found.add(place + ": " + needle.name() + " at " + at);
                    }
                }
            }
        }
        return found;
    }

    List<String> in(String place, String text) {
        return in(place, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Everything found in files, their names included.
    List<String> inFiles(Iterable<Path> files) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            found.addAll(in("name of " + file.getFileName(), file.getFileName().toString()));
            found.addAll(in(file.toString(), Files.readAllBytes(file)));
        }
        return found;
    }

    private static boolean standsAt(byte[] octets, int at, byte[] needle) {
        int end = at + needle.length;
        return end <= octets.length && Arrays.equals(octets, at, end, needle, 0, needle.length);
    }
}
