/** The measurements that the benchmark runs. */
@NullMarked
package io.github.imagesharing.engines.benchmark;

import org.jspecify.annotations.NullMarked;
