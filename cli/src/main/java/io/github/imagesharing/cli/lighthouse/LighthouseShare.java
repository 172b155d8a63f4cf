package io.github.imagesharing.cli.lighthouse;

import io.github.imagesharing.AlreadySharedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.options.CloudOptions;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.LighthouseResult.One;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shares images into the own Lighthouse. */
@Command(
        name = "share",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shares custom images into the own Lighthouse, and says which blueprint each is there.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every image is in Lighthouse, also where it was before",
            "1:something was refused or could not be done; the output says what and why",
            "2:wrong usage",
            "130:interrupted; the output says what was done"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing lighthouse share --fake --image img-n9eekbnt",
            "  image-sharing lighthouse share --region ap-guangzhou \\",
            "      --image img-6pb6lrmy,img-8toqc6s3 --output json"
        })
final class LighthouseShare implements Callable<Integer> {

    @Option(names = "--image", paramLabel = "ID", split = ",", required = true, description = "the images")
    private Set<ImageId> images = new LinkedHashSet<>();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    LighthouseShare(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        Region region = cloud.region();
        return cloud.run(sharing -> EachImage.change(region, images, output, image -> share(sharing, image)));
    }

    private static One share(ImageSharingService sharing, ImageId image) {
        try {
            return new One(image, sharing.shareToLighthouse(image), "changed", null);
        } catch (AlreadySharedException e) {
            return new One(image, e.blueprintId().orElse(null), "unchanged", null);
        }
    }
}
