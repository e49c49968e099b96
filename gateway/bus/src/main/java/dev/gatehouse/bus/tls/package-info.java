/// One party's TLS identity from PEM files, for Netty and for the JDK.
@NullMarked
package dev.gatehouse.bus.tls;

import org.jspecify.annotations.NullMarked;
