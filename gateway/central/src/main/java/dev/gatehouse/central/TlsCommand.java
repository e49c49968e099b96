package dev.gatehouse.central;

import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.central.pki.SiteAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tls`.
@Command(
        name = "tls",
        mixinStandardHelpOptions = true,
        description = {
            "Issues central's certificate anew, by the same authority of the site; booths need nothing new.",
            "A running serve takes it at its next start. Prints the certificate's SHA-256 and last day."
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {"0:issued", "1:failed", "2:wrong usage", "4:no home there"},
        footerHeading = "%nExamples:%n",
        footer = "  gatehouse-central tls --host central.example --host 192.0.2.10")
final class TlsCommand implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "A name or IP address that booths reach central by; repeat. localhost and 127.0.0.1 are always in"
                            + " it.")
    private List<String> hosts = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, IOException {
        Path folder = home.existing().tls();
        List<String> names = new ArrayList<>(Enrolment.LOOPBACK);
        names.addAll(hosts);
        SiteAuthority authority =
                SiteAuthority.open(folder, new SecureRandom(), InstantSource.system());
        replace(authority, folder, names);
        TlsIdentity issued =
                TlsIdentity.read(
                        folder.resolve("ca.crt"),
                        folder.resolve(CentralHome.PRINCIPAL + ".crt"),
                        folder.resolve(CentralHome.PRINCIPAL + ".key"));
        spec.commandLine()
                .getOut()
                .println("sha256 " + issued.fingerprint() + "\nnot_after " + issued.notAfter());
        return Exit.FINE;
    }

    /// The key first: a stop between the two leaves a pair that does not fit, which `serve` says,
    /// and this command mends.
    private static void replace(SiteAuthority authority, Path folder, List<String> names)
            throws IOException {
        Path fresh = Files.createTempDirectory(folder, ".new");
        try {
            authority.issueServer(fresh, CentralHome.PRINCIPAL, CentralHome.PRINCIPAL, names);
            for (String suffix : List.of(".key", ".crt")) {
                String name = CentralHome.PRINCIPAL + suffix;
                Files.move(
                        fresh.resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            try (var left = Files.list(fresh)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(fresh);
        }
    }
}
