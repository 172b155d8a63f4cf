package io.github.imagesharing.cli.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.files.FileRefusedException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of the size of the job are read in a small heap, and files made to exhaust a reader are refused at once. */
class LargeFilesTest {

    private static final int IMAGES = 1_000;
    private static final int ACCOUNTS = 500;

    @TempDir
    private Path folder;

    private static DesiredAccess read(Path file) throws IOException {
        Region region = Region.of("ap-guangzhou");
        return Objects.requireNonNull(
                DesiredAccess.read(file, null, Set.of(region)).get(region));
    }

    /** What the JVM of the test runs: it reads a file and prints how many images and accounts it names. */
    public static final class Reading {

        private Reading() {}

        public static void main(String... args) throws IOException {
            DesiredAccess desired = read(Path.of(args[0]));
            System.out.println(desired.accounts().size() + " images, "
                    + desired.accounts().values().stream().mapToInt(Set::size).sum() + " accounts");
        }
    }

    /** Every account is another one and has twenty digits, so nothing can be shared. */
    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"flow, UTF-8", "block, UTF-16LE", "audit, UTF-8"})
    void line9AThousandImagesOfFiveHundredAccountsAreReadInAHeapOf256MB(String kind, Charset charset) throws Exception {
        Path file = folder.resolve(kind);
        try (BufferedWriter out = Files.newBufferedWriter(file, charset)) {
            write(kind, out);
        }

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out).contains("1000 images, 500000 accounts");
    }

    private static void write(String kind, BufferedWriter out) throws IOException {
        boolean audit = kind.equals("audit");
        out.write(audit ? "image_id,image_name,image_state,account_id,shared_at\r\n" : "# 合作伙伴\n");
        for (int image = 0; image < IMAGES; image++) {
            String id = "img-" + (10_000_000 + image);
            out.write(audit ? "" : kind.equals("flow") ? id + ": [" : id + ":\n");
            for (int account = 0; account < ACCOUNTS; account++) {
                String uin = "1234567890" + (1_000_000_000 + image * ACCOUNTS + account);
                switch (kind) {
                    case "flow" -> out.write((account == 0 ? "" : ", ") + uin);
                    case "block" -> out.write("  - " + uin + "\n");
                    default -> out.write(id + "," + "生产环境".repeat(10) + ",NORMAL," + uin + ",2025-01-01T00:00:00Z\r\n");
                }
            }
            out.write(kind.equals("flow") ? "]\n" : "");
        }
        out.write(audit ? "#end " + IMAGES * ACCOUNTS + " complete,,,,\r\n" : "");
    }

    static Stream<Arguments> line9Bombs() {
        StringBuilder lists = new StringBuilder("x-0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n");
        StringBuilder merges = new StringBuilder("x-0: &a0 {img-a: [7]}\n");
        for (int i = 1; i < 40; i++) {
            String nine = ("*a" + (i - 1) + ", ").repeat(9);
            lists.append("x-" + i + ": &a" + i + " [" + nine + "]\n");
            merges.append("x-" + i + ": &a" + i + " {<<: [" + nine + "], img-" + i + ": [7]}\n");
        }
        StringBuilder keys = new StringBuilder("x-0: &a {");
        for (int i = 0; i < 2_000; i++) {
            keys.append("img-" + i + ": [7], ");
        }
        return Stream.of(
                arguments("lists of lists", lists + "img-a: *a39\n", "img-a: a list or mapping among its accounts"),
                arguments("lists within", lists + "img-a: [*a39]\n", "img-a: a list or mapping among its accounts"),
                arguments("merges of merges", merges + "<<: *a39\n", ""),
                arguments(
                        "merges of many keys",
                        keys + "}\n<<: [" + "*a, ".repeat(100_000) + "]\n",
                        "merge keys merge more than 1000000 keys"),
                arguments("brackets", "img-a: " + "[".repeat(1 << 20), "nested too deeply"),
                arguments("braces", "x-a: " + "{a: ".repeat(1 << 20), "nested too deeply"),
                arguments("a long word", "img-a: [" + "7".repeat(1 << 23) + "x]\n", "of 8388609 characters"),
                arguments("a long text", "img-a: ['" + "7 ".repeat(1 << 22) + "']\n", "characters"),
                arguments("a long comment", "# " + "a ".repeat(1 << 22) + "\nimg-a: [x]\n", "account id"),
                arguments(
                        "a line too long",
                        "# " + "7".repeat((1 << 24) + (1 << 18)) + "\nimg-a: []\n",
                        "line 1: it has more than"),
                arguments(
                        "many values", "img-a: [" + "7, ".repeat(1 << 22) + "]\n", "it has more than 1000000 values"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @Timeout(value = 10, unit = SECONDS)
    void line9Bombs(String what, String yaml, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bomb.yaml"), yaml);

        if (message.isEmpty()) {
            assertThat(read(file).accounts())
                    .hasSize(40)
                    .allSatisfy((image, accounts) -> assertThat(accounts).containsExactly(AccountId.of("7")));
        } else {
            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(FileRefusedException.class)
                    .hasMessageContaining(message);
        }
    }
}
