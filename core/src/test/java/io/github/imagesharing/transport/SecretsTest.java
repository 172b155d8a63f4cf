package io.github.imagesharing.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.transport.ScriptedServer.Step;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows 28, 29, 29b: whatever goes wrong, no text says the id, the key, the token or the signature. */
class SecretsTest {

    private static final List<String> SECRETS = List.of("AKIDplanted", "KEYplanted", "TOKENplanted", "Signature=");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream err = System.err;
    private final PrintStream out = System.out;
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record.getMessage() + record.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** SLF4J's simple logger, as the tests configure it, writes every level to System.err. */
    @BeforeEach
    void listen() {
        PrintStream all = new PrintStream(printed, true, UTF_8);
        System.setErr(all);
        System.setOut(all);
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
    }

    @AfterEach
    void asItWas() {
        System.setErr(err);
        System.setOut(out);
        root.removeHandler(handler);
        root.setLevel(level);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("a success", Answers.ok()),
                arguments("a wrong signature", Answers.error("AuthFailure.SignatureFailure", "m")),
                arguments("an unknown code", Answers.error("Totally.Unknown", "m")),
                arguments("502", Answers.status("502 Bad", Answers.HTML)),
                arguments("{}", Answers.json("{}")),
                arguments("garbage", Answers.json("garbage")),
                arguments("302", Answers.status("302 Found", "", "Location: http://127.0.0.1:1/")),
                arguments("no HTTP", Answers.raw("HELLO WORLD\r\n\r\n")),
                arguments("RST", (Step) Connection::reset),
                arguments("FIN", (Step) Connection::close),
                arguments("silence", (Step) Connection::fallSilent));
    }

    @ParameterizedTest(name = "28 29 29b {0}")
    @MethodSource("faults")
    void noTextSaysASecret(String row, Step fault) {
        Credential planted = new Credential("AKIDplanted", "KEYplanted", "TOKENplanted");
        List<String> texts = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.start().always(fault)) {
            CloudSettings settings = WireCalls.settings(server.endpoint())
                    .credential(planted)
                    .callTimeout(Duration.ofMillis(200))
                    .build();
            for (Object held : List.of(settings, settings.toBuilder(), CredentialKeys.of(planted))) {
                texts.add(held.toString());
            }
            try (WireCalls calls = new WireCalls(settings)) {
                for (Runnable call : new Runnable[] {calls::read, calls::write}) {
                    Throwable thrown = catchThrowable(call::run);
                    if (thrown != null) {
                        texts.addAll(saidBy(thrown));
                    }
                }
            }
            assertThat(server.deliveries()).isNotEmpty();
        }
        texts.add(printed.toString(UTF_8));
        texts.addAll(logged);
        assertThat(logged).as("java.util.logging was listened to").isNotEmpty();
        for (String text : texts) {
            assertThat(text).doesNotContain(SECRETS);
        }
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void norDoesACredentialThatCannotBeSent(String id, String key, String token) {
        Credential refreshing = new Credential("x", "x");
        refreshing.setUpdater(credential -> {
            credential.setSecretId(id);
            credential.setSecretKey(key);
            credential.setToken(token);
        });
        try (ScriptedServer server = ScriptedServer.start();
                WireCalls calls = new WireCalls(WireCalls.settings(server.endpoint())
                        .credential(refreshing)
                        .build())) {
            for (String text : saidBy(catchThrowable(calls::write))) {
                assertThat(text).doesNotContain(SECRETS);
            }
        }
        assertThat(printed.toString(UTF_8)).doesNotContain(SECRETS);
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments("AKIDplanted\n", "KEYplanted", "TOKENplanted"),
                arguments("AKIDplanted", "KEYplanted\n", "TOKENplanted"),
                arguments("AKIDplanted", "KEYplanted", "TOKENplanted\n"));
    }

    /** Messages, stack traces and every exception below and beside it. */
    private static List<String> saidBy(Throwable thrown) {
        List<String> said = new ArrayList<>();
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        said.add(trace.toString());
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            said.add(t.toString());
            for (Throwable beside : t.getSuppressed()) {
                said.addAll(saidBy(beside));
            }
        }
        return said;
    }
}
