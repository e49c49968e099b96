package dev.gatehouse.core.inventory;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;

/// A policy or registry of any octets is read within its limits or refused; nothing is thrown.
class PolicyFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void policy(byte[] bytes) {
        if (CoveredPolicy.read(bytes) instanceof Decoded.Message<CoveredPolicy>(var policy)) {
            require(policy.version() > 0 && !policy.lists().isEmpty());
            require(policy.waivers().stream().allMatch(waiver -> waiver.faults().isEmpty()));
        }
    }

    @FuzzTest(maxDuration = "10m")
    void registry(byte[] bytes) {
        if (OuiTable.read(bytes) instanceof Decoded.Message<OuiTable>(var table)) {
            require(table.size() <= OuiTable.MAX_BLOCKS + 1);
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise of the reader does not hold");
        }
    }
}
