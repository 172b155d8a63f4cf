package io.github.imagesharing;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * An identifier as JSON text, for Gson. Jackson needs no such class, only the two annotations at an identifier, and where its
 * annotations are missing nobody misses them: they have no members, about which a compiler would warn. Shown by
 * {@code IdJsonTest}.
 *
 * <p>Stateless. Gson leaves null to itself.
 */
final class IdAdapter implements TypeAdapterFactory {

    private static final Map<Class<?>, Function<String, ?>> IDENTIFIERS = Map.of(
            ImageId.class, ImageId::of,
            BlueprintId.class, BlueprintId::of,
            AccountId.class, AccountId::of,
            Region.class, Region::of);

    @Override
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        Function<String, ?> of = Objects.requireNonNull(IDENTIFIERS.get(type.getRawType()), type::toString);
        return new TypeAdapter<>() {
            @Override
            public void write(JsonWriter out, T id) throws IOException {
                out.value(id.toString());
            }

            /** What is no identifier is refused as Gson refuses other JSON, and the value is named. */
            @Override
            @SuppressWarnings("unchecked") // the table has what makes a T
            public T read(JsonReader in) throws IOException {
                String path = in.getPath();
                String text = in.nextString();
                try {
                    return (T) of.apply(text);
                } catch (IllegalArgumentException e) {
                    throw new JsonSyntaxException(path + ": " + e.getMessage(), e);
                }
            }
        };
    }
}
