package io.github.imagesharing.examples;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What there is in a program's own cloud, the same in every run. */
final class Showcase {

    static final AccountId CLOSED = AccountId.of("909619400");
    static final AccountId COLLABORATOR = AccountId.of("700000164995");

    private static final List<String> ROLES = List.of("web", "database", "worker", "gateway", "bastion");
    private static final Instant FIRST = Instant.parse("2025-01-06T08:00:00Z");

    private Showcase() {}

    /** Images that may be shared, two accounts that cannot be shared with. */
    static List<ImageId> furnish(FakeTencentCloud cloud, int images) {
        if (images < 0) {
            throw new IllegalArgumentException("--images " + images + ": 0 or more");
        }
        cloud.closeAccount(CLOSED);
        cloud.subAccount(COLLABORATOR);
        return IntStream.range(0, images)
                .mapToObj(i -> cloud.addImage(image -> image.name(name(i)).createdAt(FIRST.plus(i, ChronoUnit.DAYS))))
                .toList();
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "%s-%03d", ROLES.get(i % ROLES.size()), i / ROLES.size() + 1);
    }
}
