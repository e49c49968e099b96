package dev.gatehouse.booth.console;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;

/// One complete request whose framing, host and length were found good.
///
/// @param path exactly as sent, without the query; never decoded, only compared
/// @param query exactly as sent, empty when there is none
/// @param headers as received
/// @param body at most [ConsoleLimits#bodyBytes] octets
/// @param client where it came from
record Request(
        HttpMethod method,
        String path,
        String query,
        HttpHeaders headers,
        byte[] body,
        ClientAddress client) {
    /// Longest cookie header looked at.
    private static final int COOKIES_MAX_CHARS = 2_048;

    boolean isPost() {
        return method.equals(HttpMethod.POST);
    }

    /// The value of a header that is there exactly once; empty otherwise.
    String single(CharSequence name) {
        var all = headers.getAll(name);
        return all.size() == 1 ? all.getFirst() : "";
    }

    /// The value of a cookie; empty when there is none. A name that comes twice counts as none:
    /// somebody else may have set one of them.
    String cookie(String name) {
        String line = single(HttpHeaderNames.COOKIE);
        if (line.length() > COOKIES_MAX_CHARS) {
            return "";
        }
        Optional<String> found = Optional.empty();
        for (String pair : line.split(";", -1)) {
            String trimmed = pair.strip();
            if (trimmed.startsWith(name + "=")) {
                if (found.isPresent()) {
                    return "";
                }
                found = Optional.of(trimmed.substring(name.length() + 1));
            }
        }
        return found.orElse("");
    }

    /// Headers and body withheld.
    @Override
    public String toString() {
        return "Request[" + method + "]";
    }
}
