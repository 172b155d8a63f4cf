package io.github.imagesharing.system;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.Distribution;
import io.github.imagesharing.DistributionReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.system.DistributionJudge.Call.End;
import io.github.imagesharing.system.Judge.Broken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Distributes an image, which other threads distribute too, among accounts that are this thread's own. */
final class DistributionPlayer implements Player {

    private static final List<String> ACTIONS = List.of(
            "SyncImages",
            "SyncImages",
            "SyncImages",
            "DescribeImages",
            "DescribeImages",
            "cvm:ModifyImageSharePermission",
            "DescribeImageSharePermission",
            "GetCallerIdentity");

    /** Longer than any copy takes together with all that may go wrong. */
    private static final Duration LONG = Duration.ofHours(2);

    private final Stage stage;
    private final DistributionScene scene;
    private final Random chance;
    private final Caller caller;
    private final Set<AccountId> good;
    private final Set<AccountId> all;
    private final DistributionJudge judge;
    private final Map<ImageId, Set<AccountId>> touched = new LinkedHashMap<>();
    private final List<String> history = new ArrayList<>();

    /**
     * Makes it.
     *
     * @param stage where it plays
     * @param scene the image and its regions
     * @param good the accounts it may share with
     * @param bad the accounts that the service refuses
     * @param chance decides what it does
     */
    DistributionPlayer(Stage stage, DistributionScene scene, Set<AccountId> good, Set<AccountId> bad, Random chance) {
        this.stage = stage;
        this.scene = scene;
        this.chance = chance;
        this.caller = new Caller(stage, chance);
        this.good = good;
        this.all = Sets.union(good, bad).immutableCopy();
        this.judge = new DistributionJudge(scene, new Judge(stage.schedule(), bad));
    }

    @Override
    public void play() throws InterruptedException {
        try {
            for (int call = 0; call < stage.schedule().calls(); call++) {
                caller.planFaults(ACTIONS);
                distribute(any());
            }
        } catch (Broken e) {
            throw e.after(history);
        }
    }

    private Distribution any() {
        Distribution distribution = Distribution.of(scene.image())
                .to(some(scene.places().keySet(), 1))
                .sharedWith(some(all, 0))
                .named(scene.name())
                .within(isShort() ? Duration.ofMillis(1L << chance.nextInt(15)) : LONG);
        List<Region> regions = List.copyOf(distribution.regions());
        return chance.nextInt(4) == 0
                ? distribution.sharedWith(regions.get(chance.nextInt(regions.size())), some(all, 0))
                : distribution;
    }

    /** Skipped time is everybody's: the waits of another thread would end this one's call, and a request under way. */
    private boolean isShort() {
        return stage.schedule().threads() == 1 && !stage.schedule().isCalm() && chance.nextInt(3) == 0;
    }

    private void distribute(Distribution asked) throws InterruptedException {
        Map<ImageId, Set<AccountId>> before = access();
        boolean isShort = asked.within().compareTo(LONG) < 0;
        Caller.End<DistributionReport> end = caller.call(() -> stage.sharing().distribute(asked));
        if (end.value() == null) {
            throw new Broken("a distribution threw", asked, requireNonNull(end.failure()));
        }
        if (isShort) {
            stage.awaitArrivals(); // A request that was cut off when the time was up may be acted on a moment later.
        }
        Set<End> ends = EnumSet.noneOf(End.class);
        if (isShort || stage.schedule().interruptPercent() > 0) {
            ends.add(End.EARLY);
        }
        if (stage.schedule().isCalm()) {
            ends.add(End.AS_THE_SCENE_SAYS);
        }
        judge(asked, before, end.value(), ends);
    }

    private void judge(
            Distribution asked, Map<ImageId, Set<AccountId>> before, DistributionReport report, Set<End> ends) {
        history.add(asked + " within " + asked.within() + ": " + report + failures(report));
        Map<ImageId, Set<AccountId>> after = access();
        judge.said(new DistributionJudge.Call(asked, before, after, touched, ends), report);
        after.keySet().forEach(image -> touch(image, asked));
    }

    private static String failures(DistributionReport report) {
        StringBuilder text = new StringBuilder();
        report.failed()
                .forEach((region, why) ->
                        text.append("; ").append(region).append(": ").append(why));
        return text.toString();
    }

    private void touch(ImageId image, Distribution asked) {
        Set<AccountId> accounts = touched.computeIfAbsent(image, one -> new LinkedHashSet<>());
        accounts.addAll(asked.accounts());
        asked.regionalAccounts().values().forEach(accounts::addAll);
    }

    /** Who of this thread's accounts has access to what. */
    private Map<ImageId, Set<AccountId>> access() {
        Map<ImageId, Set<AccountId>> access = new LinkedHashMap<>();
        scene.images().keySet().forEach(image -> access.put(image, stage.withAccess(image, all)));
        return access;
    }

    /** With nothing in the way, whatever can be completed is. */
    @Override
    public void finish() {
        Distribution asked = Distribution.of(scene.image())
                .to(scene.places().keySet())
                .sharedWith(some(good, 1))
                .named(scene.name())
                .within(LONG);
        try {
            last(asked, EnumSet.of(End.AS_THE_SCENE_SAYS));
            if (scene.places().keySet().stream().anyMatch(scene::mayFailOnce)) {
                last(asked, EnumSet.of(End.AS_THE_SCENE_SAYS, End.LAST));
            }
        } catch (Broken e) {
            throw new Broken("the last call", e.getMessage(), e).after(history);
        }
    }

    private void last(Distribution asked, Set<End> ends) {
        Map<ImageId, Set<AccountId>> before = access();
        judge(asked, before, stage.sharing().distribute(asked), ends);
    }

    private <T> Set<T> some(Collection<T> from, int least) {
        List<T> all = new ArrayList<>(from);
        Collections.shuffle(all, chance);
        return new LinkedHashSet<>(all.subList(0, least + chance.nextInt(all.size() + 1 - least)));
    }
}
