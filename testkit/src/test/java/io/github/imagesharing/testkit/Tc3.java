package io.github.imagesharing.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as the documentation says, written apart from what verifies. */
final class Tc3 {

    private Tc3() {}

    /** The Authorization header; {@code headerLines} and {@code names} are those signed, as they go into the hash. */
    static String authorization(
            String id,
            String key,
            String service,
            long timestamp,
            String method,
            String query,
            String headerLines,
            String names,
            byte[] payload) {
        String date = Instant.ofEpochSecond(timestamp)
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
        String scope = date + "/" + service + "/tc3_request";
        String canonical = method + "\n/\n" + query + "\n" + headerLines + "\n" + names + "\n" + hex(sha256(payload));
        String text = "TC3-HMAC-SHA256\n" + timestamp + "\n" + scope + "\n" + hex(sha256(utf8(canonical)));
        byte[] dateKey = hmac(utf8("TC3" + key), date);
        String signature = hex(hmac(hmac(hmac(dateKey, service), "tc3_request"), text));
        return "TC3-HMAC-SHA256 Credential=" + id + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                + signature;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append("%02x".formatted(b));
        }
        return hex.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
