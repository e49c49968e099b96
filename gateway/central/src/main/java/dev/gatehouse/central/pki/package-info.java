/// The site's certificate authority: who may speak TLS to a booth, a broker and central.
@NullMarked
package dev.gatehouse.central.pki;

import org.jspecify.annotations.NullMarked;
