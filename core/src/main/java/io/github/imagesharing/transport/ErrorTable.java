package io.github.imagesharing.transport;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.imagesharing.AccessDeniedException;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.UnsupportedRegionException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which code of the service becomes which exception: an adapter's own rows first, then the rows common to all
 * products, then {@link UnrecognizedServiceException}. A new code is a new row in the adapter's table. Immutable.
 */
public final class ErrorTable {

    private record Row(Predicate<ServiceError> matches, Function<Details, ImageSharingException> exception) {}

    /** The rows common to all products, the more particular before the more general. */
    private static final List<Row> COMMON = List.of(
            family("RequestLimitExceeded", ThrottledException::new),
            new Row(error -> error.code().endsWith("RateLimitExceeded"), ThrottledException::new),
            code("AuthFailure.UnauthorizedOperation", AccessDeniedException::new),
            family("AuthFailure", AuthenticationException::new),
            new Row(ErrorTable::isUnheard, details -> new AccessDeniedException(details, true)),
            family("UnauthorizedOperation", AccessDeniedException::new),
            family("InternalError", ServiceFailureException::new),
            code("ResourceUnavailable", ServiceFailureException::new),
            code("ServiceUnavailable", ServiceFailureException::new),
            code("UnsupportedRegion", UnsupportedRegionException::new),
            new Row(
                    error -> error.code().equals("InvalidParameterValue")
                            && error.message().contains("X-TC-Region"),
                    UnsupportedRegionException::new));

    private final ImmutableMap<String, Function<Details, ImageSharingException>> rows;
    private final ImmutableList<Row> families;

    private ErrorTable(
            ImmutableMap<String, Function<Details, ImageSharingException>> rows, ImmutableList<Row> families) {
        this.rows = rows;
        this.families = families;
    }

    /**
     * Begins a table of an adapter's own rows over the common ones.
     *
     * @return a builder without rows
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link ErrorTable}. Not thread-safe. */
    public static final class Builder {

        private final ImmutableMap.Builder<String, Function<Details, ImageSharingException>> rows =
                ImmutableMap.builder();
        private final ImmutableList.Builder<Row> families = ImmutableList.builder();

        private Builder() {}

        /**
         * Adds a row.
         *
         * @param code the service's code, spelt as the service spells it
         * @param exception makes the exception, usually its constructor
         * @return this builder
         */
        public Builder row(String code, Function<Details, ImageSharingException> exception) {
            rows.put(code, exception);
            return this;
        }

        /**
         * Adds a row for a code and all that go on from it with a point, but for those with a row of their own.
         *
         * @param code the service's code, spelt as the service spells it
         * @param exception makes the exception, usually its constructor
         * @return this builder
         */
        public Builder family(String code, Function<Details, ImageSharingException> exception) {
            families.add(ErrorTable.family(code, exception));
            return this;
        }

        /**
         * Adds a row for an image of a kind that cannot be shared.
         *
         * @param code the service's code
         * @param reason why the image cannot be shared
         * @return this builder
         */
        public Builder notShareable(String code, ImageNotShareableException.Reason reason) {
            return row(code, details -> new ImageNotShareableException(details, reason));
        }

        /**
         * Makes the table.
         *
         * @return the table
         * @throws IllegalArgumentException if two rows have one code
         */
        public ErrorTable build() {
            return new ErrorTable(rows.build(), families.build());
        }
    }

    /** The exception for an error; never null, never a crash. */
    ImageSharingException translate(ServiceError error, Details details) {
        Function<Details, ImageSharingException> own = rows.get(error.code());
        if (own != null) {
            return own.apply(details);
        }
        return Stream.concat(families.stream(), COMMON.stream())
                .filter(row -> row.matches().test(error))
                .map(Row::exception)
                .findFirst()
                .orElse(UnrecognizedServiceException::new)
                .apply(details);
    }

    /** The service that knows the policies did not answer, so that nothing was refused yet. Seen once, in an outage. */
    private static boolean isUnheard(ServiceError error) {
        return error.code().equals("UnauthorizedOperation.PermissionDenied")
                && error.message().contains("send request err");
    }

    private static Row code(String code, Function<Details, ImageSharingException> exception) {
        return new Row(error -> error.code().equals(code), exception);
    }

    private static Row family(String code, Function<Details, ImageSharingException> exception) {
        return new Row(error -> error.code().equals(code) || error.code().startsWith(code + "."), exception);
    }
}
