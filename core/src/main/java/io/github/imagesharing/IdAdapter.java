package io.github.imagesharing;

import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.function.Function;

/**
 * An identifier as JSON text, for Gson. Jackson needs no such class, only the two annotations at an identifier, and where its
 * annotations are missing nobody misses them: they have no members, about which a compiler would warn. Shown by
 * {@code IdJsonTest}.
 *
 * <p>Stateless. Gson leaves null to itself.
 */
abstract class IdAdapter<T> extends TypeAdapter<T> {

    private final Function<String, T> of;

    private IdAdapter(Function<String, T> of) {
        this.of = of;
    }

    @Override
    public final void write(JsonWriter out, T id) throws IOException {
        out.value(id.toString());
    }

    /** What is no identifier is refused as Gson refuses other JSON, and the value is named. */
    @Override
    public final T read(JsonReader in) throws IOException {
        String path = in.getPath();
        String text = in.nextString();
        try {
            return of.apply(text);
        } catch (IllegalArgumentException e) {
            throw new JsonSyntaxException(path + ": " + e.getMessage(), e);
        }
    }

    static final class OfImageId extends IdAdapter<ImageId> {
        OfImageId() {
            super(ImageId::of);
        }
    }

    static final class OfBlueprintId extends IdAdapter<BlueprintId> {
        OfBlueprintId() {
            super(BlueprintId::of);
        }
    }

    static final class OfAccountId extends IdAdapter<AccountId> {
        OfAccountId() {
            super(AccountId::of);
        }
    }

    static final class OfRegion extends IdAdapter<Region> {
        OfRegion() {
            super(Region::of);
        }
    }
}
