package dev.gatehouse.core.lookout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/// What tells one version of a file from another without reading it.
record FileStamp(Path file, boolean regular, long sizeBytes, Instant modifiedAt) {
    static FileStamp of(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(
                file,
                attributes.isRegularFile(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }
}
