package io.github.imagesharing.cli.sync;

import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Images that could not be read for the same reason; the reason is that of the first of them. */
public record Unread(ImageSharingException why, List<ImageId> images) {

    /** As many images as are named where a reason is the same for many. */
    private static final int NAMED = 3;

    static List<Unread> of(Map<ImageId, ImageSharingException> failed) {
        Map<String, Unread> byKind = new LinkedHashMap<>();
        failed.forEach(
                (image, why) -> byKind.computeIfAbsent(kind(image, why), first -> new Unread(why, new ArrayList<>()))
                        .images
                        .add(image));
        return List.copyOf(byKind.values());
    }

    /** Failures with the same error code have the same reason; without a code, those with the same message. */
    static String kind(ImageId image, ImageSharingException why) {
        return why.getClass().getName()
                + why.errorCode()
                        .orElseGet(() -> String.valueOf(why.getMessage()).replace(image.value(), ""));
    }

    /** The images, or the first of them and how many more. */
    public String subject() {
        if (images.size() == 1) {
            return images.get(0).value();
        }
        String first = images.stream().limit(NAMED).map(ImageId::value).collect(Collectors.joining(", "));
        int more = images.size() - NAMED;
        return images.size() + " images: " + first + (more > 0 ? " and " + more + " more" : "");
    }
}
