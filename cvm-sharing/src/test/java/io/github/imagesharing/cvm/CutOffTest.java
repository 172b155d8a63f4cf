package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.collect.Sets;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Closed or interrupted, before a call and in the middle of it: in the family, at once, and true. */
class CutOffTest extends FakeCloudFixture {

    private static final Duration LATE = Duration.ofSeconds(60);

    private final ImageId image = cloud.addImage();

    static Stream<Arguments> calls() {
        return Stream.of(
                call("share", (sharing, image) -> sharing.share(image, List.of(PARTNER))),
                call("unshare", (sharing, image) -> sharing.unshare(image, List.of(PARTNER))),
                call("sharedWith", (sharing, image) -> sharing.sharedWith(image)),
                call("check", (sharing, image) -> sharing.check(image, List.of(PARTNER))),
                call("images", (sharing, image) -> sharing.images()),
                call("plan", (sharing, image) -> sharing.plan(image, List.of(PARTNER))),
                call("audit", (sharing, image) -> sharing.audit(ImageQuery.all())),
                call("awaitNormal", (sharing, image) -> sharing.awaitNormal(image, LATE)));
    }

    private static Arguments call(String name, BiConsumer<ImageSharingService, ImageId> call) {
        return arguments(name, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void interruptedBeforeNothingIsSent(String name, BiConsumer<ImageSharingService, ImageId> call) {
        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(() -> call.accept(sharing, image));

        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        assertThat(thrown).isInstanceOf(CallInterruptedException.class);
        assertThat(cloud.requests("ModifyImageSharePermission")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void closedBeforeNothingIsSent(String name, BiConsumer<ImageSharingService, ImageId> call) {
        sharing.close();
        Throwable thrown = catchThrowable(() -> call.accept(sharing, image));

        assertThat(thrown).isInstanceOf(CloudUnreachableException.class).hasMessageContaining("closed");
        assertThat(((CloudUnreachableException) thrown).isRetryable()).isFalse();
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void closingTwiceIsNoError() {
        sharing.close();
        sharing.close();
        assertThat(sharing.shareAll(List.of(image), List.of(PARTNER)).failed()).isOne();
    }

    @Test
    void closingWhileTheWriteIsUnderWayLeavesItInDoubt() {
        cloud.failNext("ModifyImageSharePermission", Fault.silent(LATE));
        CompletableFuture<Throwable> ended =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> sharing.share(image, List.of(PARTNER))));
        awaitWrite();
        sharing.close();

        Throwable thrown = ended.join();
        assertThat(thrown).isInstanceOf(CloudUnreachableException.class);
        ShareReport report = ((CloudUnreachableException) thrown).report().orElseThrow();
        assertThat(report.outcomes().get(PARTNER)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void interruptedWhileTheWriteIsUnderWayTheReportSaysThatItIsInDoubt() throws InterruptedException {
        cloud.failNext("ModifyImageSharePermission", Fault.silent(LATE));
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            Throwable thrown = catchThrowable(() -> sharing.share(image, List.of(PARTNER)));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            ended.complete(thrown);
        });
        caller.start();
        awaitWrite();
        caller.interrupt();
        caller.join();

        Throwable thrown = ended.join();
        assertThat(thrown).isInstanceOf(CallInterruptedException.class);
        ShareReport report = ((CallInterruptedException) thrown).report().orElseThrow();
        assertThat(report.outcomes().get(PARTNER)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void closingInTheMiddleOfABatchReportsEveryImage() {
        List<ImageId> images = cloud.addImages(30);
        BatchReport report = sharing.shareAll(images, List.of(PARTNER), progress -> sharing.close());

        assertThat(report.reports()).containsOnlyKeys(images);
        report.reports().forEach((one, told) -> {
            boolean there = cloud.accountsOf(one).contains(PARTNER);
            assertThat(told.changed().contains(PARTNER) && !there).isFalse();
            assertThat(told.failed().containsKey(PARTNER) && there).isFalse();
        });
    }

    @Test
    void aListenerMayUseTheServiceItself() {
        List<ImageId> images = cloud.addImages(10);
        BatchReport report = sharing.shareAll(
                images,
                List.of(PARTNER),
                progress -> sharing.share((ImageId) progress.report().target(), List.of(OTHER)));

        assertThat(report.isComplete()).isTrue();
        images.forEach(one -> assertThat(cloud.accountsOf(one)).containsExactly(PARTNER, OTHER));
    }

    @Test
    void closedServicesLeaveNoThreadBehind() throws InterruptedException {
        Set<Thread> before = watchdogs();
        List<ImageSharingService> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(service(settings()));
        }
        Set<Thread> theirs = Sets.difference(watchdogs(), before).immutableCopy();
        assertThat(theirs).hasSize(20);

        many.forEach(ImageSharingService::close);

        for (Thread watchdog : theirs) {
            watchdog.join(60_000);
            assertThat(watchdog.isAlive()).isFalse();
        }
    }

    private static Set<Thread> watchdogs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("image-sharing-watchdog"))
                .collect(Collectors.toSet());
    }

    private void awaitWrite() {
        while (cloud.accountsOf(image).isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
