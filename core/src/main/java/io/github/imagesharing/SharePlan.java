package io.github.imagesharing;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import com.google.gson.annotations.JsonAdapter;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be shared and unshared so that exactly the desired accounts have access to an image. A value to look at and
 * to restrict before {@link ImageSharingService#apply} carries it out. Immutable.
 *
 * @param image the image
 * @param toShare who would gain access
 * @param toUnshare who would lose it
 * @param unchanged who has it and keeps it
 * @param narrowed whether others than those it names may have access, as far as it knows: they keep it, and are not
 *     reported as {@link ShareReport#unplanned()}
 */
@JsonAdapter(ReportAdapter.class)
public record SharePlan(
        ImageId image, Set<AccountId> toShare, Set<AccountId> toUnshare, Set<AccountId> unchanged, boolean narrowed)
        implements Serializable {

    private static final int PER_LINE = 8;

    /**
     * Makes the sets immutable.
     *
     * @throws IllegalArgumentException if an account stands in two of the sets, or anything is null
     */
    public SharePlan {
        ArgumentChecks.image(image);
        toShare = ArgumentChecks.possiblyNo(toShare);
        toUnshare = ArgumentChecks.possiblyNo(toUnshare);
        unchanged = ArgumentChecks.possiblyNo(unchanged);
        Set<AccountId> twice = ImmutableSet.copyOf(Sets.union(
                Sets.intersection(toShare, Sets.union(toUnshare, unchanged)), Sets.intersection(toUnshare, unchanged)));
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException(
                    "accounts " + twice + ": each either gains, loses or keeps access to " + image);
        }
    }

    /**
     * A plan that names all who have access.
     *
     * @param image the image
     * @param toShare who would gain access
     * @param toUnshare who would lose it
     * @param unchanged who has it and keeps it
     * @throws IllegalArgumentException if an account stands in two of the sets, or anything is null
     */
    public SharePlan(ImageId image, Set<AccountId> toShare, Set<AccountId> toUnshare, Set<AccountId> unchanged) {
        this(image, toShare, toUnshare, unchanged, false);
    }

    /**
     * Whether there is nothing to do.
     *
     * @return true if nobody gains and nobody loses access
     */
    public boolean isEmpty() {
        return toShare.isEmpty() && toUnshare.isEmpty();
    }

    /**
     * Every account the plan names.
     *
     * @return who would gain, lose or keep access
     */
    public Set<AccountId> accounts() {
        return ImmutableSet.copyOf(Sets.union(Sets.union(toShare, toUnshare), unchanged));
    }

    /**
     * The same without taking access from anybody: who would lose it keeps it.
     *
     * @return a restricted plan
     */
    public SharePlan withoutRemovals() {
        return keeping(toUnshare);
    }

    /**
     * The same without taking access from certain accounts: who of them would lose it keeps it.
     *
     * @param accounts the accounts to spare; others than those in {@link #toUnshare()} make no difference
     * @return a restricted plan
     * @throws IllegalArgumentException if the accounts are null or one of them is
     */
    public SharePlan keeping(Collection<AccountId> accounts) {
        Set<AccountId> spared = Sets.intersection(toUnshare, ArgumentChecks.possiblyNo(accounts));
        return new SharePlan(
                image, toShare, Sets.difference(toUnshare, spared), Sets.union(unchanged, spared), narrowed);
    }

    /**
     * Refuses a plan that takes access from too many, at once and not when it is applied, and never a part of it. The plan it
     * gives is this one: it remembers no limit.
     *
     * @param most how many accounts may lose access, at least 0
     * @return this plan
     * @throws IllegalStateException if more would lose it; the message names how many
     * @throws IllegalArgumentException if the number is negative
     */
    public SharePlan maxRemovals(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("removals " + most + ": at least 0");
        }
        if (toUnshare.size() > most) {
            throw new IllegalStateException("the plan takes access to %s from %s accounts, allowed are %s: %s"
                    .formatted(image, toUnshare.size(), most, toUnshare));
        }
        return this;
    }

    /**
     * The whole plan for a person.
     *
     * @return a line that counts, and lines of all accounts: {@code +} gains, {@code -} loses, {@code =} keeps access; each
     *     line is ended
     */
    public String toText() {
        StringBuilder text = new StringBuilder(counted(image.value())).append(System.lineSeparator());
        lines(text, " + ", toShare);
        lines(text, " - ", toUnshare);
        lines(text, " = ", unchanged);
        return text.toString();
    }

    private static void lines(StringBuilder text, String sign, Set<AccountId> accounts) {
        for (List<AccountId> line : Iterables.partition(accounts, PER_LINE)) {
            Joiner.on(", ").appendTo(text.append(sign), line).append(System.lineSeparator());
        }
    }

    private String counted(String name) {
        String others = narrowed ? ", others keep what they have" : "";
        return "%s: %s gain access, %s lose it, %s keep it%s"
                .formatted(name, toShare.size(), toUnshare.size(), unchanged.size(), others);
    }

    /**
     * The plan in one line, short however large it is; {@link #toText()} has all of it.
     *
     * @return the counts, and the first accounts: {@code +} gains, {@code -} loses, {@code =} keeps access
     */
    @Override
    public String toString() {
        String accounts = some(" + ", toShare) + some(" - ", toUnshare) + some(" = ", unchanged);
        return LogLine.of(counted(LogLine.name(image)) + (accounts.isEmpty() ? "" : ":" + accounts), List.of(), "");
    }

    private static String some(String sign, Set<AccountId> accounts) {
        return accounts.isEmpty() ? "" : sign + LogLine.some(accounts);
    }

    /**
     * JSON: {@code imageId}, the account ids {@code toShare}, {@code toUnshare} and {@code unchanged}, and {@code narrowed},
     * which is whether others may have access too.
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
}
