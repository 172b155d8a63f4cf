package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.Gson;
import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.CallObserver.Attempt;
import io.github.imagesharing.CallObserver.Ending;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.cvm.HearingObserver.Heard;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an observer hears, over the wire. */
class CallObserverTest extends FakeCloudFixture {

    private static final String WRITE = "ModifyImageSharePermission";

    private final HearingObserver observer = new HearingObserver();

    private ImageSharingService observed() {
        return service(settings().observer(observer));
    }

    private void assertAllIsHeard() {
        observer.awaitEnds(() -> cloud.requests().size());
        assertThat(observer.broken()).isEmpty();
        assertThat(observer.sent()).isEqualTo(cloud.requests().size());
    }

    private static Ending ending(Heard heard) {
        return Objects.requireNonNull(heard.ending());
    }

    @Test
    void anOperationHasItsCallsWithinIt() {
        ImageId image = cloud.addImage();

        ShareReport report = observed().share(image, List.of(PARTNER, OTHER));

        assertThat(observer.operations()).singleElement().satisfies(operation -> {
            assertThat(operation).hasToString("share in ap-guangzhou of " + image + ", 2 accounts");
            assertThat(ending(operation).reports()).containsExactly(report);
            assertThat(ending(operation).failure()).isEmpty();
        });
        assertThat(observer.calls(WRITE)).singleElement().satisfies(call -> {
            assertThat(call.call).hasToString("cvm.ModifyImageSharePermission in ap-guangzhou of " + image);
            assertThat(Objects.requireNonNull(call.call).isWrite()).isTrue();
            assertThat(call.call.host()).isEqualTo("cvm.tencentcloudapi.com");
            assertThat(ending(call).requestId())
                    .contains(report.requestIds().get(0))
                    .isEqualTo(call.attempts().get(0).requestId());
        });
        assertThat(observer.calls())
                .extracting(call -> Objects.requireNonNull(call.call).isWrite())
                .containsOnlyOnce(true);
        assertAllIsHeard();
    }

