package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imagesharing.ImageNotShareableException.Reason;
import io.github.imagesharing.ImageSharingException.Details;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions travel between the machines of a grid, whole. */
class SerializationTest {

    private static final ImageId IMAGE = ImageId.of("img-6pb6lrmy");
    private static final AccountId ACCOUNT = AccountId.of("1038493875");
    private static final BlueprintId BLUEPRINT = BlueprintId.of("lhbp-su83x02a");
    private static final Details DETAILS =
            new Details("refused", "Some.Code", "request-1", IMAGE, DetectedBy.SERVICE, new IOException("beneath"));

    static Stream<ImageSharingException> all() {
        return Stream.of(
                new AccessDeniedException(DETAILS),
                new AccountNotFoundException(DETAILS),
                new AlreadySharedException(DETAILS, BLUEPRINT),
                new AuthenticationException(DETAILS, true),
                new CallInterruptedException(DETAILS),
                new CloudUnreachableException(DETAILS, true, true),
                new DuplicateImageNameException(DETAILS),
                new ImageNotFoundException(DETAILS),
                new ImageNotReadyException(DETAILS, ImageState.SYNCING),
                new ImageNotShareableException(DETAILS, Reason.BYOL),
                new ImageQuotaExceededException(DETAILS),
                new InvalidAccountIdException(DETAILS),
                new InvalidImageIdException(DETAILS),
                new LighthouseRoleException(DETAILS),
                new NoOrganizationException(DETAILS),
                new NotRootAccountException(DETAILS),
                new NotSharedException(DETAILS),
                new SelfSharingException(DETAILS),
                new ServiceFailureException(DETAILS),
                new ShareQuotaExceededException(DETAILS, 500, 499),
                new ThrottledException(DETAILS),
                new TooManyAccountsException(DETAILS),
                new UnrecognizedServiceException(DETAILS),
                new UnsupportedRegionException(DETAILS));
    }

    private static <T> T travelled(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked")
            T read = (T) in.readObject();
            return read;
        }
    }

    @Test
    void everyTypeIsInTheTable() {
        assertThat(all().map(Object::getClass).distinct())
                .hasSameSizeAs(ImageSharingException.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("all")
    void anExceptionIsTheSameAfterwardsAndCanBeCopied(ImageSharingException before) throws Exception {
        ImageSharingException after = travelled(before);
        for (ImageSharingException same :
                List.of(after, after.with(after.details().withImage(IMAGE)), after.copy())) {
            assertThat(same)
                    .hasSameClassAs(before)
                    .hasMessage(before.getMessage())
                    .hasRootCauseMessage("beneath")
                    .usingRecursiveComparison()
                    .ignoringFields("details.cause", "cause", "stackTrace", "suppressedExceptions")
                    .isEqualTo(before);
        }
    }

    @Test
    void theReportTravelsWithTheExceptionAndWhatIsSuppressedToo() throws Exception {
        ShareReport report = new ShareReport(
                IMAGE,
                Map.of(
                        ACCOUNT,
                        new Outcome.Failed(new AccountNotFoundException(DETAILS)),
                        AccountId.of("1038493876"),
                        new Outcome.Unknown(new ThrottledException(DETAILS)),
                        AccountId.of("1038493877"),
                        new Outcome.Changed()),
                List.of("request-1"));
        ImageSharingException before = catchThrowableOfType(ImageSharingException.class, report::orThrow);

        ImageSharingException after = travelled(before);

        ShareReport read = after.report().orElseThrow();
        assertThat(read.changed()).isEqualTo(report.changed());
        assertThat(read.unknown()).isEqualTo(report.unknown());
        assertThat(read.failed().get(ACCOUNT)).isInstanceOf(AccountNotFoundException.class);
        assertThat(read.target()).isEqualTo(IMAGE);
        assertThat(after.getSuppressed()).hasSize(before.getSuppressed().length).hasSize(1);
    }

    @Test
    void plansGoToAMachineAndReportsOfABatchComeBack() throws Exception {
        SharePlan plan = new SharePlan(IMAGE, Set.of(ACCOUNT), Set.of(), Set.of());
        ShareReport report = new ShareReport(IMAGE, Map.of(ACCOUNT, new Outcome.Changed()), List.of("request-1"));
        BatchReport batch = new BatchReport(Map.of(IMAGE, report));

        assertThat(travelled(plan)).isEqualTo(plan);
        assertThat(travelled(batch)).isEqualTo(batch);
    }
}
