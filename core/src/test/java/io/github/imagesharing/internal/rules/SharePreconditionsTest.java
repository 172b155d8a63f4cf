package io.github.imagesharing.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.DiskUsage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ImageSource;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.Precondition;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.internal.facts.AccessView;
import io.github.imagesharing.internal.facts.Fact;
import io.github.imagesharing.internal.facts.ImageFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule, as a table from facts to what is said. */
class SharePreconditionsTest {

    private static final ImageId ID = ImageId.of("img-rules");
    private static final AccountId OWN = AccountId.of("100");
    private static final AccountId PARTNER = AccountId.of("200");

    private static ImageSharingException denied() {
        return new AccessDeniedException(Details.client(ID, "no rights to ask", null));
    }

    /** Facts under which everything holds, each to be changed. */
    private static final class Facts {
        ImageState state = ImageState.NORMAL;
        ImageType type = ImageType.PRIVATE_IMAGE;
        LicenseType license = LicenseType.TENCENT_CLOUD;
        List<CvmImage.Snapshot> snapshots = List.of(new CvmImage.Snapshot("snap-1", DiskUsage.SYSTEM_DISK, 20));
        Map<String, String> unrecognized = Map.of();
        Set<AccountId> access = Set.of();
        Fact<Boolean> encrypted = new Fact.Known<>(false);
        Fact<AccountId> own = new Fact.Known<>(OWN);
        int limit = 500;
        OptionalChecks optionalChecks = OptionalChecks.WHEN_POSSIBLE;

        @Nullable
        ImageSharingException absent;

        ImageFacts facts() {
            CvmImage image = new CvmImage(
                    ID,
                    "",
                    state,
                    ImageSource.CREATE_IMAGE,
                    type,
                    license,
                    "",
                    "",
                    "",
                    20,
                    true,
                    snapshots,
                    null,
                    "",
                    false,
                    null,
                    unrecognized);
            Fact<CvmImage> known = absent == null ? new Fact.Known<>(image) : new Fact.Unavailable<>(absent);
            return new ImageFacts(
                    ID,
                    known,
                    AccessView.ofCertain(access),
                    encrypted,
                    own,
                    new ImageFacts.Limits(limit, optionalChecks));
        }

        ShareCheck check(AccountId... accounts) {
            return SharePreconditions.check(facts(), Set.of(accounts));
        }
    }

    private final Facts facts = new Facts();

    private interface Change {
        void to(Facts facts);
    }

