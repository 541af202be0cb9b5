/** The demonstration: sample events, a partner that misbehaves on cue, and the account of what arrived. */
@NullMarked
package dev.iris.cli.demo;

import org.jspecify.annotations.NullMarked;
