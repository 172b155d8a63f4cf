package io.github.imagesharing.internal.rules;

import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether an image may be the copy of another: a pure function. A member that tells copies from others is a new row here. */
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
                .findFirst();
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
