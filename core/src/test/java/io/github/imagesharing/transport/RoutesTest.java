package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.ScriptedServer.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** More than one way to the service: a second address, a proxy. A write still goes one way only. */
class RoutesTest {

    private final ShiftedTime clock = new ShiftedTime();
    private ScriptedServer first;
    private ScriptedServer second;
    private URI both;

    @BeforeEach
    void listenOnTwoAddresses() throws IOException {
        first = ScriptedServer.start();
        second = new ScriptedServer(
                new ServerSocket(first.port(), 10, InetAddress.getByAddress(new byte[] {127, 0, 0, 2})), false);
        both = URI.create("http://two.addresses:" + first.port());
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private int deliveries() {
        return first.deliveries().size() + second.deliveries().size();
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                arguments("14f 14g the request read, then RST", (Step) Connection::reset),
                arguments("14f 14g the request read, then FIN", (Step) Connection::close));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aWriteIsDeliveredToOneAddressAndThenInDoubt(String row, Step fault) {
        first.always(fault);
        try (WireCalls calls = WireCalls.to(both)) {
            CloudUnreachableException failure = failure(CloudUnreachableException.class, calls::write);
            assertThat(failure.outcomeUnknown()).isTrue();
            assertThat(deliveries()).isOne();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aReadIsMadeAgainAtTheOther(String row, Step fault) {
        first.always(fault);
        try (WireCalls calls = WireCalls.to(both)) {
            assertThat(calls.read()).contains(REQUEST_ID);
            assertThat(second.deliveries()).hasSize(1);
        }
    }

    @Test
    void row14hAnAddressThatNeverAnswersLeavesAWriteInDoubtToo() {
        Step silent = connection -> {
            clock.pass(Duration.ofHours(1));
            connection.fallSilent();
        };
        first.always(silent);
        second.always(silent);
        try (WireCalls calls = WireCalls.to(both)) {
            CloudUnreachableException failure = failure(
                    CloudUnreachableException.class, () -> calls.write(Deadline.in(Duration.ofHours(1), clock)));
            assertThat(failure.outcomeUnknown()).isTrue();
            assertThat(deliveries()).isOne();
        }
    }

    @Test
    void row12bAHostThatRefusesAtBothAddressesIsNotSentAndTriedAgain() {
        close();
        assertNotSent();
    }

    @Test
    void row12bOneAddressThatRefusesIsSurvivedByReadsAndWrites() {
        first.close();
        try (WireCalls calls = WireCalls.to(both)) {
            assertThat(calls.write()).contains(REQUEST_ID);
            assertThat(calls.read()).contains(REQUEST_ID);
            assertThat(second.deliveries()).hasSize(2);
        }
    }

    @Test
    void row12cAProxyThatRefusesIsNotSentAndTriedAgain() {
        close();
        SocketAddress refusing = new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port());
        ProxySelector usual = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(Proxy.Type.HTTP, refusing));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
        try {
            assertNotSent();
        } finally {
            ProxySelector.setDefault(usual);
        }
    }

    private void assertNotSent() {
        try (WireCalls calls = WireCalls.to(both)) {
            for (Runnable call : List.<Runnable>of(calls::read, calls::write)) {
                CloudUnreachableException failure = failure(CloudUnreachableException.class, call);
                assertThat(failure)
                        .hasMessageContaining("no answer from " + both + ", the endpoint for cvm.tencentcloudapi.com: ")
                        .hasMessageContaining("the request was not sent");
                assertThat(failure.outcomeUnknown()).isFalse();
                assertThat(failure.isRetryable()).isTrue();
            }
        }
    }
}
