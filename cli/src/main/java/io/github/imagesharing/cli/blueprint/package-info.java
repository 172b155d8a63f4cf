/** The commands that hand Lighthouse's blueprints on to other root accounts. */
@NullMarked
package io.github.imagesharing.cli.blueprint;

import org.jspecify.annotations.NullMarked;
