package io.github.imagesharing.system;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.Distribution;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.system.DistributionJudge.Call.End;
import io.github.imagesharing.system.Judge.Asked;
import io.github.imagesharing.system.Judge.Broken;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules that the report of a distribution must keep, whatever went wrong, and those for what is in the cloud after it. What
 * is said of each account is judged by {@link Judge}.
 *
 * @param scene what was there, and who made it
 * @param judge judges the accounts
 */
record DistributionJudge(DistributionScene scene, Judge judge) {

    /**
     * One call.
     *
     * @param asked what it asks for
     * @param before which of the thread's accounts had access to each image when it began
     * @param after the same when it had ended
     * @param touched the accounts that earlier calls of the thread have asked for, by image
     * @param end how it may end
     */
    record Call(
            Distribution asked,
            Map<ImageId, Set<AccountId>> before,
            Map<ImageId, Set<AccountId>> after,
            Map<ImageId, Set<AccountId>> touched,
            Set<End> end) {

        /** How a call may end. */
        enum End {
            /** It was interrupted, or had little time. */
            EARLY,
            /** Nothing went wrong but what the scene says. */
            AS_THE_SCENE_SAYS,
            /** And whatever may fail once has done so before. */
            LAST
        }
    }

    /** Judges one call. */
    void said(Call call, DistributionReport report) {
        try {
            scene.places().keySet().forEach(this::noTwins);
            check(call.after().keySet().containsAll(call.before().keySet()), "something was deleted", call.before());
            Set<Region> regions = new LinkedHashSet<>(call.asked().regions());
            regions.add(DistributionScene.HOME);
            check(
                    regions.containsAll(report.copies().keySet())
                            && regions.containsAll(report.reports().keySet())
                            && regions.containsAll(report.copying())
                            && regions.containsAll(report.failed().keySet()),
                    "a region that nobody asked for is reported",
                    regions);
            regions.forEach(region -> said(call, region, report));
            call.after().forEach((image, accounts) -> untouched(call, image, accounts, report));
        } catch (Broken e) {
            throw new Broken(e.getMessage(), describe(call, report), e);
        }
    }

    private void noTwins(Region region) {
        Set<ImageId> made = scene.made(region);
        check(made.size() <= 1, "twins", region + ": " + made);
        check(made.isEmpty() || !scene.hadCopy(region), "copied to where an image of the name was", region);
    }

    private void said(Call call, Region region, DistributionReport report) {
        boolean copying = report.copying().contains(region);
        ImageSharingException failure = report.failed().get(region);
        ImageId copy = report.copies().get(region);
        ShareReport shared = report.reports().get(region);
        check(!copying || failure == null, "a region both failed and is copied to", region);
        if (region.equals(DistributionScene.HOME)) {
            check(!copying, "the own region is copied to", region);
            check(copy == null || copy.equals(scene.image()), "another image in the own region", copy + "");
        } else if (copy != null) {
            check(scene.copies(region).contains(copy), "an image that is no copy is named as one", region + " " + copy);
        }
        if (copying) {
            check(call.end().contains(End.EARLY), "given up although there was time", region);
            check(!scene.copies(region).isEmpty(), "said to be copied to, and it is not", region);
            check(shared == null, "shared before the copy was there", region);
        }
        if (shared != null) {
            check(shared.target().equals(copy), "shared what is not the copy", region + " " + shared);
            judge.said(asked(call, region, copy), shared, accounts(call.after(), copy));
            check(shared.isComplete() || failure != null, "not all is as asked, and it did not fail", region);
        }
        if (!copying && failure == null) {
            check(shared != null, "complete and not shared", region);
        }
        if (failure != null && shared != null && shared.isComplete()) {
            throw new Broken("failed although all is as asked", region, failure);
        }
        if (call.end().contains(End.AS_THE_SCENE_SAYS)) {
            asTheSceneSays(call, region, Optional.ofNullable(failure));
        }
    }

    private void asTheSceneSays(Call call, Region region, Optional<ImageSharingException> failure) {
        if (call.asked().accountsIn(region).stream().anyMatch(judge.bad()::contains)
                || call.asked().accountsIn(DistributionScene.HOME).stream().anyMatch(judge.bad()::contains)) {
            return;
        }
        Optional<Class<? extends ImageSharingException>> expected =
                Optional.ofNullable(scene.places().get(region)).flatMap(DistributionScene.Place::failure);
        boolean mayFail = !call.end().contains(End.LAST) && scene.mayFailOnce(region);
        if (expected.isEmpty() && failure.isPresent() && !mayFail) {
            throw new Broken("failed although nothing stands against it", region, failure.get());
        }
        if (expected.isPresent() && !failure.filter(expected.get()::isInstance).isPresent()) {
            throw new Broken("should have failed with " + expected.get(), region + ": " + failure);
        }
    }

    private Asked asked(Call call, Region region, ImageId copy) {
        Map<AccountId, Permission> wanted = new LinkedHashMap<>();
        call.asked().accountsIn(region).forEach(account -> wanted.put(account, Permission.SHARE));
        return new Asked(
                "distribute to " + region,
                copy,
                wanted,
                Set.of(),
                accounts(call.before(), copy),
                accounts(call.touched(), copy),
                Set.of(Asked.Kind.IN_BATCH));
    }

    /** What is not reported as shared has the accounts that it had. */
    private static void untouched(Call call, ImageId image, Set<AccountId> accounts, DistributionReport report) {
        boolean isReported = report.reports().values().stream()
                .anyMatch(shared -> shared.target().equals(image));
        check(
                isReported || accounts.equals(accounts(call.before(), image)),
                "another image was shared, or it is not reported",
                image + " with " + accounts);
    }

    private static Set<AccountId> accounts(Map<ImageId, Set<AccountId>> byImage, ImageId image) {
        return byImage.getOrDefault(image, Set.of());
    }

    private String describe(Call call, DistributionReport report) {
        return String.join(
                System.lineSeparator() + "    ",
                "",
                "scene: " + scene,
                "asked: " + call.asked() + " " + call.asked().accounts()
                        + call.asked().regionalAccounts() + " within "
                        + call.asked().within(),
                "images: " + scene.images(),
                "access before: " + call.before(),
                "access after: " + call.after(),
                "reported: " + report.toJson());
    }

    private static void check(boolean holds, String rule, Object what) {
        if (!holds) {
            throw new Broken(rule, what);
        }
    }
}
