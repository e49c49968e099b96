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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferralVaultTest {
    private static final byte[] KEY = new byte[32];
    private static final String PLATE = "KQR4821";

    private final SimulatedDisk disk = new SimulatedDisk(3);

    private static ReferralVault vault(Disk on) {
        return new ReferralVault(on, KEY, new SecureRandom());
    }

    private static List<OpenReferral> list(String id) {
        return List.of(
                new OpenReferral(
                        List.of(
                                ReferralTransition.newBuilder()
                                        .setReferralId(id)
                                        .setTo(ReferralState.REFERRAL_STATE_RAISED)
                                        .setHit(Hit.newBuilder().setReadCanonical(PLATE))
                                        .build()),
                        0,
                        0));
    }

    private Optional<String> loaded() throws IOException {
        return vault(disk).load().map(list -> list.isEmpty() ? "" : list.getFirst().referralId());
    }

    @Test
    void whatIsSavedComesBackAndIsNotReadable() throws Exception {
        assertEquals(Optional.of(""), loaded());
        vault(disk).save(list("one"));
        disk.crash();
        assertEquals(Optional.of("one"), loaded());
        String image = new String(Rig.image(disk, ReferralVault.FILE), StandardCharsets.ISO_8859_1);
        assertFalse(image.contains(PLATE));
    }

    @Test
    void aPowerCutAtAnyOperationLeavesTheOldListOrTheNew() throws Exception {
        for (boolean tearing : new boolean[] {false, true}) {
            boolean whole = false;
            for (int operations = 0; !whole; operations++) {
                SimulatedDisk medium = new SimulatedDisk(operations).tearing(tearing);
                vault(medium).save(list("old"));
                try {
                    vault(CutDisk.after(medium, operations)).save(list("new"));
                    whole = true;
                } catch (IOException e) {
                    assertEquals("no power", e.getMessage());
                }
                medium.crash();
                String found = vault(medium).load().orElseThrow().getFirst().referralId();
                assertTrue(
                        found.equals("new") || (!whole && found.equals("old")),
                        "found " + found + " after " + operations);
                vault(medium).save(list("next"));
                assertEquals("next", vault(medium).load().orElseThrow().getFirst().referralId());
                assertTrue(operations < 20);
            }
        }
    }

    @Test
    void everyDamagedOctetIsSeenAndTheFileKeptAside() throws Exception {
        vault(disk).save(list("one"));
        int length = Rig.image(disk, ReferralVault.FILE).length;
        for (int at = 0; at < length; at++) {
            SimulatedDisk damaged = new SimulatedDisk(at);
            vault(damaged).save(list("one"));
            damaged.flip(ReferralVault.FILE, at, 1);
            assertEquals(Optional.empty(), vault(damaged).load(), "octet " + at);
            assertTrue(damaged.exists(ReferralVault.FILE + ".damaged"));
            assertEquals(Optional.of(List.of()), vault(damaged).load());
        }
    }

    @Test
    void aSecondDamagedFileDoesNotReplaceTheFirst() throws Exception {
        for (int i = 0; i < 2; i++) {
            vault(disk).save(list("one"));
            disk.flip(ReferralVault.FILE, 20, 1);
            assertEquals(Optional.empty(), loaded());
        }
        assertEquals(
                List.of(ReferralVault.FILE + ".2.damaged", ReferralVault.FILE + ".damaged"),
                disk.list().stream().filter(name -> name.endsWith(".damaged")).toList());
    }

    @Test
    void aMediumThatCannotBeReadIsDamage() throws Exception {
        vault(disk).save(list("one"));
        disk.failReads(ReferralVault.FILE, 0, 10);
        assertEquals(Optional.empty(), loaded());
        assertEquals(Optional.of(""), loaded());
    }

    @Test
    void anotherKeyOpensNothing() throws Exception {
        vault(disk).save(list("one"));
        byte[] other = KEY.clone();
        other[0] = 1;
        assertEquals(Optional.empty(), new ReferralVault(disk, other, new SecureRandom()).load());
    }
}
