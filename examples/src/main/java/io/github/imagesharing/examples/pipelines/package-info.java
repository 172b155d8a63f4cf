/** Processes that share one request quota, and how they are started and measured. */
@NullMarked
package io.github.imagesharing.examples.pipelines;

import org.jspecify.annotations.NullMarked;
