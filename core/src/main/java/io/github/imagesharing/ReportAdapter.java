package io.github.imagesharing;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A report, plan or check as its documented JSON, for Gson. It is written only. Shown by {@code IdJsonTest}. Stateless. */
final class ReportAdapter implements TypeAdapterFactory {

    private static final Map<Class<?>, Function<Object, JsonObject>> WRITERS = Map.of(
            ShareReport.class, report -> ReportWriter.json((ShareReport) report),
            BatchReport.class, report -> ReportWriter.json((BatchReport) report),
            SharePlan.class, plan -> ReportWriter.json((SharePlan) plan),
            ShareCheck.class, check -> ReportWriter.json((ShareCheck) check),
            DistributionReport.class, report -> ReportWriter.json((DistributionReport) report),
            DistributionPlan.class, plan -> ReportWriter.json((DistributionPlan) plan),
            AccessReport.class, report -> AccessReportWriter.json((AccessReport) report));

    @Override
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        Function<Object, JsonObject> writer = Objects.requireNonNull(WRITERS.get(type.getRawType()), type::toString);
        TypeAdapter<JsonElement> elements = gson.getAdapter(JsonElement.class);
        return new TypeAdapter<>() {
            @Override
            public void write(JsonWriter out, T report) throws IOException {
                boolean before = out.getSerializeNulls();
                out.setSerializeNulls(true);
                try {
                    elements.write(out, writer.apply(report));
                } finally {
                    out.setSerializeNulls(before);
                }
            }

            @Override
            public T read(JsonReader in) {
                throw new UnsupportedOperationException(type + " is written as JSON and not read from it");
            }
        };
    }
}
