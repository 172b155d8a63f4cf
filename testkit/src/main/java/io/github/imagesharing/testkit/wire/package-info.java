/** What happens to an HTTP request before and after its action: signature, rate, planned fault, reply and record. */
@NullMarked
package io.github.imagesharing.testkit.wire;

import org.jspecify.annotations.NullMarked;
