package dev.gatehouse.central;

import dev.gatehouse.core.inventory.CoveredPolicy;
import dev.gatehouse.core.inventory.PolicyFile;
import dev.gatehouse.core.inventory.PolicyList;
import dev.gatehouse.core.seal.KeyFileException;
import dev.gatehouse.core.seal.PolicyKey;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `policy key`, `policy sign` and `policy check`: what booths hold devices on their LAN against.
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Makes and checks the signed covered-equipment policy of booths.",
        subcommands = {
            PolicyCommand.Key.class,
            PolicyCommand.Sign.class,
            PolicyCommand.Check.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central policy key --out policy.key",
            "  gatehouse-central policy sign covered.json --key policy.key --out covered.policy",
            "  gatehouse-central policy check covered.policy --key policy.key.pub"
        })
final class PolicyCommand implements Runnable {
    private static final int HEAD_OCTETS = 1_024;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(CoveredPolicy.MAX_OCTETS + HEAD_OCTETS);
        }
    }

    private static void tell(CoveredPolicy policy, PrintWriter out) {
        out.println("version " + policy.version());
        for (PolicyList list : policy.lists()) {
            out.println(
                    "list "
                            + list.id()
                            + " version "
                            + list.version()
                            + " of "
                            + list.asOf()
                            + ": "
                            + list.entries().size()
                            + " entries");
        }
        out.println("waivers " + policy.waivers().size());
        policy.refusedWaivers().forEach(waiver -> out.println("not honoured: waiver " + waiver));
    }

    /// Makes the key of the policy.
    @Command(
            name = "key",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a policy key. The secret half goes to --out, readable by its owner alone and never to a",
                "booth; the public half goes beside it with the ending .pub and to every booth."
            },
            exitCodeListHeading = Exit.LIST_HEADING,
            exitCodeList = {"0:made", "1:failed, or the file is there already", "2:wrong usage"},
            footerHeading = "%nExamples:%n",
            footer = "  gatehouse-central policy key --out policy.key")
    static final class Key implements Callable<Integer> {
        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = "File of the secret half; it must not be there yet.")
        private Path out = Path.of("policy.key");

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException, CommandFailure {
            if (Files.exists(out)) {
                throw new CommandFailure(Exit.FAILED, out + " is there already");
            }
            try {
                PolicyKey key = PolicyKey.create(out, new SecureRandom());
                Files.writeString(Path.of(out + ".pub"), key.toPublic().fileText());
            } catch (KeyFileException e) {
                throw new CommandFailure(Exit.FAILED, "key: " + e.getMessage());
            }
            spec.commandLine().getOut().println("public half: " + out + ".pub");
            return Exit.FINE;
        }
    }

    /// Signs a policy.
    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            description = {
                "Checks a plain policy (JSON, README, Inventory) and signs it. A waiver that breaks a rule is refused",
                "here: three different people, twelve months at most, a device, reason and controls."
            },
            exitCodeListHeading = Exit.LIST_HEADING,
            exitCodeList = {"0:signed", "1:failed, or the policy is refused", "2:wrong usage"},
            footerHeading = "%nExamples:%n",
            footer =
                    "  gatehouse-central policy sign covered.json --key policy.key --out covered.policy")
    static final class Sign implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The plain policy.")
        private Path plain = Path.of("");

        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "Secret half of the policy key.")
        private Path key = Path.of("");

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = "The signed policy; a file of that name is replaced in one step.")
        private Path out = Path.of("");

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException, CommandFailure {
            byte[] policy = read(plain);
            PolicyKey opened;
            try {
                opened = PolicyKey.open(key);
            } catch (KeyFileException e) {
                throw new CommandFailure(Exit.FAILED, "key: " + e.getMessage());
            }
            switch (PolicyFile.sign(policy, opened)) {
                case Decoded.Rejected<byte[]>(_, var detail) ->
                        throw new CommandFailure(Exit.FAILED, "refused: " + detail);
                case Decoded.Message<byte[]>(var file) -> {
                    Path fresh = Path.of(out + ".new");
                    Files.write(fresh, file);
                    Files.move(
                            fresh,
                            out,
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.ATOMIC_MOVE);
                }
            }
            if (CoveredPolicy.read(policy) instanceof Decoded.Message<CoveredPolicy>(var read)) {
                tell(read, spec.commandLine().getOut());
            }
            return Exit.FINE;
        }
    }

    /// Reads a signed policy as a booth does.
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Reads a signed policy as a booth does, and says what is in it.",
            exitCodeListHeading = Exit.LIST_HEADING,
            exitCodeList = {
                "0:a booth takes it",
                "1:a booth refuses it",
                "2:wrong usage",
                "3:a booth takes it and does not honour a waiver"
            },
            footerHeading = "%nExamples:%n",
            footer = "  gatehouse-central policy check covered.policy --key policy.key.pub")
    static final class Check implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The signed policy.")
        private Path signed = Path.of("");

        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "Public half of the policy key.")
        private Path key = Path.of("");

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException, CommandFailure {
            Optional<PolicyKey.Public> opened = PolicyKey.Public.read(key);
            if (opened.isEmpty()) {
                throw new CommandFailure(Exit.FAILED, key + " is no public key of a policy");
            }
            return switch (PolicyFile.read(read(signed), opened.get())) {
                case Decoded.Rejected<CoveredPolicy>(_, var detail) ->
                        throw new CommandFailure(Exit.FAILED, "refused: " + detail);
                case Decoded.Message<CoveredPolicy>(var policy) -> {
                    tell(policy, spec.commandLine().getOut());
                    yield policy.refusedWaivers().isEmpty() ? Exit.FINE : Exit.DEGRADED;
                }
            };
        }
    }
}
