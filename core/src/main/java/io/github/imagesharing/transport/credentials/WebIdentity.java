package io.github.imagesharing.transport.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.transport.credentials.TemporaryKeys.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Keys for the identity of a pod: STS gives them for the token that the cluster writes into a file (OIDC,
 * {@code AssumeRoleWithWebIdentity}).
 *
 * <p>A pod also reaches the role of its node, which may do more. So where this is configured and fails, the failure is told,
 * and nobody else signs.
 *
 * <p>For one thread at a time.
 */
final class WebIdentity {

    private static final String REGION = "TKE_REGION";
    private static final String PROVIDER = "TKE_PROVIDER_ID";
    private static final String TOKEN_FILE = "TKE_WEB_IDENTITY_TOKEN_FILE";
    private static final String ROLE = "TKE_ROLE_ARN";

    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    /** Two hours, as the SDK asks for. */
    private static final int SECONDS = 7200;

    private final Surroundings surroundings;
    private final TemporaryKeys keys;

    WebIdentity(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.keys = new TemporaryKeys(this::issue);
    }

    /** Empty where the cluster gave this pod no identity. */
    Optional<CredentialKeys> keys(@Nullable CredentialKeys refused) {
        Map<String, String> environment = surroundings.environment();
        boolean isConfigured = List.of(PROVIDER, TOKEN_FILE, ROLE).stream().anyMatch(environment::containsKey);
        return isConfigured ? Optional.of(keys.keys(refused, surroundings.time())) : Optional.empty();
    }

    private String required(String name) {
        String value = surroundings.environment().getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new InvalidCredentialException(
                    "the environment has half an OIDC identity: %s is missing; it takes %s, %s, %s and %s"
                            .formatted(name, REGION, PROVIDER, TOKEN_FILE, ROLE));
        }
        return CredentialCheck.printable(name, value);
    }

    private Issued issue(TimeSource time) {
        Instant now = time.instant();
        JsonObject body = new JsonObject();
        body.addProperty("ProviderId", required(PROVIDER));
        body.addProperty("RoleArn", required(ROLE));
        body.addProperty("WebIdentityToken", token(Path.of(required(TOKEN_FILE))));
        body.addProperty("RoleSessionName", "image-sharing-" + now.getEpochSecond());
        body.addProperty("DurationSeconds", SECONDS);
        Request request = new Request.Builder()
                .url(HttpUrl.get(surroundings.sts().toString()))
                .header("Host", surroundings.stsHost())
                .header("X-TC-Action", "AssumeRoleWithWebIdentity")
                .header("X-TC-Version", "2018-08-13")
                .header("X-TC-Region", required(REGION))
                .header("X-TC-Timestamp", Long.toString(now.getEpochSecond()))
                .header("Authorization", "SKIP")
                .post(RequestBody.create(body.toString(), JSON))
                .build();
        try {
            return issued(KeyServer.ofTheCloud().answer(request));
        } catch (IOException e) {
            throw new CredentialUnavailableException(
                    "OIDC is configured (%s), and STS at %s does not answer: %s".formatted(ROLE, surroundings.sts(), e),
                    e);
        }
    }

    private static String token(Path file) {
        try {
            return Files.readString(file, UTF_8).strip();
        } catch (IOException e) {
            throw new CredentialUnavailableException(
                    "OIDC is configured, and the file of %s cannot be read: %s".formatted(TOKEN_FILE, e), e);
        }
    }

    private static Issued issued(KeyServer.Answer answer) {
        try {
            JsonObject response =
                    JsonParser.parseString(answer.body).getAsJsonObject().getAsJsonObject("Response");
            if (response.has("Error")) {
                JsonObject error = response.getAsJsonObject("Error");
                throw new CredentialUnavailableException(
                        "OIDC is configured, and STS refuses to give keys for %s: %s [%s]"
                                .formatted(
                                        ROLE,
                                        error.get("Message").getAsString(),
                                        error.get("Code").getAsString()),
                        null);
            }
            return new Issued(
                    CredentialKeys.of(response.getAsJsonObject("Credentials")),
                    Instant.ofEpochSecond(response.get("ExpiredTime").getAsLong()));
        } catch (CredentialUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // Not the cause: what was not understood may hold a key.
            throw new CredentialUnavailableException(
                    "OIDC is configured, and the answer of STS (HTTP status " + answer.status + ") cannot be used",
                    null);
        }
    }
}
