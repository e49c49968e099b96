/// UDP sockets of device links, all on one loop thread `link-udp`.
@NullMarked
package dev.gatehouse.drivers.udp;

import org.jspecify.annotations.NullMarked;
