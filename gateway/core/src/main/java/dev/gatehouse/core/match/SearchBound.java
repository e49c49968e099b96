package dev.gatehouse.core.match;

/// What one search costs at most, whatever is read: measured and added up when the index is built.
///
/// @param lines pieces of 64 octets read of keys and of lists of entries, each time they are read
/// @param candidates listed plates compared, repetitions included
public record SearchBound(long lines, long candidates) {}
