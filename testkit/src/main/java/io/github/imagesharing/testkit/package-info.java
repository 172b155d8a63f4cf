/**
 * For tests and demonstrations: {@link io.github.imagesharing.testkit.FakeTencentCloud}, a small cloud in the own
 * process that speaks the real one's protocol.
 *
 * <p>A request passes {@code Gateway}; what an action of a service does stands in one class named after both, for
 * example {@code CvmDescribeImages}, and {@code Operations} lists them all.
 */
@NullMarked
package io.github.imagesharing.testkit;

import org.jspecify.annotations.NullMarked;
