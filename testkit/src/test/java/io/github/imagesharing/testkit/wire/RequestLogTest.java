package io.github.imagesharing.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.testkit.RecordedRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the fake cloud remembers of its requests. */
class RequestLogTest {

    @Test
    void ofACloudThatServesForDaysOnlyTheLastRequestsAreKept() {
        RequestLog log = new RequestLog();
        for (int i = 0; i < RequestLog.MOST + 10; i++) {
            log.add(arrivedAt(i));
        }

        assertThat(log.all()).hasSize(RequestLog.MOST);
        assertThat(log.all().get(0).arrivalNanos()).isEqualTo(10);
        log.reset();
        assertThat(log.all()).isEmpty();
    }

    private static RecordedRequest arrivedAt(long nanos) {
        return new RecordedRequest("cvm", "Any", "host", "", "{}", "", "", Instant.EPOCH, nanos, "", "");
    }
}
