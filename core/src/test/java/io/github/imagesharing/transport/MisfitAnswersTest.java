package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.WireCalls.ATTEMPTS;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.CommonRequest;
import io.github.imagesharing.ServiceFailureException;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows 18 and LH6: an answer whose inside is not as the API says; typed, retryable, with its request id. */
class MisfitAnswersTest {

    /** The answer's models, named as the service names their members, which the SDK wants. */
    static final class Shared extends AbstractModel {
        @SerializedName("AccountId")
        @Expose
        @Nullable
        String AccountId;

        @Override
        @SuppressWarnings("NonApiType")
        protected void toMap(HashMap<String, String> map, String prefix) {}
    }

    static final class Listing extends AbstractModel {
        @SerializedName("SharePermissionSet")
        @Expose
        Shared @Nullable [] SharePermissionSet;

        @SerializedName("TotalCount")
        @Expose
        @Nullable
        Long TotalCount;

        @SerializedName("Supported")
        @Expose
        @Nullable
        Boolean Supported;

        @SerializedName("RequestId")
        @Expose
        @Nullable
        String RequestId;

        @Override
        @SuppressWarnings("NonApiType")
        protected void toMap(HashMap<String, String> map, String prefix) {}
    }

    private static Listing listing(WireCalls calls, boolean write) {
        ApiCall<Listing> call = () -> calls.client().send(WireCalls.READ, new CommonRequest("{}"), Listing.class);
        return write
                ? calls.caller().send(WireCalls.WRITE, WireCalls.IMAGE, calls.deadline(), call)
                : calls.caller().read(WireCalls.READ, WireCalls.IMAGE, calls.deadline(), call);
    }

    private static ScriptedServer.Step with(String member) {
        return Answers.json("{\"Response\":{" + member + ",\"RequestId\":\"r-18\"}}");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "18f LH6 | \"SharePermissionSet\":{}",
                "18g | \"SharePermissionSet\":\"x\"",
                "18j | \"TotalCount\":\"abc\"",
                "18l | \"TotalCount\":1.5",
                "18m | \"TotalCount\":99999999999999999999",
                "18n | \"SharePermissionSet\":[7]",
                "18p | \"Supported\":1",
            })
    void thatDoesNotFitIsTypedWithItsRequestIdAndOnceIsSurvivedByARead(String row, String member) {
        try (ScriptedServer server = ScriptedServer.start().always(with(member));
                WireCalls calls = WireCalls.to(server.endpoint())) {
            for (boolean write : List.of(false, true)) {
                ServiceFailureException failure = failure(ServiceFailureException.class, () -> listing(calls, write));
                assertThat(failure).hasMessageContaining("the answer does not fit the API [request r-18]");
                assertThat(failure.requestId()).hasValue("r-18");
                assertThat(failure.isRetryable()).isTrue();
            }
            assertThat(server.deliveries()).hasSize(ATTEMPTS + 1);
            server.next(with(member), with("\"TotalCount\":1"));
            assertThat(listing(calls, false).TotalCount).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "18a | \"SharePermissionSet\":null",
                "18b | \"Other\":1",
                "18c | \"SharePermissionSet\":[null,{}]",
                "18d | \"SharePermissionSet\":[{\"AccountId\":100000000001}]",
                "18e | \"SharePermissionSet\":[{\"AccountId\":1.0E11}]",
                "18h | \"SharePermissionSet\":[{\"AccountId\":\"1\",\"New\":{\"Deep\":[{}]}}]",
                "18i | \"TotalCount\":null",
                "18k | \"TotalCount\":\"12\"",
                "18o | \"Supported\":\"true\"",
            })
    void thatFitsWellEnoughReachesTheAdapter(String row, String member) {
        try (ScriptedServer server = ScriptedServer.start().always(with(member));
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(listing(calls, true).RequestId).isEqualTo("r-18");
            assertThat(server.deliveries()).hasSize(1);
        }
    }
}
