/** Processes that share one request quota, and how they are started and measured. */
@NullMarked
package io.github.imagesharing.engines.pipelines;

import org.jspecify.annotations.NullMarked;
