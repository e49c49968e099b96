package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainTest {
    /// Inputs and tree heads of the certificate-transparency reference implementation (merkle tree
    /// tests).
    private static final String[] LEAVES = {
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f"
    };

    private static final String[] HEADS = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    };

    private static byte[] leaf(String hex) {
        return Sha256.of(new byte[] {0}, HexFormat.of().parseHex(hex));
    }

    @Test
    void treeHeadsAreThoseOfTheReference() {
        Chain chain = new Chain();
        assertEquals(HEADS[0], HexFormat.of().formatHex(chain.root()));
        assertArrayEquals(new byte[32], chain.head());
        for (int i = 0; i < LEAVES.length; i++) {
            chain.append(leaf(LEAVES[i]));
            assertEquals(i + 1, chain.size());
            assertArrayEquals(leaf(LEAVES[i]), chain.head());
            assertEquals(HEADS[i + 1], HexFormat.of().formatHex(chain.root()));
        }
    }

    /// RFC 6962, 2.1, word for word.
    private static byte[] treeHead(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return Sha256.of();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return Sha256.of(
                new byte[] {1},
                treeHead(leaves.subList(0, k)),
                treeHead(leaves.subList(k, leaves.size())));
    }

    @Test
    void frontierAgreesWithTheRecursiveDefinitionAndSurvivesRestarts() {
        Random random = new Random(Seeds.next("ChainTest"));
        List<byte[]> leaves = new ArrayList<>();
        Chain chain = new Chain();
        for (int i = 0; i < 300; i++) {
            byte[] leaf = new byte[32];
            random.nextBytes(leaf);
            leaves.add(leaf);
            chain.append(leaf);
            assertArrayEquals(treeHead(leaves), chain.root(), "at size " + chain.size());
            if (random.nextInt(3) == 0) {
                byte[] saved = chain.save();
                assertTrue(saved.length <= Chain.MAX_SAVED_BYTES && saved.length <= 4096);
                chain = Chain.restore(saved).orElseThrow();
                assertEquals(leaves.size(), chain.size());
                assertArrayEquals(leaf, chain.head());
            }
        }
    }

    @Test
    void copyGoesItsOwnWay() {
        Chain chain = new Chain();
        chain.append(leaf("00"));
        byte[] root = chain.root();
        Chain copy = chain.copy();
        copy.append(leaf("10"));
        chain.frontier().getFirst()[0] ^= 1;
        chain.head()[0] ^= 1;
        assertEquals(1, chain.size());
        assertEquals(2, copy.size());
        assertArrayEquals(root, chain.root());
    }

    @Test
    void aDamagedStateIsRefusedWhateverOctetOrLengthIsWrong() {
        Chain chain = new Chain();
        for (String input : LEAVES) {
            chain.append(leaf(input));
        }
        chain.append(leaf("77"));
        byte[] saved = chain.save();
        for (int i = 0; i < saved.length; i++) {
            byte[] damaged = saved.clone();
            damaged[i] ^= 0x10;
            assertTrue(Chain.restore(damaged).isEmpty(), "octet " + i);
            assertTrue(Chain.restore(Arrays.copyOf(saved, i)).isEmpty(), "length " + i);
        }
        assertTrue(Chain.restore(new byte[1 << 16]).isEmpty());
    }

    @Test
    void resumeRefusesWhatNoTreeCanBe() {
        byte[] hash = leaf("00");
        byte[] other = leaf("10");
        assertTrue(Chain.resume(1, hash, List.of(hash)).isPresent());
        assertTrue(Chain.resume(2, hash, List.of(other)).isPresent());
        assertEquals(Optional.empty(), Chain.resume(-1, hash, List.of(hash)));
        assertEquals(Optional.empty(), Chain.resume(3, hash, List.of(hash)));
        assertEquals(Optional.empty(), Chain.resume(1, other, List.of(hash)));
        assertEquals(Optional.empty(), Chain.resume(0, hash, List.of()));
        assertEquals(Optional.empty(), Chain.resume(1, new byte[31], List.of(hash)));
        assertEquals(Optional.empty(), Chain.resume(1, hash, List.of(new byte[33])));
    }

    @Test
    void aLeafIsAHash() {
        assertThrows(IllegalArgumentException.class, () -> new Chain().append(new byte[31]));
    }
}
