package io.github.imagesharing.internal.change;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.Retry;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.internal.change.ToyCloud.Fate;
import io.github.imagesharing.internal.change.ToyCloud.OnRefusal;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.Permission;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The change loop, one case at a time. */
class AccessChangeTest {

    static final ImageId IMAGE = ImageId.of("img-toy");
    static final Duration LAG = Duration.ofMillis(60);

    private final ToyCloud cloud = new ToyCloud();

    static AccountId account(int i) {
        return AccountId.of("1" + String.format(java.util.Locale.ROOT, "%05d", i));
    }

    static Set<AccountId> accounts(int number) {
        return IntStream.range(0, number)
                .mapToObj(AccessChangeTest::account)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Retry retry() {
        return Retry.defaults().attempts(3).backoff(Duration.ofNanos(1000), LAG);
    }

    static ShareReport change(ToyCloud cloud, Permission permission, Set<AccountId> asked, int perRequest) {
        return change(cloud, permission, asked, perRequest, new AccountSearch());
    }

    private static ShareReport change(
            ToyCloud cloud, Permission permission, Set<AccountId> asked, int perRequest, AccountSearch search) {
        ProductState product = new ProductState(new AccountLimits(500, perRequest), retry(), cloud.time);
        Deadline deadline = Deadline.in(Duration.ofSeconds(20), cloud.time);
        return new AccessChange(cloud.access(product), permission, search, deadline)
                .run(asked, Set.copyOf(cloud.truth));
    }

    private ShareReport share(Set<AccountId> asked) {
        return change(cloud, Permission.SHARE, asked, 500);
    }

    private void fates(Fate... fates) {
        Deque<Fate> next = new ArrayDeque<>(List.of(fates));
        cloud.fate = () -> next.isEmpty() ? Fate.FINE : next.remove();
    }

    @Test
    void onlyTheDifferenceIsSentAndASecondCallSendsNothing() {
        cloud.truth.add(account(1));
        ShareReport first = share(accounts(3));
        assertThat(first.changed()).containsExactly(account(0), account(2));
        assertThat(first.unchanged()).containsExactly(account(1));
        assertThat(first.requestIds()).containsExactly("request-1");
        ShareReport second = share(accounts(3));
        assertThat(second.unchanged()).hasSize(3);
        assertThat(second.requestIds()).isEmpty();
        assertThat(cloud.writes).isEqualTo(1);
        assertThat(cloud.reads).isZero();
    }

    static Stream<Arguments> oneBadAmongMany() {
        return Stream.of(OnRefusal.values())
                .flatMap(what -> IntStream.of(0, 1, 250, 499)
                        .boxed()
                        .flatMap(at -> Stream.of(false, true).map(unknown -> arguments(what, at, unknown))));
    }

    @ParameterizedTest(name = "{0} changed, bad at {1}, unknown code: {2}")
    @MethodSource("oneBadAmongMany")
    void oneBadAccountAmong500IsFoundByHalving(OnRefusal what, int at, boolean unknownCode) {
        cloud.onRefusal = what;
        cloud.unknownCodes = unknownCode;
        cloud.bad.add(account(at));
        ShareReport report = share(accounts(500));
        assertThat(report.changed()).hasSize(499);
        assertThat(report.failed()).containsOnlyKeys(account(at));
        assertThat(cloud.truth).hasSize(499);
        assertThat(cloud.writes).as("requests, about twice log2 of 500").isLessThanOrEqualTo(1 + 2 * 9);
    }

    @Test
    void anAccountThatWasRefusedForAnotherImageIsNotAskedForAgain() {
        AccountSearch search = new AccountSearch();
        cloud.bad.add(account(1));
        change(cloud, Permission.SHARE, accounts(4), 500, search);
        ToyCloud another = new ToyCloud();
        another.bad.add(account(1));

        ShareReport report = change(another, Permission.SHARE, accounts(4), 500, search);

        assertThat(report.failed()).containsOnlyKeys(account(1));
        assertThat(report.failed().values())
                .allSatisfy(cause -> assertThat(cause.imageId()).hasValue(IMAGE));
        assertThat(report.changed()).hasSize(3);
        assertThat(another.writes).isEqualTo(1);
        assertThat(another.reads).isZero();
    }

    @Test
    void whatIsLearnedOfAnAccountIsSaidOfTheImageAtHandAndNamesTheOther() {
        AccountSearch search = new AccountSearch();
        ImageId other = ImageId.of("img-other");
        Details refusal =
                new Details("img-other: refused", "InvalidAccountId.NotFound", "r-1", other, DetectedBy.SERVICE, null);
        search.known().refused(Permission.SHARE, account(0), new AccountNotFoundException(refusal));

        ImageSharingException cause = requireNonNull(change(cloud, Permission.SHARE, accounts(1), 500, search)
                .failed()
                .get(account(0)));

        assertThat(cause)
                .isInstanceOf(AccountNotFoundException.class)
                .hasMessage(
                        "img-toy: not asked for account %s, which was refused on img-other [InvalidAccountId.NotFound]",
                        account(0));
        assertThat(cause.imageId()).hasValue(IMAGE);
        assertThat(cause.errorCode()).hasValue("InvalidAccountId.NotFound");
        assertThat(cause.requestId()).hasValue("r-1");
    }

    @Test
    void aBadAccountIsNoReasonNotToTakeItsAccessAway() {
        AccountSearch search = new AccountSearch();
        search.known().refused(Permission.SHARE, account(0), noSuchAccount());
        cloud.truth.add(account(0));

        assertThat(change(cloud, Permission.CANCEL, accounts(1), 500, search).changed())
                .containsExactly(account(0));
        assertThat(cloud.writes).isEqualTo(1);
    }

    @Test
    void aRefusedCancelIsLearnedOfNoOtherImage() {
        AccountSearch search = new AccountSearch();
        cloud.bad.add(account(0));
        cloud.truth.add(account(0));
        assertThat(change(cloud, Permission.CANCEL, accounts(1), 500, search).failed())
                .containsOnlyKeys(account(0));
        ToyCloud another = new ToyCloud();
        another.truth.add(account(0));

        assertThat(change(another, Permission.CANCEL, accounts(1), 500, search).changed())
                .containsExactly(account(0));
        assertThat(change(another, Permission.SHARE, accounts(1), 500, search).changed())
                .containsExactly(account(0));
    }

    private static AccountNotFoundException noSuchAccount() {
        return new AccountNotFoundException(Details.client(null, "no such account", null));
    }

    @Test
    void accountsAreAllBadAndEachSaysSo() {
        cloud.bad.addAll(accounts(20));
        ShareReport report = share(accounts(20));
        assertThat(report.failed())
                .hasSize(20)
                .allSatisfy((account, cause) -> assertThat(cause).isInstanceOf(AccountNotFoundException.class));
    }

    @Test
    void anUnknownCodeForEveryRequestIsNotTakenForTheAccountsFaultForEver() {
        cloud.unknownCodes = true;
        cloud.bad.addAll(accounts(500));
        assertThat(share(accounts(500)).failed()).hasSize(500);
        assertThat(cloud.writes).isLessThan(30);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"LOST_BEFORE_ACTING", "LOST_AFTER_ACTING", "UNUSABLE_ANSWER_AFTER_ACTING", "BUSY"})
    void aLostAnswerIsLookedAtBeforeTheRequestIsSentAgain(Fate fate) {
        fates(fate);
        ShareReport report = share(accounts(3));
        assertThat(report.changed()).hasSize(3);
        assertThat(cloud.reads).isEqualTo(1);
        boolean acted = fate.name().endsWith("AFTER_ACTING");
        assertThat(cloud.writes).isEqualTo(acted ? 1 : 2);
    }

