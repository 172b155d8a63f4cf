package io.github.imagesharing.testkit.actions;

import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.state.Image;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import io.github.imagesharing.testkit.state.World;
import java.util.Optional;
import java.util.Set;

/** Lighthouse's six conditions for sharing a CVM image, and the role it needs. */
final class LighthouseConditions {

    private static final Set<String> PLATFORMS = Set.of(
            "CentOS", "Ubuntu", "Debian", "TencentOS", "OpenCloudOS", "AlmaLinux", "Rocky Linux", "Fedora", "Windows");

    private LighthouseConditions() {}

    /** Why an image cannot be shared, in the service's free text; empty if it can. */
    static Optional<String> unmet(World world, Image image) {
        if (world.blueprintOf(image.id()).isPresent()) {
            return Optional.of("The image has been shared.");
        }
        if (image.source().equals("EXTERNAL_IMPORT")) {
            return Optional.of("Images imported from external sources are not supported.");
        }
        if (image.wholeInstance()) {
            return Optional.of("Full-instance images are not supported.");
        }
        if (!image.cloudInit()) {
            return Optional.of("The image does not support Cloudinit.");
        }
        if (!PLATFORMS.contains(image.platform())) {
            return Optional.of("The Platform or OsName of the image is not supported.");
        }
        return image.state().equals("NORMAL")
                ? Optional.empty()
                : Optional.of("The image is not in the NORMAL status.");
    }

    static void requireRole(Call call) {
        switch (call.behaviour().lighthouseRole()) {
            case GRANTED -> {}
            case MISSING ->
                throw new ServiceRefusal(
                        "ResourceNotFound.RoleNotFound",
                        "The service role does not exist. Please add it to the account.");
            case NOT_GRANTED ->
                throw new ServiceRefusal(
                        "UnsupportedOperation.AssumeRoleFailed",
                        "Failed to obtain role authorization. Grant authorizations to the Lighthouse-related role and try again.");
        }
    }
}
