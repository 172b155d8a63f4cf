package io.github.imagesharing.cli.lighthouse;

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

/** Takes images back from the own Lighthouse. */
@Command(
        name = "unshare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Takes custom images back from the own Lighthouse.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no image is in Lighthouse, also where it was not before",
            "1:something was refused or could not be done; the output says what and why",
            "2:wrong usage",
            "130:interrupted; the output says what was done"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing lighthouse unshare --fake --image img-n9eekbnt",
            "  image-sharing lighthouse unshare --region ap-guangzhou --image img-6pb6lrmy"
        })
final class LighthouseUnshare implements Callable<Integer> {

    @Option(names = "--image", paramLabel = "ID", split = ",", required = true, description = "the images")
    private Set<ImageId> images = new LinkedHashSet<>();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    LighthouseUnshare(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        Region region = cloud.region();
        return cloud.run(sharing -> EachImage.change(region, images, output, image -> unshare(sharing, image)));
    }

    /** The service does not say whether it was there. */
    private static One unshare(ImageSharingService sharing, ImageId image) {
        sharing.unshareFromLighthouse(image);
        return new One(image, null, "unshared", null);
    }
}
