package dev.gatehouse.bus;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Text form of [Principals]; the format stands there.
final class PrincipalsFile {

    private static final String HEADER = "gatehouse-principals 1";
    private static final int HASH_BYTES = 32;
    private static final List<String> ORDER =
            List.of("booth", "lane", "device", "badge", "roles", "salt", "sha256");

    private PrincipalsFile() {}

    static byte[] print(Principals principals) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        for (Principals.Credential credential : principals.credentials()) {
            Principal principal = credential.principal();
            text.append(principal.name()).append(' ').append(principal.kind());
            append(text, "booth", principal.booth());
            append(text, "lane", principal.lane());
            append(text, "device", principal.device());
            append(text, "badge", principal.badge());
            append(text, "roles", String.join(",", principal.roles()));
            append(text, "salt", base64.encodeToString(credential.salt()));
            append(text, "sha256", base64.encodeToString(credential.hash()));
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, String key, String value) {
        if (!value.isEmpty()) {
            text.append(' ').append(key).append('=').append(value);
        }
    }

    static Principals parse(byte[] bytes) throws PrincipalsException {
        if (bytes.length > Principals.MAX_FILE_BYTES) {
            throw new PrincipalsException(
                    1, "expected at most " + Principals.MAX_FILE_BYTES + " octets, found more");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw new PrincipalsException(1, "expected UTF-8, found other octets");
        }
        String[] lines = text.split("\n", -1);
        if (!lines[0].equals(HEADER)) {
            throw new PrincipalsException(1, "expected '" + HEADER + "', found another first line");
        }
        Principals.Builder builder = Principals.builder(new SecureRandom());
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].isEmpty() && lines[i].charAt(0) != '#') {
                addLine(builder, lines[i], i + 1);
            }
        }
        return builder.build();
    }

    private static void addLine(Principals.Builder builder, String line, int number)
            throws PrincipalsException {
        String[] fields = line.split(" ", -1);
        if (fields.length < 2) {
            throw new PrincipalsException(
                    number, "expected a name and a kind, found " + fields.length + " field");
        }
        Map<String, String> values = values(fields, number);
        byte[] salt = octets(values, "salt", Principals.SALT_BYTES, number);
        byte[] hash = octets(values, "sha256", HASH_BYTES, number);
        String roles = values.getOrDefault("roles", "");
        try {
            Principal principal =
                    new Principal(
                            fields[0],
                            PrincipalKind.valueOf(fields[1]),
                            values.getOrDefault("booth", ""),
                            values.getOrDefault("lane", ""),
                            values.getOrDefault("device", ""),
                            values.getOrDefault("badge", ""),
                            roles.isEmpty() ? List.of() : Arrays.asList(roles.split(",", -1)));
            builder.add(new Principals.Credential(principal, salt, hash));
        } catch (IllegalArgumentException refused) {
            throw new PrincipalsException(number, String.valueOf(refused.getMessage()));
        }
    }

    private static Map<String, String> values(String[] fields, int number)
            throws PrincipalsException {
        Map<String, String> values = new LinkedHashMap<>();
        int last = -1;
        for (int i = 2; i < fields.length; i++) {
            int equals = fields[i].indexOf('=');
            int place = equals < 0 ? -1 : ORDER.indexOf(fields[i].substring(0, equals));
            if (place <= last) {
                throw new PrincipalsException(
                        number,
                        "expected fields "
                                + ORDER
                                + " in this order, found another in field "
                                + (i + 1));
            }
            values.put(ORDER.get(place), fields[i].substring(equals + 1));
            last = place;
        }
        return values;
    }

    private static byte[] octets(Map<String, String> values, String key, int length, int number)
            throws PrincipalsException {
        byte[] octets;
        try {
            octets = Base64.getUrlDecoder().decode(values.getOrDefault(key, ""));
        } catch (IllegalArgumentException _) {
            throw new PrincipalsException(
                    number, "expected base64url in " + key + ", found other characters");
        }
        if (octets.length != length) {
            throw new PrincipalsException(
                    number,
                    "expected " + length + " octets of " + key + ", found " + octets.length);
        }
        return octets;
    }
}
