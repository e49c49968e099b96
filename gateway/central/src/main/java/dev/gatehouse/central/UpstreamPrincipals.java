package dev.gatehouse.central;

import dev.gatehouse.bus.Authenticator;
import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.Principals;
import dev.gatehouse.bus.tls.HybridTls;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/// The booths' MQTT passwords, one hashed file per booth, so that enrolling or revoking one booth
/// touches no other. Read by [#refresh] on any one thread; asked on the network thread, which never
/// touches the disk.
///
/// Over TLS the common name of the client's certificate must be the user name too: one booth's
/// certificate with another's password opens nothing.
final class UpstreamPrincipals implements Authenticator {
    static final String SUFFIX = ".principals";

    private final Path directory;
    private volatile Map<String, Principals> byName = Map.of();

    UpstreamPrincipals(Path directory) {
        this.directory = directory;
    }

    /// Reads all files again.
    void refresh() throws IOException {
        Map<String, Principals> found = new HashMap<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                for (Path file : files) {
                    Principals principals = Principals.read(file);
                    for (Principal principal : principals.all()) {
                        found.put(principal.name(), principals);
                    }
                }
            }
        }
        byName = Map.copyOf(found);
    }

    @Override
    public Optional<Principal> authenticate(
            String name, byte[] password, Optional<SSLSession> tls) {
        if (tls.isPresent() && !HybridTls.peerName(tls.get()).equals(Optional.of(name))) {
            return Optional.empty();
        }
        // the password counts as well: not even a certificate that the site issued by mistake opens
        return Optional.ofNullable(byName.get(name))
                .flatMap(principals -> principals.authenticate(name, password, Optional.empty()));
    }
}
