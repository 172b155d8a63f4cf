package io.github.imagesharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Another vendor's eyes: the official SDK for Node, installed where Node and npm are. */
class OfficialNodeSdkTest {

    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path INSTALLED = Path.of("target", "node");

    @Test
    void the_official_sdk_for_node_lists_shares_reads_back_is_refused_and_is_throttled() throws Exception {
        assumeTrue(works("node", "--version") && works("npm", "--version"), "node and npm are not here");
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "official-sdk.mjs")) {
            Files.copy(SOURCE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.isDirectory(INSTALLED.resolve("node_modules/tencentcloud-sdk-nodejs-cvm"))) {
            Result install = run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent");
            assumeTrue(install.status == 0, () -> "npm could not install the SDK: " + install.output);
        }
        try (FakeTencentCloud cloud = FakeTencentCloud.start()) {
            ImageId image = cloud.addImage();
            Result script =
                    run("node", "official-sdk.mjs", cloud.endpoint().toString(), cloud.secretId(), cloud.secretKey());
            assertThat(script.output).contains("all well");
            assertThat(script.status).isZero();
            assertThat(cloud.accountsOf(image)).containsExactly(AccountId.of("1038493875"));
        }
    }

    private static boolean works(String... command) {
        try {
            return run(command).status == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Result run(String... command) throws IOException {
        Path directory = Files.isDirectory(INSTALLED) ? INSTALLED : Path.of(".");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        // The SDK would look for the fake behind the proxy; npm may need it.
        if (command[0].equals("node")) {
            builder.environment().remove("http_proxy");
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Result(process.exitValue(), output);
    }

    private record Result(int status, String output) {}
}
