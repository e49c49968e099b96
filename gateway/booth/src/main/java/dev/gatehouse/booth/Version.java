package dev.gatehouse.booth;

/// The version as the build wrote it into the jar.
public final class Version {

    private Version() {}

    /// `development` when run from class folders.
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
