package dev.gatehouse.central.prove;

/// Running counts of one proof.
final class Tally {
    long classes;
    long records;
    long checkpoints;
    long receipts;
    long headLines;
    long lost;
    long evicted;
    long unreadable;
    long exports;
}
