/** The preconditions: pure functions from facts and a request to violations. No I/O and no clock. */
@NullMarked
package io.github.imagesharing.internal.rules;

import org.jspecify.annotations.NullMarked;
