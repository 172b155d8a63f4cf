/** Which images and shares the audit reports, and its report as an HTML page. */
@NullMarked
package io.github.imagesharing.cli.audit;

import org.jspecify.annotations.NullMarked;
