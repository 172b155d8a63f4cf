/** The measurements that the benchmark runs. */
@NullMarked
package io.github.imagesharing.examples.benchmark;

import org.jspecify.annotations.NullMarked;
