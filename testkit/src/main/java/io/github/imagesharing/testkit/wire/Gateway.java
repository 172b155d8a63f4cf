package io.github.imagesharing.testkit.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.imagesharing.testkit.RecordedRequest;
import io.github.imagesharing.testkit.actions.Operations;
import io.github.imagesharing.testkit.operation.Call;
import io.github.imagesharing.testkit.operation.Operation;
import io.github.imagesharing.testkit.state.Behaviour;
import io.github.imagesharing.testkit.state.CloudState;
import io.github.imagesharing.testkit.state.Credentials;
import io.github.imagesharing.testkit.state.Service;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Handles every request of the fake: verifies its signature, finds its operation, checks region and rate, applies the
 * planned fault, lets the action answer, and records the request. Thread-safe.
 */
public final class Gateway implements HttpHandler {

    private static final Pattern SECRET_ID = Pattern.compile("Credential=([^/,\\s]+)/");

    private final CloudState cloud;
    private final Behaviour behaviour;
    private final Traffic traffic;
    private final SignatureCheck signatures;

    public Gateway(CloudState cloud, Behaviour behaviour, Traffic traffic) {
        this.cloud = cloud;
        this.behaviour = behaviour;
        this.traffic = traffic;
        this.signatures = new SignatureCheck(cloud.credentials(), cloud.clock());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long nanos = System.nanoTime();
        Instant arrival = Instant.now();
        try (exchange) {
            IncomingRequest request = IncomingRequest.read(exchange);
            Answer answer = answer(request, nanos);
            traffic.record(record(request, arrival, nanos, answer));
            Thread.sleep(behaviour.latency().plus(answer.pause).toMillis());
            if (!answer.reply.dropped()) {
                send(exchange, answer.reply);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the fake is being closed
        }
    }

    private Answer answer(IncomingRequest request, long nanos) {
        String service = "";
        try {
            String action = request.requiredHeader("X-TC-Action");
            String version = request.requiredHeader("X-TC-Version");
            Credentials.Entry caller = signatures.verify(request);
            Operation operation = Operations.find(request.host(), action, version);
            service = operation.service().label();
            String region = request.requiredHeader("X-TC-Region");
            requireRegion(operation.service(), region);
            traffic.checkRate(operation, nanos, request.wantsChinese());
            InjectedFault fault = traffic.takeFault(operation).orElse(InjectedFault.NONE);
            return new Answer(service, fault.reply(() -> act(operation, request, region, caller)), fault.pause());
        } catch (ServiceRefusal e) {
            return new Answer(service, Reply.refused(e.code(), e.message()), Duration.ZERO);
        }
    }

    private Reply act(Operation operation, IncomingRequest request, String region, Credentials.Entry caller) {
        try {
            requirePermission(operation, request, region);
            Reply success = Reply.success(
                    operation.action().answer(new Call(cloud, behaviour, region, caller, request.members())));
            traffic.carriedOut(operation);
            return success;
        } catch (ServiceRefusal e) {
            return Reply.refused(e.code(), e.message());
        } catch (RuntimeException e) {
            return Reply.refused("InternalError", "The fake failed: " + e);
        }
    }

    private void requireRegion(Service service, String region) {
        if (!region.matches("[a-z0-9-]+")) {
            throw new ServiceRefusal(
                    "InvalidParameterValue",
                    "A value specified in `X-TC-Region` is not valid, is unsupported, or cannot be used.");
        }
        if (!behaviour.isSupported(service, region)) {
            throw new ServiceRefusal(
                    "UnsupportedRegion", "The API does not support the requested region `" + region + "`.");
        }
    }

    private void requirePermission(Operation operation, IncomingRequest request, String region) {
        if (!traffic.isAllowed(operation, request)) {
            throw new ServiceRefusal(
                    "UnauthorizedOperation",
                    "You are not authorized to perform operation (%s)\nresource (qcs::%s:%s:uin/%s:*) has no permission\n"
                            .formatted(
                                    operation.policyName(),
                                    operation.service().label(),
                                    region,
                                    cloud.accounts().own().value()));
        }
    }

    private static RecordedRequest record(IncomingRequest request, Instant arrival, long nanos, Answer answer) {
        Matcher secretId = SECRET_ID.matcher(request.header("Authorization").orElse(""));
        return new RecordedRequest(
                answer.service,
                request.header("X-TC-Action").orElse(""),
                request.host(),
                request.header("X-TC-Region").orElse(""),
                request.text(),
                request.header("X-TC-RequestClient").orElse(""),
                secretId.find() ? secretId.group(1) : "",
                arrival,
                nanos,
                answer.reply.errorCode(),
                answer.reply.requestId());
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (cloud.clock().isSkewed()) {
            SkewedDate.addTo(exchange.getResponseHeaders(), cloud.clock().now());
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private record Answer(String service, Reply reply, Duration pause) {}
}
