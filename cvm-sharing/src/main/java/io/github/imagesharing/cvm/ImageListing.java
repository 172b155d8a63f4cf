package io.github.imagesharing.cvm;

import com.google.common.collect.Iterables;
import com.tencentcloudapi.cvm.v20170312.CvmClient;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImagesRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeImagesResponse;
import com.tencentcloudapi.cvm.v20170312.models.Filter;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.TooManyAccountsException;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.transport.ApiCaller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code DescribeImages}: by identifier, or all pages of a filter. */
final class ImageListing {

    /** 40 requests a second and 100 images a page, as published. */
    private static final Api DESCRIBE = new Api("cvm", "DescribeImages", 40);

    private static final int PAGE = 100;

    private final ApiCaller caller;
    private final CvmClient client;

    ImageListing(ApiCaller caller, CvmClient client) {
        this.caller = caller;
        this.client = client;
    }

    List<CvmImage> describe(Collection<ImageId> ids, Deadline deadline) {
        List<CvmImage> images = new ArrayList<>();
        for (List<ImageId> part : Iterables.partition(ids, PAGE)) {
            images.addAll(described(part, deadline));
        }
        return images;
    }

    List<CvmImage> list(ImageQuery query, Deadline deadline) {
        if (!query.ids().isEmpty()) {
            return describe(query.ids(), deadline).stream()
                    .filter(image -> image.type() == ImageType.PRIVATE_IMAGE)
                    .toList();
        }
        List<Filter> filters = new ArrayList<>();
        filters.add(filter("image-type", ImageType.PRIVATE_IMAGE.name()));
        query.filters().forEach((name, value) -> filters.add(filter(name, value)));
        return pages(filters.toArray(Filter[]::new), deadline);
    }

    /** How many ids one request may carry is not published; half of too many may do. */
    private List<CvmImage> described(List<ImageId> ids, Deadline deadline) {
        DescribeImagesRequest request = new DescribeImagesRequest();
        request.setImageIds(ids.stream().map(ImageId::value).toArray(String[]::new));
        request.setLimit((long) PAGE);
        ImageId only = ids.size() == 1 ? ids.get(0) : null;
        try {
            return caller.read(
                    DESCRIBE,
                    only,
                    deadline,
                    () -> ImageReader.images(client.DescribeImages(request).getImageSet()));
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

    private record Page(
            List<CvmImage> images, int size, @Nullable Long total) {}

    /** The list may change between two pages, so an image may come twice; it is counted once. */
    private List<CvmImage> pages(Filter[] filters, Deadline deadline) {
        Map<ImageId, CvmImage> images = new LinkedHashMap<>();
        int offset = 0;
        while (true) {
            DescribeImagesRequest request = new DescribeImagesRequest();
            request.setFilters(filters);
            request.setLimit((long) PAGE);
            request.setOffset((long) offset);
            Page page = caller.read(DESCRIBE, null, deadline, () -> page(client.DescribeImages(request)));
            page.images().forEach(image -> images.put(image.id(), image));
            offset += page.size();
            boolean last = page.total() == null ? page.size() < PAGE : offset >= page.total();
            if (page.size() == 0 || last) {
                return List.copyOf(images.values());
            }
        }
    }

    private static Page page(DescribeImagesResponse response) {
        int size = response.getImageSet() == null ? 0 : response.getImageSet().length;
        return new Page(ImageReader.images(response.getImageSet()), size, response.getTotalCount());
    }

    private static Filter filter(String name, String value) {
        Filter filter = new Filter();
        filter.setName(name);
        filter.setValues(new String[] {value});
        return filter;
    }
}
