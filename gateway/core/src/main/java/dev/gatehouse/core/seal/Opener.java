package dev.gatehouse.core.seal;

import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.EpochOpening;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Opens envelopes at central. Owned by one thread; envelopes are hostile: nothing is thrown on
/// their account.
///
/// Remembers the keys of the last [#MAX_EPOCHS_PER_BOOTH] epochs of each booth, and only of epochs
/// in which a record has opened, so that forged openings push nothing out.
public final class Opener {
    /// Two hours of epochs by age, or 32,768 records.
    public static final int MAX_EPOCHS_PER_BOOTH = 8;

    private final CentralKeys keys;
    private final OpeningLedger ledger;
    private final Map<BoothId, Map<Long, Epoch>> epochs = new HashMap<>();
    private final Map<NotOpened.Reason, Long> refused = new EnumMap<>(NotOpened.Reason.class);
    private long opened;
    private long derivations;

    public Opener(CentralKeys keys) {
        this(keys, OpeningLedger.none());
    }

    /// An opener that can go on where another stopped.
    ///
    /// @param ledger asked for openings that this opener has not seen
    public Opener(CentralKeys keys, OpeningLedger ledger) {
        this.keys = keys;
        this.ledger = ledger;
    }

    /// Opens the envelope that must follow a known record.
    ///
    /// @param expectedPreviousLeaf leaf of sequence - 1 as central has it, 32 octets, zeros at 0
    public OpenResult open(Envelope envelope, BoothId booth, byte[] expectedPreviousLeaf) {
        return counted(unchained(envelope, booth), envelope, Optional.of(expectedPreviousLeaf));
    }

    /// Opens an envelope out of order; the caller checks the chain when the gap is filled.
    public OpenResult openUnchained(Envelope envelope, BoothId booth) {
        return counted(unchained(envelope, booth), envelope, Optional.empty());
    }

    /// The leaf of an envelope whose commitment is known, without any key: what re-proving a ledger
    /// needs.
    ///
    /// @param commitment 32 octets
    /// @return empty when the envelope's layout is bad
    public static Optional<byte[]> leaf(Envelope envelope, BoothId booth, byte[] commitment) {
        return EnvelopeHeader.of(envelope, booth).map(header -> header.leaf(commitment));
    }

    /// The commitment that belongs to a payload and its salt, 32 octets.
    public static byte[] commitment(byte[] salt, byte[] payload) {
        return Plaintext.commitment(salt, payload);
    }

    /// Envelopes opened.
    public long opened() {
        return opened;
    }

    /// Envelopes refused for this reason.
    public long refused(NotOpened.Reason reason) {
        return refused.getOrDefault(reason, 0L);
    }

    /// Decapsulations done: forged openings cost one each.
    public long derivations() {
        return derivations;
    }

    private OpenResult counted(
            OpenResult result, Envelope envelope, Optional<byte[]> expectedPreviousLeaf) {
        OpenResult chained =
                result instanceof Opened
                                && expectedPreviousLeaf.isPresent()
                                && !Arrays.equals(
                                        envelope.getPreviousLeaf().toByteArray(),
                                        expectedPreviousLeaf.get())
                        ? new NotOpened(NotOpened.Reason.CHAIN_MISMATCH)
                        : result;
        switch (chained) {
            case Opened _ -> opened++;
            case NotOpened(NotOpened.Reason reason) -> refused.merge(reason, 1L, Long::sum);
        }
        return chained;
    }

    private OpenResult unchained(Envelope envelope, BoothId booth) {
        Optional<EnvelopeHeader> header = EnvelopeHeader.of(envelope, booth);
        if (header.isEmpty()) {
            return new NotOpened(
                    EnvelopeHeader.isOtherSuite(envelope)
                            ? NotOpened.Reason.UNSUPPORTED_SUITE
                            : NotOpened.Reason.BAD_LAYOUT);
        }
        Optional<BoothRecord> known = keys.booth(booth);
        if (known.isEmpty()) {
            return new NotOpened(NotOpened.Reason.UNKNOWN_BOOTH);
        }
        SealClass c = header.get().sealClass();
        Optional<EpochOpening> opening = opening(envelope, booth, c);
        Optional<Epoch> remembered = remembered(booth, envelope.getEpoch(), opening);
        if (remembered.isPresent()) {
            return decrypted(envelope, header.get(), remembered.get());
        }
        if (opening.isEmpty()) {
            return new NotOpened(NotOpened.Reason.UNKNOWN_EPOCH);
        }
        return derived(envelope, header.get(), known.get(), opening.get());
    }

