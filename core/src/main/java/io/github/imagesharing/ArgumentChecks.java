package io.github.imagesharing;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for, refused before anything is sent where it makes no sense.
 *
 * @hidden
 */
public final class ArgumentChecks {

    private ArgumentChecks() {}

    public static <T> T given(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " null: give one");
        }
        return value;
    }

    /** A copy of values none of which is null. */
    static <T> List<T> all(String name, @Nullable Collection<T> values) {
        Collection<T> given = given(name, values);
        if (given.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(name + " " + given + ": null cannot be among them");
        }
        return ImmutableList.copyOf(given);
    }

    /** A copy of a map that holds no null. */
    static <K, V> Map<K, V> all(String name, @Nullable Map<K, V> values) {
        Map<K, V> given = given(name, values);
        given.forEach((key, value) -> {
            if (key == null || value == null) {
                throw new IllegalArgumentException(name + " " + given + ": null cannot be among them");
            }
        });
        return ImmutableMap.copyOf(given);
    }

    static Duration positive(String name, @Nullable Duration value) {
        Duration given = given(name, value);
        if (given.isNegative() || given.isZero()) {
            throw new IllegalArgumentException(name + " " + given + ": it must be positive");
        }
        return given;
    }

    static URI address(String name, @Nullable URI value) {
        URI given = given(name, value);
        boolean http = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
        boolean pathless = Strings.nullToEmpty(given.getRawPath()).matches("/?");
        boolean bare = given.getRawQuery() == null && given.getRawFragment() == null && given.getRawUserInfo() == null;
        boolean open = given.getPort() != 0 && given.getPort() <= 65_535;
        if (!http || given.getHost() == null || !open || !pathless || !bare) {
            String shown = given.toString().replaceFirst("//[^/]*@", "//***@"); // a password perhaps
            throw new IllegalArgumentException(name + " " + shown
                    + ": it must be an http or https address of a host alone, like http://127.0.0.1:8080");
        }
        return given;
    }

    static ImageId image(@Nullable ImageId image) {
        if (image == null) {
            throw new IllegalArgumentException("image null: name the image, like ImageId.of(\"img-6pb6lrmy\")");
        }
        return image;
    }

    static Set<ImageId> images(@Nullable Collection<ImageId> images) {
        if (images == null || images.isEmpty()) {
            throw new IllegalArgumentException("images " + images + ": name at least one image");
        }
        images.forEach(ArgumentChecks::image);
        return ImmutableSet.copyOf(images);
    }

    static Map<ImageId, SharePlan> plans(@Nullable Collection<SharePlan> plans) {
        Map<ImageId, SharePlan> byImage = new LinkedHashMap<>();
        for (SharePlan plan : given("plans", plans)) {
            if (byImage.put(given("plan", plan).image(), plan) != null) {
                throw new IllegalArgumentException(
                        "plans for " + plan.image() + ": two of them, and one would undo what the other does");
            }
        }
        return byImage;
    }

    static ImageQuery ownImages(@Nullable ImageQuery query) {
        ImageQuery given = given("query", query);
        if (given.type() != ImageType.PRIVATE_IMAGE) {
            throw new IllegalArgumentException("query " + given
                    + ": only its owner may ask who has access to an image; ask about your own, like ImageQuery.all()");
        }
        return given;
    }

    static BlueprintId blueprint(@Nullable BlueprintId blueprint) {
        if (blueprint == null) {
            throw new IllegalArgumentException(
                    "blueprint null: name the blueprint, like BlueprintId.of(\"lhbp-su83x02a\")");
        }
        return blueprint;
    }

    static Map<String, Integer> rates(@Nullable Map<String, Integer> perSecond) {
        Map<String, Integer> given = given("rates", perSecond);
        given.forEach((api, rate) -> {
            given("api of the rate " + rate, api);
            if (rate == null || rate < 1) {
                throw new IllegalArgumentException("rate " + rate + " of " + api + ": at least 1 a second");
            }
        });
        return given;
    }

    static Set<AccountId> accounts(@Nullable Collection<AccountId> accounts) {
        if (accounts == null || accounts.isEmpty()) {
            throw new IllegalArgumentException("accounts " + accounts + ": name at least one root account");
        }
        return possiblyNo(accounts);
    }

    static Set<AccountId> possiblyNo(@Nullable Collection<AccountId> accounts) {
        Collection<AccountId> given = given("accounts", accounts);
        if (given.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("accounts " + given + ": null is no account");
        }
        return ImmutableSet.copyOf(given);
    }
}
