package io.github.imagesharing.testkit.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.testkit.RequestCounting;
import io.github.imagesharing.testkit.actions.Operations;
import io.github.imagesharing.testkit.operation.Operation;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RateLimitsTest {

    private final RateLimits rates = new RateLimits();
    private final Operation operation = Operations.find("", "GetCallerIdentity", "2018-08-13");

    @ParameterizedTest
    @EnumSource
    void no_way_of_counting_and_no_stranger_refuses_where_no_rate_is_enforced(RequestCounting way) {
        rates.counting(way);
        rates.strangerUses(0.9);
        rates.unlimited();
        arrive();
        assertThatCode(this::arrive).doesNotThrowAnyException();
        rates.strangerUses(0);
        rates.change("GetCallerIdentity", 1);
        arrive();
        assertThatThrownBy(this::arrive)
                .isInstanceOf(ServiceRefusal.class)
                .hasMessageContaining("equals to `2` in a second, which exceeds the frequency limit `1` for");
    }

    private void arrive() {
        rates.check(operation, 0, false);
    }
}
