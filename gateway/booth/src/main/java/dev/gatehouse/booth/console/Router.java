package dev.gatehouse.booth.console;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Optional;

/// Every path there is. A path is compared, never decoded or joined to a folder.
///
/// | path | method | who |
/// |---|---|---|
/// | `/` | GET | paired: the panel; everybody else: the pairing page, which knows nothing of the booth |
/// | `/?lang=fr` | GET | everybody: chooses a language |
/// | `/console.css`, `/icon.svg`, `/pair.js` | GET | everybody |
/// | `/panel.js`, `/events` | GET | paired |
/// | `/pair` | POST | everybody, at the pace of the lock |
/// | `/logout` | POST | paired |
///
/// Owned by the console's thread.
final class Router {
    static final String SESSION = "__Host-gatehouse";
    private static final String FORM = "__Host-form";
    private static final String LANGUAGE = "__Host-lang";
    private static final String COOKIE = "; Path=/; Secure; HttpOnly; SameSite=Strict";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final int LANGUAGE_AGE_S = 31_536_000;

    /// A browser's first pairing page brings no cookie; one of ours is shorter.
    private static final int FORM_COOKIE_MAX_CHARS = 64;

    private final Gatekeeper gate;
    private final Streams streams;
    private final Pages pages;
    private final Tokens tokens;
    private final Counters counters;

    Router(Gatekeeper gate, Streams streams, Pages pages, Tokens tokens, Counters counters) {
        this.gate = gate;
        this.streams = streams;
        this.pages = pages;
        this.tokens = tokens;
        this.counters = counters;
    }

    Reply answer(Request request) {
        return request.isPost() ? post(request) : get(request);
    }

    // ---- GET and HEAD

    private Reply get(Request request) {
        if (!request.query().isEmpty()) {
            return request.path().equals("/") ? chooseLanguage(request) : notFound();
        }
        return switch (request.path()) {
            case "/" -> page(request);
            case "/console.css" -> Reply.asset("text/css; charset=utf-8", pages.css());
            case "/icon.svg" -> Reply.asset("image/svg+xml", pages.icon());
            case "/pair.js" -> Reply.asset(SCRIPT, pages.pairingScript());
            case "/panel.js" ->
                    session(request).isPresent()
                            ? Reply.asset(SCRIPT, pages.panelScript())
                            : unpaired();
            case "/events" -> events(request);
            case "/pair", "/logout" ->
                    Reply.words(HttpResponseStatus.METHOD_NOT_ALLOWED)
                            .with(HttpHeaderNames.ALLOW, "POST");
            default -> notFound();
        };
    }

    private Reply page(Request request) {
        Language language = language(request);
        Optional<Session> session = session(request);
        if (session.isPresent()) {
            return Reply.asset(HTML, pages.panel(language, session.get()));
        }
        String cookie = request.cookie(FORM);
        if (cookie.isEmpty() || cookie.length() > FORM_COOKIE_MAX_CHARS) {
            cookie = tokens.secret();
        }
        return Reply.asset(HTML, pages.pairing(language, tokens.formToken(cookie)))
                .with(HttpHeaderNames.SET_COOKIE, FORM + "=" + cookie + COOKIE);
    }

    private static Reply chooseLanguage(Request request) {
        String query = request.query();
        Optional<Language> language =
                query.startsWith("lang=") ? Language.of(query.substring(5)) : Optional.empty();
        return language.<Reply>map(chosen ->
                        Reply.empty(HttpResponseStatus.SEE_OTHER)
                                .with(HttpHeaderNames.LOCATION, "/")
                                .with(
                                        HttpHeaderNames.SET_COOKIE,
                                        LANGUAGE
                                                + "="
                                                + chosen.tag()
                                                + "; Max-Age="
                                                + LANGUAGE_AGE_S
                                                + COOKIE))
                .orElseGet(Router::notFound);
    }

    private Reply events(Request request) {
        Optional<Session> session = session(request);
        if (session.isEmpty()) {
            return unpaired();
        }
        if (!sameOriginOrDirect(request)) {
            return refusedOrigin();
        }
        if (!streams.hasRoom(session.get())) {
            counters.add(ConsoleCounter.REFUSED_STREAMS);
            return Reply.words(HttpResponseStatus.SERVICE_UNAVAILABLE)
                    .with(HttpHeaderNames.RETRY_AFTER, "10");
        }
        if (!request.method().equals(io.netty.handler.codec.http.HttpMethod.GET)) {
            return Reply.asset("text/event-stream; charset=utf-8", new byte[0]);
        }
        return new Reply.Stream(session.get(), request.single("last-event-id"));
    }

