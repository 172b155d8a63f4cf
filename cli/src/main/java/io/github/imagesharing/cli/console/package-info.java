/** What the programs share: their options, questions and output, and the embedded cloud they run on. */
@NullMarked
package io.github.imagesharing.cli.console;

import org.jspecify.annotations.NullMarked;
