package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Precondition;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.testkit.Fault;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows 18 in the models of CVM, CBS and STS: null, missing, of another type. */
class MisfitAnswersTest extends FakeCloudFixture {

    private static final ImageId IMAGE = ImageId.of("img-6pb6lrmy");

    private static Fault answer(String members) {
        return Fault.answer("{\"Response\":{" + members + ",\"RequestId\":\"r-18\"}}");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "18a | \"SharePermissionSet\":null | ",
                "18b | \"New\":1 | ",
                "18c | \"SharePermissionSet\":[null,{},{\"AccountId\":\"7\"}] | 7",
                "18d | \"SharePermissionSet\":[{\"AccountId\":100000000001}] | 100000000001",
                "18h | \"SharePermissionSet\":[{\"AccountId\":\"7\",\"New\":{\"Deep\":[{}]}}] | 7",
            })
    void whoHasAccessIsReadFromWhatIsThere(String row, String members, String account) {
        cloud.failAlways("DescribeImageSharePermission", answer(members));

        List<SharedAccount> shared = sharing.sharedWith(IMAGE);

        assertThat(shared)
                .extracting(one -> one.account().value())
                .isEqualTo(account == null ? List.of() : List.of(account));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "18e | \"SharePermissionSet\":[{\"AccountId\":1.0E11}]",
                "18f | \"SharePermissionSet\":{}",
                "18g | \"SharePermissionSet\":\"x\"",
            })
    void whoHasAccessIsNotGuessed(String row, String members) {
        ImageId image = cloud.addImage(i -> i.sharedWith(PARTNER));
        cloud.failNext("DescribeImageSharePermission", answer(members));
        assertThat(sharing.sharedWith(image)).as("once is survived").hasSize(1);

        cloud.failAlways("DescribeImageSharePermission", answer(members));
        assertMisfit(thrownBy(ServiceFailureException.class, () -> sharing.sharedWith(image)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "18i | \"ImageSet\":null,\"TotalCount\":null | 0",
                "18k | \"ImageSet\":[{\"ImageId\":\"img-1\"}],\"TotalCount\":\"1\" | 1",
                "18o | \"ImageSet\":[{\"ImageId\":\"img-1\",\"ImageSize\":\"20\",\"IsSupportCloudinit\":\"true\"}] | 1",
                "18  | \"ImageSet\":[null,{\"ImageId\":\"img-1\",\"SnapshotSet\":[null,{}]}],\"TotalCount\":2 | 1",
            })
    void imagesAreReadFromWhatIsThere(String row, String members, int images) {
        cloud.failAlways("DescribeImages", answer(members));

        List<CvmImage> listed = sharing.images();

        assertThat(listed).hasSize(images);
        if (row.equals("18o")) {
            assertThat(listed.get(0).sizeGiB()).isEqualTo(20);
            assertThat(listed.get(0).cloudInit()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "18j | \"TotalCount\":\"abc\"",
                "18l | \"TotalCount\":1.5",
                "18m | \"TotalCount\":99999999999999999999",
                "18n | \"ImageSet\":[7]",
                "18p | \"ImageSet\":[{\"ImageId\":\"img-1\",\"IsSupportCloudinit\":1}]",
                "18  | \"ImageSet\":[{\"ImageName\":\"without an id\"}]",
            })
    void imagesAreNotGuessed(String row, String members) {
        cloud.addImage();
        cloud.failNext("DescribeImages", answer(members));
        assertThat(sharing.images()).as("once is survived").hasSize(1);

        cloud.failAlways("DescribeImages", answer(members));
        assertMisfit(thrownBy(ServiceFailureException.class, () -> sharing.images()));
    }

    private static void assertMisfit(ServiceFailureException thrown) {
        assertThat(thrown).hasMessageContaining("the answer does not fit the API [request r-18]");
        assertThat(thrown.requestId()).contains("r-18");
        assertThat(thrown.isRetryable()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "DescribeSnapshots | \"SnapshotSet\":{} | NOT_ENCRYPTED",
                "DescribeSnapshots | \"SnapshotSet\":[null,{}] | NOT_ENCRYPTED",
                "DescribeSnapshots | \"SnapshotSet\":null | NOT_ENCRYPTED",
                "GetCallerIdentity | \"AccountId\":null | NOT_OWN_ACCOUNT",
                "GetCallerIdentity | \"AccountId\":\"nobody\" | NOT_OWN_ACCOUNT",
                "GetCallerIdentity | \"AccountId\":[] | NOT_OWN_ACCOUNT",
            })
    void whatIsNotToldIsUncheckedAndTheCallGoesOn(String action, String members, Precondition precondition) {
        ImageId image = cloud.addImage();
        cloud.failAlways(action, answer(members));

        ShareCheck check = sharing.check(image, List.of(PARTNER));

        assertThat(check.isAllowed()).isTrue();
        assertThat(check.unchecked())
                .extracting(ShareCheck.Unchecked::precondition)
                .containsExactly(precondition);
        assertThat(sharing.share(image, List.of(PARTNER)).isComplete()).isTrue();
    }
}
