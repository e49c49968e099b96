package dev.gatehouse.booth.inventory;

import dev.gatehouse.core.inventory.CoveredPolicy;
import dev.gatehouse.core.inventory.Judge;
import dev.gatehouse.core.inventory.OuiTable;
import dev.gatehouse.core.inventory.PolicyFile;
import dev.gatehouse.core.seal.PolicyKey;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// The files that devices are judged by: read when they change. What cannot be used leaves the one
/// before in force; a policy older than one that was in force is never taken again.
///
/// Owner: one thread.
final class PolicyWatch {
    private final InventorySettings settings;
    private CoveredPolicy policy = CoveredPolicy.NONE;
    private Optional<OuiTable> registry = Optional.empty();
    private long version;
    private @Nullable Stamp policyStamp;
    private @Nullable Stamp keyStamp;
    private @Nullable Stamp registryStamp;
    private String trouble = "";

    /// @param version of the policy that was in force last
    PolicyWatch(InventorySettings settings, long version) {
        this.settings = settings;
        this.version = version;
    }

    /// By what a change of a file is noticed.
    private record Stamp(long modifiedMs, long octets, @Nullable Object key) {}

    /// Looks at the files.
    ///
    /// @return whether something else is in force now
    boolean look() {
        boolean fresh = lookAtRegistry();
        return lookAtPolicy() || fresh;
    }

    Judge judge() {
        return new Judge(policy, registry);
    }

    /// Of the policy in force, or of the one that was.
    long version() {
        return version;
    }

    /// Why the file of the policy is not in force; empty when it is.
    String trouble() {
        return trouble;
    }

    private boolean lookAtRegistry() {
        if (settings.ouiFile().isEmpty()) {
            return false;
        }
        Path file = settings.ouiFile().get();
        Stamp now = stamp(file);
        if (Objects.equals(now, registryStamp)) {
            return false;
        }
        registryStamp = now;
        try {
            switch (OuiTable.read(read(file, OuiTable.MAX_OCTETS))) {
                case Decoded.Message<OuiTable>(var table) -> {
                    registry = Optional.of(table);
                    Logger.info(
                            "INV-010 address registry in force: as_of={}, blocks={}, left_out={}",
                            table.asOf(),
                            table.size(),
                            table.leftOut());
                    return true;
                }
                case Decoded.Rejected<OuiTable>(var reason, var detail) ->
                        Logger.warn(
                                "INV-011 the address registry cannot be used; the one before stays: reason={}, detail={}",
                                reason,
                                detail);
            }
        } catch (IOException e) {
            Logger.warn(
                    "INV-012 the address registry cannot be read; the one before stays: cause={}",
                    e.getClass().getSimpleName());
        }
        return false;
    }

    private boolean lookAtPolicy() {
        if (settings.policyFile().isEmpty() || settings.policyKey().isEmpty()) {
            trouble = "none is configured";
            return false;
        }
        Path file = settings.policyFile().get();
        Stamp now = stamp(file);
        Stamp key = stamp(settings.policyKey().get());
        if (now != null && now.equals(policyStamp) && Objects.equals(key, keyStamp)) {
            return false;
        }
        policyStamp = now;
        keyStamp = key;
        trouble = now == null ? "its file is missing" : "";
        if (now == null) {
            return false;
        }
        try {
            Optional<PolicyKey.Public> opened = PolicyKey.Public.read(settings.policyKey().get());
            if (opened.isEmpty()) {
                return refused("the policy key is no public key");
            }
            return switch (PolicyFile.read(
                    read(file, CoveredPolicy.MAX_OCTETS + 1_024), opened.get())) {
                case Decoded.Rejected<CoveredPolicy>(_, var detail) -> refused(detail);
                case Decoded.Message<CoveredPolicy>(var read) -> taken(read);
            };
        } catch (IOException e) {
            return refused("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private boolean taken(CoveredPolicy read) {
        if (read.version() < version) {
            return refused(
                    "version "
                            + read.version()
                            + " is older than "
                            + version
                            + " that was in force");
        }
        for (String waiver : read.refusedWaivers()) {
            Logger.warn("INV-013 a waiver breaks a rule and is not honoured: waiver={}", waiver);
        }
        policy = read;
        version = read.version();
        Logger.info(
                "INV-014 covered-equipment policy in force: version={}, lists={}, waivers={}",
                read.version(),
                read.lists().size(),
                read.waivers().size());
        return true;
    }

    private boolean refused(String why) {
        trouble = why;
        Logger.error(
                "INV-015 the covered-equipment policy cannot be used; the one before stays: reason={}",
                why);
        return false;
    }

    private static byte[] read(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most + 1);
        }
    }

    private static @Nullable Stamp stamp(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(found.lastModifiedTime().toMillis(), found.size(), found.fileKey());
        } catch (IOException e) {
            return null;
        }
    }
}
