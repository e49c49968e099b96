/// TCP connections of device links, all on one loop thread `link-tcp`.
@NullMarked
package dev.gatehouse.drivers.tcp;

import org.jspecify.annotations.NullMarked;
