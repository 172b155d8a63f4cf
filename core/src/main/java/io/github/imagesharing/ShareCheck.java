package io.github.imagesharing;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.gson.annotations.JsonAdapter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the checks before a call found. Immutable.
 *
 * @param violations every precondition that does not hold, as the exception the call would throw, none of them thrown
 * @param unchecked every precondition that could not be checked; the service refuses by itself where one does not hold
 */
@JsonAdapter(ReportAdapter.class)
public record ShareCheck(List<ImageSharingException> violations, List<Unchecked> unchecked) {

    /**
     * Makes the collections immutable.
     *
     * @throws IllegalArgumentException if anything is null
     */
    public ShareCheck {
        violations = ArgumentChecks.all("violations", violations);
        unchecked = ArgumentChecks.all("unchecked", unchecked);
    }

    /**
     * Whether the call would be made.
     *
     * @return true if nothing is violated
     */
    public boolean isAllowed() {
        return violations.isEmpty();
    }

    /**
     * Throws the first violation, the others suppressed in it.
     *
     * @return this check, if the call is allowed
     * @throws ImageSharingException if it is not
     */
    public ShareCheck orThrow() {
        firstViolation().ifPresent(violation -> {
            throw violation;
        });
        return this;
    }

    /**
     * What the call would throw.
     *
     * @return a copy of the first violation, the others suppressed in it; empty if the call is allowed
     */
    public Optional<ImageSharingException> firstViolation() {
        if (isAllowed()) {
            return Optional.empty();
        }
        ImageSharingException first = violations.get(0).copy();
        violations.stream().skip(1).forEach(first::addSuppressed);
        return Optional.of(first);
    }

    /**
     * JSON: {@code allowed}, {@code violations}, each an error as {@link ShareReport#toJson()} has it, and {@code unchecked},
     * each with {@code precondition} and {@code message}.
     *
     * @return one JSON object
     */
    public String toJson() {
        return JsonText.of(ReportWriter.json(this));
    }

    /** The same for Jackson, of either version. */
    @JsonValue
    Map<String, Object> json() {
        return JsonText.values(ReportWriter.json(this));
    }

    /**
     * The check in one line, short however much it found.
     *
     * @return whether the call would be made, what is violated, and what could not be checked
     */
    @Override
    public String toString() {
        String open = unchecked.isEmpty()
                ? ""
                : ", not checked: "
                        + LogLine.some(
                                unchecked.stream().map(Unchecked::precondition).toList());
        return LogLine.of(
                "ShareCheck[%s%s".formatted(isAllowed() ? "allowed" : "not allowed", open),
                violations.stream().map(LogLine::inFull).toList(),
                "]");
    }

    /**
     * A precondition that could not be checked.
     *
     * @param precondition which
     * @param reason why it could not be checked, for a person
     */
    public record Unchecked(Precondition precondition, String reason) {

        /**
         * Checks the members.
         *
         * @throws IllegalArgumentException if one is null
         */
        public Unchecked {
            ArgumentChecks.given("precondition", precondition);
            ArgumentChecks.given("reason", reason);
        }
    }
}
