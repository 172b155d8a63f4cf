package io.github.imagesharing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Streams;
import com.google.common.html.HtmlEscapers;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.audit.AccessPage;
import io.github.imagesharing.cli.audit.RegionalAccess;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of 200 images and 50 accounts, as a browser shows it. */
class AccessPageTest {

    /** Replaces the page by JSON of what it shows: the rows in order, and each share as [image, account, seconds]. */
    private static final String READ = """
            const shown = { rows: [], shares: [] };
            for (const row of document.querySelectorAll("tbody tr")) {
              const image = row.querySelector("code").textContent;
              shown.rows.push(image);
              [...row.cells].forEach((cell, i) => {
                if (i > 2 && cell.dataset.sort) {
                  shown.shares.push([image, document.querySelectorAll("thead th")[i].querySelector("span").textContent, cell.dataset.sort]);
                }
              });
            }
            document.body.textContent = JSON.stringify(shown);
            document.body.id = "shown";
            """;

    @TempDir
    private static Path folder;

    private static Path page;
    private static Set<String> shares;

    @BeforeAll
    static void audit() throws Exception {
        page = folder.resolve("access.html");
        ProgramResult result = ProgramResult.fake(
                "audit",
                "--images",
                "200",
                "--partners",
                "50",
                "-o",
                "csv",
                "--html",
                page.toString(),
                "--account-names",
                Files.writeString(folder.resolve("names"), "id,name\n100000007937,Söhne & <b>Co</b>\n")
                        .toString());
        assertThat(result.exit()).isZero();
        shares = result.out()
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(cells -> !cells[3].isEmpty())
                .map(cells -> cells[0] + " " + cells[3] + " "
                        + Instant.parse(cells[4]).getEpochSecond())
                .collect(Collectors.toSet());
        assertThat(shares).hasSizeGreaterThan(1000);
    }

    @Test
    void showsEveryShareAndNoOther() throws Exception {
        Shown shown = shown("");

        assertThat(shown.rows).hasSize(200).doesNotHaveDuplicates();
        assertThat(shown.shares).isEqualTo(shares);
    }

    @Test
    void aClickOnAnAccountPutsItsOldestShareFirstAndImagesWithoutItLast() throws Exception {
        Shown shown = shown("document.querySelectorAll('thead button')[5].click();");
        Shown again = shown("for (const i of [5, 5]) document.querySelectorAll('thead button')[i].click();");

        String account = text(Files.readString(page), "<span>(\\d+)</span>", 2);
        List<Long> since = shown.since(account);
        assertThat(since).isNotEmpty().isSorted();
        assertThat(shown.rows.subList(0, since.size())).allMatch(image -> shown.has(image, account));
        assertThat(again.since(account))
                .hasSameElementsAs(since)
                .isSortedAccordingTo((one, other) -> Long.compare(other, one));
        assertThat(again.rows.subList(0, since.size())).allMatch(image -> again.has(image, account));
        assertThat(shown.shares).isEqualTo(shares);
    }

    @Test
    void aClickOnTheCountPutsTheMostSharedImageFirst() throws Exception {
        Shown shown = shown("document.querySelectorAll('thead button')[2].click();");

        assertThat(shown.rows)
                .isSortedAccordingTo((one, other) -> Long.compare(shown.accountsOf(other), shown.accountsOf(one)));
    }

    /** Types into the search box and notes what is shown then: the images, the accounts, and what the box says. */
    private static final String SEARCH = """
            const seen = [];
            const type = text => {
              search.value = text;
              search.dispatchEvent(new Event("input"));
              const at = element => element.getBoundingClientRect().width > 0;
              const heads = [...document.querySelectorAll("thead .account")].filter(at);
              const rows = [...document.querySelectorAll("tbody tr")].filter(at);
              seen.push({
                images: rows.map(row => row.querySelector("code").textContent),
                accounts: heads.map(head => head.querySelector("span").textContent),
                even: rows.every(row => [...row.cells].filter(at).length === heads.length + 3),
                said: document.querySelector("output").textContent });
            };
            %s
            document.body.textContent = JSON.stringify(seen);
            document.body.id = "shown";
            """;

