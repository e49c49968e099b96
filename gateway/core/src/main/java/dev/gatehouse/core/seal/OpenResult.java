package dev.gatehouse.core.seal;

/// What became of an envelope at central.
public sealed interface OpenResult permits Opened, NotOpened {}
