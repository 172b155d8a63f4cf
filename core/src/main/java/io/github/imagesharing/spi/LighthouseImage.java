package io.github.imagesharing.spi;

import io.github.imagesharing.ImageId;
import org.jspecify.annotations.Nullable;

/**
 * What Lighthouse says of a CVM image that may be shared into it. Its texts are the service's own; each member is null
 * where the service leaves it out.
 *
 * @param id the image
 * @param source where it comes from, for example {@code CREATE_IMAGE} or {@code EXTERNAL_IMPORT}
 * @param imageClass what it holds, {@code SystemImage} or {@code InstanceImage}
 * @param state its state, for example {@code NORMAL}
 * @param cloudInit whether it supports cloud-init
 * @param platform the family of its operating system
 * @param osName the name of its operating system
 * @param shareable whether Lighthouse takes it
 * @param unshareableReason why it does not, for a person
 * @hidden
 */
public record LighthouseImage(
        ImageId id,
        @Nullable String source,
        @Nullable String imageClass,
        @Nullable String state,
        @Nullable Boolean cloudInit,
        @Nullable String platform,
        @Nullable String osName,
        @Nullable Boolean shareable,
        @Nullable String unshareableReason) {}
