package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Retry;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads show the state from before a write, and no report believes them. */
class LaggingReadsTest extends FakeCloudFixture {

    private ImageSharingService patient;
    private final ImageId image = cloud.addImage();

    @BeforeEach
    void readsLag() {
        patient = service(settings().retry(Retry.defaults().backoff(Duration.ofMillis(5), Duration.ofMillis(900))));
        cloud.readLag(Duration.ofMillis(500));
    }

    @Test
    void whatWasTakenAwayAMomentAgoIsGivenAgain() {
        patient.share(image, List.of(PARTNER));
        assertThat(patient.unshare(image, List.of(PARTNER)).isComplete()).isTrue();
        assertThat(cloud.accountsOf(image)).isEmpty();

        assertThat(patient.share(image, List.of(PARTNER)).isComplete()).isTrue();
        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
    }

    @Test
    void aLostAnswerIsLookedUpOnlyWhenTheReadCanBeBelieved() {
        patient.share(image, List.of(PARTNER));
        patient.unshare(image, List.of(PARTNER));
        cloud.failNext("ModifyImageSharePermission", Fault.dropBefore());

        assertThat(patient.share(image, List.of(PARTNER)).changed()).containsExactly(PARTNER);
        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
    }

    @Test
    void aWriteThatLandedIsNotCalledMissing() {
        cloud.failAlways("ModifyImageSharePermission", Fault.dropAfter());

        assertThat(patient.share(image, List.of(PARTNER)).changed()).containsExactly(PARTNER);
        assertThat(cloud.accountsOf(image)).containsExactly(PARTNER);
    }
}
