package io.github.imagesharing.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report is the one of before or the whole new one. */
class ReportFileTest {

    private static final String REPORT = "image_id,生产\r\n".repeat(10_000);

    @TempDir
    private Path folder;

    /** What the JVM of a test runs: it writes the report to a file. */
    public static final class Writing {

        private Writing() {}

        public static void main(String... args) {
            try {
                System.out.print("before;");
                System.out.flush();
                ReportFile.write(Path.of(args[0]), REPORT);
                System.out.print(";after");
            } catch (IOException e) {
                System.out.println(e.getMessage());
                System.exit(2);
            }
        }
    }

    @Test
    void aNewFileAndAnOldOneAreWritten() throws IOException {
        Path file = folder.resolve("a.csv");

        ReportFile.write(file, "old");
        ReportFile.write(file, REPORT);

        assertThat(file).content().isEqualTo(REPORT);
        assertThat(names()).containsExactly("a.csv");
    }

    /** The limit of the shell stands for the full disk: the write is cut off in the middle. */
    @Test
    void line14WhereTheDiskIsFullTheGoodReportStays() throws Exception {
        Path file = Files.writeString(folder.resolve("a.csv"), "the good one");

        String out = shell(2, "ulimit -f 8; exec " + java() + " '" + file + "'");

        assertThat(out).contains(file + " cannot be written");
        assertThat(file).content().isEqualTo("the good one");
        assertThat(names()).containsExactly("a.csv");
    }

    @Test
    void aSymbolicLinkStaysAndItsTargetIsWritten() throws IOException {
        Path real = Files.createDirectory(folder.resolve("d")).resolve("real.csv");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("d", "other"));
        Files.createSymbolicLink(folder.resolve("d").resolve("other"), Path.of("real.csv"));

        ReportFile.write(link, "new");
        ReportFile.write(link, "newer");

        assertThat(link).isSymbolicLink().content().isEqualTo("newer");
        assertThat(real).isRegularFile().content().isEqualTo("newer");
    }

    @Test
    void linksThatLeadInACircleAreRefused() throws IOException {
        Path one = Files.createSymbolicLink(folder.resolve("one"), folder.resolve("two"));
        Files.createSymbolicLink(folder.resolve("two"), one);

        assertThatThrownBy(() -> ReportFile.write(one, REPORT)).hasMessageContaining("lead nowhere");
    }

    @Test
    void permissionsStay() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Path file = Files.writeString(folder.resolve("a.csv"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r-x"));
        Path fresh = folder.resolve("fresh");

        ReportFile.write(file, REPORT);
        ReportFile.write(fresh, REPORT);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r-x");
        assertThat(Files.getPosixFilePermissions(fresh))
                .isEqualTo(Files.getPosixFilePermissions(Files.createFile(folder.resolve("plain"))));
    }

    @Test
    void aWriteProtectedFileIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "old");
        assumeThat(file.toFile().setWritable(false)).isTrue();
        assumeThat(Files.isWritable(file)).as("not by the administrator").isFalse();

        assertThatThrownBy(() -> ReportFile.write(file, REPORT)).hasMessageContaining("write-protected");
        assertThat(file).content().isEqualTo("old");
    }

    @Test
    void aFolderIsRefused() throws IOException {
        assertThatThrownBy(() -> ReportFile.write(folder, REPORT)).hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> ReportFile.write(folder.resolve("no").resolve("a"), REPORT))
                .hasMessageContaining("cannot be written");
        assertThat(names()).isEmpty();
    }

    @Test
    void aPipeIsWrittenTo() throws Exception {
        Path pipe = folder.resolve("pipe");
        shell(0, "mkfifo '" + pipe + "'");
        FutureTask<String> reader = new FutureTask<>(() -> Files.readString(pipe));
        new Thread(reader).start();

        ReportFile.write(pipe, REPORT);

        assertThat(reader.get()).isEqualTo(REPORT);
        assertThat(names()).containsExactly("pipe");
    }

    @Test
    void standardOutputIsWrittenToInItsTurn() throws Exception {
        Path file = folder.resolve("out");

        assertThat(shell(0, java() + " /dev/stdout | cat")).isEqualTo("before;" + REPORT + ";after");
        assertThat(shell(0, java() + " /dev/fd/1")).isEqualTo("before;" + REPORT + ";after");
        shell(0, "echo old > '" + file + "'; " + java() + " /dev/stdout >> '" + file + "'");

        assertThat(file).content().isEqualTo("old\nbefore;" + REPORT + ";after");
        assertThat(names()).containsExactly("out");
    }

    @Test
    void aFullDeviceIsSaid() throws Exception {
        assumeThat(Files.exists(Path.of("/dev/full"))).isTrue();

        assertThatThrownBy(() -> ReportFile.write(Path.of("/dev/full"), REPORT))
                .hasMessageContaining("/dev/full cannot be written");
        assertThat(shell(0, java() + " /dev/null")).isEqualTo("before;;after");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String java() {
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:-UsePerfData -cp '"
                + System.getProperty("java.class.path") + "' '" + Writing.class.getName() + "'";
    }

    private static String shell(int exit, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isEqualTo(exit);
        return out;
    }
}
