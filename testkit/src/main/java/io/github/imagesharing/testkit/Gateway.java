package io.github.imagesharing.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The door of the fake: every request is verified, found, counted, let fail if so planned, acted on and recorded. */
final class Gateway implements HttpHandler {

    private static final Pattern SECRET_ID = Pattern.compile("Credential=([^/,\\s]+)/");

    private final Behaviour switches;
    private final SignatureCheck signatures;

    Gateway(Behaviour switches, Credentials credentials) {
        this.switches = switches;
        this.signatures = new SignatureCheck(credentials, switches.cloud.clock());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long nanos = System.nanoTime();
        Instant arrival = Instant.now();
        try (exchange) {
            IncomingRequest request = IncomingRequest.read(exchange);
            Answer answer = answer(request, nanos);
            switches.log.add(record(request, arrival, nanos, answer));
            Thread.sleep(switches.latencyNow().plus(answer.pause).toMillis());
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
            String action = request.common("X-TC-Action");
            String version = request.common("X-TC-Version");
            signatures.verify(request);
            Operation operation = Operations.find(request.host(), action, version);
            service = operation.service().label();
            String region = request.common("X-TC-Region");
            switches.checkRegion(operation.service(), region);
            switches.rates.check(operation, nanos, request.wantsChinese());
            Fault fault = switches.faults.take(operation).orElse(Fault.NONE);
            return new Answer(service, fault.reply(() -> act(operation, request, region)), fault.pause());
        } catch (ServiceRefusal e) {
            return new Answer(service, Reply.refused(e.code(), e.message()), Duration.ZERO);
        }
    }

    private Reply act(Operation operation, IncomingRequest request, String region) {
        try {
            switches.checkPolicy(
                    operation, region, switches.cloud.accounts().own().value());
            return Reply.success(
                    operation.action().answer(new Call(switches.cloud, switches, region, request.members())));
        } catch (ServiceRefusal e) {
            return Reply.refused(e.code(), e.message());
        } catch (RuntimeException e) {
            return Reply.refused("InternalError", "The fake failed: " + e);
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
        if (switches.cloud.clock().isSkewed()) {
            SkewedDate.addTo(
                    exchange.getResponseHeaders(), switches.cloud.clock().now());
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private record Answer(String service, Reply reply, Duration pause) {}
}
