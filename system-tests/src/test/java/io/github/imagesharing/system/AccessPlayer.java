package io.github.imagesharing.system;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.Maps;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Sets;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.SharePlan;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.Shareable;
import io.github.imagesharing.spi.Permission;
import io.github.imagesharing.system.Judge.Asked;
import io.github.imagesharing.system.Judge.Asked.Kind;
import io.github.imagesharing.system.Judge.Broken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shares targets with accounts that are this thread's own, takes them away, and plans. */
final class AccessPlayer implements Player {

    private static final List<String> CVM = List.of(
            "cvm:ModifyImageSharePermission",
            "cvm:ModifyImageSharePermission",
            "cvm:ModifyImageSharePermission",
            "DescribeImageSharePermission",
            "DescribeImageSharePermission",
            "DescribeImages",
            "DescribeSnapshots",
            "GetCallerIdentity");
    private static final List<String> BLUEPRINTS = List.of(
            "ShareBlueprintAcrossAccounts",
            "ShareBlueprintAcrossAccounts",
            "CancelShareBlueprintAcrossAccounts",
            "CancelShareBlueprintAcrossAccounts",
            "DescribeBlueprintsShareAcrossAccountInfos");

    private final Stage stage;
    private final Schedule schedule;
    private final ImageSharingService sharing;
    private final Random chance;
    private final Caller caller;
    private final List<Shareable> targets;
    private final Set<AccountId> good;
    private final Set<AccountId> all;
    private final Judge judge;
    private final SetMultimap<Shareable, AccountId> touched = HashMultimap.create();
    private final List<String> history = new ArrayList<>();

    /**
     * Makes it.
     *
     * @param stage where it plays
     * @param targets the images or blueprints, which other threads share with their accounts
     * @param good the accounts it may share with
     * @param bad the accounts that the service refuses
     * @param chance decides what it does
     */
    AccessPlayer(
            Stage stage, List<? extends Shareable> targets, Set<AccountId> good, Set<AccountId> bad, Random chance) {
        this.stage = stage;
        this.schedule = stage.schedule();
        this.sharing = stage.sharing();
        this.chance = chance;
        this.caller = new Caller(stage, chance);
        this.targets = List.copyOf(targets);
        this.good = good;
        this.all = Sets.union(good, bad).immutableCopy();
        this.judge = new Judge(schedule, bad);
    }

    @Override
    public void play() throws InterruptedException {
        try {
            for (int call = 0; call < schedule.calls(); call++) {
                call();
            }
        } catch (Broken e) {
            throw e.after(history);
        }
    }

    private void call() throws InterruptedException {
        caller.planFaults(schedule.part() == Schedule.Part.BLUEPRINTS ? BLUEPRINTS : CVM);
        switch (schedule.part()) {
            case PLANS -> plan();
            case BATCHES -> batch();
            default -> single();
        }
    }

    private void single() throws InterruptedException {
        Permission permission = permission();
        Set<AccountId> asked = some(all, all.size());
        if (permission == Permission.SHARE) {
            asked = fitting(asked);
        }
        if (!asked.isEmpty()) {
            change(permission, asked);
        }
    }

    private void change(Permission permission, Set<AccountId> asked) throws InterruptedException {
        Shareable target = targets.get(0);
        one(
                asked(permission.name().toLowerCase(Locale.ROOT), target, permission, asked, Set.of()),
                () -> change(target, permission, asked));
    }

    private ShareReport change(Shareable target, Permission permission, Set<AccountId> asked) {
        boolean shares = permission == Permission.SHARE;
        if (target instanceof BlueprintId blueprint) {
            return shares ? sharing.shareBlueprint(blueprint, asked) : sharing.unshareBlueprint(blueprint, asked);
        }
        ImageId image = (ImageId) target;
        return shares ? sharing.share(image, asked) : sharing.unshare(image, asked);
    }

