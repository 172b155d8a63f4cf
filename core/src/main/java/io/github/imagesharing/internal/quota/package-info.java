/** Who says when a request may be sent: the local quota, and the one that many machines share through an engine. */
@NullMarked
package io.github.imagesharing.internal.quota;

import org.jspecify.annotations.NullMarked;
