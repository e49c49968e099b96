package dev.gatehouse.simulators.camera;

/// How far a simulated camera is.
///
/// @param seen vehicles seen
/// @param taken reads that the booth confirmed; on streams and lines, those that were written
/// @param again reads sent again, because they were not confirmed
/// @param refused reads given up, because the booth called them malformed
public record CameraCounts(long seen, long taken, long again, long refused) {}