    private void plan() throws InterruptedException {
        Set<AccountId> desired = schedule.capped() ? asManyAsFit() : some(all, schedule.mostShared());
        Map<ImageId, SharePlan> plans = plans(targets, desired);
        boolean mayMeetItsLimit = schedule.capped();
        if (!mayMeetItsLimit && chance.nextInt(3) == 0) {
            single();
        }
        for (SharePlan plan : plans.values()) {
            one(asked(plan, Set.of(Kind.PLAN)), () -> sharing.apply(plan));
        }
    }

    private Set<AccountId> asManyAsFit() {
        List<AccountId> accounts = new ArrayList<>(good);
        Collections.shuffle(accounts, chance);
        return new LinkedHashSet<>(accounts.subList(0, schedule.mostShared()));
    }

    /** Plans for this thread's accounts alone; images for which no plan could be made have none. */
    private Map<ImageId, SharePlan> plans(List<Shareable> some, Set<AccountId> desired) throws InterruptedException {
        Map<ImageId, SharePlan> plans = new LinkedHashMap<>();
        for (Shareable target : some) {
            Set<AccountId> before = has(target);
            Caller.End<SharePlan> end = caller.call(() -> sharing.plan((ImageId) target, desired));
            if (end.value() != null) {
                SharePlan plan = own(end.value());
                judge(plan, desired, before);
                plans.put(plan.image(), plan);
            } else if (schedule.isCalm()) {
                throw new Broken("no plan although nothing went wrong", target, requireNonNull(end.failure()));
            }
        }
        return plans;
    }

    private SharePlan own(SharePlan plan) {
        return new SharePlan(
                plan.image(),
                Sets.intersection(plan.toShare(), all),
                Sets.intersection(plan.toUnshare(), all),
                Sets.intersection(plan.unchanged(), all));
    }

    private static void judge(SharePlan plan, Set<AccountId> desired, Set<AccountId> before) {
        String what = "desired " + desired + ", access " + before + ", planned " + plan;
        if (!before.containsAll(plan.unchanged())) {
            throw new Broken("a plan keeps access that is not there", what);
        }
        if (!plan.accounts().containsAll(before)) {
            throw new Broken("a plan forgets who has access", what);
        }
        if (!plan.accounts().containsAll(desired)) {
            throw new Broken("a plan forgets who is to have access", what);
        }
    }

    private Asked asked(SharePlan plan, Set<Kind> kind) {
        Map<AccountId, Permission> wanted = new LinkedHashMap<>();
        plan.toShare().forEach(account -> wanted.put(account, Permission.SHARE));
        plan.unchanged().forEach(account -> wanted.put(account, Permission.SHARE));
        plan.toUnshare().forEach(account -> wanted.put(account, Permission.CANCEL));
        return asked("apply", plan.image(), wanted, plan.unchanged(), kind);
    }

    private Asked asked(String call, Shareable target, Permission permission, Set<AccountId> accounts, Set<Kind> kind) {
        return asked(call, target, Maps.toMap(accounts, account -> permission), Set.of(), kind);
    }

    private Asked asked(
            String call, Shareable target, Map<AccountId, Permission> wanted, Set<AccountId> kept, Set<Kind> kind) {
        Asked asked = new Asked(call, target, wanted, kept, has(target), Set.copyOf(touched.get(target)), kind);
        touched.putAll(target, wanted.keySet());
        return asked;
    }

    private void one(Asked asked, Supplier<ShareReport> call) throws InterruptedException {
        Caller.End<ShareReport> end = caller.call(call);
        Set<AccountId> after = has(asked.target());
        history.add(asked.call() + " " + asked.wanted() + ": " + end.inShort());
        if (end.value() == null) {
            judge.threw(asked, requireNonNull(end.failure()), after);
        } else if (end.value().isComplete()) {
            judge.said(asked, end.value(), after);
        } else {
            throw new Broken("no exception although not all is as asked", asked + " " + end.value());
        }
    }

