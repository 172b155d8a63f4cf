package io.github.imagesharing.testkit.wire;

import com.tencentcloudapi.common.Credential;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The credentials the cloud accepts. Thread-safe. */
public final class Credentials {

    private final Map<String, Entry> byId = new ConcurrentHashMap<>();

    public void add(Credential credential) {
        String token = credential.getToken();
        byId.put(credential.getSecretId(), new Entry(credential.getSecretKey(), token == null ? "" : token, false));
    }

    public void revoke(String secretId) {
        byId.remove(secretId);
    }

    public void expireToken(String secretId) {
        byId.computeIfPresent(secretId, (id, entry) -> new Entry(entry.key, entry.token, true));
    }

    Optional<Entry> find(String secretId) {
        return Optional.ofNullable(byId.get(secretId));
    }

    /** The key and the token of one secret id. */
    static final class Entry {
        private final String key;
        private final String token;
        private final boolean expired;

        private Entry(String key, String token, boolean expired) {
            this.key = key;
            this.token = token;
            this.expired = expired;
        }

        String key() {
            return key;
        }

        boolean accepts(String sentToken) {
            return !expired && token.equals(sentToken);
        }
    }
}
