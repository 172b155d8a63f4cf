package io.github.imagesharing.cli.lighthouse;

import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.options.CloudOptions;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.CheckResult;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks whether images could be shared into the own Lighthouse; changes nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Checks the conditions of sharing custom images into the own Lighthouse. Changes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every image can be shared, as far as it could be checked",
            "1:it could not be checked, or an image is not there",
            "2:wrong usage",
            "3:an image cannot be shared; the output says why",
            "130:interrupted"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing lighthouse check --fake --image img-n9eekbnt",
            "  image-sharing lighthouse check --region ap-guangzhou \\",
            "      --image img-6pb6lrmy --output json"
        })
final class LighthouseCheck implements Callable<Integer> {

    @Option(names = "--image", paramLabel = "ID", split = ",", required = true, description = "the images")
    private Set<ImageId> images = new LinkedHashSet<>();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    LighthouseCheck(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        Region region = cloud.region();
        return cloud.run(sharing -> check(sharing, region));
    }

    private int check(ImageSharingService sharing, Region region) {
        Map<ImageId, ShareCheck> checks = new LinkedHashMap<>();
        images.forEach(image -> checks.put(image, sharing.checkLighthouse(image)));
        CheckResult result = new CheckResult(Map.of(region, checks), Set.of());
        output.print(result);
        return result.exit();
    }
}
