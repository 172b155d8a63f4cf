package io.github.imagesharing.lighthouse;

import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.lighthouse.models.Blueprint;
import io.github.imagesharing.lighthouse.models.DescribeBlueprintsRequest;
import io.github.imagesharing.lighthouse.models.DescribeBlueprintsResponse;
import io.github.imagesharing.lighthouse.models.Filter;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.ApiCaller;
import io.github.imagesharing.transport.Listing;
import io.github.imagesharing.transport.ProductClient;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code DescribeBlueprints}: the blueprint that was made from an image, and the type of one. */
final class BlueprintListing {

    /** Which of the two an image becomes is not published. The others are Tencent Cloud's own. */
    private static final List<String> OWN_OR_GIVEN = List.of("PRIVATE", "SHARED");

    private static final Set<String> GOING = Set.of("DELETING", "DESTROYING", "CREATEFAILED", "SYNCING_FAILED");

    private final ApiCaller caller;
    private final ProductClient client;

    BlueprintListing(ApiCaller caller, ProductClient client) {
        this.caller = caller;
        this.client = client;
    }

    /** There is no filter for the image, so all pages are looked through. A blueprint on its way out does not count. */
    Optional<BlueprintId> of(ImageId imageId, Deadline deadline) {
        Listing.Subject<Blueprint> blueprints = new Listing.Subject<>(
                LighthouseApis.DESCRIBE_BLUEPRINTS, imageId, LighthouseApis.PAGE, Blueprint::getBlueprintId);
        List<Blueprint> all = Listing.all(blueprints, deadline, offset -> {
            DescribeBlueprintsRequest request = new DescribeBlueprintsRequest();
            request.setFilters(new Filter[] {ofType(OWN_OR_GIVEN)});
            request.setOffset(offset);
            request.setLimit(LighthouseApis.PAGE);
            return caller.read(
                    LighthouseApis.DESCRIBE_BLUEPRINTS,
                    imageId,
                    deadline,
                    () -> page(client.send(
                            LighthouseApis.DESCRIBE_BLUEPRINTS, request, DescribeBlueprintsResponse.class)));
        });
        return all.stream()
                .filter(blueprint -> imageId.value().equals(blueprint.getImageId()))
                .filter(blueprint ->
                        blueprint.getBlueprintState() == null || !GOING.contains(blueprint.getBlueprintState()))
                .sorted(Comparator.comparing(blueprint -> !"NORMAL".equals(blueprint.getBlueprintState())))
                .flatMap(blueprint -> id(blueprint.getBlueprintId()).stream())
                .findFirst();
    }

    /** The type, empty where there is no such blueprint or the service does not say. */
    Optional<String> typeOf(BlueprintId blueprint, Deadline deadline) {
        DescribeBlueprintsRequest request = new DescribeBlueprintsRequest();
        request.setBlueprintIds(new String[] {blueprint.value()});
        return caller.readTogether(
                LighthouseApis.DESCRIBE_BLUEPRINTS,
                blueprint,
                null,
                deadline,
                () -> Listing.present(client.send(
                                        LighthouseApis.DESCRIBE_BLUEPRINTS, request, DescribeBlueprintsResponse.class)
                                .getBlueprintSet())
                        .filter(shown -> blueprint.value().equals(shown.getBlueprintId()))
                        .findFirst()
                        .flatMap(shown -> Optional.ofNullable(shown.getBlueprintType())));
    }

    /** The id, empty where the service leaves it out or writes something else there. */
    static Optional<BlueprintId> id(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(BlueprintId.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Listing.Page<Blueprint> page(DescribeBlueprintsResponse response) {
        return Listing.Page.of(response.getBlueprintSet(), response.getTotalCount(), Function.identity());
    }

    private static Filter ofType(List<String> types) {
        Filter filter = new Filter();
        filter.setName("blueprint-type");
        filter.setValues(types.toArray(String[]::new));
        return filter;
    }
}
