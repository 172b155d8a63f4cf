package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.testkit.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who the caller is, asked of the cloud and not remembered. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnAccountTest extends FakeCloudFixture {

    private static final String ASK = "GetCallerIdentity";

    @Test
    void itIsAskedAnewEachTime() {
        assertThat(sharing.ownAccount()).isEqualTo(cloud.ownAccount());
        assertThat(sharing.ownAccount()).isEqualTo(cloud.ownAccount());
        assertThat(cloud.requests(ASK)).hasSize(2);
    }

    @Test
    void alsoWhereTheSettingsNameOne() {
        ImageSharingService told = service(settings().ownAccount(PARTNER));

        assertThat(told.ownAccount()).isEqualTo(cloud.ownAccount());
        assertThat(cloud.requests(ASK)).hasSize(1);
    }

    @Test
    void aCredentialThatIsRefusedIsFoundOut() {
        assertThat(sharing.ownAccount()).isNotNull();
        cloud.revokeCredential(cloud.secretId());

        assertThat(thrownBy(AuthenticationException.class, () -> sharing.ownAccount())
                        .errorCode())
                .contains("AuthFailure.SecretIdNotFound");
    }

    @Test
    void aCloudThatDoesNotAnswerOrDoesNotTellIsAnException() {
        cloud.failNext(ASK, Fault.dropBefore());
        assertThat(sharing.ownAccount()).as("once is survived").isEqualTo(cloud.ownAccount());

        cloud.failAlways(ASK, Fault.dropBefore());
        assertThat(thrownBy(ImageSharingException.class, () -> sharing.ownAccount()))
                .hasMessageContaining(ASK);
        cloud.heal();
        cloud.failAlways(ASK, Fault.answer("{\"Response\":{\"AccountId\":null,\"RequestId\":\"r\"}}"));
        assertThat(thrownBy(ServiceFailureException.class, () -> sharing.ownAccount()))
                .hasMessageContaining("does not fit");
    }

    @Test
    void fiftyThreadsThatAskAtOnceAskOnce() throws Exception {
        CountDownLatch allAreWaiting = new CountDownLatch(1);
        RequestQuota held = (api, host, maxWait) -> {
            allAreWaiting.await();
            return Optional.of(RequestQuota.Permit.granted());
        };
        ImageSharingService service = service(settings().quota(held));
        List<FutureTask<AccountId>> answers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            FutureTask<AccountId> answer = new FutureTask<>(service::ownAccount);
            answers.add(answer);
            threads.add(new Thread(answer));
        }
        threads.forEach(Thread::start);
        while (!threads.stream().allMatch(OwnAccountTest::waits)) {
            Thread.onSpinWait();
        }
        allAreWaiting.countDown();

        for (FutureTask<AccountId> answer : answers) {
            assertThat(answer.get()).isEqualTo(cloud.ownAccount());
        }
        assertThat(cloud.requests(ASK)).hasSize(1);
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }
}
