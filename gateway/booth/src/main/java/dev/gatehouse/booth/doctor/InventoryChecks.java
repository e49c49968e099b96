package dev.gatehouse.booth.doctor;

import dev.gatehouse.booth.inventory.InventorySettings;
import dev.gatehouse.core.inventory.CoveredPolicy;
import dev.gatehouse.core.inventory.PolicyFile;
import dev.gatehouse.core.inventory.PolicyList;
import dev.gatehouse.core.seal.PolicyKey;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The covered-equipment policy that devices on the LAN are held against: there, signed, and not
/// too old.
final class InventoryChecks {
    private static final int HEAD_OCTETS = 1_024;

    private InventoryChecks() {}

    static void look(Scene scene) {
        scene.config()
                .flatMap(config -> config.inventory())
                .ifPresent(found -> policy(scene, found));
    }

    private static void policy(Scene scene, InventorySettings settings) {
        if (settings.policyFile().isEmpty() || settings.policyKey().isEmpty()) {
            missing(scene, "[inventory]", "no policy_file is configured");
            return;
        }
        Path file = settings.policyFile().get();
        try {
            Optional<PolicyKey.Public> key = PolicyKey.Public.read(settings.policyKey().get());
            if (key.isEmpty()) {
                missing(scene, settings.policyKey().get().toString(), "the key is no public key");
                return;
            }
            switch (PolicyFile.read(read(file), key.get())) {
                case Decoded.Rejected<CoveredPolicy>(_, var detail) ->
                        missing(scene, file.toString(), detail);
                case Decoded.Message<CoveredPolicy>(var policy) -> age(scene, file, policy);
            }
        } catch (IOException e) {
            missing(scene, file.toString(), "it cannot be read");
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(CoveredPolicy.MAX_OCTETS + HEAD_OCTETS);
        }
    }

    private static void missing(Scene scene, String subject, String why) {
        scene.found(
                Finding.of(
                                Ailment.LST_POLICY,
                                subject,
                                "Devices on the LAN are held against nothing new: " + why + ".",
                                "publish a policy as gatehouse-central policy sign makes it, and its public key")
                        .with("reason", why));
    }

    private static void age(Scene scene, Path file, CoveredPolicy policy) {
        Instant now = scene.machine().now();
        for (PolicyList list : policy.lists()) {
            if (list.isOld(now)) {
                scene.found(
                        Finding.of(
                                        Ailment.LST_DATED,
                                        file + " " + list.id(),
                                        "Makers that were listed since are not flagged.",
                                        "publish a policy with the list of today")
                                .with("age_days", list.ageDays(now)));
            }
        }
        if (!policy.refusedWaivers().isEmpty()) {
            scene.found(
                    Finding.of(
                                    Ailment.LST_WAIVER,
                                    file.toString(),
                                    "They break a rule of waivers and are not honoured.",
                                    "mend them and sign the policy again")
                            .with("waivers", policy.refusedWaivers().size()));
        }
    }
}
