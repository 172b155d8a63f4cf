package io.github.imagesharing.cli.sync;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.collect.ImmutableSet;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.files.FileRefusedException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of desired access is read as people, spreadsheets and scripts leave it, or refused before anything is changed. */
class DesiredAccessTest {

    private static final String AUDIT_OF_TWO = """
            image_id,image_name,image_state,account_id,shared_at,region\r
            img-a,web,NORMAL,1038493875,2025-01-01T00:00:00Z,ap-guangzhou\r
            img-a,web,NORMAL,100000000018,,ap-guangzhou\r
            img-b,db,NORMAL,,,ap-guangzhou\r
            img-c,web,NORMAL,1038493875,,ap-singapore\r
            #end 4 complete,,,,,\r
            """;

    private static final ImageId A = ImageId.of("img-a");
    private static final ImageId B = ImageId.of("img-b");
    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId HQ = AccountId.of("100000000018");
    private static final Map<ImageId, Set<AccountId>> WANTED = Map.of(A, Set.of(PARTNER, HQ), B, Set.of());

    private static final String YAML = "img-a: [1038493875, 100000000018] # 合作伙伴\nimg-b: []\n";
    private static final String CSV = "image_id,account_id\nimg-a,1038493875\nimg-a,100000000018\nimg-b,\n";
    private static final String AUDIT = """
            image_id,image_name,image_state,account_id,shared_at\r
            img-a,"web, ""gold\""",NORMAL,1038493875,2025-01-01T00:00:00Z\r
            img-a,"web, ""gold\""",NORMAL,100000000018,\r
            img-b,'=1+1,NORMAL,,\r
            #end 3 complete,,,,\r
            """;

    private static final Region GUANGZHOU = Region.of("ap-guangzhou");
    private static final Region SINGAPORE = Region.of("ap-singapore");

    @TempDir
    private Path folder;

    static Stream<Arguments> line9Yaml() {
        return Stream.of(
                arguments("lists", YAML),
                arguments("block lists", "img-a:\n  - 1038493875\n  - '100000000018'\nimg-b: []\n"),
                arguments("JSON", "{\"img-a\": [\"1038493875\", 100000000018], \"img-b\": []}"),
                arguments("an alias", "img-b: &none []\nimg-a: [1038493875, 100000000018]\nx-c: *none\n"),
                arguments("an alias of an account", "x-hq: &hq 100000000018\nimg-a: [1038493875, *hq]\nimg-b: []\n"),
                arguments(
                        "named accounts", "x-accounts: {hq: &hq 100000000018}\nimg-a: [1038493875, *hq]\nimg-b: []\n"),
                arguments("a merge key", ".all: &all {img-a: [1038493875, 100000000018], img-b: []}\n<<: *all\n"),
                arguments(
                        "a merge key over",
                        "x-all: &all {img-a: [7], img-b: []}\n<<: *all\nimg-a: [1038493875, 100000000018]\n"),
                arguments(
                        "merge keys in order", "<<: [{img-a: [1038493875, 100000000018]}, {img-a: [7], img-b: []}]\n"),
                arguments(
                        "merged twice",
                        "x-b: &b {img-b: []}\nx-c: &c {<<: *b, img-a: [1038493875, 100000000018]}\n<<: *c\n"),
                arguments("an account twice", "img-a: [1038493875, 1038493875, 100000000018]\nimg-b: []\n"),
                arguments("no-break spaces", "img-a: [1038493875\u00a0, \u3000100000000018]\nimg-b: []\n"),
                arguments("the line ends of a Mac", "img-a: [1038493875, 100000000018]\rimg-b: []\r"),
                arguments(
                        "a document of its own",
                        "%YAML 1.2\n---\nimg-a: [1038493875, 100000000018]\nimg-b: []\n...\n"));
    }