    @Test
    void aSearchKeepsWhatItNamesAndWhatThatSharesWithTheOtherSide() throws Exception {
        String account = "100000007937";
        String image = word(shares.iterator().next(), 0);

        List<Found> found =
                search("", " " + image.toUpperCase(Locale.ROOT), account, "söhne & <B>", "WEB-00", "nothing </b>", "");

        assertThat(found).allMatch(Found::even);
        assertThat(found.get(0).images()).hasSize(200);
        assertThat(found.get(0).accounts()).hasSize(50);
        assertThat(found.get(0).said()).isEmpty();
        assertThat(found.get(1).images()).containsExactly(image);
        assertThat(found.get(1).accounts())
                .hasSameElementsAs(shares.stream()
                        .filter(share -> share.startsWith(image))
                        .map(share -> word(share, 1))
                        .toList());
        assertThat(found.get(2).accounts()).containsExactly(account);
        assertThat(found.get(2).images())
                .hasSameElementsAs(shares.stream()
                        .filter(share -> share.contains(" " + account + " "))
                        .map(share -> word(share, 0))
                        .toList());
        assertThat(found.get(2).said()).isEqualTo(found.get(2).images().size() + " of 200 images, 1 of 50 accounts");
        assertThat(found.get(3)).isEqualTo(found.get(2));
        assertThat(found.get(4).images()).hasSize(9);
        assertThat(found.get(5).images()).isEmpty();
        assertThat(found.get(5).accounts()).isEmpty();
        assertThat(found.get(5).said()).isEqualTo("Nothing matches \u2068nothing </b>\u2069.");
        assertThat(found.get(6)).isEqualTo(found.get(0));
    }

    @Test
    void whatWasFoundIsSortedAndWhatIsSortedIsFound() throws Exception {
        List<Found> found = found("type('web'); document.querySelectorAll('thead button')[2].click(); type('WEB');");

        assertThat(found.get(1).images())
                .hasSize(40)
                .hasSameElementsAs(found.get(0).images())
                .isSortedAccordingTo(Comparator.comparing(
                        image -> shares.stream()
                                .filter(share -> share.startsWith(image))
                                .count(),
                        Comparator.reverseOrder()));
    }

    /** Of a share: the image, the account, the seconds. */
    private static String word(String share, int which) {
        return share.split(" ", -1)[which];
    }

    /** What the page shows of a search. */
    private record Found(List<String> images, List<String> accounts, boolean even, String said) {}

    private static List<Found> search(String... texts) throws Exception {
        return found(Stream.of(texts)
                .map(text -> "type(" + new Gson().toJson(text) + ");")
                .collect(Collectors.joining()));
    }

    private static List<Found> found(String script) throws Exception {
        String dom = Chromium.orSkip(folder).domAfter(page, SEARCH.formatted(script));
        return Streams.stream(json(dom).getAsJsonArray())
                .map(JsonElement::getAsJsonObject)
                .map(seen -> new Found(
                        texts(seen.getAsJsonArray("images")),
                        texts(seen.getAsJsonArray("accounts")),
                        seen.get("even").getAsBoolean(),
                        seen.get("said").getAsString()))
                .toList();
    }

    @Test
    void isReadableInLightAndInDark() throws Exception {
        Chromium chromium = Chromium.orSkip(folder);

        BufferedImage light = chromium.screenshot(page, false);
        BufferedImage dark = chromium.screenshot(page, true);

        assertThat(List.of(light, dark)).allSatisfy(picture -> {
            assertThat(picture.getWidth()).isEqualTo(1800);
            assertThat(colours(picture)).hasSizeGreaterThan(50);
            // All 50 columns fit into the window, so the rightmost pixels are the empty margin of the page.
            assertThat(column(picture, picture.getWidth() - 4)).hasSize(1);
        });
        assertThat(brightness(light.getRGB(2, 2))).isGreaterThan(0.9f);
        assertThat(brightness(dark.getRGB(2, 2))).isLessThan(0.2f);
    }

