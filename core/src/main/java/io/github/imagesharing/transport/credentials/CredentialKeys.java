package io.github.imagesharing.transport.credentials;

import com.google.gson.JsonObject;
import com.tencentcloudapi.common.Credential;
import org.jspecify.annotations.Nullable;

/**
 * What a credential said at one moment, so that one request is not signed with the id of one refresh and the key of
 * the next. No record: a record would print itself.
 */
public final class CredentialKeys {

    private static final int READINGS = 3;

    private final String id;
    private final String key;
    private final String token;

    private CredentialKeys(String id, String key, String token) {
        this.id = id;
        this.key = key;
        this.token = token;
    }

    /**
     * Asks a credential anew; throws what it throws, and {@link InvalidCredentialException} for what cannot be sent. The SDK
     * refreshes with each of the three getters, so they are asked again until none has changed meanwhile.
     */
    public static CredentialKeys of(Credential credential) {
        for (int i = 0; i < READINGS; i++) {
            CredentialKeys triple = read(credential);
            if (CredentialCheck.isFixed(credential) || triple.isStill(credential)) {
                return triple;
            }
        }
        throw new IllegalStateException("the credential's id and token change with each asking");
    }

    /** Temporary keys as the cloud writes them; throws anything where they are not there, and no message holds a key. */
    public static CredentialKeys of(JsonObject given) {
        return of(
                given.get("TmpSecretId").getAsString(),
                given.get("TmpSecretKey").getAsString(),
                given.get("Token").getAsString());
    }

    /** Of texts that were checked by whoever read them. */
    static CredentialKeys of(String id, String key, String token) {
        return new CredentialKeys(
                CredentialCheck.required("secret id", id),
                CredentialCheck.required("secret key", key),
                CredentialCheck.printable("token", token));
    }

    /** Whether the others are the same in all three parts. */
    public boolean isSame(@Nullable CredentialKeys other) {
        return other != null && id.equals(other.id) && key.equals(other.key) && token.equals(other.token);
    }

    private boolean isStill(Credential credential) {
        return id.equals(credential.getSecretId()) && token.equals(text(credential.getToken()));
    }

    private static CredentialKeys read(Credential credential) {
        String id = CredentialCheck.required("secret id", credential.getSecretId());
        String key = CredentialCheck.required("secret key", credential.getSecretKey());
        return new CredentialKeys(id, key, CredentialCheck.printable("token", text(credential.getToken())));
    }

    private static String text(@Nullable String token) {
        return token == null ? "" : token;
    }

    /** A text of the service's without the key and the token, should it repeat them. */
    public String hiddenIn(String text) {
        String hidden = text.replace(key, "***");
        return token.isEmpty() ? hidden : hidden.replace(token, "***");
    }

    public String id() {
        return id;
    }

    public String key() {
        return key;
    }

    public String token() {
        return token;
    }
}
