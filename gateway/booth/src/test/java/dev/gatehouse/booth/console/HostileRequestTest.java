package dev.gatehouse.booth.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that are none, and connections that are no good.
class HostileRequestTest {
    private static final String HOST = TestConsole.HOST;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestConsole console;

    @BeforeEach
    void begin() throws IOException {
        console = TestConsole.unbound(folder);
    }

    @AfterEach
    void end() {
        console.close();
    }

    private int status(String request) {
        return TestConsole.status(console.once(request));
    }

    @Test
    void hostileRequestsAreRefusedAndEndTheConnection() {
        Map<String, Integer> hostile = new LinkedHashMap<>();
        hostile.put("GET / HTTP/1.1\r\n\r\n", 421);
        hostile.put("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421);
        hostile.put("GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n", 421);
        hostile.put("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 421);
        hostile.put("GET / HTTP/1.1\r\nHost: localhost:99999999\r\n\r\n", 421);
        hostile.put("GET https://localhost/ HTTP/1.1\r\n" + HOST + "\r\n", 400);
        hostile.put("GET /../../etc/passwd%00 HTTP/1.1\r\n" + HOST + "\r\n", 400);
        hostile.put("GET /%2e%2e/keys HTTP/1.1\r\n" + HOST + "\r\n", 400);
        hostile.put("GET * HTTP/1.1\r\n" + HOST + "\r\n", 400);
        hostile.put("GET / HTTP/1.0\r\n" + HOST + "\r\n", 505);
        hostile.put("PUT / HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n\r\n", 405);
        hostile.put("DELETE /events HTTP/1.1\r\n" + HOST + "\r\n", 405);
        hostile.put("TRACE / HTTP/1.1\r\n" + HOST + "\r\n", 405);
        hostile.put("OPTIONS / HTTP/1.1\r\n" + HOST + "\r\n", 405);
        hostile.put("CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + "\r\n", 405);
        hostile.put("POST /pair HTTP/1.1\r\n" + HOST + "\r\n", 411);
        hostile.put("POST /pair HTTP/1.1\r\n" + HOST + "Content-Length: 4097\r\n\r\n", 413);
        hostile.put("POST /pair HTTP/1.1\r\n" + HOST + "Content-Length: -1\r\n\r\n", 400);
        hostile.put("POST /pair HTTP/1.1\r\n" + HOST + "Content-Length: +5\r\n\r\nabcde", 400);
        hostile.put(
                "POST /pair HTTP/1.1\r\n"
                        + HOST
                        + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                400);
        hostile.put(
                "POST /pair HTTP/1.1\r\n"
                        + HOST
                        + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
                400);
        hostile.put(
                "POST /pair HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
                501);
        hostile.put("GET / HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc", 400);
        hostile.put("POST /pair HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\n\r\n", 417);
        hostile.put("GET /" + "a".repeat(4_000) + " HTTP/1.1\r\n" + HOST + "\r\n", 414);
        hostile.put("GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(9_000) + "\r\n\r\n", 431);
        hostile.put("GET / HTTP/1.1\r\n" + HOST + "X : a\r\n\r\n", 400);
        hostile.put(("GET / HTTP/1.1\r\n" + HOST + "\r\n").replace("\r", ""), 400);
        hostile.put("\u0016\u0003\u0001 nonsense\r\n\r\n", 400);
        hostile.forEach((request, status) -> {
            EmbeddedChannel channel = console.connect("192.0.2.7");
            String answer =
                    TestConsole.send(
                            channel, request + "GET /icon.svg HTTP/1.1\r\n" + HOST + "\r\n");
            assertEquals(status, TestConsole.status(answer), request);
            assertFalse(answer.contains("<svg"), () -> "smuggled behind: " + request);
            assertFalse(channel.isOpen(), () -> "still open: " + request);
        });
        assertEquals(0, console.count(ConsoleCounter.HANDLER_FAILED));
    }

    @Test
    void pathsAreComparedAndNeverResolved() throws IOException {
        String session = console.pair(Role.VIEWER);
        for (String path :
                List.of(
                        "//",
                        "/./",
                        "/../console.css",
                        "/console.css/",
                        "/CONSOLE.CSS",
                        "/messages.en",
                        "/panel.html",
                        "/events?x=1",
                        "/console.css?v=2",
                        "/?lang=de",
                        "/?lang=en&lang=fr")) {
            assertEquals(404, TestConsole.status(console.get(path, session)), path);
        }
        assertEquals(405, TestConsole.status(console.get("/pair", session)));
        assertEquals(405, TestConsole.status(console.get("/logout", session)));
        assertEquals(404, status(TestConsole.post("/", session, "")));
        assertEquals(404, status(TestConsole.post("/events", session, "")));
    }

    @Test
    void headAnswersWithoutABody() {
        String answer = console.once("HEAD / HTTP/1.1\r\n" + HOST + "\r\n");
        assertEquals(200, TestConsole.status(answer));
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void oneConnectionServesRequestAfterRequestAndThenTimesOut() {
        EmbeddedChannel channel = console.connect("192.0.2.3");
        String two = "GET /icon.svg HTTP/1.1\r\n" + HOST + "\r\n";
        String answer = TestConsole.send(channel, two + two);
        assertEquals(2, answer.split("HTTP/1.1 200", -1).length - 1, answer);
        String slow = TestConsole.send(channel, "GET /icon.svg HTTP/1.1\r\nHo");
        assertEquals("", slow);
        channel.advanceTimeBy(9, TimeUnit.SECONDS);
        channel.runPendingTasks();
        assertEquals("", TestConsole.send(channel, "s"));
        assertTrue(channel.isOpen());
        channel.advanceTimeBy(2, TimeUnit.SECONDS);
        channel.runPendingTasks();
        assertFalse(channel.isOpen(), "an octet now and then does not keep a connection");
        assertEquals(1, console.count(ConsoleCounter.TIMED_OUT));
    }

    @Test
    void aRefusedPeerThatTakesNothingIsClosedAllTheSame() {
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        new ChannelOutboundHandlerAdapter() {
                            @Override
                            public void write(
                                    ChannelHandlerContext ctx,
                                    Object message,
                                    ChannelPromise promise) {
                                // never done: the peer's window is shut
                                var _ = ReferenceCountUtil.release(message);
                            }
                        });
        console.server.equip(channel);
        channel.pipeline().fireChannelActive();
        TestConsole.send(channel, "BREW / HTTP/1.1\r\n\r\n");
        assertTrue(channel.isOpen(), "waits for the answer to go out");
        channel.advanceTimeBy(11, TimeUnit.SECONDS);
        channel.runPendingTasks();
        assertFalse(channel.isOpen());
    }

    /// Writes nothing out while it is deaf: what is answered stays in its outbound buffer.
    private static final class Deaf extends EmbeddedChannel {
        private boolean deaf = true;

        @Override
        protected void doWrite(ChannelOutboundBuffer out) throws Exception {
            if (!deaf) {
                super.doWrite(out);
            }
        }

        long pendingBytes() {
            ChannelOutboundBuffer out = unsafe().outboundBuffer();
            return out == null ? 0 : out.totalPendingWriteBytes();
        }
    }

    private Deaf deaf() {
        Deaf channel = new Deaf();
        channel.freezeTime();
        console.server.equip(channel);
        channel.pipeline().fireChannelActive();
        return channel;
    }

    private static final String STYLE = "GET /console.css HTTP/1.1\r\n" + TestConsole.HOST + "\r\n";

    @Test
    void whoPipelinesWithoutReadingIsBoundedAndEndsAtTheDeadline() {
        Deaf channel = deaf();
        long bound = channel.config().getWriteBufferHighWaterMark() + (32L << 10);
        for (int i = 0; i < 9 && channel.isOpen(); i++) {
            TestConsole.send(channel, STYLE.repeat(500));
            assertTrue(channel.pendingBytes() <= bound, () -> "held: " + channel.pendingBytes());
            assertFalse(channel.config().isAutoRead(), "nobody is listened to who does not read");
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
        }
        assertTrue(channel.isOpen(), "waits for the answers to go out");
        assertEquals(1, console.count(ConsoleCounter.ENDED_UNREAD));
        channel.advanceTimeBy(2, TimeUnit.SECONDS);
        channel.runPendingTasks();
        assertFalse(channel.isOpen(), "no answer moved the deadline");
        assertEquals(1, console.count(ConsoleCounter.TIMED_OUT));
        assertEquals(0, console.count(ConsoleCounter.HANDLER_FAILED));
        var _ = channel.finishAndReleaseAll();
    }

    @Test
    void aStreamWhoseGoodbyeDoesNotLeaveIsClosed() throws Exception {
        Deaf channel = deaf();
        channel.deaf = false;
        String session = console.pair(Role.VIEWER);
        TestConsole.send(channel, "GET /events HTTP/1.1\r\n" + HOST + session + "\r\n");
        channel.deaf = true;
        var _ = PairingFolder.askToRevoke(PairingDesk.folderIn(console.data));
        console.server.tick();
        assertTrue(channel.isWritable() && channel.isOpen(), "the goodbye is under way");
        channel.advanceTimeBy(ConsoleLimits.DEFAULTS.closeMs(), TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        assertFalse(channel.isOpen());
        var _ = channel.finishAndReleaseAll();
    }

    @Test
    void whoReadsAfterAllIsHeardAgain() {
        Deaf channel = deaf();
        int asked = 0;
        while (channel.isWritable()) {
            TestConsole.send(channel, STYLE);
            asked++;
        }
        assertFalse(channel.config().isAutoRead());
        channel.advanceTimeBy(9, TimeUnit.SECONDS);
        channel.deaf = false;
        channel.flush();
        channel.runPendingTasks();
        assertTrue(channel.config().isAutoRead());
        assertEquals(asked, TestConsole.sent(channel).split("HTTP/1.1 200", -1).length - 1);
        channel.advanceTimeBy(9, TimeUnit.SECONDS);
        assertEquals(200, TestConsole.status(TestConsole.send(channel, STYLE)));
        assertEquals(0, console.count(ConsoleCounter.ENDED_UNREAD));
        var _ = channel.finishAndReleaseAll();
    }
}
