package io.github.imagesharing.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ServiceFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures have a bounded number of names. */
class ErrorTypesTest {

    /** The codes that stand in the tables, as their sources spell them. */
    static List<String> rows() throws IOException {
        Pattern row = Pattern.compile("(?:\\.row|notShareable|family|code)\\(\"([^\"]+)\"");
        List<String> codes = new ArrayList<>();
        for (String table : List.of(
                "core/src/main/java/io/github/imagesharing/transport/ErrorTable.java",
                "core/src/main/java/io/github/imagesharing/transport/RoleKeys.java",
                "cvm-sharing/src/main/java/io/github/imagesharing/cvm/CvmErrors.java",
                "lighthouse-sharing/src/main/java/io/github/imagesharing/lighthouse/LighthouseErrors.java")) {
            row.matcher(Files.readString(Path.of("..", table))).results().forEach(found -> codes.add(found.group(1)));
        }
        return codes;
    }

    @Test
    void theTablesAreFound() throws IOException {
        assertThat(rows())
                .hasSizeGreaterThan(70)
                .contains("AuthFailure", "InternalError.IllegalRole", "OverQuota", "ResourceInUse.ImageInUse");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aCodeOfTheTablesIsItsOwnName(String code) {
        assertThat(ErrorTypes.of(failure(code))).isEqualTo(code);
        assertThat(ErrorTypes.code(failure(code))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "InternalError.Invented,InternalError",
        "AuthFailure.Invented.Twice,AuthFailure",
        "AuthFailure.SecretIdNotFound,AuthFailure.SecretIdNotFound",
        "RequestLimitExceeded.UinLimitExceeded,RequestLimitExceeded.UinLimitExceeded",
        "RequestLimitExceeded.Invented,RequestLimitExceeded",
        "Invented.RateLimitExceeded,RequestLimitExceeded",
        "InternalErrorInvented,_OTHER",
        "Invented,_OTHER",
        "InvalidImageId.Invented,_OTHER",
        "'',_OTHER",
    })
    void anotherCodeIsItsFamilyOrNone(String code, String name) {
        assertThat(ErrorTypes.of(failure(code))).isEqualTo(name);
        assertThat(ErrorTypes.code(failure(code))).isEqualTo(name);
    }

    @Test
    void whereNoCodeCameItIsTheException() {
        assertThat(ErrorTypes.of(failure(null))).isEqualTo("ServiceFailureException");
        assertThat(ErrorTypes.of(Optional.of(new OutOfMemoryError()))).isEqualTo("OutOfMemoryError");
        assertThat(ErrorTypes.of(Optional.of(new RuntimeException() {
                    private static final long serialVersionUID = 1L;
                })))
                .isEqualTo("_OTHER");
        assertThat(ErrorTypes.code(failure(null))).isEqualTo("none");
        assertThat(ErrorTypes.code(Optional.of(new OutOfMemoryError()))).isEqualTo("none");
    }

    @Test
    void aSuccessIsNone() {
        assertThat(ErrorTypes.of(Optional.empty())).isEqualTo("none");
        assertThat(ErrorTypes.code(Optional.empty())).isEqualTo("none");
    }

    private static Optional<Throwable> failure(@Nullable String code) {
        return Optional.of(
                new ServiceFailureException(new Details("refused", code, null, null, DetectedBy.SERVICE, null)));
    }
}
