package dev.gatehouse.central.ledger;

import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.SealClass;
import java.util.Optional;

/// One class of one booth: what has its own sequence, chain and mark.
public record ClassKey(BoothId booth, SealClass sealClass) {

    /// Reads the two columns that name it.
    ///
    /// @return empty unless both are spelled exactly as the ledger spells them
    public static Optional<ClassKey> parse(String booth, String recordClass) {
        for (SealClass sealClass : SealClass.values()) {
            if (Ledger.className(sealClass).equals(recordClass)) {
                return BoothId.fromHex(booth).map(id -> new ClassKey(id, sealClass));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return booth.hex() + "/" + Ledger.className(sealClass);
    }
}
