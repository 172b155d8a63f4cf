package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Named and spelt as the official artifact does it. */
public final class ModifyImageSharePermissionRequest extends AbstractModel {

    @SerializedName("ImageId")
    @Expose
    private @Nullable String ImageId;

    @SerializedName("Permission")
    @Expose
    private @Nullable String Permission;

    public void setImageId(String ImageId) {
        this.ImageId = ImageId;
    }

    public void setPermission(String Permission) {
        this.Permission = Permission;
    }

    @Override
    @SuppressWarnings("NonApiType") // the SDK's signature
    protected void toMap(HashMap<String, String> map, String prefix) {
        setParamSimple(map, prefix + "ImageId", ImageId);
        setParamSimple(map, prefix + "Permission", Permission);
    }
}