    /// Fetch metadata, where a browser sends it, must not name another site.
    private static boolean sameOriginOrDirect(Request request) {
        String site = request.single("sec-fetch-site");
        return site.isEmpty() || site.equals("same-origin") || site.equals("none");
    }

    // ---- POST

    private Reply post(Request request) {
        return switch (request.path()) {
            case "/pair" -> request.query().isEmpty() ? pair(request) : notFound();
            case "/logout" -> request.query().isEmpty() ? logOut(request) : notFound();
            default -> notFound();
        };
    }

    private Reply pair(Request request) {
        Optional<Map<String, String>> form = form(request);
        if (form.isEmpty()) {
            return refusedOrigin();
        }
        String cookie = request.cookie(FORM);
        if (cookie.isEmpty()
                || cookie.length() > FORM_COOKIE_MAX_CHARS
                || !Tokens.same(tokens.formToken(cookie), form.get().getOrDefault("form", ""))) {
            return refusedOrigin();
        }
        return switch (gate.pair(form.get().getOrDefault("code", ""), request.client())) {
            case Gatekeeper.Answer.Paired(var opened) ->
                    Reply.empty(HttpResponseStatus.NO_CONTENT)
                            .with(
                                    HttpHeaderNames.SET_COOKIE,
                                    SESSION + "=" + opened.cookie() + COOKIE)
                            .with(HttpHeaderNames.SET_COOKIE, FORM + "=; Max-Age=0" + COOKIE);
            case Gatekeeper.Answer.Wrong() -> Reply.words(HttpResponseStatus.FORBIDDEN);
            case Gatekeeper.Answer.Locked(var retryAfterS) ->
                    Reply.words(HttpResponseStatus.TOO_MANY_REQUESTS)
                            .with(HttpHeaderNames.RETRY_AFTER, String.valueOf(retryAfterS));
            case Gatekeeper.Answer.Busy() ->
                    Reply.words(HttpResponseStatus.SERVICE_UNAVAILABLE)
                            .with(HttpHeaderNames.RETRY_AFTER, "10");
        };
    }

    private Reply logOut(Request request) {
        Optional<Session> session = session(request);
        if (session.isEmpty()) {
            return unpaired();
        }
        Optional<Map<String, String>> form = form(request);
        if (form.isEmpty()
                || !Tokens.same(session.get().csrf(), form.get().getOrDefault("csrf", ""))) {
            return refusedOrigin();
        }
        gate.logOut(session.get(), request.client());
        streams.endOrphans();
        return Reply.empty(HttpResponseStatus.NO_CONTENT)
                .with(HttpHeaderNames.SET_COOKIE, SESSION + "=; Max-Age=0" + COOKIE);
    }

    /// The fields of a form that a page of ours sent: the Origin must be there and name this host.
    private Optional<Map<String, String>> form(Request request) {
        boolean ours =
                request.single(HttpHeaderNames.ORIGIN)
                                .equals("https://" + request.single(HttpHeaderNames.HOST))
                        && sameOriginOrDirect(request)
                        && request.single(HttpHeaderNames.CONTENT_TYPE)
                                .split(";", -1)[0]
                                .strip()
                                .equalsIgnoreCase(
                                        HttpHeaderValues.APPLICATION_X_WWW_FORM_URLENCODED
                                                .toString());
        return ours ? Form.parse(request.body()) : Optional.empty();
    }

    // ---- common

    private Optional<Session> session(Request request) {
        Optional<Session> session = gate.find(request.cookie(SESSION));
        session.ifPresent(gate::use);
        return session;
    }

    private static Language language(Request request) {
        return Language.of(request.cookie(LANGUAGE))
                .orElseGet(
                        () -> Language.preferred(request.single(HttpHeaderNames.ACCEPT_LANGUAGE)));
    }

    private Reply unpaired() {
        counters.add(ConsoleCounter.REFUSED_UNPAIRED);
        return Reply.words(HttpResponseStatus.UNAUTHORIZED);
    }

    private Reply refusedOrigin() {
        counters.add(ConsoleCounter.REFUSED_ORIGIN);
        return Reply.words(HttpResponseStatus.BAD_REQUEST);
    }

    private static Reply notFound() {
        return Reply.words(HttpResponseStatus.NOT_FOUND);
    }
}
