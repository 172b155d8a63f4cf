package io.github.imagesharing.cvm;

import com.tencentcloudapi.cvm.v20170312.models.Image;
import com.tencentcloudapi.cvm.v20170312.models.Snapshot;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.DiskUsage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSource;
import io.github.imagesharing.ImageState;
import io.github.imagesharing.ImageType;
import io.github.imagesharing.LicenseType;
import io.github.imagesharing.transport.Listing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the SDK's models into values; in the models everything may be null, also where the documents say otherwise. */
final class ImageMapper {

    private ImageMapper() {}

    static List<CvmImage> images(Image @Nullable [] set) {
        return Listing.present(set).map(ImageMapper::image).toList();
    }

    static CvmImage image(Image image) {
        Map<String, String> unrecognized = new HashMap<>();
        return new CvmImage(
                ImageId.of(image.getImageId()),
                text(image.getImageName()),
                kept("ImageState", image.getImageState(), ImageState.of(image.getImageState()), unrecognized),
                kept("ImageSource", image.getImageSource(), ImageSource.of(image.getImageSource()), unrecognized),
                kept("ImageType", image.getImageType(), ImageType.of(image.getImageType()), unrecognized),
                kept("LicenseType", image.getLicenseType(), LicenseType.of(image.getLicenseType()), unrecognized),
                text(image.getPlatform()),
                text(image.getOsName()),
                text(image.getArchitecture()),
                number(image.getImageSize()),
                Boolean.TRUE.equals(image.getIsSupportCloudinit()),
                snapshots(image.getSnapshotSet()),
                Listing.time(image.getCreatedTime()),
                text(image.getImageFamily()),
                Boolean.TRUE.equals(image.getImageDeprecated()),
                image.getSyncPercent() == null ? null : image.getSyncPercent().intValue(),
                unrecognized);
    }

    private static List<CvmImage.Snapshot> snapshots(Snapshot @Nullable [] set) {
        List<CvmImage.Snapshot> snapshots = new ArrayList<>();
        Listing.present(set)
                .filter(snapshot -> snapshot.getSnapshotId() != null)
                .forEach(snapshot -> snapshots.add(new CvmImage.Snapshot(
                        snapshot.getSnapshotId(),
                        DiskUsage.of(snapshot.getDiskUsage()),
                        number(snapshot.getDiskSize()))));
        return snapshots;
    }

    private static <E extends Enum<E>> E kept(
            String member, @Nullable String text, E constant, Map<String, String> unrecognized) {
        if (text != null && constant.name().equals("UNKNOWN")) {
            unrecognized.put(member, text);
        }
        return constant;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static long number(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
