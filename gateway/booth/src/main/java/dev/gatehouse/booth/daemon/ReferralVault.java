package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.core.vault.Vault;
import dev.gatehouse.core.vault.VaultContents;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.tinylog.Logger;

/// Open referrals over a restart, in a [Vault] under the device key: what changed goes there before
/// the records that belong to the change. A power cut leaves the list before it or after it.
///
/// An entry is a [ReferralChange]; the snapshot is the change from an empty list.
final class ReferralVault {
    static final String FILE = "referrals.vault";

    private final Vault vault;
    private final Map<String, OpenReferral> onDisk = new LinkedHashMap<>();

    /// @param key 32 octets
    /// @param nanos monotonic clock
    ReferralVault(Disk disk, byte[] key, SecureRandom random, LongSupplier nanos) {
        this(disk, key, random, nanos, Vault.CHANGES_BYTES);
    }

    ReferralVault(
            Disk disk, byte[] key, SecureRandom random, LongSupplier nanos, int changesBytes) {
        this.vault = new Vault(disk, FILE, key, random, nanos, changesBytes);
    }

    /// What the last run left.
    ///
    /// @param list as far as it can be read
    /// @param damaged whether something is missing; the file is kept aside, never deleted
    record Restored(List<OpenReferral> list, boolean damaged) {
        Restored {
            list = List.copyOf(list);
        }
    }

    /// The list of the last run; empty when there was none.
    Restored load() throws IOException {
        VaultContents contents = vault.load();
        boolean damaged = contents.damaged();
        for (byte[] entry : contents.entries()) {
            switch (ReferralChange.decode(entry)) {
                case Decoded.Message<ReferralChange>(var change) -> change.applyTo(onDisk);
                case Decoded.Rejected<ReferralChange> _ -> damaged = true;
            }
        }
        if (damaged) {
            setAside();
        }
        return new Restored(List.copyOf(onDisk.values()), damaged);
    }

    private void setAside() {
        try {
            vault.restart(whole());
        } catch (IOException e) {
            // the damaged file stays where it is until a list can be written
            Logger.error(
                    "STO-011 the damaged file of open referrals could not be replaced yet; check space (df) and errors (dmesg) of the disk: cause={}",
                    e.getMessage());
        }
    }

    private byte[] whole() {
        return ReferralChange.between(Map.of(), List.copyOf(onDisk.values())).encode();
    }

    /// Writes what changed; on return it is on disk.
    ///
    /// @param list all referrals that a restart must know
    /// @param journalled of a referral's id, how many of its steps the journal has on disk
    void save(List<OpenReferral> list, ToIntFunction<String> journalled) throws IOException {
        List<OpenReferral> now = new ArrayList<>(list.size());
        for (OpenReferral referral : list) {
            int steps = journalled.applyAsInt(referral.referralId());
            now.add(referral.journalled() == steps ? referral : referral.withJournalled(steps));
        }
        ReferralChange change = ReferralChange.between(onDisk, now);
        boolean appended = change.isEmpty() ? vault.isOpen() : vault.append(change.encode());
        if (!appended) {
            vault.restart(ReferralChange.between(Map.of(), now).encode());
        }
        Set<String> ids = now.stream().map(OpenReferral::referralId).collect(Collectors.toSet());
        onDisk.keySet().retainAll(ids);
        now.forEach(referral -> onDisk.put(referral.referralId(), referral));
    }

    /// Does a small piece of making the next file, when there is time.
    ///
    /// @return whether another call is worth while
    boolean prepare() {
        return vault.prepare();
    }

    void close() throws IOException {
        vault.close();
    }
}