    @Test
    void whatIsLostEachTimeIsLookedUpAtTheEnd() {
        cloud.fate = () -> Fate.LOST_BEFORE_ACTING;
        ShareReport report = share(accounts(2));
        assertThat(report.failed()).hasSize(2);
        assertThat(report.failed().get(account(0))).isInstanceOf(CloudUnreachableException.class);
        assertThat(cloud.writes).isEqualTo(3);
    }

    @Test
    void whatCannotBeReadAfterALostAnswerIsUnknownAndOnlyThat() {
        fates(Fate.FINE, Fate.LOST_AFTER_ACTING);
        cloud.readFails = () -> true;
        ShareReport report = change(cloud, Permission.SHARE, accounts(6), 2);
        assertThat(report.changed()).containsExactly(account(0), account(1));
        assertThat(report.unknown()).containsExactly(account(2), account(3));
        assertThat(report.failed()).containsOnlyKeys(account(4), account(5));
    }

    @Test
    void allThatWasRefusedAsSharedAlreadyAndIsThereNeedsNoHalving() {
        cloud.sharedAlreadyIsAnError = true;
        cloud.laggingReads = 1;
        fates(Fate.LOST_AFTER_ACTING);
        ShareReport report = share(accounts(4));
        assertThat(report.changed()).hasSize(4);
        assertThat(cloud.writes).as("lost, refused as shared already, seen").isEqualTo(2);
    }

