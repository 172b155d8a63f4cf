/**
 * For tests and demonstrations: {@link io.github.imagesharing.testkit.FakeTencentCloud}, a small cloud in the own
 * process that speaks the real one's protocol.
 *
 * <p>The packages below are not for use: {@code wire} receives a request, {@code actions} has one class for each action
 * of a service, {@code operation} what all actions share, and {@code state} what they read and change.
 */
@NullMarked
package io.github.imagesharing.testkit;

import org.jspecify.annotations.NullMarked;
