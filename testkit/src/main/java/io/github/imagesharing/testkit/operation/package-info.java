/** What an operation of the cloud's API is, what its action is given, and how all actions read parameters and write pages. */
@NullMarked
package io.github.imagesharing.testkit.operation;

import org.jspecify.annotations.NullMarked;
