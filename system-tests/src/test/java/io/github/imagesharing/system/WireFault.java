package io.github.imagesharing.system;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.ThrottledException;
import org.jspecify.annotations.Nullable;

/** A fault of a response, by its row in the list of the SDK's faults, and the exception if it does not go away. */
enum WireFault {
    ROW_01B_ERROR_WITH_400(400, error("OverQuota", "The quota is exceeded.")),
    ROW_02B_ERROR_WITHOUT_A_CODE("{\"Response\":{\"Error\":{},\"RequestId\":\"r-wire\"}}"),
    ROW_02C_ERROR_IS_A_STRING("{\"Response\":{\"Error\":\"no\",\"RequestId\":\"r-wire\"}}"),
    ROW_23_302(302, ""),
    ROW_404(404, "<html>not found</html>"),
    ROW_04A_500(500, ""),
    ROW_04B_502(502, "<html>bad gateway</html>"),
    ROW_04C_503(503, "<html>busy</html>"),
    ROW_04F_429(429, "<html>slow down</html>"),
    ROW_04G_408(408, ""),
    ROW_04H_201(201, "{\"Response\":{\"RequestId\":\"r-wire\"}}"),
    ROW_05_EMPTY(""),
    ROW_06_NULL("null"),
    ROW_07_NOTHING_IN_IT("{}"),
    ROW_08_RESPONSE_NULL("{\"Response\":null}"),
    ROW_08B_NO_REQUEST_ID("{\"Response\":{}}"),
    ROW_08C_REQUEST_ID_NULL("{\"Response\":{\"RequestId\":null}}"),
    ROW_09_CUT_SHORT("{\"Response\":{\"RequestId\":\"r-"),
    ROW_09G_LENIENT_JSON("{'Response':{RequestId:'r-wire'}}"),
    ROW_10_HTML("<html>hello</html>"),
    ROW_11_ARRAY("[]"),
    ROW_19B_ERROR_HIDDEN_BY_A_SECOND_RESPONSE(
            "{\"Response\":{\"Error\":{\"Code\":\"OverQuota\"}},\"Response\":{\"RequestId\":\"r-wire\"}}"),
    ROW_30B_THROTTLED(error("RequestLimitExceeded", "Your current request times is over."), ThrottledException.class),
    ROW_30C_INTERNAL_ERROR(error("InternalError", "An internal error has occurred.")),
    ROW_14A_RST(Fault.CONNECTION_RESET_BY_PEER),
    ROW_14B_FIN(Fault.EMPTY_RESPONSE),
    ROW_04P_RANDOM_DATA(Fault.RANDOM_DATA_THEN_CLOSE),
    ROW_09D_MALFORMED_CHUNK(Fault.MALFORMED_RESPONSE_CHUNK);

    private final int status;
    private final String body;
    private final @Nullable Fault connectionFault;
    private final Class<? extends ImageSharingException> type;

    WireFault(int status, String body, @Nullable Fault connectionFault, Class<? extends ImageSharingException> type) {
        this.status = status;
        this.body = body;
        this.connectionFault = connectionFault;
        this.type = type;
    }

    WireFault(int status, String body) {
        this(status, body, null, ServiceFailureException.class);
    }

    WireFault(String body) {
        this(200, body);
    }

    WireFault(String body, Class<? extends ImageSharingException> type) {
        this(200, body, null, type);
    }

    WireFault(Fault connectionFault) {
        this(200, "", connectionFault, CloudUnreachableException.class);
    }

    private static String error(String code, String message) {
        return "{\"Response\":{\"Error\":{\"Code\":\"%s\",\"Message\":\"%s\"},\"RequestId\":\"r-wire\"}}"
                .formatted(code, message);
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }

    @Nullable
    Fault connectionFault() {
        return connectionFault;
    }

    Class<? extends ImageSharingException> type() {
        return type;
    }

    boolean namesItsRequest() {
        return body.contains("\"r-wire\"") && !name().contains("HIDDEN") && this != ROW_02C_ERROR_IS_A_STRING;
    }

    ResponseDefinitionBuilder response() {
        return connectionFault == null
                ? aResponse().withStatus(status).withBody(body).withHeader("Location", "/elsewhere")
                : aResponse().withFault(connectionFault);
    }

    @Override
    public String toString() {
        return name().replace("ROW_", "").replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
    }
}
