package io.github.imagesharing.testkit.wire;

import io.github.imagesharing.testkit.state.Credentials;
import io.github.imagesharing.testkit.state.FakeClock;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies TC3-HMAC-SHA256. The host and the service name are taken from the request. So a client may sign the real
 * host, or the address of the fake with a service name derived from it.
 */
final class SignatureCheck {

    private static final String ALGORITHM = "TC3-HMAC-SHA256";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern AUTHORIZATION = Pattern.compile(ALGORITHM
            + " Credential=([^/,\\s]+)/(\\d{4}-\\d\\d-\\d\\d)/([^/,\\s]+)/tc3_request,"
            + " *SignedHeaders=([^,\\s]+), *Signature=([0-9a-f]{64})");

    private final Credentials credentials;
    private final FakeClock clock;

    SignatureCheck(Credentials credentials, FakeClock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** Gives the credential that signed; refuses any signature that is not as it should be. */
    Credentials.Entry verify(IncomingRequest request) {
        String timestamp = request.requiredHeader("X-TC-Timestamp");
        Matcher sent = AUTHORIZATION.matcher(request.header("Authorization").orElse(""));
        if (!sent.matches()) {
            throw new ServiceRefusal(
                    "AuthFailure.InvalidAuthorization",
                    "The `Authorization` in the request header is missing or does not comply with the Tencent Cloud standard.");
        }
        Credentials.Entry credential = credentials
                .find(sent.group(1))
                .orElseThrow(() -> new ServiceRefusal(
                        "AuthFailure.SecretIdNotFound",
                        "The SecretId is not found, please ensure that your SecretId is correct."));
        Instant signedAt = signedAt(timestamp);
        if (Duration.between(signedAt, clock.now()).abs().compareTo(TOLERANCE) > 0) {
            throw new ServiceRefusal(
                    "AuthFailure.SignatureExpire",
                    "The provided credentials have expired: the difference between X-TC-Timestamp and the server time must not exceed five minutes.");
        }
        String date = signedAt.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        boolean same = hostsSigned(request)
                .anyMatch(host -> MessageDigest.isEqual(
                        bytes(signature(
                                request, host, credential.key(), timestamp, date, sent.group(3), sent.group(4))),
                        bytes(sent.group(5))));
        if (!same || !date.equals(sent.group(2))) {
            throw new ServiceRefusal(
                    "AuthFailure.SignatureFailure",
                    "The provided credentials could not be validated. Please check your signature is correct.");
        }
        if (!credential.accepts(request.header("X-TC-Token").orElse(""), clock.now())) {
            throw new ServiceRefusal("AuthFailure.TokenFailure", "The token is invalid or has expired.");
        }
        return credential;
    }

    private static Instant signedAt(String timestamp) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(timestamp));
        } catch (RuntimeException e) {
            throw new ServiceRefusal(
                    "InvalidParameterValue", "The value of `X-TC-Timestamp` is not a time in seconds.");
        }
    }

    /** The Host header as sent; some official SDKs (Node's) sign it without the port they send. */
    private static Stream<String> hostsSigned(IncomingRequest request) {
        String host = request.host();
        int port = host.lastIndexOf(':');
        return port < 0 ? Stream.of(host) : Stream.of(host, host.substring(0, port));
    }

    private static String signature(
            IncomingRequest request,
            String host,
            String key,
            String timestamp,
            String date,
            String service,
            String signedHeaders) {
        String canonical = String.join(
                "\n",
                request.method(),
                "/",
                request.query(),
                canonicalHeaders(request, host, signedHeaders),
                signedHeaders,
                hash(payload(request)));
        String toSign =
                String.join("\n", ALGORITHM, timestamp, date + "/" + service + "/tc3_request", hash(bytes(canonical)));
        byte[] secret = hmac(hmac(hmac(bytes("TC3" + key), date), service), "tc3_request");
        return HexFormat.of().formatHex(hmac(secret, toSign));
    }

    private static String canonicalHeaders(IncomingRequest request, String host, String signedHeaders) {
        List<String> names = List.of(signedHeaders.split(";", -1));
        if (!names.containsAll(List.of("content-type", "host"))) {
            return "";
        }
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            String value = (name.equals("host") ? host : request.header(name).orElse(""))
                    .trim()
                    .toLowerCase(Locale.ROOT);
            lines.append(name).append(':').append(value).append('\n');
        }
        return lines.toString();
    }

    private static byte[] payload(IncomingRequest request) {
        boolean unsigned = request.header("X-TC-Content-SHA256").orElse("").equals(UNSIGNED);
        return unsigned ? bytes(UNSIGNED) : request.body();
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