    @Test
    void nothingIsViolatedWhereEverythingHolds() {
        assertThat(facts.check(PARTNER)).isEqualTo(new ShareCheck(List.of(), List.of()));
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                row(
                        "absent",
                        f -> f.absent = new ImageNotFoundException(Details.precondition(ID, ID + ": none")),
                        ImageNotFoundException.class,
                        null),
                row(
                        "shared with me",
                        f -> f.type = ImageType.SHARED_IMAGE,
                        ImageNotShareableException.class,
                        Reason.NOT_OWNED),
                row("public", f -> f.type = ImageType.PUBLIC_IMAGE, ImageNotShareableException.class, Reason.NOT_OWNED),
                row(
                        "of an unknown type",
                        f -> f.type = ImageType.UNKNOWN,
                        ImageNotShareableException.class,
                        Reason.NOT_OWNED),
                row("BYOL", f -> f.license = LicenseType.BYOL, ImageNotShareableException.class, Reason.BYOL),
                row(
                        "encrypted",
                        f -> f.encrypted = new Fact.Known<>(true),
                        ImageNotShareableException.class,
                        Reason.ENCRYPTED),
                row(
                        "whole instance",
                        f -> f.snapshots = List.of(
                                new CvmImage.Snapshot("s", DiskUsage.SYSTEM_DISK, 1),
                                new CvmImage.Snapshot("t", DiskUsage.DATA_DISK, 1)),
                        ImageNotShareableException.class,
                        Reason.WHOLE_INSTANCE),
                row("creating", f -> f.state = ImageState.CREATING, ImageNotReadyException.class, null),
                row("of an unknown state", f -> f.state = ImageState.UNKNOWN, ImageNotReadyException.class, null),
                row("mine", f -> f.own = new Fact.Known<>(PARTNER), SelfSharingException.class, null),
                row(
                        "full",
                        f -> {
                            f.limit = 1;
                            f.access = Set.of(OWN);
                        },
                        ShareQuotaExceededException.class,
                        null));
    }

    private static Arguments row(
            String what, Change change, Class<? extends ImageSharingException> type, @Nullable Reason reason) {
        return arguments(what, change, type, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void oneViolationIsTheOnlyOne(
            String what, Change change, Class<? extends ImageSharingException> type, @Nullable Reason reason) {
        change.to(facts);
        ShareCheck check = facts.check(PARTNER);
        assertThat(check.isAllowed()).isFalse();
        assertThat(check.unchecked()).isEmpty();
        assertThat(check.violations()).singleElement().satisfies(violation -> {
            assertThat(violation).isExactlyInstanceOf(type).hasMessageContaining(ID.value());
            assertThat(violation.detectedBy()).isEqualTo(DetectedBy.PRECONDITION);
            assertThat(violation.imageId()).hasValue(ID);
            if (violation instanceof ImageNotShareableException notShareable) {
                assertThat(notShareable.reason()).isEqualTo(reason);
            }
        });
    }

    @Test
    void allViolationsAreSaidAtOnceWhatCannotBeMendedFirst() {
        violations().skip(1).forEach(row -> ((Change) row.get()[1]).to(facts));
        facts.type = ImageType.SHARED_IMAGE;
        assertThat(facts.check(PARTNER, OWN).violations())
                .extracting(violation -> violation instanceof ImageNotShareableException notShareable
                        ? notShareable.reason().name()
                        : violation.getClass().getSimpleName())
                .containsExactly(
                        "NOT_OWNED",
                        "BYOL",
                        "ENCRYPTED",
                        "WHOLE_INSTANCE",
                        "ImageNotReadyException",
                        "SelfSharingException",
                        "ShareQuotaExceededException");
    }

    static Stream<Arguments> unchecked() {
        return Stream.of(
                arguments(
                        "no CBS rights",
                        (Change) f -> f.encrypted = new Fact.Unavailable<>(denied()),
                        Precondition.NOT_ENCRYPTED,
                        "no rights to ask"),
                arguments(
                        "no STS rights",
                        (Change) f -> f.own = new Fact.Unavailable<>(denied()),
                        Precondition.NOT_OWN_ACCOUNT,
                        "no rights to ask"),
                arguments(
                        "no snapshots",
                        (Change) f -> f.snapshots = List.of(),
                        Precondition.NO_WHOLE_INSTANCE,
                        "lists no snapshots"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unchecked")
    void whatCannotBeCheckedIsNamedAndAllowed(String what, Change change, Precondition precondition, String why) {
        change.to(facts);
        ShareCheck check = facts.check(PARTNER);
        assertThat(check.isAllowed()).isTrue();
        assertThat(check.unchecked()).singleElement().satisfies(unchecked -> {
            assertThat(unchecked.precondition()).isEqualTo(precondition);
            assertThat(unchecked.reason()).contains(why);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unchecked")
    void whatCannotBeCheckedAndIsDemandedIsAViolation(
            String what, Change change, Precondition precondition, String why) {
        facts.optionalChecks = OptionalChecks.DEMAND;
        change.to(facts);
        ShareCheck check = facts.check(PARTNER);
        assertThat(check.unchecked()).isEmpty();
        assertThat(check.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation).hasMessageContaining(why));
    }

    @Test
    void aSkippedCheckIsNamed() {
        facts.own = new Fact.Skipped<>();
        facts.encrypted = new Fact.Skipped<>();
        assertThat(facts.check(PARTNER).unchecked())
                .extracting(ShareCheck.Unchecked::precondition)
                .containsExactly(Precondition.NOT_ENCRYPTED, Precondition.NOT_OWN_ACCOUNT);
        assertThat(facts.check(PARTNER).unchecked().get(0).reason()).contains("skip");
    }

    @Test
    void theLimitCountsThoseWhoHaveAccessAndThoseToAdd() {
        facts.limit = 2;
        facts.access = Set.of(PARTNER, AccountId.of("300"));
        assertThat(facts.check(PARTNER).isAllowed()).as("nobody is added").isTrue();
        assertThat(facts.check(PARTNER, AccountId.of("400")).violations())
                .singleElement()
                .isInstanceOfSatisfying(ShareQuotaExceededException.class, violation -> {
                    assertThat(violation.limit()).isEqualTo(2);
                    assertThat(violation.current()).isEqualTo(2);
                    assertThat(violation).hasMessageContaining("2 accounts have access and 1 would be added");
                });
        facts.limit = 3;
        assertThat(facts.check(PARTNER, AccountId.of("400")).isAllowed()).isTrue();
        facts.limit = 1;
        assertThat(facts.check(PARTNER).isAllowed())
                .as("over it already, nobody is added")
                .isTrue();
    }

    @Test
    void aStateNobodyKnowsIsSaidInTheServicesWords() {
        facts.state = ImageState.UNKNOWN;
        facts.unrecognized = Map.of("ImageState", "THAWING");
        assertThat(facts.check(PARTNER).violations().get(0)).hasMessageContaining("its state is THAWING");
    }

    @ParameterizedTest
    @EnumSource
    void onlyNormalImagesPassAndFailedOnesAreNotWorthWaitingFor(ImageState state) {
        facts.state = state;
        boolean failed = state == ImageState.CREATEFAILED || state == ImageState.IMPORTFAILED;
        List<ImageSharingException> violations = facts.check(PARTNER).violations();
        assertThat(violations.isEmpty()).isEqualTo(state == ImageState.NORMAL);
        assertThat(violations)
                .allSatisfy(violation -> assertThat(violation.isRetryable()).isEqualTo(!failed));
    }
}
