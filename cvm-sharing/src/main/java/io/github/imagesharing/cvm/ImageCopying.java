package io.github.imagesharing.cvm;

import com.tencentcloudapi.cvm.v20170312.models.SyncImage;
import com.tencentcloudapi.cvm.v20170312.models.SyncImagesRequest;
import com.tencentcloudapi.cvm.v20170312.models.SyncImagesResponse;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.ApiCaller;
import io.github.imagesharing.transport.Listing;
import io.github.imagesharing.transport.ProductClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code SyncImages}: one request that changes something, and the ids of the copies where the service says them.
 *
 * <p>It answers that a private cloud may be too old to be asked for the ids: it refuses the parameter, and so has done
 * nothing, and the same is asked without it. Shown by {@code CopyingTest}. Thread-safe.
 */
final class ImageCopying {

    private final ApiCaller caller;
    private final ProductClient client;
    private volatile boolean saysIds = true;

    ImageCopying(ApiCaller caller, ProductClient client) {
        this.caller = caller;
        this.client = client;
    }

    Map<Region, ImageId> copy(CvmImage source, String name, Set<Region> destinations, Deadline deadline) {
        SyncImagesRequest request = new SyncImagesRequest();
        request.setImageIds(new String[] {source.id().value()});
        request.setDestinationRegions(destinations.stream().map(Region::value).toArray(String[]::new));
        if (!name.equals(source.name())) {
            request.setImageName(name);
        }
        if (saysIds) {
            request.setImageSetRequired(true);
            try {
                return send(request, source.id(), destinations, deadline);
            } catch (UnrecognizedServiceException e) {
                if (e.errorCode().filter("UnknownParameter"::equals).isEmpty()) {
                    throw e;
                }
                // Of the parameters sent it is the youngest: a cloud that misses another one misses it too.
                saysIds = false;
                request.setImageSetRequired(null);
            }
        }
        return send(request, source.id(), destinations, deadline);
    }

    private Map<Region, ImageId> send(
            SyncImagesRequest request, ImageId source, Set<Region> destinations, Deadline deadline) {
        return caller.send(
                CvmApis.SYNC_IMAGES,
                source,
                deadline,
                () -> copies(
                        client.send(CvmApis.SYNC_IMAGES, request, SyncImagesResponse.class)
                                .getImageSet(),
                        destinations));
    }

    /** What lacks its id or its region, and what was not asked for, is left out. */
    private static Map<Region, ImageId> copies(SyncImage @Nullable [] set, Set<Region> destinations) {
        Map<Region, ImageId> copies = new LinkedHashMap<>();
        Listing.present(set)
                .filter(copy -> copy.getImageId() != null && !copy.getImageId().isEmpty())
                .forEach(copy -> destinations.stream()
                        .filter(region -> region.value().equals(copy.getRegion()))
                        .forEach(region -> copies.put(region, ImageId.of(copy.getImageId()))));
        return copies;
    }
}
