package io.github.imagesharing.cvm;

import com.google.common.collect.Iterables;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImagesRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImagesResponse;
import com.tencentcloudapi.cvm.v20170312.models.Filter;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.TooManyAccountsException;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.ApiCaller;
import io.github.imagesharing.transport.Listing;
import io.github.imagesharing.transport.ProductClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** {@code DescribeImages}: by identifier, or all pages of a filter. */
final class ImageListing {

    private static final Listing.Subject<CvmImage> IMAGES =
            new Listing.Subject<>(CvmApis.DESCRIBE_IMAGES, null, CvmApis.PAGE, CvmImage::id);

    private final ApiCaller caller;
    private final ProductClient client;

    ImageListing(ApiCaller caller, ProductClient client) {
        this.caller = caller;
        this.client = client;
    }

    List<CvmImage> describe(Collection<ImageId> ids, Deadline deadline) {
        List<CvmImage> images = new ArrayList<>();
        for (List<ImageId> part : Iterables.partition(ids, CvmApis.PAGE)) {
            images.addAll(described(part, deadline));
        }
        return images;
    }

    /** The service filters neither identifiers by type nor anything by family. */
    List<CvmImage> list(ImageQuery query, Deadline deadline) {
        List<CvmImage> listed = query.ids().isEmpty() ? filtered(query, deadline) : describe(query.ids(), deadline);
        return listed.stream()
                .filter(image -> image.type() == query.type() || query.ids().isEmpty())
                .filter(image -> query.family().isEmpty() || query.family().equals(image.family()))
                .toList();
    }

    private List<CvmImage> filtered(ImageQuery query, Deadline deadline) {
        List<Filter> filters = new ArrayList<>();
        filters.add(filter("image-type", query.type().name()));
        query.filters().forEach((name, value) -> filters.add(filter(name, value)));
        return pages(filters.toArray(Filter[]::new), deadline);
    }

    /** How many ids one request may carry is not published; half of too many may do. */
    private List<CvmImage> described(List<ImageId> ids, Deadline deadline) {
        DescribeImagesRequest request = new DescribeImagesRequest();
        request.setImageIds(ids.stream().map(ImageId::value).toArray(String[]::new));
        request.setLimit((long) CvmApis.PAGE);
        ImageId only = ids.size() == 1 ? ids.get(0) : null;
        try {
            return caller.readTogether(
                    CvmApis.DESCRIBE_IMAGES,
                    ids,
                    only,
                    deadline,
                    () -> ImageMapper.images(client.send(CvmApis.DESCRIBE_IMAGES, request, DescribeImagesResponse.class)
                            .getImageSet()));
        } catch (ImageNotFoundException | TooManyAccountsException e) {
            if (only == null) {
                return describeHalves(ids, deadline);
            }
            if (e instanceof ImageNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    private List<CvmImage> describeHalves(List<ImageId> ids, Deadline deadline) {
        List<CvmImage> images = new ArrayList<>(described(ids.subList(0, ids.size() / 2), deadline));
        images.addAll(described(ids.subList(ids.size() / 2, ids.size()), deadline));
        return images;
    }

    private List<CvmImage> pages(Filter[] filters, Deadline deadline) {
        return Listing.all(IMAGES, deadline, offset -> {
            DescribeImagesRequest request = new DescribeImagesRequest();
            request.setFilters(filters);
            request.setLimit((long) CvmApis.PAGE);
            request.setOffset(offset);
            return caller.read(
                    CvmApis.DESCRIBE_IMAGES,
                    null,
                    deadline,
                    () -> page(client.send(CvmApis.DESCRIBE_IMAGES, request, DescribeImagesResponse.class)));
        });
    }

    /** Mapped where the call is made, so that an image that cannot be read is a failure of the call. */
    private static Listing.Page<CvmImage> page(DescribeImagesResponse response) {
        return Listing.Page.of(response.getImageSet(), response.getTotalCount(), ImageMapper::image);
    }

    private static Filter filter(String name, String value) {
        Filter filter = new Filter();
        filter.setName(name);
        filter.setValues(new String[] {value});
        return filter;
    }
}
