package io.github.imagesharing.cvm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageNotShareableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.spi.CvmPort;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.TimeSource;
import io.github.imagesharing.testkit.CopyIds;
import io.github.imagesharing.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one request that copies an image, its answer, and every documented code of {@code SyncImages}, over the wire. */
class CopyingTest extends FakeCloudFixture {

    private static final Region SINGAPORE = Region.of("ap-singapore");
    private static final Region FRANKFURT = Region.of("eu-frankfurt");

    private final ImageId image = cloud.addImage(i -> i.name("web").region(REGION));
    private CvmPort port;
    private CvmImage source;

    @BeforeEach
    void connectThePort() {
        port = CvmSharing.connect(settings().build());
        source = port.describe(List.of(image), deadline()).get(0);
        cloud.resetRequests();
    }

    @AfterEach
    void closeThePort() {
        port.close();
    }

    @Test
    void oneRequestCopiesToAllRegionsAndSaysTheIds() {
        Map<Region, ImageId> copies = port.copy(source, "web", Set.of(SINGAPORE, FRANKFURT), deadline());

        assertThat(copies).containsOnly(Map.entry(SINGAPORE, only(SINGAPORE)), Map.entry(FRANKFURT, only(FRANKFURT)));
        assertThat(cloud.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.action()).isEqualTo("SyncImages"));
    }

    @Test
    void theNameIsSentOnlyWhereItIsAnother() {
        port.copy(source, "web", Set.of(SINGAPORE), deadline());
        port.copy(source, "web-7", Set.of(SINGAPORE), deadline());

        assertThat(bodies())
                .containsExactly(
                        "{'ImageIds':['%s'],'DestinationRegions':['ap-singapore'],'ImageSetRequired':true}",
                        "{'ImageIds':['%s'],'DestinationRegions':['ap-singapore'],'ImageName':'web-7','ImageSetRequired':true}");
        assertThat(cloud.imagesIn(SINGAPORE)).extracting(cloud::nameOf).containsExactly("web", "web-7");
    }

    @Test
    void anOldPrivateCloudIsAskedOnceForTheIds() {
        cloud.copyIds(CopyIds.UNKNOWN_PARAMETER);

        assertThat(port.copy(source, "web", Set.of(SINGAPORE), deadline())).isEmpty();
        assertThat(port.copy(source, "web", Set.of(FRANKFURT), deadline())).isEmpty();

        assertThat(cloud.imagesIn(SINGAPORE)).hasSize(1);
        assertThat(cloud.imagesIn(FRANKFURT)).hasSize(1);
        assertThat(bodies())
                .containsExactly(
                        "{'ImageIds':['%s'],'DestinationRegions':['ap-singapore'],'ImageSetRequired':true}",
                        "{'ImageIds':['%s'],'DestinationRegions':['ap-singapore']}",
                        "{'ImageIds':['%s'],'DestinationRegions':['eu-frankfurt']}");
    }

    @Test
    void anOldPrivateCloudThatCannotNameCopiesSaysSo() {
        cloud.copyIds(CopyIds.UNKNOWN_PARAMETER);

        assertThat(refusedCopy("web-7"))
                .isInstanceOf(UnrecognizedServiceException.class)
                .hasMessageContaining("ImageName");
        assertThat(cloud.requests()).hasSize(2);
        assertThat(cloud.imagesIn(SINGAPORE)).isEmpty();
    }

    @Test
    void anotherRefusalIsNotAskedAgain() {
        cloud.failAlways("SyncImages", Fault.error("Totally.Unknown.Code", "said the service"));

        assertThat(refusedCopy("web")).isInstanceOf(UnrecognizedServiceException.class);
        assertThat(cloud.requests()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                " | ",
                "'ImageSet':null | ",
                "'ImageSet':[null,{},{'ImageId':'img-aaaaaaaa'},{'Region':'ap-singapore'}] | ",
                "'ImageSet':[{'ImageId':'','Region':'ap-singapore'}] | ",
                "'ImageSet':[{'ImageId':'img-aaaaaaaa','Region':'ap-tokyo'}] | ",
                "'ImageSet':[{'ImageId':'img-aaaaaaaa','Region':'Singapore!'}] | ",
                "'ImageSet':[{'ImageId':'img-aaaaaaaa','Region':'ap-singapore','New':1}] | img-aaaaaaaa"
            },
            quoteCharacter = '~')
    void theIdsAreReadFromWhatIsThere(String members, String id) {
        String more = members == null ? "" : members.replace('\'', '"') + ",";
        cloud.failNext("SyncImages", Fault.answer("{\"Response\":{" + more + "\"RequestId\":\"r-1\"}}"));

        assertThat(port.copy(source, "web", Set.of(SINGAPORE), deadline()))
                .isEqualTo(id == null ? Map.of() : Map.of(SINGAPORE, ImageId.of(id)));
    }

    @Test
    void aServiceThatKeepsTheIdsToItselfHasCopiedNevertheless() {
        cloud.copyIds(CopyIds.NOT_IN_ANSWER);

        assertThat(port.copy(source, "web", Set.of(SINGAPORE), deadline())).isEmpty();
        assertThat(cloud.imagesIn(SINGAPORE)).hasSize(1);
    }

    @Test
    void whateverHappensItIsSentOnce() {
        List<ImageSharingException> thrown = new ArrayList<>();
        for (Fault fault : List.of(
                Fault.dropAfter(),
                Fault.dropBefore(),
                Fault.throttled(),
                Fault.error("InternalError", ""),
                Fault.answer("{\"Response\":{\"ImageSet\":7,\"RequestId\":\"r-1\"}}"))) {
            cloud.failNext("SyncImages", fault);
            thrown.add(refusedCopy("web-" + thrown.size()));
            assertThat(cloud.requests()).hasSize(thrown.size());
        }
        assertThat(thrown)
                .extracting(Object::getClass)
                .containsExactly(
                        CloudUnreachableException.class,
                        CloudUnreachableException.class,
                        ThrottledException.class,
                        ServiceFailureException.class,
                        ServiceFailureException.class);
        assertThat(cloud.imagesIn(SINGAPORE)).extracting(cloud::nameOf).containsExactly("web-0");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "FailedOperation.InvalidImageState,ImageNotReadyException",
        "InvalidParameterValue.InvalidImageState,ImageNotReadyException",
        "InvalidImageId.IncorrectState,ImageNotReadyException",
        "ImageQuotaLimitExceeded,ImageQuotaExceededException",
        "InvalidImageId.Malformed,InvalidImageIdException",
        "InvalidImageId.NotFound,ImageNotFoundException",
        "InvalidImageId.TooLarge,ImageNotShareableException:TOO_LARGE",
        "InvalidImageName.Duplicate,DuplicateImageNameException",
        "InvalidParameter.InstanceImageNotSupport,ImageNotShareableException:WHOLE_INSTANCE",
        "InvalidParameterValue.InvalidImageId,ImageNotShareableException:UNSUPPORTED_OPERATION",
        "InvalidParameterValue.InvalidRegion,UnsupportedRegionException",
        "InvalidParameterValue.LimitExceeded,TooManyAccountsException",
        "InvalidRegion.NotFound,UnsupportedRegionException",
        "InvalidRegion.Unavailable,UnsupportedRegionException",
        "UnsupportedOperation.Region,UnsupportedRegionException",
        "UnsupportedOperation.EncryptedImagesNotSupported,ImageNotShareableException:ENCRYPTED",
        "UnsupportedOperation.SyncEncryptImageNotSupport,ImageNotShareableException:ENCRYPTED",
        "UnsupportedOperation.LocationImageNotSupported,ImageNotShareableException:UNSUPPORTED_REGION",
        "InvalidParameter.InvalidKmsKeyId,UnrecognizedServiceException"
    })
    void becomesOneTypedException(String code, String expected) {
        cloud.failNext("SyncImages", Fault.error(code, "said the service"));

        ImageSharingException thrown = refusedCopy("web");

        String type = thrown.getClass().getSimpleName();
        assertThat(thrown instanceof ImageNotShareableException kind ? type + ":" + kind.reason() : type)
                .isEqualTo(expected);
        assertThat(thrown.errorCode()).contains(code);
        assertThat(thrown.imageId()).contains(image);
        assertThat(thrown.detectedBy()).isEqualTo(DetectedBy.SERVICE);
        assertThat(thrown.isRetryable()).isEqualTo(thrown instanceof ImageNotReadyException);
        assertThat(thrown).hasMessageContaining("said the service").hasMessageContaining(code);
    }

    private ImageSharingException refusedCopy(String name) {
        return thrownBy(ImageSharingException.class, () -> port.copy(source, name, Set.of(SINGAPORE), deadline()));
    }

    private ImageId only(Region region) {
        assertThat(cloud.imagesIn(region)).hasSize(1);
        return cloud.imagesIn(region).get(0);
    }

    /** What was sent, without the image's id. */
    private List<String> bodies() {
        return cloud.requests("SyncImages").stream()
                .map(request -> JsonParser.parseString(request.body()).toString())
                .map(body -> body.replace('"', '\'').replace(image.value(), "%s"))
                .toList();
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(30), TimeSource.system());
    }
}