    static Stream<Arguments> line11Csv() {
        return Stream.of(
                arguments("as it should be", CSV),
                arguments("an audit", AUDIT),
                arguments(
                        "an audit of a spreadsheet",
                        AUDIT.replace("web, \"\"gold\"\"", "web").replace(",", ";")),
                arguments(
                        "empty rows",
                        "\r\n,,\r\nimage_id,account_id,\n,,\nimg-a,1038493875,\nimg-a,100000000018\nimg-b,\n , \n\n"),
                arguments("semicolons", CSV.replace(',', ';')),
                arguments("tabs", CSV.replace(',', '\t')),
                arguments("sep=", "sep=,\n" + CSV),
                arguments("sep= in quotes", "\"sep=;\"\r\n" + CSV.replace(',', ';')),
                arguments("sep= of another kind", "SEP=|\n" + CSV.replace(',', '|')),
                arguments("spaces in the header", " Image_ID ,\u00a0account_id\u3000\n" + CSV.substring(20)),
                arguments("no-break spaces", CSV.replace("5\n", "5\u00a0\n").replace("img-b", "\u3000img-b\u200b")),
                arguments("direction marks", CSV.replace("1038493875", "\u202a1038493875\u202c")),
                arguments(
                        "apostrophes", CSV.replace("1038493875", "'1038493875").replace("img-b", "'img-b")),
                arguments("texts of a spreadsheet", CSV.replace("1038493875", "=\"1038493875\"")),
                arguments("quoted texts of a spreadsheet", CSV.replace("1038493875", "\"=\"\"1038493875\"\"\"")),
                arguments("everything quoted", CSV.replaceAll("[^,\n]+", "\"$0\"")),
                arguments("other columns in another order", """
                        note,account_id,owner,image_id
                        "two
                        lines",1038493875,me,img-a
                        ,100000000018,,img-a
                        ,,,img-b
                        """),
                arguments("a deleted image of an audit", AUDIT.replace("#end 3", "img-gone,x,DELETED,,\r\n#end 4")),
                arguments(
                        "an audit that was sorted",
                        AUDIT.replace("#end 3 complete,,,,\r\n", "")
                                .replace("shared_at\r\n", "shared_at\r\n#end 3 complete,,,,\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"line9Yaml", "line11Csv"})
    void isRead(String what, String content) throws IOException {
        assertThat(read(content).accounts()).isEqualTo(WANTED);
    }

    @Test
    void line9ManyImagesHaveOneListInCommon() throws IOException {
        StringBuilder yaml = new StringBuilder("img-0: &partners [1038493875]\n");
        IntStream.range(1, 2_000).forEach(i -> yaml.append("img-" + i + ": *partners\n"));

        assertThat(read(yaml.toString()).accounts())
                .hasSize(2_000)
                .allSatisfy((image, accounts) -> assertThat(accounts).containsExactly(PARTNER));
    }

    static Stream<Arguments> line10Encodings() {
        return Stream.of(UTF_8, UTF_16LE, UTF_16BE)
                .flatMap(charset -> Stream.of(YAML, CSV, AUDIT)
                        .flatMap(text -> Stream.of("\ufeff" + text, text).map(marked -> arguments(charset, marked))));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource
    void line10Encodings(Charset charset, String text) throws IOException {
        assertThat(read(Files.write(folder.resolve("f"), text.getBytes(charset)), null)
                        .accounts())
                .isEqualTo(WANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.yaml", "a.csv", "a"})
    void line10AnotherEncodingIsNamed(String name) throws IOException {
        String text = name.equals("a.csv") ? CSV + "# 伙伴\n" : YAML;
        Path file = Files.write(folder.resolve(name), text.getBytes(Charset.forName("GBK")));

        assertThatThrownBy(() -> read(file, null))
                .hasMessageContaining(file + ", line ")
                .hasMessageContaining("it seems to be GBK or GB18030");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        "line 9: two lists", "img-a: [7]\nimg-a: [8]\n", "line 2: duplicate key img-a: line 1 has it"),
                arguments("line 9: a list in a list", "x: &x [7]\n", "line 1: image id \"x\""),
                arguments(
                        "line 9: an alias in a list",
                        "x-a: &a [7]\nimg-a: [*a, 8]\n",
                        "img-a: a list or mapping among"),
                arguments("line 9: no such anchor", "img-a: *a\n", "line 1: *a is not defined before"),
                arguments("line 9: within itself", "img-a: &a [*a]\n", "line 1: *a is not defined before"),
                arguments("line 9: merges no mapping", "x-a: &a [7]\n<<: *a\n", "<< must have a mapping"),
                arguments("line 9: two documents", "img-a: [7]\n---\nimg-b: [7]\n", "line 2: a second document begins"),
                arguments("line 9: too deep", "x-a: " + "[".repeat(5_000) + "\n", "nested too deeply"),
                arguments("line 9: a key that is a list", "? [img-a]\n: [7]\n", "a key must be an image id"),
                arguments("line 11: an underscore", "img-a: [1_038_493_875]\n", "digits in groups"),
                arguments(
                        "line 11: a float", "img-a: [1.038493875e9]\n", "line 1: img-a: account id \"1.038493875e9\""),
                arguments("line 11: an octal", "img-a: [007]\n", "leading zeros"),
                arguments("line 11: a capital", "IMG-A: [7]\n", "it should be in small letters"),
                arguments("line 11: rounded", csv("1.00001E+11"), "line 2: account id \"1.00001E+11\""),
                arguments("line 11: rounded", csv("1.00001E+11"), "a number that a spreadsheet rounded"),
                arguments("line 11: decimals", csv("1038493875.0"), "a number with decimals"),
                arguments("line 11: full-width", csv("１０３８４９３８７５"), "FULLWIDTH DIGIT ONE"),
                arguments("line 11: Arabic", csv("١٠٣٨٤٩٣٨٧٥"), "ARABIC-INDIC DIGIT ONE"),
                arguments("line 11: groups in quotes", csv("\"1,038,493,875\""), "digits in groups"),
                arguments("line 11: groups", csv("1,038,493,875"), "line 2: it has more cells than the header"),
                arguments("line 11: a sign", csv("+1038493875"), "a number with a sign"),
                arguments("line 11: zeros", csv("0001038493875"), "leading zeros"),
                arguments("line 11: merged cells", "image_id,account_id\nimg-a,7\n,8\n", "line 3: image id \"\""),
                arguments(
                        "line 11: two columns",
                        "image_id,account_id,account_id\nimg-a,7,8\n",
                        "two columns account_id"),
                arguments(
                        "line 11: mixed separators", "image_id;account_id\nimg-a,7\n", "line 2: it has no account_id"),
                arguments("line 12: narrowed", AUDIT.replace("complete", "narrowed"), "it is a narrowed audit"),
                arguments(
                        "line 12: narrowed, fewer columns",
                        "image_id,account_id\nimg-a,7\n#end 1 narrowed,\n",
                        "narrowed"),
                arguments("line 14: no rows", AUDIT.substring(0, AUDIT.indexOf("img-a")), "it was cut off"),
                arguments(
                        "line 14: a quote",
                        "image_id,account_id\nimg-a,\"7\nimg-b,8\nimg-c,9\n",
                        "Unclosed quoted field"),
                arguments(
                        "line 14: two quotes",
                        "image_id,account_id\nimg-a,\"7\nimg-b,8\nimg-c,\"\n",
                        "line 2: a cell goes on"),
                arguments(
                        "line 14: in a name",
                        "image_id,name,account_id\nimg-a,\"web,7\nimg-b,db\",8\n",
                        "line 2: a cell goes on"),
                arguments(
                        "line 14: in a name of an audit",
                        AUDIT.replace("\"web, \"\"gold\"\"\"", "web")
                                .replaceFirst("web", "\"web")
                                .replace("'=1+1", "db\""),
                        "line 2: a cell goes on"),
                arguments(
                        "line 14: after a name",
                        AUDIT.replace("'=1+1", "\"db\"x"),
                        "Unexpected character after closing quote"),
                arguments(
                        "line 14: rows were taken out",
                        AUDIT.replaceFirst("(?m)^img-b.*\r\n", ""),
                        "counts other rows than the 2"),
                arguments(
                        "line 14: two audits",
                        AUDIT + AUDIT.substring(AUDIT.indexOf("img-a")),
                        "a second row that begins with #end"),
                arguments("line 13: empty", "", "it is empty"),
                arguments("line 13: blank", " \n\n", "it is empty"),
                arguments("line 13: comments", "# nothing\n", "cannot be told"),
                arguments(
                        "line 13: neither",
                        "img-a 7\n",
                        "cannot be told whether it is YAML or CSV: say it with --format"),
                arguments("a control character", "img-a: [7] # \u001b[2J\n", "special characters are not allowed"),
                arguments(
                        "a message on one line", "img-a: [7\nimg-b: [8]\n", "line 2: while parsing a flow sequence: "));
    }

    static Stream<Arguments> ofTwoRegions() {
        return Stream.of(
                arguments("regions above images", """
                        ap-guangzhou:
                          img-a: [1038493875, 100000000018]
                          img-b: []
                        ap-singapore: {img-c: [1038493875]}
                        """),
                arguments(
                        "JSON",
                        "{\"ap-guangzhou\": {\"img-a\": [1038493875, 100000000018], \"img-b\": []},"
                                + " \"ap-singapore\": {\"img-c\": [1038493875]}}"),
                arguments("anchors and merge keys", """
                        x-partners: &partners [1038493875, 100000000018]
                        .images: &images {img-a: *partners, x-c: [7]}
                        ap-guangzhou: {<<: *images, img-b: []}
                        ap-singapore: {img-c: [1038493875], .d: []}
                        """),
                arguments("a column region", """
                        image_id,account_id,region
                        img-a,1038493875,ap-guangzhou
                        img-c,1038493875,ap-singapore
                        img-a,100000000018,ap-guangzhou
                        img-b,,ap-guangzhou
                        """),
                arguments("a column region of a spreadsheet", """
                        Region;image_id;account_id
                        'ap-guangzhou;img-a;1038493875
                        \u00a0ap-guangzhou ;img-a;100000000018
                        ap-singapore;img-c;1038493875
                        ap-guangzhou;img-b;
                        ;;
                        """),
                arguments("an audit", AUDIT_OF_TWO));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void ofTwoRegions(String what, String content) throws IOException {
        Map<Region, DesiredAccess> desired = regional(content, GUANGZHOU, SINGAPORE);

        assertThat(in(desired, GUANGZHOU).accounts()).isEqualTo(WANTED);
        assertThat(in(desired, SINGAPORE).accounts()).isEqualTo(Map.of(ImageId.of("img-c"), Set.of(PARTNER)));
        assertThatThrownBy(() -> regional(content, GUANGZHOU))
                .hasMessageContaining("it names the region ap-singapore, which was not asked for")
                .hasMessageContaining(", line ");
        assertThatThrownBy(() -> regional(content)).hasMessageContaining("which was not asked for");
    }

    @ParameterizedTest
    @ValueSource(strings = {YAML, CSV, AUDIT})
    void whatNamesNoRegionIsForTheOnlyOneAskedFor(String content) throws IOException {
        assertThat(in(regional(content, SINGAPORE), SINGAPORE).accounts()).isEqualTo(WANTED);
        assertThatThrownBy(() -> regional(content, GUANGZHOU, SINGAPORE))
                .hasMessageContaining("it names no region, and several were asked for: ap-guangzhou, ap-singapore");
    }

    @Test
    void aRegionThatTheFileDoesNotNameIsLeftAlone() throws IOException {
        Map<Region, DesiredAccess> desired = regional(AUDIT_OF_TWO, GUANGZHOU, Region.of("eu-frankfurt"), SINGAPORE);

        assertThat(in(desired, Region.of("eu-frankfurt")).accounts()).isEmpty();
        assertThat(desired.keySet()).containsExactly(GUANGZHOU, Region.of("eu-frankfurt"), SINGAPORE);
    }

    @Test
    void anImageThatWasDeletedInOneRegionMayBeThereInAnother() throws IOException {
        Map<Region, DesiredAccess> desired = regional(
                AUDIT_OF_TWO.replace("#end 4", "img-a,x,DELETED,,,ap-singapore\r\n#end 5"), GUANGZHOU, SINGAPORE);

        assertThat(in(desired, SINGAPORE).deleted()).containsExactly(A);
        assertThat(in(desired, GUANGZHOU).deleted()).isEmpty();
        assertThat(in(desired, GUANGZHOU).accounts()).containsKey(A);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            image_id,account_id,region\\nimg-a,7,Guangzhou\\n             | line 2: region "Guangzhou"
            image_id,account_id,region\\nimg-a,7,ap-guangzhou\\nimg-b,7\\n | line 3: it names no region
            image_id,region,account_id,region\\nimg-a,,7,\\n              | two columns region
            image_id,account_id,region\\nimg-a,7,"ap\\nimg-b,7,b"\\n       | line 2: a cell goes on over several lines
            image_id,account_id,region\\nimg-a,7,ap-guangzhou            | it may have been cut off
            img-a: {img-b: []}\\n                                        | img-a: it must have a list
            ap-guangzhou: []\\n                                          | image id "ap-guangzhou"
            Guangzhou: {img-a: []}\\n                                    | line 1: region "Guangzhou"
            ap-guangzhou: {img-a: []}\\nap-guangzhou: {img-b: []}\\n      | line 2: duplicate key ap-guangzhou
            ap-guangzhou: {ap-guangzhou: {img-b: []}}\\n                 | image id "ap-guangzhou"
            ap-guangzhou: {}\\nap-singapore: {}\\n                        | it names no image
            ap-guangzhou:\\n  img-a: []\\nap-singap                       | line 3
            """)
    void aRegionThatCannotBeUsedIsRefused(String content, String message) {
        assertThatThrownBy(() -> regional(content.replace("\\n", "\n"), GUANGZHOU, SINGAPORE))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anImageWithItsRegionAndWithoutIsRefusedInYaml() {
        assertThatThrownBy(() -> regional("ap-guangzhou: {img-a: [7]}\nimg-a: [8]\n", GUANGZHOU))
                .hasMessageContaining("line 2: duplicate key img-a");
    }

    @Test
    void line14ACutAuditOfTwoRegionsIsRefused() throws IOException {
        int end = AUDIT_OF_TWO.indexOf(" complete") + " complete".length();
        for (int length = 1; length < end; length++) {
            String cut = AUDIT_OF_TWO.substring(0, length);
            assertThatThrownBy(() -> regional(cut, GUANGZHOU, SINGAPORE))
                    .as("of <%s>", cut)
                    .isInstanceOf(FileRefusedException.class);
        }
        assertThatThrownBy(() -> regional(AUDIT_OF_TWO.replace("complete", "narrowed"), GUANGZHOU, SINGAPORE))
                .hasMessageContaining("it is a narrowed audit");
        assertThatThrownBy(() -> regional(AUDIT_OF_TWO.replaceFirst("(?m)^img-c.*\r\n", ""), GUANGZHOU, SINGAPORE))
                .hasMessageContaining("counts other rows than the 3");
    }

    private static String csv(String account) {
        return "image_id,account_id\nimg-a," + account + "\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, String content, String message) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining(folder.resolve("f").toString())
                .hasMessageContaining(message)
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("\n", "\u001b"));
    }

    /** Cut at every place: what is still read takes access from nobody. */
    @ParameterizedTest
    @ValueSource(strings = {YAML, AUDIT, "{img-a: [1038493875, 100000000018], img-b: []}\n"})
    void line14ACutAuditOrListIsNoticed(String whole) {
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            try {
                read(cut)
                        .accounts()
                        .forEach((image, accounts) -> assertThat(accounts)
                                .as("%s cut to %s", image, cut)
                                .isEqualTo(WANTED.get(image)));
            } catch (IOException | FileRefusedException refused) {
                assertThat(refused.getMessage()).as("of <%s>", cut).isNotBlank();
            }
        }
    }

    /** A file by hand has no last row, so only a cut within a line is seen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "image_id,account_id\nimg-a,1038493875\nimg-b,\n",
                "img-a:\n- 1038493875\nimg-b:\n- 100000000018\n"
            })
    void line14ACutWithinALineIsNoticed(String whole) throws IOException {
        read(whole);
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            if (!cut.endsWith("\n")) {
                assertThatThrownBy(() -> read(cut)).as("of <%s>", cut).isInstanceOf(FileRefusedException.class);
            }
        }
    }

    @Test
    void line12WhatWasDeletedIsToldApart() throws IOException {
        DesiredAccess desired = read(AUDIT.replace("#end 3", "img-gone,x,DELETED,,\r\nimg-a,x,DELETED,,\r\n#end 5"));

        assertThat(desired.deleted()).containsExactly(ImageId.of("img-gone"));
        assertThat(desired.accounts()).containsOnlyKeys(A, B);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "ACCESS.CSV, , CSV",
        "access.YAML, , YAML",
        "access.txt, , CSV",
        "access.yaml, , CSV",
        "access.csv, , YAML",
        "access, , YAML",
        "access, CSV, CSV",
        "access, YAML, YAML",
    })
    void line13TheContentTellsTheFormat(String name, @Nullable AccessFormat option, AccessFormat written)
            throws IOException {
        Path file = Files.writeString(folder.resolve(name), written == AccessFormat.CSV ? CSV : YAML);

        assertThat(read(file, option).accounts()).isEqualTo(WANTED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"A.CSV, the header has no image_id", "a.Yml, it must map image ids"})
    void line13TheNameIsAskedWhereTheContentDoesNotTell(String name, String message) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "img-a\n");

        assertThatThrownBy(() -> read(file, null)).hasMessageContaining(message);
    }

    private DesiredAccess read(String content) throws IOException {
        return read(Files.writeString(folder.resolve("f"), content), null);
    }

    private static DesiredAccess read(Path file, @Nullable AccessFormat format) throws IOException {
        return in(DesiredAccess.read(file, format, Set.of(GUANGZHOU)), GUANGZHOU);
    }

    private static DesiredAccess in(Map<Region, DesiredAccess> desired, Region region) {
        return Objects.requireNonNull(desired.get(region));
    }

    private Map<Region, DesiredAccess> regional(String content, Region... asked) throws IOException {
        return DesiredAccess.read(Files.writeString(folder.resolve("f"), content), null, ImmutableSet.copyOf(asked));
    }
}
