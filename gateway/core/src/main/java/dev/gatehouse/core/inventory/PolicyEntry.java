package dev.gatehouse.core.inventory;

import java.time.LocalDate;

/// One entry of a list of covered equipment.
///
/// @param id within its list
/// @param relation of the maker to the list
/// @param scope what of the maker's is meant, in the list's words
/// @param included since when
/// @param action what the port wants done
/// @param rule by what the maker is known
public record PolicyEntry(
        String id,
        Relation relation,
        String scope,
        LocalDate included,
        Action action,
        MakerRule rule) {

    /// How the maker comes to stand there.
    public enum Relation {
        NAMED,
        /// Whether it is an affiliate is a question of law: only ever looked at by a person.
        AFFILIATE_VERIFY,
        /// Services are meant, not what can stand on a LAN.
        SERVICE_ENTRY_ONLY,
        /// A kind of equipment, whoever made it.
        CATEGORY
    }

    /// What the port wants done.
    public enum Action {
        REPORT,
        REVIEW,
        BLOCK_NEW
    }

    public PolicyEntry {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("policy entry: expected an id");
        }
    }

    /// The state that evidence of a level leads to.
    DeviceState state(int level) {
        if (level <= 1 || relation != Relation.NAMED || action == Action.REVIEW) {
            return DeviceState.REVIEW;
        }
        return level >= 4 ? DeviceState.CONFIRMED : DeviceState.INDICATED;
    }
}
