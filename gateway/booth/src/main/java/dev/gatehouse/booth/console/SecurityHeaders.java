package dev.gatehouse.booth.console;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/// What every answer says to a browser. No Strict-Transport-Security: it holds for a host name with
/// all its ports, and this one may be `localhost`; there is no plain listener to be led astray to.
final class SecurityHeaders {
    static final String CSP =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
                    + " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'";
    private static final String NO_FEATURES =
            "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(),"
                    + " fullscreen=(self), geolocation=(), gyroscope=(), hid=(), magnetometer=(),"
                    + " microphone=(), midi=(), payment=(), publickey-credentials-get=(), serial=(),"
                    + " usb=(), xr-spatial-tracking=()";

    private SecurityHeaders() {}

    static void set(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, CSP);
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        headers.set(HttpHeaderNames.X_FRAME_OPTIONS, "DENY");
        headers.set("x-content-type-options", "nosniff");
        headers.set("referrer-policy", "no-referrer");
        headers.set("permissions-policy", NO_FEATURES);
        headers.set("cross-origin-opener-policy", "same-origin");
        headers.set("cross-origin-resource-policy", "same-origin");
    }
}
