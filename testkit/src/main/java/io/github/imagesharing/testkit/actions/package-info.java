/** The actions of the cloud, one class for each, named after service and action; {@code Operations} lists them all. */
@NullMarked
package io.github.imagesharing.testkit.actions;

import org.jspecify.annotations.NullMarked;
