/** An own certificate authority for servers on this machine; the only place that names Bouncy Castle. */
@NullMarked
package dev.iris.partner.certificates;

import org.jspecify.annotations.NullMarked;
