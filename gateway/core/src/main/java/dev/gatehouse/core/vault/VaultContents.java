package dev.gatehouse.core.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a vault file holds.
///
/// @param entries the snapshot, then the changes in order; those behind a damaged one too. Empty
///   when there is no file or nothing of it can be opened
/// @param damaged whether something that had been on disk is missing
public record VaultContents(List<byte[]> entries, boolean damaged) {
    public VaultContents {
        entries = List.copyOf(entries);
    }

    static VaultContents nothing() {
        return new VaultContents(List.of(), false);
    }

    /// A file of which nothing can be opened.
    static VaultContents unreadable() {
        return new VaultContents(List.of(), true);
    }

    /// Each frame is synced before the next is written, and the snapshot before the file has its
    /// name. So only the last frame can be torn, and then it lacks a whole sector; whatever else is
    /// not as it was written is damage.
    static VaultContents of(byte[] image, byte[] vaultKey) {
        Optional<VaultFrames> found = VaultFrames.of(image, vaultKey);
        if (found.isEmpty()) {
            return unreadable();
        }
        VaultFrames frames = found.get();
        List<byte[]> entries = new ArrayList<>();
        boolean damaged = false;
        int at = VaultFrames.SECTOR_BYTES;
        long number = 0;
        while (true) {
            int next = intactFrom(image, frames, at, number);
            if (next < 0) {
                boolean told = number > 0 && isEndOrTorn(image, frames, at, number);
                return new VaultContents(entries, damaged || !told);
            }
            damaged |= next != at || frames.number(image, next) != number;
            entries.add(frames.open(image, next).orElseThrow());
            number = frames.number(image, next) + 1;
            at = frames.end(image, next);
        }
    }

    /// The first intact frame at or behind `from` with at least this number; -1 when there is none.
    private static int intactFrom(byte[] image, VaultFrames frames, int from, long number) {
        for (int at = from; at < image.length; at += VaultFrames.SECTOR_BYTES) {
            boolean candidate = frames.begins(image, at) && frames.number(image, at) >= number;
            if (candidate && frames.open(image, at).isPresent()) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isEndOrTorn(byte[] image, VaultFrames frames, int at, long number) {
        if (isZero(image, at)) {
            return true;
        }
        if (!frames.begins(image, at) || frames.number(image, at) != number) {
            return false;
        }
        for (int sector = at; sector < frames.end(image, at); sector += VaultFrames.SECTOR_BYTES) {
            if (isZero(image, sector)) {
                return true;
            }
        }
        return false;
    }

    /// Also behind the end of the file.
    private static boolean isZero(byte[] image, int sector) {
        int end = Math.min(sector + VaultFrames.SECTOR_BYTES, image.length);
        for (int at = sector; at < end; at++) {
            if (image[at] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Content withheld.
    @Override
    public String toString() {
        return "VaultContents[entries=" + entries.size() + ", damaged=" + damaged + "]";
    }
}
