package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.SimulatedDisk;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ReferralState;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReferralVaultTest {
    private static final byte[] KEY = new byte[32];
    private static final int SMALL_BYTES = 128 << 10;
    private static final String PLATE = "KQR4821";

    private final SimulatedDisk disk = new SimulatedDisk(3);

    private static ReferralVault vault(Disk on) {
        return vault(on, KEY);
    }

    private static ReferralVault vault(Disk on, byte[] key) {
        return new ReferralVault(on, key, new SecureRandom(), System::nanoTime, SMALL_BYTES);
    }

    private static int noneJournalled(String referralId) {
        return 0;
    }

    private static ReferralTransition raised(String id) {
        return ReferralTransition.newBuilder()
                .setReferralId(id)
                .setTo(ReferralState.REFERRAL_STATE_RAISED)
                .setHit(Hit.newBuilder().setReadCanonical(PLATE))
                .build();
    }

    private static ReferralTransition notified(String id) {
        return ReferralTransition.newBuilder()
                .setReferralId(id)
                .setStep(1)
                .setFrom(ReferralState.REFERRAL_STATE_RAISED)
                .setTo(ReferralState.REFERRAL_STATE_NOTIFIED)
                .build();
    }

    private static OpenReferral referral(String id) {
        return new OpenReferral(List.of(raised(id)), 0, 0);
    }

    private static List<OpenReferral> list(String... ids) {
        return Stream.of(ids).map(ReferralVaultTest::referral).toList();
    }

    private static List<String> ids(List<OpenReferral> list) {
        return list.stream().map(OpenReferral::referralId).toList();
    }

    private List<String> loaded() throws IOException {
        ReferralVault.Restored restored = vault(disk).load();
        assertFalse(restored.damaged());
        return ids(restored.list());
    }

    @Test
    void whatIsSavedComesBackAndIsNotReadable() throws Exception {
        assertEquals(List.of(), loaded());
        vault(disk).save(list("one"), ReferralVaultTest::noneJournalled);
        disk.crash();
        assertEquals(List.of("one"), loaded());
        String image = new String(Rig.image(disk, ReferralVault.FILE), StandardCharsets.ISO_8859_1);
        assertFalse(image.contains(PLATE));
    }

    @Test
    void changesRemovalsAndMarksComeBackOldestFirst() throws Exception {
        ReferralVault vault = vault(disk);
        vault.save(list("one", "two", "three"), ReferralVaultTest::noneJournalled);
        OpenReferral moved = new OpenReferral(List.of(raised("two"), notified("two")), 2, 0);
        vault.save(
                List.of(moved, referral("three"), referral("four")),
                ReferralVaultTest::noneJournalled);
        vault.save(
                List.of(moved, referral("three"), referral("four")),
                id -> id.equals("two") ? 2 : 1);
        disk.crash();
        List<OpenReferral> found = vault(disk).load().list();
        assertEquals(List.of("two", "three", "four"), ids(found));
        assertEquals(moved.transitions(), found.getFirst().transitions());
        assertEquals(2, found.getFirst().escalations());
        assertEquals(List.of(2, 1, 1), found.stream().map(OpenReferral::journalled).toList());
    }

    @Test
    void aChangeCostsASyncHoweverLongTheListIs() throws Exception {
        ReferralVault vault = vault(disk);
        List<OpenReferral> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(referral("referral " + i));
        }
        vault.save(all, ReferralVaultTest::noneJournalled);
        long syncs = disk.syncs();
        long octets = disk.deviceBytes();
        all.add(referral("one more"));
        vault.save(all, ReferralVaultTest::noneJournalled);
        assertEquals(1, disk.syncs() - syncs);
        assertTrue(disk.deviceBytes() - octets <= 2L * SimulatedDisk.PAGE_BYTES);
        vault.save(all, ReferralVaultTest::noneJournalled);
        assertEquals(1, disk.syncs() - syncs, "nothing changed");
    }

    @Test
    void aPowerCutAtAnyOperationLeavesTheOldListOrTheNew() throws Exception {
        for (boolean tearing : new boolean[] {false, true}) {
            boolean whole = false;
            for (int operations = 0; !whole; operations++) {
                SimulatedDisk medium = new SimulatedDisk(operations).tearing(tearing);
                vault(medium).save(list("old"), ReferralVaultTest::noneJournalled);
                ReferralVault cut = vault(medium.powerFor(operations));
                try {
                    assertEquals(List.of("old"), ids(cut.load().list()));
                    cut.save(list("old", "new"), ReferralVaultTest::noneJournalled);
                    cut.save(list("new"), ReferralVaultTest::noneJournalled);
                    whole = true;
                } catch (IOException e) {
                    assertEquals("no power", e.getMessage());
                }
                medium.crash();
                List<String> found = ids(vault(medium).load().list());
                assertTrue(
                        found.equals(List.of("new"))
                                || (!whole
                                        && List.of(List.of("old"), List.of("old", "new"))
                                                .contains(found)),
                        "found " + found + " after " + operations);
                vault(medium).save(list("next"), ReferralVaultTest::noneJournalled);
                assertEquals(List.of("next"), ids(vault(medium).load().list()));
                assertTrue(operations < 2_000);
            }
        }
    }

    @Test
    void damageIsSeenTheRestKeptAndTheFileSetAside() throws Exception {
        ReferralVault vault = vault(disk);
        vault.save(list("one"), ReferralVaultTest::noneJournalled);
        vault.save(list("one", "two"), ReferralVaultTest::noneJournalled);
        vault.save(list("one", "two", "three"), ReferralVaultTest::noneJournalled);
        disk.flip(ReferralVault.FILE, 2 * SimulatedDisk.SECTOR_BYTES + 30, 1);
        ReferralVault.Restored restored = vault(disk).load();
        assertTrue(restored.damaged());
        assertEquals(List.of("one", "three"), ids(restored.list()));
        assertTrue(disk.exists(ReferralVault.FILE + ".damaged"));
        disk.crash();
        assertEquals(List.of("one", "three"), loaded());
    }

    @Test
    void aSecondDamagedFileDoesNotReplaceTheFirst() throws Exception {
        for (int i = 0; i < 2; i++) {
            vault(disk).save(list("one"), ReferralVaultTest::noneJournalled);
            disk.flip(ReferralVault.FILE, 20, 1);
            ReferralVault.Restored restored = vault(disk).load();
            assertTrue(restored.damaged());
            assertEquals(List.of(), restored.list());
        }
        assertEquals(
                List.of(ReferralVault.FILE + ".2.damaged", ReferralVault.FILE + ".damaged"),
                disk.list().stream().filter(name -> name.endsWith(".damaged")).toList());
    }

    @Test
    void aMediumThatCannotBeReadIsDamage() throws Exception {
        vault(disk).save(list("one"), ReferralVaultTest::noneJournalled);
        disk.failReads(ReferralVault.FILE, 0, 10);
        assertTrue(vault(disk).load().damaged());
        assertEquals(List.of(), loaded());
    }

    @Test
    void anotherKeyOpensNothing() throws Exception {
        vault(disk).save(list("one"), ReferralVaultTest::noneJournalled);
        byte[] other = KEY.clone();
        other[0] = 1;
        assertEquals(List.of(), vault(disk, other).load().list());
    }

    @Test
    void anyOctetsAreRefusedOrUnderstood() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("ReferralVaultTest: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] good =
                new ReferralChange(List.of("gone"), Map.of("marked", 1), list("one", "two"))
                        .encode();
        assertTrue(ReferralChange.decode(good) instanceof Decoded.Message<ReferralChange>);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = Arrays.copyOf(good, random.nextInt(good.length + 8));
            for (int flips = random.nextInt(4); flips > 0 && octets.length > 0; flips--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            refused +=
                    ReferralChange.decode(octets) instanceof Decoded.Rejected<ReferralChange>
                            ? 1
                            : 0;
        }
        assertTrue(refused > 10_000, "refused " + refused);
    }
}
