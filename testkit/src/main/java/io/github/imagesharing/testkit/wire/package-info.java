/** Handles HTTP requests around their action: signature, rate, planned fault, reply, and the record of requests. */
@NullMarked
package io.github.imagesharing.testkit.wire;

import org.jspecify.annotations.NullMarked;
