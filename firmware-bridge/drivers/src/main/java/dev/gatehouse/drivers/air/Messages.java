package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.air.Reporter.Parties;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.Heard;
import dev.gatehouse.protocols.dmr.data.Answer;
import dev.gatehouse.protocols.dmr.data.Assembly;
import dev.gatehouse.protocols.dmr.data.ConfirmedHeader;
import dev.gatehouse.protocols.dmr.data.Packet;
import dev.gatehouse.protocols.dmr.data.Route;
import dev.gatehouse.protocols.dmr.data.UserData;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.GpsInfo;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.UnitCsbk;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.trbo.ArsMessage;
import java.util.List;
import java.util.Optional;

/// What packets and control blocks say: texts, places, presence, answers. The same packet heard by
/// two repeaters, or sent again because our answer was lost, is one. Owned by the station's thread.
final class Messages {

    /// Packets that are remembered.
    static final int MAX_REMEMBERED = 1_024;

    /// A sender tries again for so long when it hears no answer: three attempts with their pauses
    /// and the repetition of blocks between.
    static final long RETRY_MS = 30_000;

    /// The same for packets without a number, which somebody may really send twice.
    static final long UNNUMBERED_RETRY_MS = 15_000;

    /// Nobody writes the same again so fast; another repeater is no later.
    static final long COPY_MS = 3_000;

    /// Another repeater's copy of what we have just answered.
    static final long ANSWERED_MS = 400;

    /// A repeater's own signs are told again after so long.
    static final long SIGN_MS = 60_000;

    /// What makes two packets the same.
    private record Sent(Route route, int sequence, int sum, Octets data) {}

    /// Something told of a radio, the same within seconds.
    private record Said(int radioId, Object what) {}

    private final Reporter reporter;
    private final Replies replies;
    private final Habits habits;
    private final AirCounters counters;
    private final Contents contents;
    private final Recent<Sent> packets = new Recent<>(MAX_REMEMBERED);
    private final Recent<Sent> durable = new Recent<>(MAX_REMEMBERED);
    private final Recent<Sent> answered = new Recent<>(MAX_REMEMBERED);
    private final Recent<Said> said = new Recent<>(MAX_REMEMBERED);
    private Optional<Answer> owed = Optional.empty();

    Messages(Reporter reporter, Replies replies, Habits habits, AirCounters counters) {
        this.reporter = reporter;
        this.replies = replies;
        this.habits = habits;
        this.counters = counters;
        this.contents = new Contents(replies, habits, counters);
    }

    /// What became of a packet.
    ///
    /// @param message its content follows in [#message]
    void packet(Assembly assembly, boolean message, Place place, Received received, long nowMs) {
        owed = Optional.empty();
        switch (assembly) {
            case Assembly.Received(Packet packet, boolean _, Optional<Answer> answer) -> {
                counters.add(AirCounter.PACKETS);
                counters.add(AirCounter.CORRECTED_BITS, packet.correctedBits());
                Optional<Answer> ours = answer.filter(_ -> replies.isOurs(packet.route()));
                if (message) {
                    owed = ours;
                } else {
                    ours.ifPresent(one -> answer(one, sent(packet), place, received, nowMs));
                }
            }
            case Assembly.Gaps(ConfirmedHeader header, List<Integer> _, Answer answer) -> {
                counters.add(AirCounter.PACKETS_LOST_BLOCKS);
                if (replies.isOurs(header.route())) {
                    replies.owe(answer, place.slot(), received);
                }
            }
            case Assembly.Failed(var header, Assembly.Reason reason, Optional<Answer> answer) -> {
                counters.add(
                        switch (reason) {
                            case LOST_BLOCKS, INTERRUPTED -> AirCounter.PACKETS_LOST_BLOCKS;
                            case BAD_SUM -> AirCounter.PACKETS_BAD_SUM;
                            case MIXED_RATES, BAD_PADDING -> AirCounter.PACKETS_OTHER_FAILED;
                        });
                if (header instanceof ConfirmedHeader confirmed
                        && replies.isOurs(confirmed.route())) {
                    answer.ifPresent(one -> replies.owe(one, place.slot(), received));
                }
            }
        }
    }

    private static Sent sent(Packet packet) {
        int sequence =
                packet.header() instanceof ConfirmedHeader header ? header.sendSequence() : 0;
        // a sum of 32 bits stands for the octets
        Octets data =
                packet.assurance() == Assurance.CRC_32
                        ? Octets.NONE
                        : packet.header().encode().plus(packet.data());
        return new Sent(packet.route(), sequence, packet.sum(), data);
    }

    private void answer(Answer answer, Sent sent, Place place, Received now, long nowMs) {
        if (!answered.again(sent, ANSWERED_MS, nowMs)) {
            replies.owe(answer, place.slot(), now);
        }
    }

    /// A whole packet with what it says.
    void message(Heard.Message message, Place place, Received received, long nowMs) {
        Optional<Answer> answer = owed;
        owed = Optional.empty();
        Packet packet = message.packet();
        Route route = packet.route();
        switch (message.content()) {
            case Decoded.Rejected<UserData>(RejectReason reason, String _) -> {
                counters.add(AirCounter.CONTENT_REJECTED);
                counters.rejected(reason);
                answer.ifPresent(one -> answer(one, sent(packet), place, received, nowMs));
            }
            case Decoded.Message<UserData>(UserData.Response(var header, var map)) -> {
                if (replies.isOurs(route)) {
                    replies.response(header, map, received);
                }
            }
            case Decoded.Message<UserData>(UserData content) -> {
                if (route.source().isUnit()) {
                    habits.heard(route.source().number(), place.slot());
                }
                content(content, packet, answer, place, received, nowMs);
            }
        }
    }

