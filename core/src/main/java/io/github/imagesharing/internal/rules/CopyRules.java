package io.github.imagesharing.internal.rules;

import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether an image may be the copy of another: a pure function. It is like it, and not older. A member that tells copies from others is a new row here. */
public final class CopyRules {

    private record Member(String name, Function<CvmImage, String> value) {}

    private static final List<Member> MEMBERS = List.of(
            new Member("platform", CvmImage::platform),
            new Member("OS name", CvmImage::osName),
            new Member("architecture", CvmImage::architecture),
            new Member("size", image -> image.sizeGiB() == 0 ? "" : image.sizeGiB() + " GiB"),
            new Member(
                    "source",
                    image -> image.unrecognized()
                            .getOrDefault("ImageSource", image.source().name())));

    private CopyRules() {}

    /**
     * In what an image differs from what a copy would be like, for a person. Of one that is not NORMAL yet the service may
     * not say all, so what it leaves out does not count.
     */
    public static Optional<String> difference(CvmImage source, CvmImage image) {
        return MEMBERS.stream()
                .map(member -> difference(member, source, image))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> olderThan(source, image));
    }

    /** Whether a copy has a time of its own or its source's is not documented; neither is before the source. */
    private static Optional<String> olderThan(CvmImage source, CvmImage image) {
        Instant made = source.createdAt();
        Instant found = image.createdAt();
        return made != null && found != null && found.isBefore(made)
                ? Optional.of("it was created at %s, before that image at %s".formatted(found, made))
                : Optional.empty();
    }

    private static Optional<String> difference(Member member, CvmImage source, CvmImage image) {
        String wanted = member.value().apply(source);
        String found = member.value().apply(image);
        boolean isUntold = found.isEmpty() && image.state() != ImageState.NORMAL;
        return found.equals(wanted) || isUntold
                ? Optional.empty()
                : Optional.of("its %s is \"%s\" and not \"%s\"".formatted(member.name(), found, wanted));
    }
}
