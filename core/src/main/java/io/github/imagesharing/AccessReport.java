package io.github.imagesharing;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.gson.annotations.JsonAdapter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who has access to which images. Can be asked both ways, narrowed to what is worth a look, and written as text, CSV and
 * JSON. Immutable.
 *
 * @param takenAt when the audit began
 * @param images the images, in the order listed; in a narrowed report those of which something is left
 * @param access who has access to each image, as the service lists them
 * @param skipped images that were deleted while the audit ran, so that nobody can say
 * @param narrowed whether shares were left out, so that it must not be taken for all that there is
 */
@JsonAdapter(ReportAdapter.class)
public record AccessReport(
        Instant takenAt,
        List<CvmImage> images,
        Map<ImageId, List<SharedAccount>> access,
        List<CvmImage> skipped,
        boolean narrowed) {

    /**
     * Makes the collections immutable.
     *
     * @throws IllegalArgumentException if anything is null
     */
    public AccessReport {
        ArgumentChecks.given("taken at", takenAt);
        images = ArgumentChecks.all("images", images);
        access = ArgumentChecks.all("access", access).entrySet().stream()
                .collect(ImmutableMap.toImmutableMap(
                        Map.Entry::getKey,
                        image -> ArgumentChecks.all("accounts of " + image.getKey(), image.getValue())));
        skipped = ArgumentChecks.all("skipped", skipped);
    }

    /**
     * A report from which nothing was left out.
     *
     * @param takenAt when the audit began
     * @param images the images, in the order listed
     * @param access who has access to each image, as the service lists them
     * @param skipped images that were deleted while the audit ran, so that nobody can say
     * @throws IllegalArgumentException if anything is null
     */
    public AccessReport(
            Instant takenAt, List<CvmImage> images, Map<ImageId, List<SharedAccount>> access, List<CvmImage> skipped) {
        this(takenAt, images, access, skipped, false);
    }

    /**
     * Who has access to an image.
     *
     * @param image the image
     * @return the accounts; empty also for an image that is not in this report
     * @throws IllegalArgumentException if the image is null
     */
    public List<SharedAccount> accountsOf(ImageId image) {
        return access.getOrDefault(ArgumentChecks.image(image), List.of());
    }

    /**
     * What an account has access to.
     *
     * @param account the account
     * @return the images of this report, in the order listed
     * @throws IllegalArgumentException if the account is null
     */
    public Set<ImageId> imagesOf(AccountId account) {
        ArgumentChecks.given("account", account);
        return images.stream()
                .map(CvmImage::id)
                .filter(image -> accountsOf(image).stream()
                        .anyMatch(shared -> shared.account().equals(account)))
                .collect(ImmutableSet.toImmutableSet());
    }

    /**
     * The accounts that have access to anything.
     *
     * @return an immutable set, in the order of the images
     */
    public Set<AccountId> accounts() {
        return accounts(access.values().stream().flatMap(List::stream));
    }

    private static Set<AccountId> accounts(Stream<SharedAccount> shares) {
        return shares.map(SharedAccount::account).collect(ImmutableSet.toImmutableSet());
    }

    /**
     * The shares past their time.
     *
     * @param age how old a share must be; one whose time the service does not say is not among them
     * @return a report of these shares alone
     * @throws IllegalArgumentException if the age is not positive
     */
    public AccessReport olderThan(Duration age) {
        ArgumentChecks.positive("age", age);
        return only(shared -> shared.sharedAt() != null
                && Duration.between(shared.sharedAt(), takenAt).compareTo(age) > 0);
    }

    /**
     * The shares with accounts that an allow-list does not name.
     *
     * @param allowed the accounts that may have access
     * @return a report of the other shares alone
     * @throws IllegalArgumentException if the accounts are null or one of them is
     */
    public AccessReport outside(Collection<AccountId> allowed) {
        Set<AccountId> allowList = ArgumentChecks.possiblyNo(allowed);
        return only(shared -> !allowList.contains(shared.account()));
    }

    /**
     * Plans that end exactly the shares this report shows, for {@link ImageSharingService#applyAll(Collection)}: with
     * {@link #olderThan} and {@link #outside} those past their time and those of strangers. They give nobody access, and
     * take it from nobody whom this report does not show, so nothing that it was narrowed by is touched.
     *
     * <p>An account that has lost its access meanwhile is unchanged. One that got it anew since the report loses it too,
     * since a plan names accounts and no times; so apply the plans soon, or audit again.
     *
     * @return a plan for each image with a share, in the order listed; empty where the report shows no share
     */
    public List<SharePlan> toUnshare() {
        return access.entrySet().stream()
                .filter(image -> !image.getValue().isEmpty())
                .map(image -> new SharePlan(
                        image.getKey(), Set.of(), accounts(image.getValue().stream()), Set.of(), narrowed))
                .toList();
    }

    private AccessReport only(Predicate<SharedAccount> worthALook) {
        ImmutableMap.Builder<ImageId, List<SharedAccount>> some = ImmutableMap.builder();
        List<CvmImage> left = new ArrayList<>();
        for (CvmImage image : images) {
            List<SharedAccount> shares =
                    accountsOf(image.id()).stream().filter(worthALook).toList();
            if (!shares.isEmpty()) {
                some.put(image.id(), shares);
                left.add(image);
            }
        }
        return new AccessReport(takenAt, left, some.build(), skipped, true);
    }

    /**
     * A table for a person.
     *
     * @return a line for each image and account, and one for each image that nobody has access to
     */
    public String toText() {
        return AccessReportWriter.text(this);
    }

    /**
     * The report in one line, short however large it is.
     *
     * @return how many images and shares there are, and whether some are missing
     */
    @Override
    public String toString() {
        return "AccessReport[%s: %s images, %s shares with %s accounts, %s skipped%s]"
                .formatted(
                        takenAt,
                        images.size(),
                        access.values().stream().mapToInt(List::size).sum(),
                        accounts().size(),
                        skipped.size(),
                        narrowed ? ", narrowed" : "");
    }

    /**
     * Comma-separated values as RFC 4180 has them: {@code image_id,image_name,image_state,account_id,shared_at}, with a
     * header. An image that nobody has access to has a row without an account; a skipped one has the state
     * {@code DELETED}. The last row holds in its first cell {@code #end}, the number of rows between it and the header,
     * and {@code complete} or {@code narrowed}, so that a reader knows that nothing was cut off or left out.
     *
     * <p>Nothing in it acts on what shows it: control characters, line ends and direction marks of a name are escaped as
     * in Java, and an apostrophe stands before what a spreadsheet would take for a formula.
     *
     * @return the rows, each ended by CR and LF
     */
    public String toCsv() {
        return AccessReportWriter.csv(this);
    }

    /**
     * JSON: {@code takenAt}, {@code images} with {@code imageId}, {@code name}, {@code state} and {@code accounts}
     * ({@code accountId}, {@code sharedAt}), {@code skipped}, and {@code narrowed}, which is whether shares were left out.
     * Times are ISO-8601 in UTC. Control characters and direction marks are escaped, and names are unchanged once read.
     *
     * @return one JSON object
     */
    public String toJson() {
        return JsonText.of(AccessReportWriter.json(this));
    }

    /** The same for Jackson, of either version. */
    @JsonValue
    Map<String, Object> json() {
        return JsonText.values(AccessReportWriter.json(this));
    }
}
