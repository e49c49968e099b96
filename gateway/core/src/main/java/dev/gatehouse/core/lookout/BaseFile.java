package dev.gatehouse.core.lookout;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a list's file, CSV or built: which it is, its first octets say.
final class BaseFile {
    private BaseFile() {}

    /// What came of it.
    sealed interface Result {}

    /// A list.
    ///
    /// @param stamp of the file
    /// @param issuedAt as a built list states it; of CSV the modification time
    /// @param generation that a built list states; empty for CSV
    /// @param digest of the file
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared, never handed out
    record Read(
            FileStamp stamp,
            LookoutTable lookouts,
            LoadReport report,
            Instant issuedAt,
            OptionalLong generation,
            byte[] digest)
            implements Result {}

    /// It was written to meanwhile.
    record Unsettled() implements Result {}

    /// It is not there any more.
    record Gone() implements Result {}

    /// It cannot be used.
    ///
    /// @param lasting whether that cannot change before the file does
    record Bad(ListDamage damage, boolean lasting) implements Result {}

    static Result read(FileStamp before, Optional<Path> keyFile, int maxLines, ListScope scope) {
        MessageDigest digest = sha256();
        Read read;
        try (InputStream file = Files.newInputStream(before.file());
                PushbackInputStream in =
                        new PushbackInputStream(
                                new DigestInputStream(file, digest), ListFileHeader.MAGIC_OCTETS)) {
            byte[] first = in.readNBytes(ListFileHeader.MAGIC_OCTETS);
            in.unread(first);
            if (ListFile.isBuilt(first)) {
                switch (ListFile.read(in, key(keyFile), maxLines, scope)) {
                    case ListFile.Refused(ListDamage damage) -> {
                        return bad(damage);
                    }
                    case ListFile.Delta _ -> {
                        return bad(new ListDamage(0, ListDamage.Reason.GAP));
                    }
                    case ListFile.Base base ->
                            read =
                                    new Read(
                                            before,
                                            base.lookouts(),
                                            base.report(),
                                            base.issuedAt(),
                                            OptionalLong.of(base.generation()),
                                            digest.digest());
                }
            } else {
                switch (LookoutCsv.read(in, maxLines, scope)) {
                    case LookoutCsv.Refused(ListDamage damage) -> {
                        return bad(damage);
                    }
                    case LookoutCsv.Parsed csv ->
                            read =
                                    new Read(
                                            before,
                                            csv.lookouts(),
                                            csv.report(),
                                            before.modifiedAt(),
                                            OptionalLong.empty(),
                                            digest.digest());
                }
            }
            return FileStamp.of(before.file()).equals(before) ? read : new Unsettled();
        } catch (NoSuchFileException e) {
            return new Gone();
        } catch (IOException e) {
            return bad(new ListDamage(0, ListDamage.Reason.UNREADABLE));
        }
    }

    /// The key, if its file is there and holds one.
    static Optional<ListKey> key(Optional<Path> file) {
        try {
            return file.isPresent() ? ListKey.read(file.get()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Bad bad(ListDamage damage) {
        return new Bad(damage, damage.reason().isLasting());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
