package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Named and spelt as the official artifact does it. */
public final class DescribeImagesToShareRequest extends AbstractModel {

    @SerializedName("ImageIds")
    @Expose
    private String @Nullable [] ImageIds;

    public void setImageIds(String[] ImageIds) {
        this.ImageIds = ImageIds;
    }

    @Override
    @SuppressWarnings("NonApiType") // the SDK's signature
    protected void toMap(HashMap<String, String> map, String prefix) {
        setParamArraySimple(map, prefix + "ImageIds.", ImageIds);
    }
}
