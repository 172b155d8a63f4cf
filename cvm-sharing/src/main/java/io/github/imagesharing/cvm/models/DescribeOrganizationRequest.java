package io.github.imagesharing.cvm.models;

import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;

/** {@code DescribeOrganization} of the organisation service, version 2021-03-31; its parameters are not needed. */
public final class DescribeOrganizationRequest extends AbstractModel {

    @Override
    @SuppressWarnings("NonApiType") // the SDK's signature
    protected void toMap(HashMap<String, String> map, String prefix) {}
}
