/** Options that several commands have in common. */
@NullMarked
package io.github.imagesharing.cli.options;

import org.jspecify.annotations.NullMarked;
