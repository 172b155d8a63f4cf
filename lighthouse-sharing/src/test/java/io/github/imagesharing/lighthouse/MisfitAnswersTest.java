package io.github.imagesharing.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.testkit.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows LH6 to LH9: what the SDK's own ways to a product without an artifact make of a bad answer. */
class MisfitAnswersTest extends FakeCloudFixture {

    private static final String WRONG_TYPE = "LH6 LH7 LH8 wrong type";

    static Stream<Arguments> rows() {
        return Stream.of(
                arguments("LH6 LH7 LH8 body {}", Fault.answer("{}")),
                arguments("LH6 LH7 LH8 empty body", Fault.answer("")),
                arguments("LH6 LH7 LH8 body null", Fault.answer("null")),
                arguments("LH6 LH7 LH8 Response null", Fault.answer("{\"Response\":null}")),
                arguments(
                        WRONG_TYPE,
                        Fault.answer("{\"Response\":{\"BlueprintId\":{},\"TotalCount\":\"abc\",\"ImageSet\":7,"
                                + "\"BlueprintSet\":7,\"BlueprintShareAcrossAccountInfoSet\":7,\"RequestId\":\"r\"}}")),
                arguments("LH9 HTTP 502", Fault.httpStatus(502, "<html>bad gateway</html>")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void onceIsSurvivedByReadsAndWrites(String row, Fault fault) {
        ImageId image = cloud.addImage();
        for (String action : List.of("DescribeImagesToShare", LIST, ACCESS, WRITE)) {
            cloud.failNext(action, fault);
        }
        if (!row.equals(WRONG_TYPE)) { // these answer with nothing but a request id
            cloud.failNext(HAND_ON, fault);
            cloud.failNext(TAKE_BACK, fault);
        }

        assertThat(sharing.checkLighthouse(image).isAllowed()).isTrue();
        BlueprintId blueprint = sharing.shareToLighthouse(image);
        assertThat(sharing.shareBlueprint(blueprint, List.of(PARTNER)).isComplete())
                .isTrue();
        assertThat(sharing.blueprintSharedWith(blueprint)).hasSize(1);
        assertThat(sharing.unshareBlueprint(blueprint, List.of(PARTNER)).isComplete())
                .isTrue();
        assertThat(cloud.accountsOf(blueprint)).isEmpty();
        assertThat(cloud.blueprintOf(image)).contains(blueprint);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void thatStaysEndsTyped(String row, Fault fault) {
        ImageId image = cloud.addImage();
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());
        for (String action : List.of("DescribeImagesToShare", ACCESS)) {
            cloud.failAlways(action, fault);
        }

        for (ImageSharingException thrown : List.of(
                thrownBy(ServiceFailureException.class, () -> sharing.checkLighthouse(image)),
                thrownBy(ServiceFailureException.class, () -> sharing.blueprintSharedWith(blueprint)))) {
            assertThat(thrown.isRetryable()).isTrue();
            assertThat(thrown.requestId().isPresent()).isEqualTo(row.equals(WRONG_TYPE));
        }
        assertThat(requests("DescribeImagesToShare")).isEqualTo(6);
    }
}
