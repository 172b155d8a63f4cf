package io.github.imagesharing.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.imagesharing.transport.credentials.CredentialKeys;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature TC3-HMAC-SHA256 of one POST request, as the service's document on signatures has it.
 *
 * <p>It answers machines whose default locale is neither English nor Chinese: the SDK writes the date of a signature in the
 * calendar and the digits of that locale, and no call works. It also answers waits: the SDK signs before a request waits for
 * its turn, and a signature is good for five minutes only.
 *
 * <p>Shown by {@code Tc3SignatureTest}, with the service's own examples. Stateless.
 */
final class Tc3Signature {

    private static final String ALGORITHM = "TC3-HMAC-SHA256";
    private static final String HMAC = "HmacSHA256";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ISO_LOCAL_DATE.withLocale(Locale.ROOT).withZone(ZoneOffset.UTC);

    private Tc3Signature() {}

    /**
     * The value of {@code Authorization}.
     *
     * @param keys whose signature it is
     * @param time what {@code X-TC-Timestamp} says
     * @param service the product as its host names it
     * @param headers the headers that are signed, by their names in lower case
     * @param body the body as it is sent
     */
    static String authorization(
            CredentialKeys keys, Instant time, String service, SortedMap<String, String> headers, byte[] body) {
        String date = DATE.format(time);
        String scope = date + "/" + service + "/tc3_request";
        String names = String.join(";", headers.keySet());
        String toSign = String.join(
                "\n",
                ALGORITHM,
                Long.toString(time.getEpochSecond()),
                scope,
                hash(bytes(canonical(headers, names, body))));
        byte[] secret = hmac(hmac(hmac(bytes("TC3" + keys.key()), date), service), "tc3_request");
        return ALGORITHM + " Credential=" + keys.id() + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                + HexFormat.of().formatHex(hmac(secret, toSign));
    }

    private static String canonical(SortedMap<String, String> headers, String names, byte[] body) {
        StringBuilder lines = new StringBuilder("POST\n/\n\n");
        headers.forEach((name, value) -> lines.append(name)
                .append(':')
                .append(value.strip().toLowerCase(Locale.ROOT))
                .append('\n'));
        return lines.append('\n').append(names).append('\n').append(hash(body)).toString();
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no SHA-256, which every JVM has", e);
        }
    }

    private static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(bytes(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + HMAC + ", which every JVM has", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