    @Test
    void fetchesNothing() throws Exception {
        assertThat(Files.readString(page))
                .contains("default-src 'none'")
                .doesNotContain("http:", "https:", "url(", "src=", "href=", "@import", "{{");
    }

    @Test
    void aNameIsOnlyEverText() throws Exception {
        String name = "<img src=x onerror=\"document.title='hit'\">{{rows}}</td>$1\\&amp;'";
        Path hostile = folder.resolve("hostile.html");
        try (FakeTencentCloud cloud = FakeTencentCloud.start();
                ImageSharingService sharing = ImageSharingService.builder()
                        .cvm(CvmSharing.connect(cloud.settings(Region.of("ap-guangzhou"))))
                        .build()) {
            cloud.addImage(image -> image.name(name).state("<b>odd</b>").sharedWith(AccountId.of("1038493875")));
            Files.writeString(
                    hostile,
                    new AccessPage(
                                    new RegionalAccess(
                                            Map.of(Region.of("ap-guangzhou"), sharing.audit(ImageQuery.all()))),
                                    "Who & <what>",
                                    1)
                            .html());
        }
        assertThat(Files.readString(hostile))
                .contains(HtmlEscapers.htmlEscaper().escape(name));

        String dom = Chromium.orSkip(folder)
                .domAfter(
                        hostile,
                        "document.body.textContent = JSON.stringify([document.title, document.images.length,"
                                + " document.querySelector('tbody b').textContent, document.querySelector('.state').textContent]);"
                                + "document.body.id = 'shown';");

        assertThat(json(dom).getAsJsonArray())
                .extracting(JsonElement::getAsString)
                .containsExactly("Who & <what>", "0", name, "<b>odd</b>");
    }

    /** What a browser shows after a script has run. */
    private record Shown(List<String> rows, Set<String> shares) {

        boolean has(String image, String account) {
            return shares.stream().anyMatch(share -> share.startsWith(image + " " + account + " "));
        }

        long accountsOf(String image) {
            return shares.stream().filter(share -> share.startsWith(image)).count();
        }

        List<Long> since(String account) {
            return rows.stream()
                    .flatMap(image -> shares.stream().filter(share -> share.startsWith(image + " " + account + " ")))
                    .map(share -> Long.valueOf(share.substring(share.lastIndexOf(' ') + 1)))
                    .toList();
        }
    }

    private static Shown shown(String script) throws Exception {
        var shown = json(Chromium.orSkip(folder).domAfter(page, script + READ)).getAsJsonObject();
        return new Shown(
                texts(shown.getAsJsonArray("rows")),
                Streams.stream(shown.getAsJsonArray("shares"))
                        .map(share -> String.join(" ", texts(share.getAsJsonArray())))
                        .collect(Collectors.toSet()));
    }

    private static List<String> texts(JsonArray array) {
        return Streams.stream(array).map(JsonElement::getAsString).toList();
    }

    private static JsonElement json(String dom) {
        String text = text(dom, "<body id=\"shown\">(.*)</body>", 0);
        return JsonParser.parseString(
                text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }

    private static String text(String html, String pattern, int skip) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(html);
        for (int i = 0; i <= skip; i++) {
            assertThat(found.find()).as(pattern).isTrue();
        }
        return found.group(1);
    }

    private static Set<Integer> colours(BufferedImage picture) {
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < picture.getWidth(); x++) {
            colours.addAll(column(picture, x));
        }
        return colours;
    }

    private static Set<Integer> column(BufferedImage picture, int x) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            colours.add(picture.getRGB(x, y));
        }
        return colours;
    }

    private static float brightness(int rgb) {
        Color colour = new Color(rgb);
        return Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null)[2];
    }
}
