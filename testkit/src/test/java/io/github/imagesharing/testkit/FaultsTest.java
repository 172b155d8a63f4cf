package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.gson.JsonObject;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final String SHARING = "ModifyImageSharePermission";
    private static final AccountId ANN = AccountId.of("1038493875");

    private final FakeTencentCloud cloud = FakeTencentCloud.start();
    private final ImageId image = cloud.addImage();
    private final String body =
            Client.json("{'ImageId':'" + image + "','Permission':'SHARE','AccountIds':['" + ANN + "']}");

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void an_error_changes_nothing_and_happens_once() {
        cloud.failNext(SHARING, Fault.error("InternalError", "Try later."));
        JsonObject answer = share();
        assertThat(Client.code(answer)).isEqualTo("InternalError");
        assertThat(Client.message(answer)).isEqualTo("Try later.");
        assertThat(cloud.accountsOf(image)).isEmpty();
        assertThat(Client.code(share())).isEmpty();
    }

    @Test
    void an_error_after_the_fact_is_one() {
        cloud.failNext(SHARING, Fault.errorAfter("InternalError", "Oh."));
        assertThat(Client.code(share())).isEqualTo("InternalError");
        assertThat(cloud.accountsOf(image)).containsExactly(ANN);
    }

    @Test
    void a_dropped_request_leaves_no_answer_and_may_have_been_done() {
        cloud.failNext(SHARING, Fault.dropBefore());
        assertThatIOException().isThrownBy(() -> new Client(cloud).exchange(SHARING, "2017-03-12", body));
        assertThat(cloud.accountsOf(image)).isEmpty();
        cloud.failNext(SHARING, Fault.dropAfter());
        assertThatIOException().isThrownBy(() -> new Client(cloud).exchange(SHARING, "2017-03-12", body));
        assertThat(cloud.accountsOf(image)).containsExactly(ANN);
        assertThat(cloud.requests(SHARING)).hasSize(2);
    }

    @Test
    void any_status_and_any_text_can_be_answered() {
        cloud.failNext(SHARING, Fault.httpStatus(502, "<html>"));
        HttpResponse<String> gateway = send();
        assertThat(gateway.statusCode()).isEqualTo(502);
        assertThat(gateway.body()).isEqualTo("<html>");
        cloud.failNext(SHARING, Fault.answer(""));
        assertThat(send().body()).isEmpty();
        assertThat(cloud.accountsOf(image)).isEmpty();
        cloud.failNext(SHARING, Fault.answerAfter("{\"Respo"));
        assertThat(send().body()).isEqualTo("{\"Respo");
        cloud.failNext(SHARING, Fault.httpStatusAfter(503, "later"));
        assertThat(send().statusCode()).isEqualTo(503);
        assertThat(cloud.accountsOf(image)).containsExactly(ANN);
    }

    @Test
    void a_silent_answer_and_a_latent_one_come_late() {
        cloud.failNext(SHARING, Fault.silent(Duration.ofMillis(120)));
        long start = System.nanoTime();
        assertThat(Client.code(share())).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
        cloud.latency(Duration.ofMillis(50));
        start = System.nanoTime();
        share();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void faults_queue_up_per_action_and_heal() {
        cloud.failNext(SHARING, 2, Fault.throttled());
        cloud.failNext("lighthouse:" + SHARING, Fault.error("FailedOperation.RequestError", ""));
        assertThat(Client.code(share())).isEqualTo("RequestLimitExceeded");
        assertThat(Client.code(share())).isEqualTo("RequestLimitExceeded");
        assertThat(Client.code(share())).isEmpty();
        assertThat(cloud.throttled()).isEqualTo(2);
        cloud.failAlways(SHARING, Fault.error("InternalError", ""));
        assertThat(Client.code(share())).isEqualTo("InternalError");
        assertThat(Client.code(share())).isEqualTo("InternalError");
        cloud.heal();
        assertThat(Client.code(share())).isEmpty();
    }

    @Test
    void the_access_policy_refuses_until_told_otherwise() {
        cloud.refuse("cvm:" + SHARING);
        JsonObject answer = share();
        assertThat(Client.code(answer)).isEqualTo("UnauthorizedOperation");
        assertThat(Client.message(answer)).contains("(cvm:ModifyImageSharePermission)\n", "qcs::cvm:ap-guangzhou");
        cloud.allow("cvm:" + SHARING);
        assertThat(Client.code(share())).isEmpty();
    }

    private JsonObject share() {
        return Client.parsed(send());
    }

    private HttpResponse<String> send() {
        return new Client(cloud).send(SHARING, "2017-03-12", body);
    }
}
