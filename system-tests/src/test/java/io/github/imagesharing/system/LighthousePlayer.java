package io.github.imagesharing.system;

import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.system.Judge.Broken;
import io.github.imagesharing.testkit.RecordedRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Shares images into Lighthouse and takes them back: one that is this thread's own, where each call can be judged at once,
 * and one that all threads have, where the first thread takes back and the others share.
 */
final class LighthousePlayer implements Player {

    private static final String WRITE = "lighthouse:ModifyImageSharePermission";
    private static final List<String> ACTIONS =
            List.of(WRITE, WRITE, WRITE, "DescribeImagesToShare", "DescribeBlueprints");

    /**
     * An image of all threads, and what they did to it.
     *
     * @param image the image
     * @param clock counts beginnings and ends
     * @param calls the calls that ended
     */
    record Contested(ImageId image, AtomicInteger clock, List<Call> calls) {

        static Contested of(ImageId image) {
            return new Contested(image, new AtomicInteger(), Collections.synchronizedList(new ArrayList<>()));
        }
    }

    /**
     * A call for the contested image.
     *
     * @param shares whether it shared or took back
     * @param begun when it began
     * @param ended when it ended
     * @param shown whether the image was in Lighthouse then, as far as the call told
     */
    private record Call(boolean shares, int begun, int ended, Optional<Boolean> shown) {}

    private final Stage stage;
    private final ImageSharingService sharing;
    private final Random chance;
    private final Caller caller;
    private final ImageId own;
    private final Contested contested;
    private final boolean takesBack;
    private final List<String> history = new ArrayList<>();

    /**
     * Makes it.
     *
     * @param stage where it plays
     * @param own an image that no other thread touches
     * @param contested an image that all threads have
     * @param takesBack whether it takes the contested image back, or else shares it
     * @param chance decides what it does
     */
    LighthousePlayer(Stage stage, ImageId own, Contested contested, boolean takesBack, Random chance) {
        this.stage = stage;
        this.sharing = stage.sharing();
        this.chance = chance;
        this.caller = new Caller(stage, chance);
        this.own = own;
        this.contested = contested;
        this.takesBack = takesBack;
    }

    @Override
    public void play() throws InterruptedException {
        try {
            for (int call = 0; call < stage.schedule().calls(); call++) {
                caller.planFaults(ACTIONS);
                call();
            }
        } catch (Broken e) {
            throw e.after(history);
        }
    }

    private void call() throws InterruptedException {
        if (chance.nextInt(3) == 0) {
            contested();
        } else if (chance.nextInt(5) < 3) {
            shareOwn();
        } else {
            unshareOwn();
        }
    }

    private void shareOwn() throws InterruptedException {
        Optional<BlueprintId> before = blueprint(own);
        Caller.End<BlueprintId> end = caller.call(() -> sharing.shareToLighthouse(own));
        Optional<BlueprintId> after = blueprint(own);
        history.add("share " + own + ": " + end.inShort());
        ImageSharingException failure = end.failure();
        if (failure == null) {
            check(Optional.ofNullable(end.value()).equals(after), "shared as another blueprint", end, before, after);
            // A lost answer and a lag together: the look finds a blueprint, and nobody can tell which request made it.
            boolean mayBeSentAgain =
                    !stage.schedule().isCalm() && !stage.schedule().lag().isZero();
            check(before.isEmpty() || mayBeSentAgain, "shared although it was there before", end, before, after);
        } else if (failure instanceof AlreadySharedException already) {
            check(before.isPresent(), "already shared although it was not there before", end, before, after);
            check(before.equals(after), "already shared, and another one now", end, before, after);
            check(
                    already.blueprintId().isEmpty() || already.blueprintId().equals(before),
                    "already shared as another blueprint",
                    end,
                    before,
                    after);
        } else {
            failed(end, failure, before, after);
        }
    }

    private void unshareOwn() throws InterruptedException {
        Optional<BlueprintId> before = blueprint(own);
        Caller.End<Boolean> end = caller.call(() -> {
            sharing.unshareFromLighthouse(own);
            return true;
        });
        Optional<BlueprintId> after = blueprint(own);
        history.add("unshare " + own + ": " + end.inShort());
        ImageSharingException failure = end.failure();
        if (failure == null) {
            check(after.isEmpty(), "taken back and still there", end, before, after);
        } else {
            failed(end, failure, before, after);
        }
    }

