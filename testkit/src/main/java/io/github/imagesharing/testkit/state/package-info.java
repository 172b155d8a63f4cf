/** The state of the fake cloud: accounts, images, blueprints, and how its services are set to behave. */
@NullMarked
package io.github.imagesharing.testkit.state;

import org.jspecify.annotations.NullMarked;
