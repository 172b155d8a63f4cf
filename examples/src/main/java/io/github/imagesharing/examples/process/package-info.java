/** Starts a Java program in a process of its own. */
@NullMarked
package io.github.imagesharing.examples.process;

import org.jspecify.annotations.NullMarked;
