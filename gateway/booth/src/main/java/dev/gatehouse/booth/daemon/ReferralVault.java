package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Open referrals over a restart: encrypted under the device key, replaced as a whole, before the
/// group commit of the records that belong to the change. A power cut leaves the old file or the
/// new one.
///
/// ```
///  0            4        5            17                                          n
///  +------------+--------+------------+-------------------------------------------+
///  | "GHRV"     | ver=1  | nonce (12) | ChaCha20-Poly1305(list), tag at the end   |
///  +------------+--------+------------+-------------------------------------------+
///    the first 5 octets are the associated data
/// ```
final class ReferralVault {
    static final String FILE = "referrals.vault";
    private static final String FRESH = "referrals.vault.new";

    /// Space kept for the day the disk is full: a referral must not be forgotten then.
    static final String RESERVE = "referrals.reserve";

    static final int RESERVE_BYTES = 256 << 10;
    private static final byte[] HEAD = {'G', 'H', 'R', 'V', 1};
    private static final int NONCE_BYTES = 12;
    private static final int MAX_BYTES = 64 << 20;

    private final Disk disk;
    private final SecretKeySpec key;
    private final SecureRandom random;

    ReferralVault(Disk disk, byte[] key, SecureRandom random) {
        this.disk = disk;
        this.key = new SecretKeySpec(key, "ChaCha20");
        this.random = random;
    }

    /// The list of the last run; empty when there was none. A damaged file is kept aside, never
    /// deleted.
    ///
    /// @return empty Optional when the file is damaged
    Optional<List<OpenReferral>> load() throws IOException {
        reserve();
        if (!disk.exists(FILE)) {
            return Optional.of(List.of());
        }
        Optional<List<OpenReferral>> list = read().flatMap(this::decrypt);
        if (list.isEmpty()) {
            setAside();
        }
        return list;
    }

    private void setAside() throws IOException {
        String aside = FILE + ".damaged";
        for (int copy = 2; disk.exists(aside); copy++) {
            aside = FILE + "." + copy + ".damaged";
        }
        disk.rename(FILE, aside);
        disk.syncDirectory();
    }

    private Optional<byte[]> read() {
        try (DiskFile file = disk.open(FILE, false)) {
            long size = file.size();
            if (size < HEAD.length + NONCE_BYTES || size > MAX_BYTES) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
            while (bytes.hasRemaining()) {
                if (file.read(bytes.position(), bytes) <= 0) {
                    return Optional.empty();
                }
            }
            return Optional.of(bytes.array());
        } catch (IOException e) {
            // a medium that no longer gives it back is damage like any other
            return Optional.empty();
        }
    }

    private Optional<List<OpenReferral>> decrypt(byte[] bytes) {
        if (!Arrays.equals(bytes, 0, HEAD.length, HEAD, 0, HEAD.length)) {
            return Optional.empty();
        }
        try {
            Cipher cipher =
                    cipher(
                            Cipher.DECRYPT_MODE,
                            Arrays.copyOfRange(bytes, HEAD.length, HEAD.length + NONCE_BYTES));
            int from = HEAD.length + NONCE_BYTES;
            return switch (OpenReferral.decode(cipher.doFinal(bytes, from, bytes.length - from))) {
                case Decoded.Message<List<OpenReferral>>(var list) -> Optional.of(list);
                case Decoded.Rejected<List<OpenReferral>> _ -> Optional.empty();
            };
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /// Replaces the list; on return it is on disk.
    void save(List<OpenReferral> referrals) throws IOException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        ByteBuffer bytes;
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(OpenReferral.encode(referrals));
            bytes =
                    ByteBuffer.allocate(HEAD.length + NONCE_BYTES + sealed.length)
                            .put(HEAD)
                            .put(nonce)
                            .put(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ChaCha20-Poly1305 is in every Java platform", e);
        }
        bytes.flip();
        try {
            writeFresh(bytes.duplicate());
        } catch (IOException e) {
            if (!disk.exists(RESERVE) || !isFull()) {
                throw e;
            }
            disk.delete(RESERVE);
            writeFresh(bytes);
        }
        disk.rename(FRESH, FILE);
        disk.syncDirectory();
        reserve();
    }

    private void writeFresh(ByteBuffer bytes) throws IOException {
        if (disk.exists(FRESH)) {
            disk.delete(FRESH);
        }
        try (DiskFile file = disk.open(FRESH, true)) {
            file.write(0, bytes);
            file.dataSync();
        }
    }

    /// Whether an error of this store comes from want of space, which passes, and not from the
    /// medium, which does not.
    boolean isFull() throws IOException {
        return disk.freeBytes() < 2L * RESERVE_BYTES;
    }

    /// Takes the reserve back when there is space again.
    private void reserve() throws IOException {
        if (disk.exists(RESERVE) || disk.freeBytes() < 4L * RESERVE_BYTES) {
            return;
        }
        try (DiskFile file = disk.open(RESERVE, true)) {
            file.write(0, ByteBuffer.allocate(RESERVE_BYTES));
            file.dataSync();
        }
        disk.syncDirectory();
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode, key, new IvParameterSpec(nonce));
        cipher.updateAAD(HEAD);
        return cipher;
    }
}