    @Test
    void aBusyImageAfterALostAnswerIsNotBelievedBeforeTheLagIsOver() {
        cloud.laggingReads = 3;
        fates(Fate.LOST_AFTER_ACTING, Fate.BUSY, Fate.BUSY, Fate.BUSY);
        assertThat(share(accounts(2)).changed()).hasSize(2);
    }

    @Test
    void aBusyImageIsTriedAgainAndThenSaid() {
        cloud.fate = () -> Fate.BUSY;
        ShareReport report = share(accounts(2));
        assertThat(report.failed().values())
                .allSatisfy(cause -> assertThat(cause).isInstanceOf(ImageNotReadyException.class));
        assertThat(cloud.writes).isEqualTo(3);
    }

    @Test
    void tooManyAccountsAreSplitAndTheNumberIsKept() {
        cloud.perRequest = 10;
        assertThat(share(accounts(100)).changed()).hasSize(100);
        assertThat(cloud.writes).isLessThan(40);
    }

    @Test
    void oneAccountThatIsTooManyEndsTheCall() {
        cloud.perRequest = 0;
        assertThat(share(accounts(4)).failed()).hasSize(4);
    }

    @Test
    void anInterruptedThreadLeavesInDoubtWhatWasLost() {
        fates(Fate.LOST_AFTER_ACTING);
        cloud.readFails = () -> {
            Thread.currentThread().interrupt();
            return true;
        };
        ShareReport report = share(accounts(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.outcomes().get(account(0))).isInstanceOf(Outcome.Unknown.class);
    }

    private ShareReport change(ProductState product, Permission permission, Set<AccountId> asked, Set<AccountId> with) {
        Deadline deadline = Deadline.in(Duration.ofSeconds(20), cloud.time);
        return new AccessChange(cloud.access(product), permission, new AccountSearch(), deadline).run(asked, with);
    }

    private ProductState product() {
        return new ProductState(new AccountLimits(500, 500), retry(), cloud.time);
    }

    private static AlreadySharedException alreadyShared() {
        return new AlreadySharedException(Details.client(IMAGE, "shared already", null));
    }

    @Test
    void rightAfterAWriteTheOtherWayTheServiceIsAskedAgainOnce() {
        ProductState product = product();
        cloud.truth.add(account(0));
        change(product, Permission.CANCEL, accounts(1), accounts(1));
        cloud.refusals.add(alreadyShared());

        ShareReport report = change(product, Permission.SHARE, accounts(1), Set.of());

        assertThat(report.changed()).containsExactly(account(0));
        assertThat(cloud.truth).containsExactly(account(0));
        assertThat(cloud.time.passed()).isGreaterThanOrEqualTo(LAG);
        assertThat(cloud.written).containsExactly("CANCEL 1", "SHARE 1", "SHARE 1");
    }

    @Test
    void whatTheServiceSaysAgainAfterTheLagIsBelieved() {
        ProductState product = product();
        cloud.truth.add(account(0));
        change(product, Permission.CANCEL, accounts(1), accounts(1));
        cloud.refusals.addAll(List.of(alreadyShared(), alreadyShared()));

        assertThat(change(product, Permission.SHARE, accounts(1), Set.of()).unchanged())
                .containsExactly(account(0));
        assertThat(cloud.writes).isEqualTo(3);
    }

    @Test
    void withoutAWriteOfItsOwnTheServiceIsTakenAtItsWord() {
        cloud.refusals.add(alreadyShared());

        assertThat(share(accounts(1)).unchanged()).containsExactly(account(0));
        assertThat(cloud.writes).isEqualTo(1);
        assertThat(cloud.time.passed()).isZero();
    }

    @Test
    void aCancelRefusedForTheAccountRightAfterItsShareIsAskedAgain() {
        ProductState product = product();
        change(product, Permission.SHARE, accounts(1), Set.of());
        cloud.refusals.add(noSuchAccount());

        assertThat(change(product, Permission.CANCEL, accounts(1), accounts(1)).changed())
                .containsExactly(account(0));
        assertThat(cloud.truth).isEmpty();
        assertThat(cloud.writes).isEqualTo(3);
    }

    @Test
    void aShareRefusedForTheAccountIsNotAskedAgain() {
        ProductState product = product();
        cloud.truth.add(account(0));
        change(product, Permission.CANCEL, accounts(1), accounts(1));
        cloud.refusals.add(noSuchAccount());

        assertThat(change(product, Permission.SHARE, accounts(1), Set.of()).failed())
                .containsOnlyKeys(account(0));
        assertThat(cloud.writes).isEqualTo(2);
    }

    @Test
    void anAccountThatLostItsAccessMeanwhileIsFoundByAReadAndTheOthersGoInOneRequest() {
        cloud.sharedAlreadyIsAnError = true;
        cloud.truth.addAll(accounts(8));
        Set<AccountId> before = Set.copyOf(cloud.truth);
        cloud.truth.remove(account(3));

        ShareReport report = change(product(), Permission.CANCEL, accounts(8), before);

        assertThat(report.isComplete()).isTrue();
        assertThat(cloud.truth).isEmpty();
        assertThat(cloud.written).containsExactly("CANCEL 8", "CANCEL 7");
        assertThat(cloud.reads).isEqualTo(1);
    }

    @Test
    void aBadAccountAmongManyThatLoseAccessIsFoundByHalvingWhereTheReadShowsAll() {
        cloud.truth.addAll(accounts(4));
        cloud.bad.add(account(3));

        ShareReport report = change(product(), Permission.CANCEL, accounts(4), accounts(4));

        assertThat(report.failed()).containsOnlyKeys(account(3));
        assertThat(cloud.written).containsExactly("CANCEL 4", "CANCEL 2", "CANCEL 2", "CANCEL 1", "CANCEL 1");
    }

    @Test
    void aCertainRefusalIsNotLookedInto() {
        fates(Fate.THROTTLED);

        assertThat(share(accounts(1)).changed()).hasSize(1);
        assertThat(cloud.reads).isZero();
        assertThat(cloud.writes).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void whatTheServiceCallsDoneAndCannotBeAskedAgainIsReadAndNotFailed(Permission permission) {
        ProductState product = product();
        Permission opposite = permission == Permission.SHARE ? Permission.CANCEL : Permission.SHARE;
        boolean share = permission == Permission.SHARE;
        if (share) {
            cloud.truth.add(account(1));
        }
        change(product, opposite, Set.of(account(1)), share ? Set.of(account(1)) : Set.of());
        if (share) {
            cloud.truth.add(account(0)); // somebody else was quicker
        }
        cloud.refusals.add(share ? alreadyShared() : noSuchAccount());
        cloud.fate = () -> cloud.refusals.isEmpty() ? Fate.THROTTLED : Fate.FINE;

        ShareReport report = change(product, permission, accounts(1), share ? Set.of() : accounts(1));

        assertThat(report.unchanged()).containsExactly(account(0));
    }

    @Test
    void whatWasLearnedOfAnAccountDoesNotUndoWhatItWasJustGiven() {
        ProductState product = product();
        change(product, Permission.SHARE, accounts(1), Set.of());
        AccountSearch search = new AccountSearch();
        search.known().refused(Permission.SHARE, account(0), noSuchAccount());
        Deadline deadline = Deadline.in(Duration.ofSeconds(20), cloud.time);

        ShareReport report =
                new AccessChange(cloud.access(product), Permission.SHARE, search, deadline).run(accounts(1), Set.of());

        assertThat(report.failed()).isEmpty();
        assertThat(cloud.writes).isEqualTo(2);
    }

    @Test
    void whatTheServiceCallsDoneAfterAPartlyRefusedRequestIsKnownToTheNextCall() {
        ProductState product = product();
        cloud.truth.add(account(0));
        change(product, Permission.CANCEL, accounts(1), accounts(1));
        cloud.onRefusal = OnRefusal.ALL_OTHERS;
        cloud.sharedAlreadyIsAnError = true;
        cloud.bad.add(account(1));
        change(product, Permission.SHARE, accounts(2), Set.of());

        assertThat(cloud.access(product).view(deadlineOf(cloud)).orElseThrow().certain())
                .containsExactly(account(0));
    }

    private static Deadline deadlineOf(ToyCloud cloud) {
        return Deadline.in(Duration.ofSeconds(20), cloud.time);
    }
}
