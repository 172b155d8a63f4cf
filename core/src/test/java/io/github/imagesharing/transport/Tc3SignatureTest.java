package io.github.imagesharing.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.transport.credentials.CredentialKeys;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signature, against the examples in the service's own document on signatures. */
class Tc3SignatureTest {

    private static final String ID = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    private static final String BODY =
            "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}";

    private static final long MIDNIGHT = 1_551_139_200;

    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restoreTheLocale() {
        Locale.setDefault(locale);
    }

    private static String signed(String key, boolean withAction) {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json; charset=utf-8");
        headers.put("host", "cvm.tencentcloudapi.com");
        if (withAction) {
            headers.put("x-tc-action", "DescribeInstances");
        }
        return new Tc3Signature()
                .authorization(
                        CredentialKeys.of(new Credential(ID, key)),
                        Instant.ofEpochSecond(1_551_113_065),
                        "cvm",
                        headers,
                        BODY.getBytes(UTF_8));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE, false, content-type;host, 72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
        "Gu5t9xGARNpq86cd98joQYCN3*******, false, content-type;host, 2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c",
        "********************************, true, content-type;host;x-tc-action, 10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f",
    })
    void isThatOfTheOfficialExamples(String key, boolean withAction, String headers, String signature) {
        assertThat(signed(key, withAction))
                .isEqualTo("TC3-HMAC-SHA256 Credential=" + ID + "/2019-02-25/cvm/tc3_request, SignedHeaders=" + headers
                        + ", Signature=" + signature);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "th-TH",
                "th-TH-u-ca-buddhist-nu-thai",
                "ar-EG",
                "ar-SA-u-ca-islamic-umalqura",
                "fa-IR",
                "mr-IN",
                "bn-BD",
                "my-MM",
                "ja-JP-u-ca-japanese",
                "hi-IN-u-nu-deva",
                "tr-TR",
                "zh-Hans-CN"
            })
    void isTheSameInEveryLocale(String tag) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(signed("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", false))
                .endsWith("72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
    }

    /** Two secrets, two services and two days in each order: what is kept of one must not sign for another. */
    @Test
    void isThatOfItsOwnSecretServiceAndDay() {
        Tc3Signature keeping = new Tc3Signature();
        for (int i = 0; i < 64; i++) {
            CredentialKeys keys = CredentialKeys.of(new Credential(ID, "secret" + i % 2));
            String service = i / 2 % 2 == 0 ? "cvm" : "sts";
            Instant time = Instant.ofEpochSecond(MIDNIGHT - (i / 4 % 2) + (i / 8 == 5 ? 86_400 : 0));
            assertThat(keeping.authorization(keys, time, service, new TreeMap<>(), new byte[0]))
                    .isEqualTo(new Tc3Signature().authorization(keys, time, service, new TreeMap<>(), new byte[0]));
        }
    }
}
