package dev.gatehouse.booth.uplink;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.booth.daemon.Rig;
import dev.gatehouse.core.seal.CentralSigner;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.RefusalReason;
import dev.gatehouse.proto.v1.SignedTime;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Central as the test plays it: keeps what is published and answers what it is told to, with
/// central's own signature.
final class Script implements UpstreamSession.Factory {
    final List<UpstreamMessage> published = new ArrayList<>();
    final List<String> connects = new ArrayList<>();
    final CentralSigner signer;
    private final Rig rig;
    private UpstreamSession.Listener listener;
    boolean refuseConnections;
    boolean connected;
    int inFlight;

    Script(Rig rig) {
        this.rig = rig;
        this.signer = new CentralSigner(rig.centralKeys);
        this.listener =
                new UpstreamSession.Listener() {
                    @Override
                    public void arrived(byte[] downstreamMessage) {}

                    @Override
                    public void lost() {}
                };
    }

    @Override
    public UpstreamSession connect(String address, UpstreamSession.Listener ears)
            throws IOException {
        connects.add(address);
        if (refuseConnections) {
            throw new IOException("nobody listens there");
        }
        listener = ears;
        connected = true;
        return new UpstreamSession() {
            @Override
            public boolean connected() {
                return connected;
            }

            @Override
            public int inFlight() {
                return inFlight;
            }

            @Override
            public void publish(byte[] upstreamMessage) {
                try {
                    published.add(UpstreamMessage.parseFrom(upstreamMessage));
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void close() {
                connected = false;
            }
        };
    }

    void lose() {
        connected = false;
        listener.lost();
    }

    void answer(DownstreamMessage.Builder message) {
        listener.arrived(message.build().toByteArray());
    }

    void raw(byte[] octets) {
        listener.arrived(octets);
    }

    /// Answers the last question for the time.
    SignedTime time() {
        UpstreamMessage asked =
                published.reversed().stream().filter(Script::asksTime).findFirst().orElseThrow();
        byte[] nonce =
                (asked.hasHello() ? asked.getHello().getNonce() : asked.getBundle().getTimeNonce())
                        .toByteArray();
        return signer.time(rig.keys.id(), nonce, rig.wallMs.get());
    }

    static boolean asksTime(UpstreamMessage message) {
        return message.hasHello() || message.getBundle().hasTimeNonce();
    }

    Receipt receipt(SealClass sealClass, long size) {
        return signer.receipt(rig.keys.id(), sealClass, size, new byte[32], rig.wallMs.get(), size);
    }

    void receipted(SealClass sealClass, long size) {
        answer(DownstreamMessage.newBuilder().setReceipt(receipt(sealClass, size)));
    }

    void refuse(SealClass sealClass, RefusalReason reason, long expected) {
        answer(
                DownstreamMessage.newBuilder()
                        .setRefusal(signer.refusal(rig.keys.id(), sealClass, reason, expected)));
    }

    /// First sequence and count of each batch published since the last call.
    List<String> batches() {
        List<String> batches = new ArrayList<>();
        for (UpstreamMessage message : published) {
            List<Envelope> envelopes = envelopes(message);
            if (!envelopes.isEmpty()) {
                var first = envelopes.getFirst();
                batches.add(
                        first.getRecordClass().name().replace("RECORD_CLASS_", "")
                                + " "
                                + first.getSequence()
                                + "+"
                                + envelopes.size());
            }
        }
        published.removeIf(message -> !envelopes(message).isEmpty() && !asksTime(message));
        return batches;
    }

    static List<Envelope> envelopes(UpstreamMessage message) {
        return message.hasBundle()
                ? message.getBundle().getEnvelopesList()
                : message.getRecords().getEnvelopesList();
    }
}
