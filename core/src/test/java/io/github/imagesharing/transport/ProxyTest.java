package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.WireCalls.ATTEMPTS;
import static io.github.imagesharing.transport.WireCalls.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.Region;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.Site;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy that wants a name and a password gets those of the JVM, or is told about at once. */
class ProxyTest {

    private static final String WHO = "Proxy-Authenticate: Basic realm=\"lab\"";

    private final ScriptedServer proxy = ScriptedServer.start();
    private final ProxySelector usual = ProxySelector.getDefault();
    private final @Nullable Authenticator usualLogin = Authenticator.getDefault();

    /** Its first call goes to its own server, and must not go through the proxy. */
    @BeforeAll
    static void callOnce() {
        WireCalls.to(URI.create("http://127.0.0.1:1")).close();
    }

    @BeforeEach
    void goThroughTheProxy() {
        proxy.always(Answers.status("407 Who are you", "", WHO));
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(
                        Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
    }

    @AfterEach
    void restore() {
        ProxySelector.setDefault(usual);
        Authenticator.setDefault(usualLogin);
        proxy.close();
    }

    private static void login(String password) {
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? new PasswordAuthentication("lab", password.toCharArray())
                        : null;
            }
        });
    }

    private static CloudUnreachableException refused(String address) {
        try (WireCalls calls = WireCalls.to(URI.create(address))) {
            CloudUnreachableException failure = failure(CloudUnreachableException.class, calls::read);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.outcomeUnknown()).isFalse();
            return failure;
        }
    }

    @Test
    void withoutALoginItIsAskedOnceAndTheMessageSaysWhatToDo() {
        assertThat(refused("https://cvm.tencentcloudapi.com"))
                .hasMessageContaining("the proxy wants a name and a password")
                .hasMessageContaining("java.net.Authenticator.setDefault");
        assertThat(proxy.deliveries()).hasSize(1);
    }

    /** The proxy stands for the network. */
    @Test
    void withoutAnEndpointARequestGoesToTheCloudByHttps() {
        CloudSettings settings = CloudSettings.builder()
                .site(Site.INTERNATIONAL)
                .region(Region.of("ap-singapore"))
                .credential(new Credential("AKIDid", "key"))
                .build();
        try (WireCalls calls = new WireCalls(settings)) {
            failure(CloudUnreachableException.class, calls::write);
        }
        assertThat(proxy.deliveries().get(0).line()).startsWith("CONNECT cvm.intl.tencentcloudapi.com:443");
    }

    @Test
    void theLoginOfTheJvmIsGivenOnTheWayToAnHttpsAddress() {
        login("secret");
        String given = "Basic " + Base64.getEncoder().encodeToString("lab:secret".getBytes(UTF_8));
        proxy.next(Answers.status("407 Who are you", "", WHO), connection -> connection.close());
        try (WireCalls calls = WireCalls.to(URI.create("https://cvm.tencentcloudapi.com"))) {
            failure(CloudUnreachableException.class, calls::write); // The tunnel leads nowhere.
        }
        assertThat(proxy.deliveries().get(0).line()).startsWith("CONNECT cvm.tencentcloudapi.com:443");
        assertThat(proxy.deliveries().get(1).header("proxy-authorization")).isEqualTo(given);
    }

    @Test
    void aLoginThatTheProxyDoesNotAcceptIsGivenOnceAndNeverPrinted() {
        login("hunter2");
        assertThat(refused("https://cvm.tencentcloudapi.com").toString())
                .contains("does not accept the name and password")
                .doesNotContain("hunter2");
        assertThat(proxy.deliveries()).hasSize(2);
    }

    @Test
    void onTheWayToAnHttpAddressNoneCanBeGiven() {
        login("secret");
        assertThat(refused("http://gateway.test:8080")).hasMessageContaining("only on the way to an https address");
        assertThat(proxy.deliveries()).hasSize(1);
    }

    @Test
    void aServerThatSaysSoWithoutAProxyIsNoProxy() {
        ProxySelector.setDefault(usual);
        try (WireCalls calls = WireCalls.to(proxy.endpoint())) {
            assertThat(failure(ServiceFailureException.class, calls::read)).hasMessageContaining("HTTP status 407");
        }
        assertThat(proxy.deliveries()).hasSize(ATTEMPTS);
    }
}
