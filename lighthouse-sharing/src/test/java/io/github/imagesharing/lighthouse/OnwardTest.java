package io.github.imagesharing.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AccountNotFoundException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageNotFoundException;
import io.github.imagesharing.ImageNotReadyException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.SelfSharingException;
import io.github.imagesharing.ShareQuotaExceededException;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.UnrecognizedServiceException;
import io.github.imagesharing.testkit.Fault;
import io.github.imagesharing.testkit.RecordedRequest;
import io.github.imagesharing.testkit.RefusalEffect;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handing a blueprint on to other root accounts and taking it back. */
class OnwardTest extends FakeCloudFixture {

    private BlueprintId blueprint = BlueprintId.of("lhbp-00000000");

    @BeforeEach
    void addBlueprint() {
        blueprint = cloud.addBlueprint(cloud.addImage());
    }

    @Test
    void handsABlueprintOn() {
        ShareReport report = sharing.shareBlueprint(blueprint, List.of(PARTNER, OTHER, PARTNER));

        assertThat(cloud.accountsOf(blueprint)).containsExactly(PARTNER, OTHER);
        assertThat(report.target()).isEqualTo(blueprint);
        assertThat(report.changed()).containsExactly(PARTNER, OTHER);
        assertThat(report.requestIds()).hasSize(1);
    }

    @Test
    void aSecondCallSendsNothing() {
        sharing.shareBlueprint(blueprint, List.of(PARTNER));

        assertThat(sharing.shareBlueprint(blueprint, List.of(PARTNER)).unchanged())
                .containsExactly(PARTNER);
        assertThat(requests(HAND_ON)).isOne();
    }

    @Test
    void takesItBackFromThoseThatHaveIt() {
        cloud.shareElsewhere(blueprint, PARTNER, OTHER);

        ShareReport report = sharing.unshareBlueprint(blueprint, List.of(PARTNER, AccountId.of("2700036")));

        assertThat(report.changed()).containsExactly(PARTNER);
        assertThat(report.unchanged()).containsExactly(AccountId.of("2700036"));
        assertThat(cloud.accountsOf(blueprint)).containsExactly(OTHER);
        assertThat(requests(TAKE_BACK)).isOne();
    }

    @Test
    void saysWhoHasItOnAllPages() {
        List<AccountId> many = accounts(230);
        cloud.shareElsewhere(blueprint, many.toArray(AccountId[]::new));

        List<SharedAccount> shared = sharing.blueprintSharedWith(blueprint);

        assertThat(shared).extracting(SharedAccount::account).containsExactlyElementsOf(many);
        assertThat(shared).allSatisfy(account -> assertThat(account.sharedAt()).isNotNull());
        assertThat(requests(ACCESS)).isEqualTo(3);
    }

