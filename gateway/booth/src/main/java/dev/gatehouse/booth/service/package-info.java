/// The booth as a service of systemd: readiness, status and a watchdog that only a working booth
/// feeds.
@NullMarked
package dev.gatehouse.booth.service;

import org.jspecify.annotations.NullMarked;
