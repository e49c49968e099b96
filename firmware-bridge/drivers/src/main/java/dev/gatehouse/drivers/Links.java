package dev.gatehouse.drivers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The links this process knows, by scheme. Providers are loaded once, so that links may share a
/// listener.
public final class Links {

    private Links() {}

    private static final class Loaded {
        private static final Map<String, LinkProvider> BY_SCHEME = load();

        private static Map<String, LinkProvider> load() {
            List<LinkProvider> providers = new ArrayList<>();
            ServiceLoader.load(LinkProvider.class).forEach(providers::add);
            return new TreeMap<>(
                    providers.stream()
                            .collect(Collectors.toMap(LinkProvider::scheme, provider -> provider)));
        }
    }

    /// Makes the link of an address; it delivers nothing before its own `open`.
    ///
    /// @param address `scheme:target?key=value`, e.g. `http:127.0.0.1:8088/lpr/v1/lane3`
    /// @throws IllegalArgumentException when no such link exists or the address cannot be used
    public static Link open(String address, LinkContext context) {
        return open(LinkAddress.parse(address), context);
    }

    /// Makes the link of an address that was taken apart.
    ///
    /// @throws IllegalArgumentException when no such link exists or the address cannot be used
    public static Link open(LinkAddress parsed, LinkContext context) {
        LinkProvider provider = Loaded.BY_SCHEME.get(parsed.scheme());
        if (provider == null) {
            throw new IllegalArgumentException(
                    "link scheme: expected one of "
                            + Loaded.BY_SCHEME.keySet()
                            + ", found `"
                            + parsed.scheme()
                            + "`");
        }
        return provider.create(parsed, context);
    }

    /// Schemes in order, for messages and `config check`.
    public static List<String> schemes() {
        return List.copyOf(Loaded.BY_SCHEME.keySet());
    }
}