    private OpenResult derived(
            Envelope envelope, EnvelopeHeader header, BoothRecord booth, EpochOpening opening) {
        Optional<Prekey> prekey = keys.prekey(opening.getPrekeyId());
        if (prekey.isEmpty()) {
            return new NotOpened(NotOpened.Reason.UNKNOWN_PREKEY);
        }
        derivations++;
        Optional<EpochKeys> derived =
                Suite.receive(
                        booth,
                        prekey.get(),
                        envelope.getEpoch(),
                        opening.getEncapsulation().toByteArray());
        if (derived.isEmpty()) {
            return new NotOpened(NotOpened.Reason.BAD_LAYOUT);
        }
        Epoch epoch = new Epoch(derived.get(), EnvelopeHeader.openingDigest(opening));
        OpenResult result = decrypted(envelope, header, epoch);
        switch (result) {
            case Opened _ -> remember(booth.id(), envelope.getEpoch(), epoch);
            case NotOpened _ -> epoch.keys.erase();
        }
        return result;
    }

    private static OpenResult decrypted(Envelope envelope, EnvelopeHeader header, Epoch epoch) {
        Optional<byte[]> padded =
                epoch.keys.decrypt(
                        header.sealClass(),
                        envelope.getSequence(),
                        header.associatedData(),
                        envelope.getCiphertext().toByteArray());
        if (padded.isEmpty()) {
            return new NotOpened(NotOpened.Reason.BAD_TAG);
        }
        Optional<Plaintext> plaintext = Plaintext.unpad(padded.get());
        if (plaintext.isEmpty()) {
            return new NotOpened(NotOpened.Reason.BAD_LAYOUT);
        }
        byte[] commitment = plaintext.get().commitment();
        return new Opened(
                plaintext.get().payload(),
                header.leaf(commitment),
                commitment,
                plaintext.get().salt());
    }

    /// The opening that rides in the envelope; else, when the epoch is not remembered, the
    /// ledger's.
    private Optional<EpochOpening> opening(Envelope envelope, BoothId booth, SealClass c) {
        if (envelope.hasOpening()) {
            return Optional.of(envelope.getOpening());
        }
        return of(booth).containsKey(envelope.getEpoch())
                ? Optional.empty()
                : ledger.find(booth, envelope.getEpoch(), c).filter(EnvelopeHeader::fits);
    }

    private Optional<Epoch> remembered(BoothId booth, long id, Optional<EpochOpening> opening) {
        Epoch epoch = of(booth).get(id);
        if (epoch == null) {
            return Optional.empty();
        }
        boolean same =
                opening.isEmpty()
                        || Arrays.equals(
                                EnvelopeHeader.openingDigest(opening.get()), epoch.openingDigest);
        return same ? Optional.of(epoch) : Optional.empty();
    }

    private void remember(BoothId booth, long id, Epoch epoch) {
        Map<Long, Epoch> own = of(booth);
        Epoch replaced = own.put(id, epoch);
        if (replaced != null) {
            replaced.keys.erase();
        }
        if (own.size() > MAX_EPOCHS_PER_BOOTH) {
            Long eldest = own.keySet().iterator().next();
            Epoch evicted = own.remove(eldest);
            if (evicted != null) {
                evicted.keys.erase();
            }
        }
    }

    /// By last use. Called for enrolled booths only, which bounds the outer map.
    private Map<Long, Epoch> of(BoothId booth) {
        return epochs.computeIfAbsent(
                booth, _ -> new LinkedHashMap<>(2 * MAX_EPOCHS_PER_BOOTH, 0.75f, true));
    }

    private static final class Epoch {
        final EpochKeys keys;
        final byte[] openingDigest;

        Epoch(EpochKeys keys, byte[] openingDigest) {
            this.keys = keys;
            this.openingDigest = openingDigest;
        }
    }
}
