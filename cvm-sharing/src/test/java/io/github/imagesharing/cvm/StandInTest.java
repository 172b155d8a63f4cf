package io.github.imagesharing.cvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.distributed.proxy.AbstractProxyManager;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.Request;
import io.github.imagesharing.BatchReport;
import io.github.imagesharing.DistributedQuota;
import io.github.imagesharing.RequestQuota;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch while the engine of the distributed quota is set up wrongly says at its end who gave its permits. */
class StandInTest extends FakeCloudFixture {

    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void listenNoMore() {
        System.setErr(err);
    }

    @Test
    void theEndOfTheBatchSaysHowManyPermitsThisMachineGaveAlone() {
        DistributedQuota quota = RequestQuota.distributed(new MembersWithoutAClass())
                .machines(1)
                .perSecond(Map.of("ModifyImageSharePermission", 1000, "DescribeImageSharePermission", 1000));

        BatchReport report = service(settings().quota(quota)).shareAll(cloud.addImages(5), List.of(PARTNER));

        assertThat(report.isComplete()).isTrue();
        assertThat(quota.permitsWithoutEngine()).isGreaterThanOrEqualTo(10);
        assertThat(printed.toString(UTF_8))
                .containsOnlyOnce(
                        "ERROR io.github.imagesharing.DistributedQuota - the engine of the distributed quota is"
                                + " misconfigured, which will not heal by itself: java.lang.NoClassDefFoundError: Processor,"
                                + " going on with 1/1 of the rates")
                .containsOnlyOnce("WARN io.github.imagesharing.BatchReport - while this batch ran, "
                        + quota.permitsWithoutEngine() + " permits were asked of this machine alone");
    }

    /** An engine as it is when the jar of the adapter is not on its members' class path. */
    private static final class MembersWithoutAClass extends AbstractProxyManager<String> {

        MembersWithoutAClass() {
            super(ClientSideConfig.getDefault());
        }

        @Override
        protected <T> CommandResult<T> execute(String key, Request<T> request) {
            throw new NoClassDefFoundError("Processor");
        }

        @Override
        protected <T> CompletableFuture<CommandResult<T>> executeAsync(String key, Request<T> request) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected CompletableFuture<Void> removeAsync(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeProxy(String key) {}

        @Override
        public boolean isAsyncModeSupported() {
            return false;
        }
    }
}
