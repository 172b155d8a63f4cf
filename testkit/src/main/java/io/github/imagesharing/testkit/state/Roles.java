package io.github.imagesharing.testkit.state;

import io.github.imagesharing.AssumedRole;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The roles that can be assumed, each with the external id that it asks for. Thread-safe. */
public final class Roles {

    private final Map<String, AssumedRole> byArn = new ConcurrentHashMap<>();

    public void add(AssumedRole role) {
        byArn.put(role.arn(), role);
    }

    public void remove(String arn) {
        byArn.remove(arn);
    }

    public Optional<AssumedRole> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }
}
