package dev.gatehouse.booth.uplink;

import com.google.protobuf.ByteString;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.Beat;
import java.util.List;

/// A beat and the tree heads under its signature, which it does not carry: central leaves them out
/// of the receipt too.
///
/// @param roots in the order of [SealClass]
public record SignedBeat(Beat beat, List<ByteString> roots) {
    public SignedBeat {
        if (roots.size() != SealClass.values().length) {
            throw new IllegalArgumentException("expected a root a class, found " + roots.size());
        }
        roots = List.copyOf(roots);
    }

    /// A beat with the roots of what it covers.
    ///
    /// @param chains as they were signed, in the order of [SealClass]
    public static SignedBeat of(Beat beat, List<Chain> chains) {
        return new SignedBeat(
                beat, chains.stream().map(chain -> ByteString.copyFrom(chain.root())).toList());
    }
}
