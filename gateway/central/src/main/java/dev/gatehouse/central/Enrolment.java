package dev.gatehouse.central;

import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.Principals;
import dev.gatehouse.central.pki.SiteAuthority;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.SiteKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Makes a booth's keys and passwords and writes both halves: central's under its home, the booth's
/// into a directory that is carried to the booth.
///
/// ```
/// <out>/                     keys of the booth (BoothKeys)
/// <out>/upstream.password    for central's MQTT endpoint; the user name is the booth's pseudonym
/// <out>/principals           who may use the booth's own bus, passwords hashed
/// <out>/passwords/<name>     the clear passwords, one file for each principal: hand out, then delete
/// <out>/tls/                 ca.crt of the site; booth.crt and booth.key, whose common name is the pseudonym
/// <out>/tls/clients-ca.crt   root of the clients of this booth's bus, and of nothing else
/// <out>/tls/clients/         <name>.crt and <name>.key, one for each principal: hand out, then delete
/// ```
///
/// `terminal-1` is a name in every booth, so the root says whose: each booth's clients have one of
/// their own, whose key stays in `<home>/tls/booths/<pseudonym>/`. Clients hold the booth against
/// `ca.crt`.
final class Enrolment {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> OWNER_DIRECTORY =
            PosixFilePermissions.fromString("rwx------");

    static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1");

    private final CentralHome home;
    private final SecureRandom random;

    Enrolment(CentralHome home, SecureRandom random) {
        this.home = home;
        this.random = random;
    }

    /// Enrols one booth.
    ///
    /// @param principals clients of the booth's own bus
    /// @param hosts names and addresses that the booth is reached by, beside loopback
    /// @throws IOException when `out` is not empty, the name is taken, or something cannot be
    ///   written
    BoothId enrol(String name, Path out, List<Principal> principals, List<String> hosts)
            throws IOException {
        prepare(out);
        Files.createDirectories(
                home.directory(), PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
        CentralKeys keys =
                home.exists()
                        ? CentralKeys.open(home.keys())
                        : CentralKeys.create(home.keys(), random);
        BoothKeys booth = keys.enrol(name, random);
        booth.write(out);
        SiteKey.ofSite(home.keys(), random).write(out);
        String user = booth.id().hex();
        String upstream = Principals.generatePassword(random);
        privateDirectory(home.upstream());
        Principals.builder(random)
                .add(Principal.booth(user, user), upstream)
                .build()
                .write(home.upstream().resolve(name + UpstreamPrincipals.SUFFIX));
        write(out.resolve("upstream.password"), upstream);
        Path passwords = out.resolve("passwords");
        privateDirectory(passwords);
        Principals.Builder bus = Principals.builder(random);
        for (Principal principal : principals) {
            String password = Principals.generatePassword(random);
            bus.add(principal, password);
            write(passwords.resolve(principal.name()), password);
        }
        bus.build().write(out.resolve("principals"));
        certificates(user, out.resolve("tls"), principals, hosts);
        return booth.id();
    }

    private void certificates(
            String user, Path folder, List<Principal> principals, List<String> hosts)
            throws IOException {
        boolean first = !Files.isDirectory(home.tls());
        privateDirectory(home.tls());
        SiteAuthority authority = SiteAuthority.open(home.tls(), random, InstantSource.system());
        if (first) {
            authority.issueServer(
                    home.tls(), CentralHome.PRINCIPAL, CentralHome.PRINCIPAL, LOOPBACK);
        }
        Path clients = folder.resolve("clients");
        privateDirectory(folder);
        privateDirectory(clients);
        authority.writeRoot(folder);
        List<String> names = new ArrayList<>(LOOPBACK);
        names.addAll(hosts);
        authority.issueServer(folder, "booth", user, names);
        SiteAuthority own =
                SiteAuthority.open(clientsAuthority(user), random, InstantSource.system());
        own.writeRoot(folder, "clients-ca");
        for (Principal principal : principals) {
            own.issueClient(clients, principal.name(), principal.name());
        }
    }

    /// Folder of the authority of one booth's clients, made when needed.
    private Path clientsAuthority(String user) throws IOException {
        Path booths = home.tls().resolve("booths");
        privateDirectory(booths);
        Path folder = booths.resolve(user);
        privateDirectory(folder);
        return folder;
    }

    private static void prepare(Path out) throws IOException {
        if (Files.exists(out)) {
            try (Stream<Path> entries = Files.list(out)) {
                if (entries.findAny().isPresent()) {
                    throw new IOException(out + " is not empty; keys are never overwritten");
                }
            }
            Files.setPosixFilePermissions(out, OWNER_DIRECTORY);
        } else {
            privateDirectory(out);
        }
    }

    private static void privateDirectory(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
        }
    }

    private static void write(Path file, String secret) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        OWNER_FILE)) {
            ByteBuffer octets = ByteBuffer.wrap(secret.getBytes(StandardCharsets.US_ASCII));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }
}
