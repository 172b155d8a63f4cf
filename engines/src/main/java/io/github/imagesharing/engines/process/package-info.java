/** Starts a Java program in a process of its own. */
@NullMarked
package io.github.imagesharing.engines.process;

import org.jspecify.annotations.NullMarked;
