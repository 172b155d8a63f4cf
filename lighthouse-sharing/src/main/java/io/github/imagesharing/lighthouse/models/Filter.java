package io.github.imagesharing.lighthouse.models;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Named and spelt as the official artifact does it. */
public final class Filter extends AbstractModel {

    @SerializedName("Name")
    @Expose
    private @Nullable String Name;

    @SerializedName("Values")
    @Expose
    private String @Nullable [] Values;

    public void setName(String Name) {
        this.Name = Name;
    }

    public void setValues(String[] Values) {
        this.Values = Values;
    }

    @Override
    @SuppressWarnings("NonApiType") // the SDK's signature
    protected void toMap(HashMap<String, String> map, String prefix) {
        setParamSimple(map, prefix + "Name", Name);
        setParamArraySimple(map, prefix + "Values.", Values);
    }
}
