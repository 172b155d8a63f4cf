package io.github.imagesharing.internal.facts;

import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.spi.LighthouseImage;
import java.util.Optional;

/**
 * What is true before an image is shared into Lighthouse; all that the rules look at.
 *
 * @param image the image as Lighthouse shows it, or why there is none
 * @param blueprint the blueprint it has already; skipped where Lighthouse takes the image, which it does only once
 */
public record LighthouseFacts(Fact<LighthouseImage> image, Fact<Optional<BlueprintId>> blueprint) {}
