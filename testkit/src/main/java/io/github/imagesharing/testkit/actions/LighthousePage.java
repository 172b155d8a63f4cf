package io.github.imagesharing.testkit.actions;

import io.github.imagesharing.testkit.operation.Page;
import io.github.imagesharing.testkit.operation.Params;
import io.github.imagesharing.testkit.state.ServiceRefusal;

/** Reads the page of a Lighthouse listing; Lighthouse refuses a wrong page with other codes than CVM. */
final class LighthousePage {

    private LighthousePage() {}

    static Page read(Params params) {
        if (params.number("Offset", 0) < 0 || params.number("Limit", 20) < 0) {
            throw new ServiceRefusal(
                    "InvalidParameterValue.Negative", "Invalid parameter value: it cannot be negative.");
        }
        return Page.read(
                params,
                new ServiceRefusal(
                        "InvalidParameterValue.OutOfRange",
                        "Invalid parameter value: it is not within the valid range."));
    }

    static ServiceRefusal tooMany() {
        return new ServiceRefusal(
                "InvalidParameterValue.LimitExceeded",
                "Invalid parameter value: the number of parameter values exceeds the upper limit.");
    }
}
