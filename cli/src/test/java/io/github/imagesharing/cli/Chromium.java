package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A headless Chromium; a test that needs it is skipped where none is installed. */
final class Chromium {

    private final Path program;
    private final Path folder;

    private Chromium(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    static Chromium orSkip(Path folder) {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "no chromium on the PATH; Debian's package chromium has it");
        return new Chromium(program.orElseThrow(), folder);
    }

    /** The HTML of the page after a script has run in it. */
    String domAfter(Path page, String script) throws IOException, InterruptedException {
        Path copy = folder.resolve("scripted.html");
        Files.writeString(copy, Files.readString(page) + "<script>" + script + "</script>");
        Path dom = folder.resolve("dom.html");
        run(dom, List.of("--dump-dom", copy.toUri().toString()));
        return Files.readString(dom);
    }

    BufferedImage screenshot(Path page, boolean dark) throws IOException, InterruptedException {
        Path picture = folder.resolve(dark ? "dark.png" : "light.png");
        run(
                folder.resolve("said.txt"),
                List.of(
                        "--window-size=1800,1000",
                        "--hide-scrollbars",
                        "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                        "--screenshot=" + picture,
                        page.toUri().toString()));
        return ImageIO.read(picture.toFile());
    }

    private void run(Path out, List<String> what) throws IOException, InterruptedException {
        Path errors = folder.resolve("chromium.log");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox", // which root has to say, and CI is root
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
        command.addAll(what);
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor())
                .as(() -> {
                    try {
                        return new String(Files.readAllBytes(errors), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .isZero();
    }
}
