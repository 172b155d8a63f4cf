package io.github.imagesharing.engines.benchmark;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.cvm.v20170312.CvmClient;
import com.tencentcloudapi.cvm.v20170312.models.ModifyImageSharePermissionRequest;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cvm.CvmSharing;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The clients that are compared: each shares many images with some accounts. */
public enum BatchClient {
    /** This library. */
    THIS_LIBRARY("this library") {
        @Override
        void share(FakeTencentCloud cloud, Region region, List<ImageId> images, List<AccountId> accounts) {
            try (ImageSharingService sharing = ImageSharingService.builder()
                    .cvm(CvmSharing.connect(cloud.settings(region)))
                    .build()) {
                sharing.shareAll(images, accounts);
            }
        }
    },
    /** The loop of the official how-to: one image after the other; a failure does not end it. */
    SDK_LOOP("the SDK in a loop") {
        @Override
        void share(FakeTencentCloud cloud, Region region, List<ImageId> images, List<AccountId> accounts) {
            CvmClient client = sdkClient(cloud, region);
            images.forEach(image -> shareOne(client, image, accounts));
        }
    },
    /** The same with ten threads. */
    SDK_POOL("the SDK in a pool of 10") {
        @Override
        void share(FakeTencentCloud cloud, Region region, List<ImageId> images, List<AccountId> accounts)
                throws InterruptedException {
            CvmClient client = sdkClient(cloud, region);
            ExecutorService pool = Executors.newFixedThreadPool(10);
            images.forEach(image -> pool.execute(() -> shareOne(client, image, accounts)));
            pool.shutdown();
            if (!pool.awaitTermination(10, TimeUnit.MINUTES)) {
                pool.shutdownNow();
            }
        }
    };

    private final String title;

    BatchClient(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract void share(FakeTencentCloud cloud, Region region, List<ImageId> images, List<AccountId> accounts)
            throws InterruptedException;

    static CvmClient sdkClient(FakeTencentCloud cloud, Region region) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setEndpoint(cloud.endpoint().getAuthority());
        return new CvmClient(cloud.credential(), region.value(), new ClientProfile(ClientProfile.SIGN_TC3_256, http));
    }

    private static void shareOne(CvmClient client, ImageId image, List<AccountId> accounts) {
        ModifyImageSharePermissionRequest request = new ModifyImageSharePermissionRequest();
        request.setImageId(image.value());
        request.setPermission("SHARE");
        request.setAccountIds(accounts.stream().map(AccountId::value).toArray(String[]::new));
        try {
            client.ModifyImageSharePermission(request);
        } catch (TencentCloudSDKException sharingFailed) {
            // The how-to's script also goes on after a failure.
        }
    }
}