    @Test
    void retriesAreAttemptsOfOneCall() {
        ImageId image = cloud.addImage();
        cloud.failNext(WRITE, 2, Fault.throttled());
        cloud.failNext("DescribeImages", Fault.error("InternalError", "busy"));

        observed().share(image, List.of(PARTNER));

        assertThat(observer.calls(WRITE)).singleElement().satisfies(call -> {
            assertThat(call.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
            assertThat(call.attempts())
                    .extracting(Attempt::failure)
                    .satisfiesExactly(
                            first -> assertThat(first).containsInstanceOf(ThrottledException.class),
                            second -> assertThat(second).containsInstanceOf(ThrottledException.class),
                            third -> assertThat(third).isEmpty());
            assertThat(call.attempts()).allSatisfy(attempt -> {
                assertThat(attempt.requestId()).isPresent();
                assertThat(attempt.took()).isPositive();
            });
            assertThat(ending(call).failure()).isEmpty();
        });
        assertThat(observer.calls("DescribeImages"))
                .singleElement()
                .satisfies(call -> assertThat(call.attempts()).hasSize(2));
        assertAllIsHeard();
    }

    @Test
    void aLostAnswerIsLookedAtWithinTheCall() {
        ImageId image = cloud.addImage();
        cloud.failNext(WRITE, Fault.dropAfter());

        observed().share(image, List.of(PARTNER));

        assertThat(observer.calls(WRITE)).singleElement().satisfies(call -> {
            assertThat(call.attempts().get(0).failure()).containsInstanceOf(CloudUnreachableException.class);
            assertThat(call.attempts().get(0).wasSent()).isTrue();
            assertThat(ending(call).failure()).isEmpty();
        });
        assertAllIsHeard();
    }

    /** How a call is made to end, and what an observer hears of it. */
    record Case(
            String name,
            Consumer<CallObserverTest> before,
            Consumer<CloudSettings.Builder> settings,
            Class<? extends ImageSharingException> failure,
            boolean isSent) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> endings() {
        return Stream.of(
                new Case(
                        "refused",
                        test -> test.cloud.failAlways(WRITE, Fault.error("UnauthorizedOperation", "no")),
                        settings -> {},
                        AccessDeniedException.class,
                        true),
                new Case(
                        "no answer",
                        test -> test.cloud.failAlways(WRITE, Fault.dropBefore()),
                        settings -> {},
                        CloudUnreachableException.class,
                        true),
                new Case(
                        "no permit",
                        test -> {},
                        settings -> settings.quota(before(() -> Optional.empty())),
                        ThrottledException.class,
                        false),
                new Case(
                        "interrupted before it is sent",
                        test -> {},
                        settings -> settings.quota(before(() -> {
                            throw new InterruptedException();
                        })),
                        CallInterruptedException.class,
                        false),
                new Case(
                        "interrupted while it is answered",
                        test -> {
                            Thread caller = Thread.currentThread();
                            test.cloud.afterEach(WRITE, caller::interrupt);
                            test.cloud.failAlways(WRITE, Fault.silent(Duration.ofSeconds(5)));
                        },
                        settings -> {},
                        CallInterruptedException.class,
                        true),
                new Case(
                        "a quota that fails",
                        test -> {},
                        settings -> settings.quota(before(() -> {
                            throw new IllegalStateException("on purpose");
                        })),
                        ThrottledException.class,
                        false),
                new Case(
                        "an Error",
                        test -> {},
                        settings -> settings.quota(before(() -> {
                            throw new NoClassDefFoundError("on purpose");
                        })),
                        CloudUnreachableException.class,
                        false));
    }

    private interface Wait {
        Optional<RequestQuota.Permit> await() throws InterruptedException;
    }

    /** No pace, but for the write. */
    private static RequestQuota before(Wait write) {
        return (Api api, String host, Duration most) ->
                api.action().equals(WRITE) ? write.await() : Optional.of(RequestQuota.Permit.granted());
    }

    @ParameterizedTest
    @MethodSource("endings")
    void everyBeginningHasItsEnd(Case one) {
        ImageId image = cloud.addImage();
        one.before.accept(this);
        CloudSettings.Builder settings = settings()
                .observer(observer)
                .retry(Retry.defaults().attempts(1).backoff(Duration.ofMillis(1), Duration.ofMillis(2)));
        one.settings.accept(settings);

        Throwable thrown = catchThrowable(() -> service(settings).share(image, List.of(PARTNER)));
        boolean wasInterrupted = Thread.interrupted();

        assertThat(thrown).isInstanceOf(one.failure);
        assertThat(wasInterrupted).isEqualTo(thrown instanceof CallInterruptedException);
        assertThat(observer.operations()).singleElement().satisfies(operation -> {
            assertThat(ending(operation).failure()).containsSame(thrown);
            assertThat(ending(operation).reports())
                    .isEqualTo(
                            ((ImageSharingException) thrown).report().stream().toList());
        });
        assertThat(observer.calls(WRITE)).singleElement().satisfies(call -> {
            assertThat(ending(call).failure()).containsInstanceOf(one.failure);
            assertThat(call.attempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.wasSent()).isEqualTo(one.isSent);
                assertThat(attempt.took().isZero()).isEqualTo(!one.isSent);
                assertThat(attempt.failure()).containsInstanceOf(one.failure);
            });
        });
        assertAllIsHeard();
    }

    @Test
    void aServiceThatWasClosedIsHeardToo() {
        ImageId image = cloud.addImage();
        ImageSharingService closed = observed();
        closed.close();

        Throwable thrown = catchThrowable(() -> closed.sharedWith(image));

        assertThat(thrown).isInstanceOf(CloudUnreachableException.class);
        assertThat(observer.operations())
                .singleElement()
                .satisfies(operation -> assertThat(ending(operation).failure()).containsSame(thrown));
        assertThat(observer.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.attempts())
                        .singleElement()
                        .satisfies(attempt -> assertThat(attempt.wasSent()).isFalse()));
        assertAllIsHeard();
    }

    @Test
    void whatWasAskedWronglyIsNotHeard() {
        ImageSharingService observed = observed();

        assertThat(catchThrowable(() -> observed.share(cloud.addImage(), List.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(observer.operations()).isEmpty();
    }

    @Test
    void theWaitForTheQuotaIsApartFromTheTimeOfTheRequest() {
        ImageId image = cloud.addImage();
        Duration wait = Duration.ofMillis(120);
        RequestQuota slow = (api, host, most) -> {
            Thread.sleep(wait.toMillis());
            return Optional.of(RequestQuota.Permit.granted());
        };

        service(settings().observer(observer).quota(slow).ownAccount(cloud.ownAccount()))
                .sharedWith(image);

        assertThat(observer.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.attempts()).singleElement().satisfies(attempt -> {
                    assertThat(attempt.waited()).isGreaterThanOrEqualTo(wait);
                    assertThat(attempt.took()).isPositive();
                }));
    }

    @Test
    void aBatchIsOneOperationWhoseContextIsOnEveryThread() {
        List<ImageId> images = cloud.addImages(30);
        cloud.closeAccount(OTHER);

        BatchReport report = observed().shareAll(images, List.of(PARTNER, OTHER));

        assertThat(report.changed()).isEqualTo(30);
        assertThat(observer.operations()).singleElement().satisfies(operation -> {
            assertThat(operation).hasToString("shareAll in ap-guangzhou of 30 targets, 2 accounts");
            assertThat(ending(operation).reports())
                    .containsExactlyElementsOf(report.reports().values());
        });
        assertAllIsHeard();
    }

    @Test
    void aCredentialThatAssumesARoleDoesSoWithinTheOperation() {
        AssumedRole role =
                AssumedRole.of("qcs::cam::uin/100000000018:roleName/images").externalId("tenant-secret-7");
        cloud.addRole(role);
        ImageSharingService assuming = service(settings().observer(observer).role(role));

        assuming.images();
        cloud.removeRole(role);
        cloud.expireRoleKeys();
        assertThat(catchThrowable(assuming::images)).isInstanceOf(ImageSharingException.class);

        assertThat(observer.calls("AssumeRole")).isNotEmpty().allSatisfy(call -> {
            assertThat(Objects.requireNonNull(call.call).isWrite()).isFalse();
            assertThat(ending(call)).asString().doesNotContain("tenant-secret-7");
            assertThat(call.attempts()).asString().doesNotContain("tenant-secret-7");
        });
        assertAllIsHeard();
    }

    /** An observer as it should not be. */
    private static final class Hostile implements CallObserver {

        private final AtomicInteger thrown = new AtomicInteger();
        private final Runnable deed;

        Hostile(Runnable deed) {
            this.deed = deed;
        }

        private Watch watch() {
            return new Watch() {
                @Override
                public void attempted(Attempt attempt) {
                    thrown.incrementAndGet();
                    deed.run();
                }

                @Override
                public void ended(Ending ending) {
                    thrown.incrementAndGet();
                    deed.run();
                }
            };
        }

        @Override
        public Watch began(Call call) {
            if (call.isWrite()) {
                deed.run();
            }
            return watch();
        }

        @Override
        public Watch began(Operation operation) {
            return watch();
        }
    }

    static Stream<Arguments> deeds() {
        return Stream.<Runnable>of(
                        () -> {
                            throw new IllegalStateException("on purpose");
                        },
                        () -> {
                            throw new AssertionError("on purpose");
                        },
                        () -> {
                            throw new StackOverflowError("on purpose");
                        },
                        () -> {
                            IllegalStateException circular = new IllegalStateException("on purpose");
                            circular.initCause(new IllegalStateException(circular));
                            throw circular;
                        })
                .map(Arguments::arguments);
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void anObserverThatThrowsChangesNothingAndIsLoggedOnce(Runnable deed) {
        List<ImageId> images = cloud.addImages(12);
        Hostile hostile = new Hostile(deed);
        int before = cloud.requests().size();
        sharing.shareAll(images, List.of(PARTNER));
        int usual = cloud.requests().size() - before;
        sharing.unshareAll(images, List.of(PARTNER));

        String log = LogLines.of(() -> {
            int from = cloud.requests().size();
            BatchReport report = service(settings().observer(CallObserver.all(hostile, observer)))
                    .shareAll(images, List.of(PARTNER));
            assertThat(report.changed()).isEqualTo(12);
            assertThat(cloud.requests().size() - from).isEqualTo(usual);
        });

        assertThat(hostile.thrown).hasPositiveValue();
        assertThat(log).containsOnlyOnce("an observer failed");
        assertThat(observer.broken()).isEmpty();
        assertThat(observer.operations()).hasSize(1);
    }

    static Stream<Arguments> carriers() {
        return Stream.<CallObserver>of(
                        new CallObserver() {
                            @Override
                            @SuppressWarnings("NullAway") // on purpose
                            public Runnable carried(Runnable work) {
                                return null;
                            }
                        },
                        new CallObserver() {
                            @Override
                            public Runnable carried(Runnable work) {
                                throw new IllegalStateException("on purpose");
                            }
                        },
                        new CallObserver() {
                            @Override
                            public Runnable carried(Runnable work) {
                                return () -> {};
                            }
                        },
                        new CallObserver() {
                            @Override
                            public Runnable carried(Runnable work) {
                                return () -> {
                                    work.run();
                                    work.run();
                                };
                            }
                        },
                        new CallObserver() {
                            @Override
                            public Runnable carried(Runnable work) {
                                return () -> {
                                    throw new IllegalStateException("before the work");
                                };
                            }
                        },
                        new CallObserver() {
                            @Override
                            public Runnable carried(Runnable work) {
                                return () -> {
                                    work.run();
                                    throw new IllegalStateException("after the work");
                                };
                            }
                        })
                .map(Arguments::arguments);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void workThatIsCarriedBadlyIsDoneOnceAllTheSame(CallObserver carrier) {
        List<ImageId> images = cloud.addImages(12);

        BatchReport report = service(settings().observer(CallObserver.all(observer, carrier)))
                .shareAll(images, List.of(PARTNER));

        assertThat(report.changed()).isEqualTo(12);
        images.forEach(image -> assertThat(writes(image)).isEqualTo(1));
        assertAllIsHeard();
    }

    @Test
    void severalHearOfBeginningsInOrderAndOfEndsInTheReverseOrder() {
        List<String> order = new ArrayList<>();
        ImageId image = cloud.addImage();

        service(settings().observer(CallObserver.all(noting("a", order), noting("b", order))))
                .unshare(image, List.of(PARTNER));

        assertThat(order).startsWith("a begins", "b begins").endsWith("b ends", "a ends");
    }

    @Test
    void oneThatIsAmongThemTwiceHearsOnce() {
        CallObserver twice = CallObserver.all(observer, CallObserver.none(), CallObserver.all(observer));
        CloudSettings watched = settings().observer(twice).build();

        service(watched.toBuilder().observer(CallObserver.all(watched.observer(), observer)))
                .ownAccount();

        assertThat(observer.operations()).hasSize(1);
        assertAllIsHeard();
    }

    private static CallObserver noting(String name, List<String> order) {
        return new CallObserver() {
            @Override
            public Watch began(Operation operation) {
                order.add(name + " begins");
                return new Watch() {
                    @Override
                    public void ended(Ending ending) {
                        order.add(name + " ends");
                    }
                };
            }
        };
    }

    @Test
    void aViewOfAnotherRegionIsHeardAsThatRegion() {
        observed().in(Region.of("ap-singapore")).images();

        assertThat(observer.operations())
                .singleElement()
                .hasToString("images in ap-singapore of 0 targets, 0 accounts");
        assertThat(observer.calls())
                .allSatisfy(call -> assertThat(
                                Objects.requireNonNull(call.call).region().value())
                        .isEqualTo("ap-singapore"));
        assertAllIsHeard();
    }

    @Nested
    class Logging {

        @Test
        void thereIsOneLineACallAndOneAnAttemptThatFailed() {
            ImageId image = cloud.addImage();
            cloud.failNext(WRITE, 2, Fault.throttled());

            List<String> lines = LogLines.of(() ->
                            service(settings().observer(CallObserver.logging())).share(image, List.of(PARTNER)))
                    .lines()
                    .filter(line -> line.contains(WRITE))
                    .toList();

            assertThat(lines).hasSize(3);
            assertThat(lines.get(0))
                    .contains("WARN io.github.imagesharing.CallObserver - ")
                    .contains("api=cvm.ModifyImageSharePermission region=ap-guangzhou image=" + image
                            + " attempt=1 sent=1")
                    .containsPattern(
                            "waited_ms=\\d+ took_ms=\\d+ request=\\S+ error=ThrottledException code=RequestLimitExceeded message=\"[^\"]+\"");
            assertThat(lines.get(1)).contains(" attempt=2 ");
            assertThat(lines.get(2))
                    .contains("INFO io.github.imagesharing.CallObserver - ")
                    .contains(" attempts=3 sent=3 ")
                    .doesNotContain("error=");
        }

        @Test
        void noSecretIsInTheLines() {
            ImageId image = cloud.addImage();
            cloud.closeAccount(OTHER);
            Credential credential = cloud.credential();

            String lines = LogLines.of(() -> assertThat(catchThrowable(() ->
                            service(settings().observer(CallObserver.logging())).share(image, List.of(OTHER))))
                    .isNotNull());

            assertThat(lines).contains("ModifyImageSharePermission").doesNotContain(credential.getSecretKey());
        }

        @Test
        void whatTheServiceSaysIsOneLineWhateverItContains() {
            ImageId image = cloud.addImage();
            cloud.failAlways(
                    WRITE, Fault.error("UnauthorizedOperation", "first\r\nsecond\u2028third\u0085fourth \"quoted\""));

            List<String> lines = LogLines.of(() -> assertThat(
                                    catchThrowable(() -> service(settings().observer(CallObserver.logging()))
                                            .share(image, List.of(OTHER))))
                            .isNotNull())
                    .lines()
                    .filter(line -> !line.contains("api="))
                    .toList();

            assertThat(lines).isEmpty();
        }
    }

    static Stream<Fault> forgeries() {
        String forged = "a b=c \"q\n\r\nINFO forged \u2028\u202e";
        return Stream.of(
                Fault.error("Some.Code with space=1 \"q\"\nINFO forged", forged),
                Fault.answer("{\"Response\":{\"RequestId\":" + new Gson().toJson(forged)
                        + ",\"TotalCount\":0,\"ImageSet\":[]}}"));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void noAnswerCanForgeALineOfTheLog(Fault fault) {
        cloud.failAlways("DescribeImages", fault);
        ImageSharingService logging = service(settings().observer(CallObserver.all(CallObserver.logging(), observer)));

        String log = LogLines.of(() -> {
            try {
                logging.images();
            } catch (ImageSharingException refused) {
                assertThat(refused).isNotNull();
            }
        });

        assertThat(log.lines())
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line).matches("\\S+ (INFO|WARN) \\S+ - api=\\S+( \\w+=([^\\s\"=]+|\"[^\"]*\"))*"));
        assertThat(log).doesNotContain("\u2028", "\u202e");
        assertThat(observer.calls()).asString().doesNotContain("\n");
        observer.calls().forEach(call -> {
            assertThat(ending(call).toString().lines()).hasSize(1);
            assertThat(call.attempts())
                    .allSatisfy(
                            attempt -> assertThat(attempt.toString().lines()).hasSize(1));
        });
    }

    @Test
    void anInterruptionThatAnObserverRunsIntoIsTheCalls() {
        ImageId image = cloud.addImage();
        CallObserver sleeping = new CallObserver() {
            @Override
            public Watch began(Call call) {
                Thread.currentThread().interrupt();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return Watch.NONE;
            }
        };

        assertThat(catchThrowable(() -> service(settings().observer(sleeping)).share(image, List.of(PARTNER))))
                .isInstanceOf(CallInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void anObserverMayAskTheSameAsTheCallThatItHearsOf() {
        ImageId image = cloud.addImage();
        cloud.shareElsewhere(image, PARTNER);
        List<Object> heard = new ArrayList<>();
        ImageSharingService[] itself = new ImageSharingService[1];
        CallObserver curious = new CallObserver() {
            @Override
            public Watch began(Call call) {
                if (heard.isEmpty()) {
                    heard.add("asks");
                    heard.addAll(itself[0].sharedWith(image));
                }
                return Watch.NONE;
            }
        };
        itself[0] = service(settings().observer(curious));

        assertThat(itself[0].sharedWith(image)).hasSize(1);
        assertThat(heard).hasSize(2);
    }

    @Test
    void anImageThatCannotBeReadHasFailedForEveryAccount() {
        ImageId image = cloud.addImage();
        cloud.refuse("DescribeImages");

        Throwable thrown = catchThrowable(() -> observed().share(image, List.of(PARTNER, OTHER)));

        assertThat(((ImageSharingException) thrown).report()).isEmpty();
        assertThat(observer.operations())
                .singleElement()
                .satisfies(operation -> assertThat(ending(operation).reports())
                        .singleElement()
                        .satisfies(report -> assertThat(report.failed())
                                .containsOnlyKeys(PARTNER, OTHER)
                                .containsValue((ImageSharingException) thrown)));
        assertAllIsHeard();
    }

    @Test
    void accountsThatAreRefusedAreInTheReportsOfTheEnding() {
        ImageId image = cloud.addImage();
        cloud.closeAccount(OTHER);

        Throwable thrown = catchThrowable(() -> observed().share(image, List.of(PARTNER, OTHER)));

        assertThat(thrown).isInstanceOf(AccountNotFoundException.class);
        assertThat(observer.operations())
                .singleElement()
                .satisfies(operation -> assertThat(ending(operation).reports())
                        .singleElement()
                        .satisfies(report -> {
                            assertThat(report.changed()).containsExactly(PARTNER);
                            assertThat(report.failed()).containsOnlyKeys(AccountId.of(OTHER.value()));
                        }));
    }
}
