/** Programs that need an engine for the distributed quota, or measure; never deployed. */
@NullMarked
package io.github.imagesharing.engines;

import org.jspecify.annotations.NullMarked;
