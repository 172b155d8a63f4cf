package io.github.imagesharing.cli;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.ShareCheck;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Progress;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.options.AccountOptions;
import io.github.imagesharing.cli.options.ChosenImages;
import io.github.imagesharing.cli.options.CloudOptions;
import io.github.imagesharing.cli.options.ImageOptions;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.CheckResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks whether images could be shared with accounts; changes nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Checks every condition of sharing custom images with root accounts, and names all that are violated.",
            "Changes nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every image can be shared, as far as it could be checked",
            "1:it could not be checked, an image that was named is not there, or there is no image to check",
            "2:wrong usage or input",
            "3:an image cannot be shared; the output says why",
            "130:interrupted"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing check --fake --all --accounts 1038493875",
            "  image-sharing check --region ap-guangzhou --image img-6pb6lrmy \\",
            "      --accounts 1038493875 --output json"
        })
final class Check implements Callable<Integer> {

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Mixin
    private final AccountOptions accounts = new AccountOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    Check(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        if (!images.isGiven() || !accounts.isGiven()) {
            throw output.wrong(
                    "Check what for whom? Name images with --image, --name, --tag or --all, and accounts with"
                            + " --accounts, --accounts-file or --organization");
        }
        cloud.regions();
        Set<AccountId> named = accounts.named();
        return cloud.run(sharing -> check(sharing, named));
    }

    private int check(ImageSharingService sharing, Set<AccountId> named) {
        ChosenImages chosen = ChosenImages.of(images, cloud.regions(), sharing);
        chosen.sayWhatIsMissing(images, output.err());
        if (chosen.size() == 0 && chosen.missing().isEmpty()) {
            return Exit.FAILED;
        }
        Set<AccountId> partners = accounts.with(named, sharing);
        Map<Region, Map<ImageId, ShareCheck>> checks = new LinkedHashMap<>();
        cloud.regions().forEach(region -> checks.put(region, new LinkedHashMap<>()));
        chosen.ids().forEach((region, ids) -> {
            Map<ImageId, ShareCheck> here = checks.computeIfAbsent(region, any -> new LinkedHashMap<>());
            try (Progress progress = new Progress("Checking", ids.size(), output.command())) {
                ids.forEach(image -> {
                    here.put(image, sharing.in(region).check(image, partners));
                    progress.read();
                });
            }
        });
        CheckResult result = new CheckResult(checks, chosen.missing());
        output.print(result);
        return chosen.empty().isEmpty() ? result.exit() : Exit.FAILED;
    }
}
