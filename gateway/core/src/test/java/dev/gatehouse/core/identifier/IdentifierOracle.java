package dev.gatehouse.core.identifier;

import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.PlateOracle;
import java.util.Optional;

/// What is compared and how, in plain strings, slow and obvious; shares nothing with the index but
/// the fold classes.
public final class IdentifierOracle {
    /// A match, and whether one side lacks an issuer or check digit.
    public record Found(Grade grade, boolean qualifierUnknown) {}

    private IdentifierOracle() {}

    /// Compares.
    public static Optional<Found> match(CheckedIdentifier read, CheckedIdentifier listed) {
        if (read.kind().comparedAs() != listed.kind().comparedAs()) {
            return Optional.empty();
        }
        String one = read.canonical().orElse(read.searchText().orElse(""));
        String other = listed.canonical().orElse(listed.searchText().orElse(""));
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        return switch (read.kind().comparedAs()) {
            case DOCUMENT -> {
                String issuer = one.substring(0, one.indexOf(':'));
                String otherIssuer = other.substring(0, other.indexOf(':'));
                boolean unknown = issuer.isEmpty() || otherIssuer.isEmpty();
                yield unknown || issuer.equals(otherIssuer)
                        ? compare(
                                read,
                                one.substring(one.indexOf(':') + 1),
                                other.substring(other.indexOf(':') + 1),
                                unknown)
                        : Optional.empty();
            }
            case IMEI ->
                    one.length() == 15 && other.length() == 15
                            ? compare(read, one, other, false)
                            : compare(read, one.substring(0, 14), other.substring(0, 14), true);
            case CA_BN -> compare(read, one.substring(0, 9), other.substring(0, 9), false);
            case HS_CODE -> one.startsWith(other) ? found(Grade.EXACT, false) : Optional.empty();
            default -> compare(read, one, other, false);
        };
    }

    private static Optional<Found> compare(
            CheckedIdentifier read, String one, String other, boolean unknown) {
        if (one.equals(other)) {
            return found(Grade.EXACT, unknown);
        }
        boolean byEdit = read.kind() == IdentifierKind.VIN || read.kind().zone().isPresent();
        if (!byEdit || read.isValid()) {
            return Optional.empty();
        }
        int distance = PlateOracle.distance(PlateOracle.fold(one), PlateOracle.fold(other));
        return switch (distance) {
            case 0 -> found(Grade.CONFUSABLE, unknown);
            case 1 -> found(Grade.EDIT1, unknown);
            default -> Optional.empty();
        };
    }

    private static Optional<Found> found(Grade grade, boolean unknown) {
        return Optional.of(new Found(grade, unknown));
    }
}
