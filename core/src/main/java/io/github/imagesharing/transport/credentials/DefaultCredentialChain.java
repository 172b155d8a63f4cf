package io.github.imagesharing.transport.credentials;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.provider.CredentialsProvider;
import com.tencentcloudapi.common.provider.CvmRoleCredential;
import com.tencentcloudapi.common.provider.EnvironmentVariableCredentialsProvider;
import com.tencentcloudapi.common.provider.OIDCRoleArnProvider;
import com.tencentcloudapi.common.provider.ProfileCredentialsProvider;
import io.github.imagesharing.CloudSettings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SDK's default chain in its own order: environment, credentials file, the instance's role, OIDC. Link by link,
 * because the SDK's own chain breaks at the second where the library that reads the file (1.6 MB) is not there.
 */
public final class DefaultCredentialChain {

    private static final Logger LOG = LoggerFactory.getLogger(CloudSettings.class);

    private static final List<CredentialsProvider> CHAIN = List.of(
            new EnvironmentVariableCredentialsProvider(),
            DefaultCredentialChain::file,
            DefaultCredentialChain::instanceRole,
            () -> new OIDCRoleArnProvider().getCredentials());

    private DefaultCredentialChain() {}

    public static Credential find() {
        for (CredentialsProvider link : CHAIN) {
            try {
                return link.getCredentials();
            } catch (TencentCloudSDKException | RuntimeException nothingHere) {
                LOG.debug("default credential: {}", nothingHere.getMessage());
            }
        }
        throw new InvalidCredentialException("none was given and none was found: neither TENCENTCLOUD_SECRET_ID and"
                + " TENCENTCLOUD_SECRET_KEY, nor a credentials file (needs org.apache.commons:commons-configuration2 on"
                + " the class path), nor a role of this instance, nor OIDC");
    }

    private static Credential file() throws TencentCloudSDKException {
        try {
            return new ProfileCredentialsProvider().getCredentials();
        } catch (NoClassDefFoundError noReader) {
            throw new TencentCloudSDKException("commons-configuration2 is not on the class path", noReader);
        }
    }

    private static Credential instanceRole() throws TencentCloudSDKException {
        CvmRoleCredential role = new CvmRoleCredential();
        if (role.getSecretId() == null || role.getSecretKey() == null || role.getToken() == null) {
            throw new TencentCloudSDKException("this machine has no role");
        }
        return role;
    }
}
