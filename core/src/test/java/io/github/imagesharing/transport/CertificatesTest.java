package io.github.imagesharing.transport;

import static io.github.imagesharing.transport.Answers.REQUEST_ID;
import static io.github.imagesharing.transport.WireCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.CloudUnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows 22: certificates are checked, and a bad one is not worth another attempt; a broken handshake is. */
class CertificatesTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    @TempDir
    static Path directory;

    @BeforeAll
    static void certificates() throws Exception {
        keytool("authority", "-ext", "bc:c", "-dname", "CN=authority");
        for (String[] leaf : new String[][] {
            {"good", "ip:127.0.0.1", "-1d"},
            {"stranger", "dns:elsewhere.invalid", "-1d"},
            {"expired", "ip:127.0.0.1", "-9d"}
        }) {
            String days = leaf[0].equals("expired") ? "1" : "9";
            keytool(
                    leaf[0],
                    "-signer",
                    "authority",
                    "-dname",
                    "CN=" + leaf[0],
                    "-ext",
                    "san=" + leaf[1],
                    "-startdate",
                    leaf[2],
                    "-validity",
                    days);
        }
        keytool("selfsigned", "-dname", "CN=selfsigned", "-ext", "san=ip:127.0.0.1");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", keys().getCertificate("authority"));
        try (OutputStream out = Files.newOutputStream(directory.resolve("trust"))) {
            trusted.store(out, PASSWORD);
        }
        System.setProperty(TRUST_STORE, directory.resolve("trust").toString());
        System.setProperty(TRUST_STORE + "Password", new String(PASSWORD));
    }

    @AfterAll
    static void asItWas() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
    }

    private static void keytool(String alias, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve("keys").toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(keytool.waitFor()).as(() -> read(directory.resolve("log"))).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static KeyStore keys() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("keys"))) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static ScriptedServer server(String alias) throws Exception {
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(alias, keys().getKey(alias, PASSWORD), PASSWORD, keys().getCertificateChain(alias));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(one, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new ScriptedServer(
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()), true);
    }

    @Test
    void row22bATrustedCertificateIsTakenAndItsConnectionKept() throws Exception {
        try (ScriptedServer server = server("good");
                WireCalls calls = WireCalls.to(server.endpoint())) {
            assertThat(calls.read()).contains(REQUEST_ID);
            assertThat(calls.write()).contains(REQUEST_ID);
            assertThat(server.connectionsAccepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"22a, selfsigned, PKIX path", "22d, stranger, not verified", "22e, expired, PKIX path validation"})
    void aBadCertificateEndsTheCallAtOnceAndNothingIsSent(String row, String alias, String says) throws Exception {
        try (ScriptedServer server = server(alias);
                WireCalls calls = WireCalls.to(server.endpoint())) {
            int connections = 0;
            for (Runnable call : new Runnable[] {calls::read, calls::write}) {
                CloudUnreachableException failure = failure(CloudUnreachableException.class, call);
                assertThat(failure).hasMessageContaining(says).hasMessageContaining("the request was not sent");
                assertThat(failure.isRetryable()).isFalse();
                assertThat(failure.outcomeUnknown()).isFalse();
                assertThat(server.connectionsAccepted()).isEqualTo(++connections);
            }
            assertThat(server.deliveries()).isEmpty();
        }
    }

    @Test
    void row22fHttpsToAPlainHttpServerIsNotSent() {
        try (ScriptedServer server = ScriptedServer.start().everyConnection(Answers.status("400 Bad Request", ""));
                WireCalls calls = WireCalls.to(URI.create("https://127.0.0.1:" + server.port()))) {
            assertRetryableAndNotSent(calls);
            assertThat(server.deliveries()).isEmpty();
        }
    }

    @Test
    void row22gHttpToATlsPortEndsTyped() throws Exception {
        try (ScriptedServer server = server("good");
                WireCalls calls = WireCalls.to(URI.create("http://127.0.0.1:" + server.port()))) {
            CloudUnreachableException failure = failure(CloudUnreachableException.class, calls::write);
            assertThat(failure.isRetryable()).isTrue();
            assertThat(server.deliveries()).isEmpty();
        }
    }

    @Test
    void row22hAHandshakeThatIsResetIsNotSent() {
        try (ScriptedServer server = ScriptedServer.start().everyConnection(Connection::reset);
                WireCalls calls = WireCalls.to(URI.create("https://127.0.0.1:" + server.port()))) {
            assertRetryableAndNotSent(calls);
            assertThat(server.connectionsAccepted()).isEqualTo(2 * WireCalls.ATTEMPTS);
        }
    }

    private static void assertRetryableAndNotSent(WireCalls calls) {
        for (Runnable call : new Runnable[] {calls::read, calls::writeUntilActedOn}) {
            CloudUnreachableException failure = failure(CloudUnreachableException.class, call);
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.outcomeUnknown()).isFalse();
        }
    }
}
