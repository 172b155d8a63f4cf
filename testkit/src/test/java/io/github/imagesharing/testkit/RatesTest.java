package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.wire.NaiveCount;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RatesTest {

    private FakeTencentCloud cloud = FakeTencentCloud.start();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void the_one_too_many_is_refused_with_the_services_words_and_does_nothing() {
        List<JsonObject> answers = four_within_a_second();
        assertThat(answers).extracting(Client::code).startsWith("", "").endsWith("RequestLimitExceeded");
        assertThat(Client.message(answers.get(2)))
                .isEqualTo(
                        "Your current request times equals to `3` in a second, which exceeds the frequency limit `2` for a second. Please reduce the frequency of calls.");
        assertThat(Client.message(answers.get(3))).isEqualTo("您当前每秒请求 `4` 次，超过了每秒频率上限 `2`，请稍后重试。");
        assertThat(cloud.throttled()).isEqualTo(2);
    }

    /** A busy machine may need longer; then another cloud is asked. */
    private List<JsonObject> four_within_a_second() {
        for (int tries = 0; tries < 20; tries++) {
            cloud.close();
            cloud = FakeTencentCloud.start();
            cloud.rate("GetCallerIdentity", 2);
            List<JsonObject> answers = Stream.of("en-US", "en-US", "en-US", "zh-CN")
                    .map(this::identity)
                    .toList();
            if (cloud.busiestSecond("GetCallerIdentity") == 4) {
                return answers;
            }
        }
        throw new AssertionError("no four requests within a second");
    }

    @Test
    void the_published_rates_hold_until_lifted() {
        cloud.addImage();
        int sent = 1;
        while (Client.code(identity("en-US")).isEmpty() && sent < 2000) {
            sent++;
        }
        assertThat(cloud.throttled()).isOne();
        assertThat(sent).isGreaterThan(20);
        cloud.unlimitedRates();
        for (int i = 0; i < 41; i++) {
            assertThat(Client.code(identity("en-US"))).isEmpty();
        }
    }

    @Test
    void a_wrong_signature_takes_no_place() {
        cloud.rate("sts:GetCallerIdentity", 1);
        new Client(cloud).credential(cloud.secretId(), "wrong", "").call("GetCallerIdentity", "{}");
        assertThat(Client.code(identity("en-US"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void each_way_of_counting_refuses_what_a_naive_count_does(RequestCounting way) {
        cloud.rate("GetCallerIdentity", 10);
        cloud.counting(way);
        send_until_one_is_refused();
        send_until_one_is_accepted();
        List<Long> accepted = new ArrayList<>();
        assertThat(cloud.requests()).allSatisfy(request -> {
            boolean accepts = NaiveCount.accepts(way, accepted, request.arrivalNanos(), 10);
            assertThat(request.errorCode()).isEqualTo(accepts ? "" : "RequestLimitExceeded");
            if (accepts) {
                accepted.add(request.arrivalNanos());
            }
        });
    }

    @Test
    void another_way_of_counting_forgets_what_was_counted() {
        cloud.rate("GetCallerIdentity", 1);
        for (RequestCounting way : RequestCounting.values()) {
            cloud.counting(way);
            assertThat(Client.code(identity("en-US"))).as("%s", way).isEmpty();
            send_until_one_is_refused();
        }
    }

    @Test
    void a_stranger_leaves_half_of_the_rate() {
        cloud.rate("GetCallerIdentity", 10);
        cloud.strangerUses(0.5);
        send_until_one_is_refused();
        assertThat(accepted_in_the_last_second()).isEqualTo(5);
        assertThat(cloud.throttled()).isOne();
        cloud.resetRequests();
        cloud.strangerUses(0);
        cloud.counting(RequestCounting.SLIDING_WINDOW);
        send_until_one_is_refused();
        assertThat(accepted_in_the_last_second()).isEqualTo(10);
    }

    private long accepted_in_the_last_second() {
        List<RecordedRequest> requests = cloud.requests();
        long now = requests.get(requests.size() - 1).arrivalNanos();
        return requests.stream()
                .filter(request -> request.errorCode().isEmpty())
                .filter(request -> now - request.arrivalNanos() < TimeUnit.SECONDS.toNanos(1))
                .count();
    }

    private void send_until_one_is_refused() {
        send_until("RequestLimitExceeded");
    }

    private void send_until_one_is_accepted() {
        send_until("");
    }

    private void send_until(String code) {
        for (int i = 0; i < 10_000; i++) {
            if (Client.code(identity("en-US")).equals(code)) {
                return;
            }
        }
        throw new AssertionError("no answer \"" + code + "\"");
    }

    private JsonObject identity(String language) {
        return new Client(cloud).header("X-TC-Language", language).call("GetCallerIdentity", "{}");
    }
}