    private void batch() throws InterruptedException {
        List<Shareable> images = new ArrayList<>(targets);
        Collections.shuffle(images, chance);
        List<Shareable> some = images.subList(0, 1 + chance.nextInt(images.size()));
        Set<AccountId> accounts = some(all, all.size());
        switch (chance.nextInt(4)) {
            case 0 -> {
                Map<ImageId, SharePlan> plans = plans(some, some(all, schedule.mostShared()));
                if (!plans.isEmpty()) {
                    batch(
                            plans.keySet(),
                            image -> asked(requireNonNull(plans.get(image)), Set.of(Kind.PLAN, Kind.IN_BATCH)),
                            () -> sharing.applyAll(plans.values()));
                }
            }
            case 1 -> {
                Set<ImageId> ids = ids(some);
                batch(
                        ids,
                        image -> asked("unshareAll", image, Permission.CANCEL, accounts, Set.of(Kind.IN_BATCH)),
                        () -> sharing.unshareAll(ids, accounts));
            }
            default -> {
                Set<ImageId> ids = ids(some);
                batch(
                        ids,
                        image -> asked("shareAll", image, Permission.SHARE, accounts, Set.of(Kind.IN_BATCH)),
                        () -> sharing.shareAll(ids, accounts));
            }
        }
    }

    private void batch(Set<ImageId> images, Function<ImageId, Asked> asks, Supplier<BatchReport> call)
            throws InterruptedException {
        Map<ImageId, Asked> asked = new LinkedHashMap<>(Maps.toMap(images, asks::apply));
        Caller.End<BatchReport> end = caller.call(call);
        asked.values().forEach(one -> history.add(one.call() + " " + one.target() + " " + one.wanted()));
        history.add(end.inShort());
        if (end.value() == null) {
            throw new Broken("a batch threw", asked, requireNonNull(end.failure()));
        }
        judge.said(asked, end.value(), Maps.toMap(images, this::has));
    }

    private static Set<ImageId> ids(List<Shareable> targets) {
        Set<ImageId> ids = new LinkedHashSet<>();
        targets.forEach(target -> ids.add((ImageId) target));
        return ids;
    }

    /** With nothing in the way, exactly what is wanted holds in the end. */
    @Override
    public void finish() throws InterruptedException {
        Set<AccountId> wanted = some(good, schedule.mostShared());
        for (Shareable target : targets) {
            try {
                last(target, wanted);
            } catch (ImageSharingException e) {
                throw new Broken("the last call failed", target + " for " + wanted, e);
            }
            if (!has(target).equals(wanted)) {
                throw new Broken(
                        "the last call left something else", target + ": " + has(target) + " and not " + wanted);
            }
        }
    }

    private void last(Shareable target, Set<AccountId> wanted) {
        if (target instanceof ImageId image && schedule.part() != Schedule.Part.SINGLES) {
            sharing.apply(own(sharing.plan(image, wanted)));
        } else {
            Set<AccountId> unwanted = Sets.difference(all, wanted).immutableCopy();
            if (!unwanted.isEmpty()) {
                change(target, Permission.CANCEL, unwanted);
            }
            change(target, Permission.SHARE, wanted);
        }
    }

    private Permission permission() {
        return chance.nextInt(5) < 3 ? Permission.SHARE : Permission.CANCEL;
    }

    private Set<AccountId> has(Shareable target) {
        return stage.withAccess(target, all);
    }

    /** As many of some accounts as may have access together with those that have it. */
    private Set<AccountId> fitting(Set<AccountId> asked) {
        Set<AccountId> has = has(targets.get(0));
        Set<AccountId> fitting = new LinkedHashSet<>();
        int room = schedule.capped() ? schedule.mostShared() - has.size() : all.size();
        for (AccountId account : asked) {
            if (has.contains(account) || room-- > 0) {
                fitting.add(account);
            }
        }
        return fitting;
    }

    private Set<AccountId> some(Set<AccountId> from, int most) {
        List<AccountId> accounts = new ArrayList<>(from);
        Collections.shuffle(accounts, chance);
        return new LinkedHashSet<>(accounts.subList(0, 1 + chance.nextInt(Math.min(most, accounts.size()))));
    }
}