    @Test
    void tenAccountsGoWithEachRequest() {
        List<AccountId> many = accounts(25);

        sharing.shareBlueprint(blueprint, many);
        sharing.unshareBlueprint(blueprint, many);

        assertThat(requests(HAND_ON)).isEqualTo(3);
        assertThat(requests(TAKE_BACK)).isEqualTo(3);
        assertThat(cloud.accountsOf(blueprint)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(RefusalEffect.class)
    void oneBadAccountCostsTheOthersNothingWhateverARefusedCallChanges(RefusalEffect effect) {
        cloud.refusalEffect(effect);
        List<AccountId> asked = accounts(25);
        AccountId closed = asked.get(13);
        cloud.closeAccount(closed);

        AccountNotFoundException thrown =
                thrownBy(AccountNotFoundException.class, () -> sharing.shareBlueprint(blueprint, asked));

        Set<AccountId> good = new HashSet<>(asked);
        good.remove(closed);
        assertThat(thrown.report().orElseThrow().failed()).containsOnlyKeys(closed);
        assertThat(thrown.report().orElseThrow().changed()).containsExactlyInAnyOrderElementsOf(good);
        assertThat(cloud.accountsOf(blueprint)).containsExactlyInAnyOrderElementsOf(good);
    }

    @Test
    void ownAccountIsRefusedByTheServiceOrBeforeWhereItIsKnown() {
        List<AccountId> asked = List.of(PARTNER, cloud.ownAccount());

        SelfSharingException before = thrownBy(
                SelfSharingException.class,
                () -> service(settings().ownAccount(cloud.ownAccount())).shareBlueprint(blueprint, asked));
        int sentBefore = requests(HAND_ON);
        SelfSharingException byService =
                thrownBy(SelfSharingException.class, () -> sharing.shareBlueprint(blueprint, asked));

        assertThat(before.detectedBy()).isEqualTo(DetectedBy.PRECONDITION);
        assertThat(before.report().orElseThrow().failed()).containsOnlyKeys(PARTNER, cloud.ownAccount());
        assertThat(sentBefore).isZero();
        assertThat(byService.detectedBy()).isEqualTo(DetectedBy.SERVICE);
        assertThat(byService.report().orElseThrow().changed()).containsExactly(PARTNER);
    }

    @Test
    void aQuotaThatIsNotPublishedIsTheServicesToKnow() {
        cloud.accountLimit(1);

        ShareQuotaExceededException thrown = thrownBy(
                ShareQuotaExceededException.class, () -> sharing.shareBlueprint(blueprint, List.of(PARTNER, OTHER)));

        assertThat(thrown.limit()).isEqualTo(-1);
    }

    @Test
    void aBlueprintThatIsNotThereOrNotReady() {
        assertThat(thrownBy(
                        ImageNotFoundException.class,
                        () -> sharing.shareBlueprint(BlueprintId.of("lhbp-zzzzzzzz"), List.of(PARTNER))))
                .isNotNull();
        cloud.blueprintState(blueprint, "SYNCING");
        assertThat(thrownBy(ImageNotReadyException.class, () -> sharing.shareBlueprint(blueprint, List.of(PARTNER))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ResourceInUse.BlueprintModifyingSharePermission",
                "OperationDenied.BlueprintOperationInProgress",
                "UnsupportedOperation.BlueprintOccupied"
            })
    void aChangeMadeElsewhereIsWaitedOutUnlessItStays(String code) {
        cloud.failNext(HAND_ON, 3, Fault.error(code, "Try again later."));
        assertThat(sharing.shareBlueprint(blueprint, List.of(PARTNER)).changed())
                .containsExactly(PARTNER);

        cloud.resetRequests();
        cloud.failAlways(HAND_ON, Fault.error(code, "Try again later."));
        assertThat(thrownBy(ImageNotReadyException.class, () -> sharing.shareBlueprint(blueprint, List.of(OTHER)))
                        .isRetryable())
                .isTrue();
        assertThat(requests(HAND_ON)).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("io.github.imagesharing.lighthouse.LostAnswersTest#landedUnheard")
    void answersThatWereLostAreLookedUp(Fault fault) {
        cloud.failNext(HAND_ON, fault);
        cloud.failNext(TAKE_BACK, fault);

        ShareReport handedOn = sharing.shareBlueprint(blueprint, List.of(PARTNER, OTHER));
        ShareReport takenBack = sharing.unshareBlueprint(blueprint, List.of(PARTNER));

        assertThat(handedOn.changed()).containsExactly(PARTNER, OTHER);
        assertThat(takenBack.changed()).containsExactly(PARTNER);
        assertThat(requests(HAND_ON)).isOne();
        assertThat(requests(TAKE_BACK)).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void requestsThatNeverArrivedAreSentAgain(boolean cut) {
        Fault fault = cut ? Fault.dropBefore() : Fault.error("FailedOperation.ShareBlueprintAcrossAccountFailed", "");
        cloud.failNext(HAND_ON, 2, fault);

        assertThat(sharing.shareBlueprint(blueprint, List.of(PARTNER)).changed())
                .containsExactly(PARTNER);
        assertThat(requests(HAND_ON)).isEqualTo(3);
    }

    @Test
    void answersLostWhereReadsLagAreFoundOut() {
        cloud.readLag(Duration.ofMillis(400));
        cloud.failNext(HAND_ON, Fault.dropAfter());

        assertThat(patient().shareBlueprint(blueprint, List.of(PARTNER, OTHER)).changed())
                .containsExactly(PARTNER, OTHER);
    }

    /** Whether a blueprint that came by a share may be handed on is not documented, nor is the code if it may not. */
    @Nested
    class WhereTheBlueprintIsNoCustomOne {

        private static final String EXPLANATION =
                "the blueprint is there and of type SHARED, so it came by a share, and only custom blueprints (PRIVATE)";

        @BeforeEach
        void cameByAShare() {
            cloud.blueprintType("SHARED");
        }

        @Test
        void itIsHandedOnIfTheServiceLetsItAndNothingMoreIsAsked() {
            assertThat(sharing.shareBlueprint(blueprint, List.of(PARTNER)).changed())
                    .containsExactly(PARTNER);
            assertThat(requests(LIST)).isZero();
        }

        @Test
        void elseTheRefusalIsExplained() {
            cloud.refusesSharedBlueprints(true);
            List<AccountId> asked = accounts(3);

            UnrecognizedServiceException thrown =
                    thrownBy(UnrecognizedServiceException.class, () -> sharing.shareBlueprint(blueprint, asked));

            assertThat(thrown).hasMessageContaining("does not exist").hasMessageContaining(EXPLANATION);
            assertThat(thrown.errorCode()).contains("ResourceNotFound.PrivateBlueprintNotFound");
            assertThat(thrown.requestId()).isPresent();
            assertThat(thrown.report().orElseThrow().failed()).containsOnlyKeys(asked);
            assertThat(thrown.report().orElseThrow().failed().values())
                    .allSatisfy(each -> assertThat(each).hasMessageContaining(EXPLANATION));
            assertThat(requests(LIST)).isOne();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ResourceNotFound.BlueprintIdNotFound",
                    "ResourceNotFound.BlueprintNotFound",
                    "UnsupportedOperation.NotSupportSharedBlueprint"
                })
        void byWhicheverCodeAndWhicheverCall(String code) {
            for (String action : List.of(HAND_ON, ACCESS)) {
                cloud.heal();
                cloud.failAlways(action, Fault.error(code, "said the service"));

                ImageSharingException thrown = thrownBy(
                        ImageSharingException.class, () -> sharing.shareBlueprint(blueprint, List.of(PARTNER)));

                assertThat(thrown).hasMessageContaining("said the service").hasMessageContaining(EXPLANATION);
                assertThat(thrown.errorCode()).contains(code);
            }
        }

        @Test
        void anotherTypeIsNamedToo() {
            cloud.blueprintType("APP_OS");
            cloud.refusesSharedBlueprints(true);

            assertThat(thrownBy(
                            UnrecognizedServiceException.class,
                            () -> sharing.shareBlueprint(blueprint, List.of(PARTNER))))
                    .hasMessageContaining("of type APP_OS, and only custom blueprints (PRIVATE)");
        }

        @Test
        void anotherRefusalHasNothingToDoWithIt() {
            cloud.closeAccount(PARTNER);

            assertThat(thrownBy(
                            AccountNotFoundException.class, () -> sharing.shareBlueprint(blueprint, List.of(PARTNER))))
                    .message()
                    .doesNotContain("SHARED");
            assertThat(requests(LIST)).isZero();
        }

        @ParameterizedTest
        @MethodSource("io.github.imagesharing.lighthouse.OnwardTest#typesThatSayNothing")
        void whereTheTypeExplainsNothingTheRefusalStaysAsItIs(Fault described) {
            cloud.refusesSharedBlueprints(true);
            cloud.failAlways(LIST, described);

            UnrecognizedServiceException thrown = thrownBy(
                    UnrecognizedServiceException.class, () -> sharing.shareBlueprint(blueprint, List.of(PARTNER)));

            assertThat(thrown).message().endsWith("]").doesNotContain("PRIVATE)");
            assertThat(thrown.report().orElseThrow().failed()).containsOnlyKeys(PARTNER);
        }

        @Test
        void takingItBackIsNotExplained() {
            cloud.shareElsewhere(blueprint, PARTNER);
            cloud.failAlways(TAKE_BACK, Fault.error("ResourceNotFound.BlueprintNotFound", "gone"));

            assertThat(thrownBy(
                            ImageNotFoundException.class, () -> sharing.unshareBlueprint(blueprint, List.of(PARTNER))))
                    .isNotNull();
            assertThat(requests(LIST)).isZero();
        }
    }

    static List<Fault> typesThatSayNothing() {
        String blueprints = "{\"Response\":{\"BlueprintSet\":%s,\"RequestId\":\"r\"}}";
        return List.of(
                Fault.error("UnauthorizedOperation.NoPermission", "No permission."),
                Fault.dropBefore(),
                Fault.answer(blueprints.formatted("null")),
                Fault.answer(
                        blueprints.formatted("[{\"BlueprintId\":\"lhbp-other123\",\"BlueprintType\":\"SHARED\"}]")));
    }

    @Test
    void aCustomBlueprintThatIsRefusedIsRefusedAsTheServiceSays() {
        cloud.failAlways(HAND_ON, Fault.error("ResourceNotFound.BlueprintNotFound", "said the service"));

        assertThat(thrownBy(ImageNotFoundException.class, () -> sharing.shareBlueprint(blueprint, List.of(PARTNER))))
                .message()
                .doesNotContain("PRIVATE");
    }

    /** The international site's SDK has no DescribeBlueprintsShareAcrossAccountInfos. */
    @Nested
    class WhereNobodyTellsWhoHasIt {

        @BeforeEach
        void lackTheApi() {
            cloud.failAlways(ACCESS, Fault.error("InvalidAction", "The requested API does not exist or is invalid."));
        }

        @Test
        void theAnswersTellIt() {
            cloud.shareElsewhere(blueprint, PARTNER);

            ShareReport handedOn = sharing.shareBlueprint(blueprint, List.of(PARTNER, OTHER));
            ShareReport takenBack = sharing.unshareBlueprint(blueprint, List.of(OTHER, AccountId.of("2700036")));

            assertThat(handedOn.unchanged()).containsExactly(PARTNER);
            assertThat(handedOn.changed()).containsExactly(OTHER);
            assertThat(takenBack.changed()).containsExactly(OTHER);
            assertThat(takenBack.unchanged()).containsExactly(AccountId.of("2700036"));
            assertThat(cloud.accountsOf(blueprint)).containsExactly(PARTNER);
        }

        @Test
        void anAnswerThatWasLostIsSettledBySendingAgain() {
            cloud.failNext(HAND_ON, Fault.dropAfter());
            cloud.failNext(TAKE_BACK, Fault.dropAfter());

            assertThat(sharing.shareBlueprint(blueprint, List.of(PARTNER)).changed())
                    .containsExactly(PARTNER);
            assertThat(sharing.unshareBlueprint(blueprint, List.of(PARTNER)).changed())
                    .containsExactly(PARTNER);
            assertThat(cloud.accountsOf(blueprint)).isEmpty();
        }

        @Test
        void whatSendingAgainDoesNotSettleIsUnknown() {
            cloud.failAlways(HAND_ON, Fault.dropAfter());

            ImageSharingException thrown = thrownBy(
                    ImageSharingException.class, () -> sharing.shareBlueprint(blueprint, List.of(PARTNER, OTHER)));

            assertThat(thrown.report().orElseThrow().unknown()).containsExactly(PARTNER);
            assertThat(thrown.report().orElseThrow().failed()).containsOnlyKeys(OTHER);
        }

        @Test
        void askedOutrightTheServicesRefusalIsPassedOn() {
            assertThat(thrownBy(UnrecognizedServiceException.class, () -> sharing.blueprintSharedWith(blueprint))
                            .errorCode())
                    .contains("InvalidAction");
        }

        @Test
        void oneAccountGoesWithEachRequest() {
            sharing.shareBlueprint(blueprint, accounts(3));

            assertThat(cloud.requests(HAND_ON))
                    .extracting(RecordedRequest::body)
                    .allSatisfy(body -> assertThat(body).containsOnlyOnce("2000000000"));
            assertThat(requests(HAND_ON)).isEqualTo(3);
        }
    }

    @Test
    void withoutTheRightToSeeWhoHasItNothingIsSent() {
        cloud.refuse(ACCESS);

        assertThat(thrownBy(ImageSharingException.class, () -> sharing.shareBlueprint(blueprint, List.of(PARTNER))))
                .hasMessageContaining("lighthouse:DescribeBlueprintsShareAcrossAccountInfos");
        assertThat(requests(HAND_ON)).isZero();
    }
}
