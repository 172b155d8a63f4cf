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
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature TC3-HMAC-SHA256 of one POST request, as the service's document on signatures has it.
 *
 * <p>It answers machines whose default locale is neither English nor Chinese: the SDK writes the date of a signature in the
 * calendar and the digits of that locale, and no call works. It also answers waits: the SDK signs before a request waits for
 * its turn, and a signature is good for five minutes only.
 *
 * <p>It also keeps the key of the day: three of the four HMACs depend only on the secret, the date and the service.
 *
 * <p>Shown by {@code Tc3SignatureTest}, with the service's own examples. Thread-safe.
 */
final class Tc3Signature {

    private static final String ALGORITHM = "TC3-HMAC-SHA256";
    private static final String HMAC = "HmacSHA256";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ISO_LOCAL_DATE.withLocale(Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int SECONDS_A_DAY = 86_400;

    /** The last key for each service. */
    private final Map<String, DayKey> dayKeys = new ConcurrentHashMap<>();

    /** What signs all requests of one secret to one service on one day. No record: a record would print itself. */
    private static final class DayKey {

        private final String secret;
        private final long day;
        private final String scope;
        private final Mac mac;

        DayKey(String secret, Instant time, String service) {
            String date = DATE.format(time);
            this.secret = secret;
            this.day = day(time);
            this.scope = date + "/" + service + "/tc3_request";
            byte[] ofService = hmac(hmac(bytes("TC3" + secret), date), service);
            this.mac = mac(hmac(ofService, "tc3_request"));
        }

        /** One at a time: looking for a provider of a new Mac takes longer than the signature. */
        synchronized String sign(String text) {
            return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
        }

        boolean isOf(String otherSecret, Instant time) {
            return day == day(time) && secret.equals(otherSecret);
        }

        private static long day(Instant time) {
            return Math.floorDiv(time.getEpochSecond(), SECONDS_A_DAY);
        }
    }

    /**
     * The value of {@code Authorization}.
     *
     * @param keys whose signature it is
     * @param time what {@code X-TC-Timestamp} says
     * @param service the product as its host names it
     * @param headers the headers that are signed, by their names in lower case
     * @param body the body as it is sent
     */
    String authorization(
            CredentialKeys keys, Instant time, String service, SortedMap<String, String> headers, byte[] body) {
        DayKey dayKey = dayKey(keys.key(), time, service);
        String names = String.join(";", headers.keySet());
        String toSign = String.join(
                "\n",
                ALGORITHM,
                Long.toString(time.getEpochSecond()),
                dayKey.scope,
                hash(bytes(canonical(headers, names, body))));
        return ALGORITHM + " Credential=" + keys.id() + "/" + dayKey.scope + ", SignedHeaders=" + names + ", Signature="
                + dayKey.sign(toSign);
    }

    private DayKey dayKey(String secret, Instant time, String service) {
        DayKey last = dayKeys.get(service);
        if (last != null && last.isOf(secret, time)) {
            return last;
        }
        DayKey made = new DayKey(secret, time, service);
        dayKeys.put(service, made);
        return made;
    }

    private static String canonical(SortedMap<String, String> headers, String names, byte[] body) {
        StringBuilder lines = new StringBuilder("POST\n/\n\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String value = header.getValue().strip().toLowerCase(Locale.ROOT);
            lines.append(header.getKey()).append(':').append(value).append('\n');
        }
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
        return mac(key).doFinal(bytes(message));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + HMAC + ", which every JVM has", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
