package io.github.imagesharing.cli.console;

import static java.time.temporal.ChronoUnit.DAYS;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** The images and accounts of the embedded cloud, the same in every run. */
public final class SampleCloud {

    public static final AccountId CLOSED_ACCOUNT = AccountId.of("909619400");
    public static final AccountId SUB_ACCOUNT = AccountId.of("700000164995");

    private static final List<String> ROLES = List.of("web", "database", "worker", "gateway", "bastion");
    private static final long FIRST_PARTNER = 100_000_000_018L;
    private static final Instant FIRST = Instant.parse("2025-01-06T08:00:00Z");

    private static final Duration A_COPY_TAKES = Duration.ofSeconds(3);

    private SampleCloud() {}

    /** Adds images that can be shared to each region, and two accounts with which nothing can be shared. */
    public static List<ImageId> addImages(FakeTencentCloud cloud, Set<Region> regions, int images) {
        if (images < 0) {
            throw new IllegalArgumentException("--images " + images + ": 0 or more");
        }
        cloud.closeAccount(CLOSED_ACCOUNT);
        cloud.subAccount(SUB_ACCOUNT);
        return regions.stream()
                .flatMap(region -> IntStream.range(0, images)
                        .mapToObj(i -> cloud.addImage(
                                image -> image.region(region).name(name(i)).createdAt(FIRST.plus(i, DAYS)))))
                .toList();
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "%s-%03d", ROLES.get(i % ROLES.size()), i / ROLES.size() + 1);
    }

    /** All that the program finds on its embedded cloud: images, who shares them, their organization, and a blueprint. */
    public static void fill(FakeTencentCloud cloud, Set<Region> regions, int images, int partners) {
        List<ImageId> all = addImages(cloud, regions, images);
        grantAccess(cloud, all, partners);
        cloud.organization(
                organization -> organization.member(AccountId.of("1038493875"), AccountId.of("100000023775")));
        cloud.copying(A_COPY_TAKES);
        if (!all.isEmpty()) {
            cloud.addBlueprint(all.get(all.size() - 1));
        }
    }

    /** Gives partners access, some to many images and some to few, since a day between yesterday and two years ago. */
    private static void grantAccess(FakeTencentCloud cloud, List<ImageId> images, int partners) {
        if (partners < 0 || partners > 500) {
            throw new IllegalArgumentException("--partners " + partners + ": from 0 to 500, for CVM allows no more");
        }
        Random chance = new Random(1);
        Instant today = Instant.now().truncatedTo(DAYS);
        for (int partner = 0; partner < partners; partner++) {
            AccountId account = AccountId.of(String.valueOf(FIRST_PARTNER + partner * 7_919L));
            double likely = 0.05 + 0.9 * chance.nextDouble() * chance.nextDouble();
            for (ImageId image : images) {
                if (chance.nextDouble() < likely) {
                    Instant since = today.minus(1 + (int) (730 * chance.nextDouble() * chance.nextDouble()), DAYS);
                    cloud.changeImage(image, one -> one.sharedAt(since, account));
                }
            }
        }
    }
}
