package io.github.imagesharing;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.gson.annotations.JsonAdapter;
import java.util.Map;
import java.util.Set;

/**
 * What {@link ImageSharingService#distribute} would do, as far as reads can tell. Immutable.
 *
 * @param image the image
 * @param copies the copies that exist, by region; the own region with the image itself included
 * @param toCopy the regions that would get a copy
 * @param toShare who would gain access, by region; regions in which nobody would are left out
 * @param violations the regions that would fail, and why
 */
@JsonAdapter(ReportAdapter.class)
public record DistributionPlan(
        ImageId image,
        Map<Region, ImageId> copies,
        Set<Region> toCopy,
        Map<Region, Set<AccountId>> toShare,
        Map<Region, ImageSharingException> violations) {

    /**
     * Makes the collections immutable.
     *
     * @throws IllegalArgumentException if anything is null
     */
    public DistributionPlan {
        ArgumentChecks.image(image);
        copies = ArgumentChecks.all("copies", copies);
        toCopy = ImmutableSet.copyOf(ArgumentChecks.all("regions to copy to", toCopy));
        toShare = ArgumentChecks.all("accounts by region", toShare).entrySet().stream()
                .collect(ImmutableMap.toImmutableMap(
                        Map.Entry::getKey, region -> ArgumentChecks.possiblyNo(region.getValue())));
        violations = ArgumentChecks.all("violations", violations);
    }

    /**
     * Whether there is nothing to do and nothing wrong.
     *
     * @return true if every copy exists and is shared as asked
     */
    public boolean isEmpty() {
        return toCopy.isEmpty() && toShare.isEmpty() && violations.isEmpty();
    }

    /**
     * The whole plan for a person.
     *
     * @return a line that counts, and one for each region; each line is ended
     */
    public String toText() {
        StringBuilder text = new StringBuilder(counted(image.value())).append(System.lineSeparator());
        regions().forEach(region -> text.append(line(region)).append(System.lineSeparator()));
        return text.toString();
    }

    private String counted(String name) {
        return "%s: %s regions to copy to, %s to share in, %s that would fail"
                .formatted(name, toCopy.size(), toShare.size(), violations.size());
    }

    /**
     * The plan in one line, short however large it is; {@link #toText()} has all of it.
     *
     * @return the counts, the first regions to copy to, and for which reasons regions would fail
     */
    @Override
    public String toString() {
        LogLine line =
                new LogLine(counted(LogLine.name(image)) + (toCopy.isEmpty() ? "" : ": + " + LogLine.some(toCopy)));
        violations.forEach((region, why) -> line.refused(why, null, region));
        return line.text("in", "");
    }

    /** Every region that takes part, the own one first. */
    Set<Region> regions() {
        return ImmutableSet.<Region>builder()
                .addAll(copies.keySet())
                .addAll(toCopy)
                .addAll(violations.keySet())
                .build();
    }

    private String line(Region region) {
        ImageSharingException violation = violations.get(region);
        ImageId copy = copies.get(region);
        Set<AccountId> gaining = toShare.getOrDefault(region, Set.of());
        String what = copy != null ? copy.value() : toCopy.contains(region) ? "to be copied" : "no copy";
        String sign = violation != null ? "!" : copy == null ? "+" : "=";
        return " %s %s: %s, %s accounts gain access%s"
                .formatted(sign, region, what, gaining.size(), violation == null ? "" : "; " + violation.getMessage());
    }

    /**
     * JSON: {@code imageId} and {@code regions}, each with {@code region}, {@code imageId} (null where there is no copy),
     * {@code toCopy}, {@code toShare} (account ids) and {@code violation}, which is null or an error as
     * {@link ShareReport#toJson()} has it.
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
