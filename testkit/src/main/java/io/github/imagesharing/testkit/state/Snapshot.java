package io.github.imagesharing.testkit.state;

import io.github.imagesharing.DiskUsage;

/**
 * A snapshot an image is made of.
 *
 * @param id its id
 * @param usage what its disk is used for
 * @param sizeGiB its size
 * @param encrypted whether its disk is encrypted
 */
public record Snapshot(String id, DiskUsage usage, long sizeGiB, boolean encrypted) {}
