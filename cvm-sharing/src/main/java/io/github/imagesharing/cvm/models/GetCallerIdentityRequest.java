package io.github.imagesharing.cvm.models;

import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;

/** STS {@code GetCallerIdentity}, version 2018-08-13; it has no parameters. */
public final class GetCallerIdentityRequest extends AbstractModel {

    @Override
    @SuppressWarnings("NonApiType") // the SDK's signature
    protected void toMap(HashMap<String, String> map, String prefix) {}
}
