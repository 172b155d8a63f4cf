package io.github.imagesharing.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import de.siegmar.fastcsv.reader.CsvReader;
import io.github.imagesharing.AccessReport;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.files.FileRefusedException;
import io.github.imagesharing.cli.sync.DesiredAccess;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountNamesTest {

    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId OTHER = AccountId.of("100000000018");
    private static final Region GUANGZHOU = Region.of("ap-guangzhou");
    private static final Region SINGAPORE = Region.of("ap-singapore");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1038493875,\"Acme, 例\"\n",
                "id,name\n1038493875,\"Acme, 例\"\n",
                "ID , Name\r\n\r\n 1038493875 ,\"Acme, 例\"\r\n",
                "account_id;account_name\n'1038493875;Acme, 例;;\n",
                "# ours\n=\"1038493875\"\tAcme, 例",
            })
    void aRowNamesAnAccount(String text) throws Exception {
        assertThat(AccountNames.read(file(text)).of(PARTNER)).isEqualTo("Acme, 例");
    }

    @Test
    void theFileMayBeOfAWindowsShell() throws Exception {
        Path file = Files.write(
                folder.resolve("names"), "\ufeffid,name\r\n1038493875,例\r\n".getBytes(StandardCharsets.UTF_16LE));

        assertThat(AccountNames.read(file).of(PARTNER)).isEqualTo("例");
        assertThat(AccountNames.read(file).of(OTHER)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            1038493875,Acme~1038493875,Acme     | line 2: 1038493875 is named in line 1 already
            acme,1038493875                     | line 1: account id "acme"
            id,name~1038493875                  | line 2: 1038493875 has no name
            1038493875,                         | line 1: 1038493875 has no name
            1038493875,Acme, Inc                | line 1: after the name of 1038493875 comes "Inc": quote
            1038493875,"Acme~100000000018,Other"| line 1: the name of 1038493875 goes on over several lines
            1,038,493,875,Acme                  | line 1:
            id,name                             | it names no account
            name,id~Acme,1038493875             | line 1: account id "name"
            ''                                  | it names no account
            """)
    void whatWouldNameTheWrongAccountIsRefusedWithItsLine(String text, String message) {
        assertThatThrownBy(() -> AccountNames.read(file(text.replace('~', '\n'))))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("names")
                .hasMessageContaining(message);
    }

    @Test
    void otherEncodingsAndAMissingFileAreNamed() throws Exception {
        Path gbk = Files.write(folder.resolve("gbk"), "1038493875,伙伴伙伴\n".getBytes(Charset.forName("GBK")));

        assertThatThrownBy(() -> AccountNames.read(gbk)).hasMessageContaining("line 1: it is not UTF-8");
        assertThatThrownBy(() -> AccountNames.read(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void everyFormatHasTheNames() throws Exception {
        RegionalAccess access = access(Set.of(GUANGZHOU), "1038493875,\"=Acme, 例\"\n");

        assertThat(access.toText(GUANGZHOU).lines())
                .anyMatch(line -> line.matches("image .* since +account name"))
                .anyMatch(line -> line.matches("img-.* 1038493875 .*Z  =Acme, 例"))
                .anyMatch(line -> line.matches("img-.* 100000000018 .*Z"));
        assertThat(access.toCsv().lines().findFirst())
                .contains("image_id,image_name,image_state,account_id,shared_at,account_name");
        assertThat(names(access.toCsv())).containsExactlyInAnyOrder("'=Acme, 例", "", "", "");
        assertThat(access.toCsv()).endsWith("#end 3 complete,,,,,\r\n");
        JsonObject image = JsonParser.parseString(access.toJson())
                .getAsJsonObject()
                .getAsJsonArray("images")
                .get(0)
                .getAsJsonObject();
        assertThat(image.getAsJsonArray("accounts"))
                .extracting(account -> account.getAsJsonObject().get("accountName"))
                .map(name -> name.isJsonNull() ? "" : name.getAsString())
                .containsExactly("=Acme, 例", "");
        assertThat(new AccessPage(access, "title", 2).html()).contains("<b dir=\"auto\">=Acme, 例</b>");
    }

    @Test
    void ofSeveralRegionsTheNameComesAfterTheRegion() throws Exception {
        RegionalAccess access = access(Set.of(GUANGZHOU, SINGAPORE), "1038493875,Acme\n");

        assertThat(access.toCsv().lines().findFirst())
                .contains("image_id,image_name,image_state,account_id,shared_at,region,account_name");
        assertThat(access.toCsv().lines()).anyMatch(line -> line.endsWith("Z,ap-singapore,Acme"));
        assertThat(access.toText(SINGAPORE).lines()).anyMatch(line -> line.matches("ap-singapore .*Z  Acme"));
        assertThat(access.toJson()).contains("\"accountName\": \"Acme\"");
    }

    @Test
    void withoutNamesNothingIsOtherwise() throws Exception {
        RegionalAccess access = access(Set.of(GUANGZHOU), "1,One\n");
        RegionalAccess plain = new RegionalAccess(access.reports());
        AccessReport report = report(access);

        assertThat(plain.toText(GUANGZHOU)).isEqualTo(report.toText());
        assertThat(plain.toCsv()).isEqualTo(report.toCsv());
        assertThat(plain.toJson()).isEqualTo(report.toJson());
    }

    @Test
    void aSyncReadsAnAuditWithNames() throws Exception {
        RegionalAccess access = access(Set.of(GUANGZHOU), "1038493875,\"Acme; \"\"例\"\"\"\n");
        Path audit = Files.writeString(folder.resolve("audit.csv"), access.toCsv());

        Map<ImageId, Set<AccountId>> read = Objects.requireNonNull(
                        DesiredAccess.read(audit, null, Set.of(GUANGZHOU)).get(GUANGZHOU))
                .accounts();

        assertThat(read.keySet())
                .containsExactlyElementsOf(report(access).access().keySet());
        assertThat(read.values()).contains(Set.of(PARTNER, OTHER), Set.of());
    }

    private static AccessReport report(RegionalAccess access) {
        return Objects.requireNonNull(access.reports().get(GUANGZHOU));
    }

    private RegionalAccess access(Set<Region> regions, String names) throws IOException {
        Map<Region, AccessReport> reports = new LinkedHashMap<>();
        try (FakeTencentCloud cloud = FakeTencentCloud.start();
                ImageSharingService sharing = ImageSharingService.builder()
                        .cvm(CvmSharing.connect(cloud.settings(GUANGZHOU)))
                        .build()) {
            cloud.addImage(image -> image.sharedWith(PARTNER, OTHER));
            cloud.addImage();
            regions.forEach(region -> reports.put(region, sharing.in(region).audit(ImageQuery.all())));
        }
        return new RegionalAccess(reports, AccountNames.read(file(names)));
    }

    private static List<String> names(String csv) {
        return CsvReader.builder().ofNamedCsvRecord(csv).stream()
                .map(row -> row.getField("account_name"))
                .toList();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("names"), text);
    }
}
