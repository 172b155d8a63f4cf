package io.github.imagesharing.cvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.math.IntMath;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RefusalEffect;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An account that the service refuses costs a search on one image, each of the others that went at the same time one
 * refusal, and no account its access.
 */
class IsolationTest extends FakeCloudFixture {

    private static final int IMAGES = 4;

    enum Bad {
        FIRST,
        LAST,
        IN_THE_MIDDLE,
        BOTH_ENDS,
        EVERY_FIFTH,
        ALL;

        boolean is(int index, int of) {
            IntPredicate bad = switch (this) {
                case FIRST -> i -> i == 0;
                case LAST -> i -> i == of - 1;
                case IN_THE_MIDDLE -> i -> i == of / 2;
                case BOTH_ENDS -> i -> i == 0 || i == of - 1;
                case EVERY_FIFTH -> i -> i % 5 == 2;
                case ALL -> i -> true;
            };
            return bad.test(index);
        }
    }

    static Stream<Arguments> everyAnswerAboutAtomicity() {
        return Stream.of(RefusalEffect.values())
                .flatMap(effect -> Stream.of(false, true)
                        .flatMap(resharingFails ->
                                Stream.of(Bad.values()).map(bad -> Arguments.of(effect, resharingFails, bad))));
    }

    @ParameterizedTest(name = "a refused call changes {0}, sharing again fails {1}, bad {2}")
    @MethodSource("everyAnswerAboutAtomicity")
    void badAccountsAreSearchedForOnceWhereverTheyStand(RefusalEffect effect, boolean resharingFails, Bad where) {
        cloud.refusalEffect(effect);
        cloud.resharingFails(resharingFails);
        assertIsolated(accounts(16), where);
    }

    @ParameterizedTest(name = "among {0}, {1}")
    @CsvSource({"2, FIRST", "2, LAST", "2, ALL", "3, IN_THE_MIDDLE", "8, LAST", "8, ALL", "128, IN_THE_MIDDLE", "1, ALL"
    })
    void howeverManyOrFewTheyAre(int among, Bad where) {
        assertIsolated(accounts(among), where);
    }

    private void assertIsolated(List<AccountId> asked, Bad where) {
        List<AccountId> bad = IntStream.range(0, asked.size())
                .filter(i -> where.is(i, asked.size()))
                .mapToObj(asked::get)
                .toList();
        List<AccountId> good = new ArrayList<>(asked);
        good.removeAll(bad);
        bad.forEach(cloud::closeAccount);
        List<ImageId> images = cloud.addImages(IMAGES);

        BatchReport report = sharing.shareAll(images, asked);

        report.reports().forEach((image, one) -> {
            assertThat(one.changed()).containsExactlyElementsOf(good);
            assertThat(one.failed()).containsOnlyKeys(bad.toArray(AccountId[]::new));
            one.failed()
                    .values()
                    .forEach(why -> assertThat(why)
                            .isInstanceOf(AccountNotFoundException.class)
                            .satisfies(it -> assertThat(it.imageId()).contains(image)));
            assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrderElementsOf(good);
        });
        assertThat(report.changed()).isEqualTo((long) IMAGES * good.size());
        assertThat(report.failed()).isEqualTo((long) IMAGES * bad.size());
        List<Integer> requests = images.stream().map(this::writes).sorted().toList();
        int search = 2 * bad.size() * IntMath.log2(asked.size(), RoundingMode.CEILING);
        int withoutTheBad = good.isEmpty() ? 0 : 1;
        assertThat(requests.subList(0, IMAGES - 1))
                .as("requests of all images but the one that searched: at most a refusal, what is left, and that once"
                        + " more where the refused request did a part and doing it again is refused")
                .allSatisfy(number -> assertThat(number).isBetween(withoutTheBad, 1 + 2 * withoutTheBad));
        assertThat(requests.get(IMAGES - 1)).as("requests of that one").isLessThanOrEqualTo(1 + search);
    }

    @Test
    void anImageThatHasNothingToFindOutDoesNotSearch() {
        List<AccountId> asked = accounts(16);
        ImageId shared = cloud.addImage(i -> i.sharedWith(asked.toArray(AccountId[]::new)));
        cloud.closeAccount(asked.get(3));
        List<ImageId> images = new ArrayList<>(List.of(shared));
        images.addAll(cloud.addImages(IMAGES));

        BatchReport report = sharing.shareAll(images, asked);

        assertThat(report.unchanged()).isEqualTo(16);
        assertThat(report.failed()).isEqualTo(IMAGES);
        assertThat(writes()).as("one search, and a refusal of each image").isLessThanOrEqualTo(2 * IMAGES + 2 * 4);
    }

    @Test
    void anImageThatTheServiceRefusesSearchesForNoAccount() {
        List<AccountId> asked = accounts(16);
        cloud.closeAccount(asked.get(3));
        cloud.failNext(
                "ModifyImageSharePermission",
                2,
                Fault.error("UnsupportedOperation.LocationImageNotSupported", "Not supported here."));

        BatchReport report = sharing.shareAll(cloud.addImages(IMAGES), asked);

        assertThat(report.changed()).isEqualTo((IMAGES - 2) * 15);
        assertThat(writes()).as("one search, and a refusal of each image").isLessThanOrEqualTo(2 * IMAGES + 2 * 4);
        assertThat(report.reports().values().stream()
                        .filter(one -> one.changed().isEmpty())
                        .map(one -> requireNonNull(one.failed().get(asked.get(0)))))
                .hasSize(2)
                .allSatisfy(why -> assertThat(why).isInstanceOf(ImageNotShareableException.class));
    }

    /** What it has just given it believes to be there, whatever a read that may lag shows. */
    @Test
    void takingBackSearchesOnceToo() {
        cloud.cancellingUnsharedFails(true);
        List<AccountId> asked = accounts(32);
        List<ImageId> images = cloud.addImages(IMAGES);
        sharing.shareAll(images, asked);
        AccountId closed = asked.get(9);
        images.forEach(image -> cloud.unshareElsewhere(image, closed));
        cloud.closeAccount(closed);
        cloud.resetRequests();

        BatchReport report = sharing.unshareAll(images, asked);

        assertThat(report.isComplete()).isTrue();
        images.forEach(image -> assertThat(cloud.accountsOf(image)).isEmpty());
        assertThat(writes()).isLessThanOrEqualTo(IMAGES + 2 * 5);
    }

    @ParameterizedTest
    @EnumSource(OptionalChecks.class)
    void anOwnAccountCostsTheOthersNothingWhoeverFindsIt(OptionalChecks checks) {
        ImageSharingService service = service(settings().optionalChecks(checks));
        List<ImageId> images = cloud.addImages(IMAGES);

        BatchReport report = service.shareAll(images, List.of(PARTNER, cloud.ownAccount(), OTHER));

        report.reports().forEach((image, one) -> {
            assertThat(one.outcomes().keySet()).containsExactly(PARTNER, cloud.ownAccount(), OTHER);
            assertThat(one.changed()).containsExactly(PARTNER, OTHER);
            assertThat(requireNonNull(one.failed().get(cloud.ownAccount())))
                    .isInstanceOf(SelfSharingException.class)
                    .satisfies(why -> assertThat(why.imageId()).contains(image));
            assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(PARTNER, OTHER);
        });
    }

    @Test
    void anOwnAccountAloneIsRefusedForEveryImage() {
        BatchReport report = sharing.shareAll(cloud.addImages(3), List.of(cloud.ownAccount()));

        assertThat(report.failed()).isEqualTo(3);
        assertThat(writes()).isZero();
    }
}
