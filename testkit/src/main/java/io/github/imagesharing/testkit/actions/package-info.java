/** What each action does, in one class named after the service and the action; {@code Operations} lists them all. */
@NullMarked
package io.github.imagesharing.testkit.actions;

import org.jspecify.annotations.NullMarked;
