/** The load benchmarks: a partner and a server in processes of their own, load, and an account of what arrived. */
@NullMarked
package dev.iris.cli.bench;

import org.jspecify.annotations.NullMarked;
