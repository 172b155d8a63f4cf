/** Programs to run and to read: each does one thing, and has the lines worth reading in a method of its own. */
@NullMarked
package io.github.imagesharing.examples;

import org.jspecify.annotations.NullMarked;
