package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    private JsonObject identity(String language) {
        return new Client(cloud).header("X-TC-Language", language).call("GetCallerIdentity", "{}");
    }
}
