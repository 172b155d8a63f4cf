/** For JUnit: a new fake cloud for each test. Needs {@code junit-jupiter-api}, which a project with tests has anyway. */
@NullMarked
package io.github.imagesharing.testkit.junit;

import org.jspecify.annotations.NullMarked;
