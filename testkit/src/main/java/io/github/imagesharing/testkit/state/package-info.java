/** What is true in the fake cloud: accounts, images and blueprints, how the service behaves, and the refusals that follow from both. */
@NullMarked
package io.github.imagesharing.testkit.state;

import org.jspecify.annotations.NullMarked;
