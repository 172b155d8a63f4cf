/** What commands print as their result: text for a person, JSON, or comma-separated values. */
@NullMarked
package io.github.imagesharing.cli.report;

import org.jspecify.annotations.NullMarked;