    private void failed(
            Caller.End<?> end,
            ImageSharingException failure,
            Optional<BlueprintId> before,
            Optional<BlueprintId> after) {
        check(!stage.schedule().isCalm(), "refused although nothing stands against it", end, before, after);
        check(
                !isCertainlyWithoutEffect(failure) || before.equals(after),
                "certainly without effect, and there was one",
                end,
                before,
                after);
    }

    private static boolean isCertainlyWithoutEffect(ImageSharingException failure) {
        return failure instanceof CloudUnreachableException lost
                ? !lost.outcomeUnknown()
                : failure instanceof ThrottledException
                        || failure instanceof AuthenticationException
                        || failure instanceof ImageNotFoundException
                        || failure instanceof ImageNotShareableException;
    }

    private void contested() throws InterruptedException {
        int sentBefore = writes().size();
        int begun = contested.clock().incrementAndGet();
        Caller.End<Boolean> end = caller.call(() -> {
            if (takesBack) {
                sharing.unshareFromLighthouse(contested.image());
            } else {
                sharing.shareToLighthouse(contested.image());
            }
            return true;
        });
        int ended = contested.clock().incrementAndGet();
        history.add((takesBack ? "unshare " : "share ") + contested.image() + ": " + end.inShort());
        boolean told = end.failure() == null || end.failure() instanceof AlreadySharedException;
        check(told || !stage.schedule().isCalm(), "refused although nothing stands against it", end);
        contested.calls().add(new Call(!takesBack, begun, ended, told ? Optional.of(!takesBack) : Optional.empty()));
        if (takesBack && stage.schedule().interruptPercent() == 0) {
            List<RecordedRequest> writes = writes();
            requireNotInterleaved(writes.subList(Math.min(sentBefore, writes.size()), writes.size()));
        }
    }

    /** Only this thread takes the image back: a share between two of its requests is undone by the second. */
    private void requireNotInterleaved(List<RecordedRequest> writes) {
        List<Boolean> shares =
                writes.stream().map(write -> write.body().contains("\"SHARE\"")).toList();
        int first = shares.indexOf(false);
        int last = shares.lastIndexOf(false);
        check(
                first < 0 || !shares.subList(first, last).contains(true),
                "a share is undone by a request that is sent again",
                writes.stream()
                        .map(write -> write.body() + " " + write.errorCode())
                        .toList());
    }

    private List<RecordedRequest> writes() {
        return stage.cloud().requests(WRITE).stream()
                .filter(write -> write.body().contains(contested.image().value()))
                .toList();
    }

    @Override
    public void finish() throws InterruptedException {
        if (takesBack) {
            requireExplained();
            last(contested.image());
        }
        last(own);
    }

    /** The last call decides, if it began when all others had ended. */
    private void requireExplained() {
        Call last = contested.calls().stream()
                .max(Comparator.comparingInt(Call::begun))
                .orElse(null);
        if (last == null || last.shown().isEmpty()) {
            return;
        }
        boolean alone = contested.calls().stream().allMatch(call -> call.equals(last) || call.ended() < last.begun());
        boolean there = blueprint(contested.image()).isPresent();
        check(
                !alone || last.shown().get() == there,
                "no order of the calls explains the end",
                contested.calls() + ", in Lighthouse: " + there);
    }

    private void last(ImageId image) {
        try {
            sharing.unshareFromLighthouse(image);
            check(blueprint(image).isEmpty(), "the last call left something else", image);
            BlueprintId blueprint = sharing.shareToLighthouse(image);
            check(blueprint(image).equals(Optional.of(blueprint)), "the last call left something else", image);
        } catch (ImageSharingException e) {
            throw new Broken("the last call failed", image, e);
        }
    }

    private Optional<BlueprintId> blueprint(ImageId image) {
        return stage.cloud().blueprintOf(image);
    }

    private static void check(
            boolean holds, String rule, Caller.End<?> end, Optional<BlueprintId> before, Optional<BlueprintId> after) {
        check(holds, rule, end, "before: " + before + ", after: " + after);
    }

    private static void check(boolean holds, String rule, Caller.End<?> end) {
        check(holds, rule, end, "");
    }

    private static void check(boolean holds, String rule, Caller.End<?> end, String what) {
        @Nullable ImageSharingException failure = end.failure();
        if (!holds && failure != null) {
            throw new Broken(rule, what, failure);
        }
        check(holds, rule, end.value() + " " + what);
    }

    private static void check(boolean holds, String rule, Object what) {
        if (!holds) {
            throw new Broken(rule, what);
        }
    }
}
