package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RatesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FakeTencentCloud cloud = FakeTencentCloud.start();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_window_lets_in_as_many_as_the_limit_in_any_second() {
        SlidingWindow window = new SlidingWindow();
        assertThat(window.arrive(0, 2)).isZero();
        assertThat(window.arrive(SECOND / 2, 2)).isZero();
        assertThat(window.arrive(SECOND - 1, 2)).isEqualTo(3);
        assertThat(window.arrive(SECOND, 2)).isZero();
        assertThat(window.arrive(SECOND + 1, 2)).isEqualTo(4);
    }

    @Test
    void the_one_too_many_is_refused_with_the_services_words_and_does_nothing() {
        cloud.rate("GetCallerIdentity", 2);
        identity("en-US");
        identity("en-US");
        JsonObject refused = identity("en-US");
        assertThat(Client.code(refused)).isEqualTo("RequestLimitExceeded");
        assertThat(Client.message(refused))
                .isEqualTo(
                        "Your current request times equals to `3` in a second, which exceeds the frequency limit `2` for a second. Please reduce the frequency of calls.");
        assertThat(Client.message(identity("zh-CN"))).isEqualTo("您当前每秒请求 `4` 次，超过了每秒频率上限 `2`，请稍后重试。");
        assertThat(cloud.throttled()).isEqualTo(2);
        assertThat(cloud.busiestSecond("GetCallerIdentity")).isEqualTo(4);
    }

    @Test
    void the_published_rates_hold_until_lifted() {
        cloud.addImage();
        int refused = 0;
        for (int i = 0; i < 41; i++) {
            refused += Client.code(identity("en-US")).isEmpty() ? 0 : 1;
        }
        assertThat(refused).isPositive();
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
