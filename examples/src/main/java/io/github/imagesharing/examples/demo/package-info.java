/** What the demo shows, step by step. */
@NullMarked
package io.github.imagesharing.examples.demo;

import org.jspecify.annotations.NullMarked;
