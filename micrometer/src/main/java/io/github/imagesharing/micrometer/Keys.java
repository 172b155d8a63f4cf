package io.github.imagesharing.micrometer;

import io.github.imagesharing.CallObserver.Call;

/** The keys that observations and meters have in common, so that one dashboard joins them. */
final class Keys {

    static final String METHOD = "rpc.method";
    static final String ERROR = "error.type";
    static final String REGION = "cloud.region";
    static final String OPERATION = "operation";

    private Keys() {}

    static String method(Call call) {
        return call.api().service() + '/' + call.api().action();
    }
}