    private void content(
            UserData content,
            Packet packet,
            Optional<Answer> answer,
            Place place,
            Received received,
            long nowMs) {
        Sent sent = sent(packet);
        if (packets.again(sent, copyMs(packet), nowMs)) {
            counters.add(AirCounter.COPIES);
            // it was not heard that we have it; unless it is not on disk yet
            if (durable.has(sent, RETRY_MS, nowMs)) {
                answer.ifPresent(one -> answer(one, sent, place, received, nowMs));
            }
            return;
        }
        Optional<News> news = contents.read(content, packet, place, received);
        Parties parties =
                new Parties(
                        packet.route().source(),
                        Optional.of(packet.route().destination()),
                        packet.route().group(),
                        place.slot());
        if (news.isEmpty()) {
            durable.again(sent, RETRY_MS, nowMs);
            answer.ifPresent(one -> answer(one, sent, place, received, nowMs));
            return;
        }
        boolean isAwaited = answer.isPresent() || wantsAnswer(content, packet.route());
        if (!isAwaited) {
            var _ = reporter.tell(parties, news.get().signs(), news.get().event(), received);
            return;
        }
        boolean taken =
                reporter.tell(
                        parties,
                        news.get().signs(),
                        news.get().event(),
                        received,
                        now -> {
                            long later = nowMs + (now.nanos() - received.nanos()) / 1_000_000;
                            durable.again(sent, RETRY_MS, later);
                            answer.ifPresent(one -> answer(one, sent, place, now, later));
                            if (wantsAnswer(content, packet.route())) {
                                acknowledge(content, packet.route(), place, now);
                            }
                        });
        if (!taken) {
            // its sender hears nothing and tries again
            packets.forget(sent);
        }
    }

    private static long copyMs(Packet packet) {
        if (!packet.header().confirmed()) {
            return COPY_MS;
        }
        return packet.header() instanceof ConfirmedHeader ? RETRY_MS : UNNUMBERED_RETRY_MS;
    }

    private boolean wantsAnswer(UserData content, Route route) {
        return content instanceof UserData.Text text
                && text.answerWanted()
                && text.sequence().isPresent()
                && replies.isOurs(route);
    }

    private void acknowledge(UserData content, Route route, Place place, Received now) {
        if (content instanceof UserData.Text text && text.sequence().isPresent()) {
            replies.oweText(
                    route.source(), text.dialect(), text.sequence().getAsInt(), place.slot(), now);
        }
    }

    /// A place that a radio told within a call, or that its network took out of one.
    void position(
            RadioAddress source,
            GpsInfo gps,
            boolean verified,
            int slot,
            Received received,
            long nowMs) {
        Optional<RadioLocation> location = Places.of(gps, verified);
        if (location.isEmpty()) {
            counters.add(AirCounter.LOCATIONS_WITHOUT_FIX);
        } else if (said.again(new Said(source.number(), location.get()), RETRY_MS, nowMs)) {
            counters.add(AirCounter.COPIES);
        } else {
            counters.add(AirCounter.LOCATIONS);
            var _ =
                    reporter.tell(
                            new Parties(source, Optional.empty(), false, slot),
                            List.of(),
                            location.get(),
                            received);
        }
    }

    /// A control block that is no emergency.
    void control(Csbk block, Place place, Received received, long nowMs) {
        if (block instanceof UnitCsbk unit && unit.kind() == UnitCsbk.Kind.REGISTRATION) {
            register(unit, place, received, nowMs);
            return;
        }
        Optional<MakerSign> sign = MakerSigns.infrastructure(block.head());
        if (sign.isEmpty()) {
            counters.add(AirCounter.NOT_REPORTED);
        } else if (!said.again(new Said(0, sign.get()), SIGN_MS, nowMs)) {
            reporter.tellOfSystem(
                    place.slot(),
                    List.of(sign.get()),
                    new RadioHealth(RadioHealth.Condition.UP, "HEARD"),
                    received);
        }
    }

    private void register(UnitCsbk unit, Place place, Received received, long nowMs) {
        byte first = (byte) (unit.information() >> 8);
        // the second octet is filling where the first announces none
        byte[] body =
                (first & ArsMessage.EXTENSION_BIT) != 0
                        ? new byte[] {first, (byte) unit.information()}
                        : new byte[] {first};
        contents.presence(ArsMessage.decodeBody(body))
                .ifPresent(news -> {
                    if (said.again(
                            new Said(unit.source().number(), news.event()), COPY_MS, nowMs)) {
                        counters.add(AirCounter.COPIES);
                        return;
                    }
                    habits.heard(unit.source().number(), place.slot());
                    var _ =
                            reporter.tell(
                                    new Parties(
                                            unit.source(),
                                            Optional.of(unit.target()),
                                            false,
                                            place.slot()),
                                    MakerSigns.featureSet(unit.head().fid()),
                                    news.event(),
                                    received);
                });
    }
}
