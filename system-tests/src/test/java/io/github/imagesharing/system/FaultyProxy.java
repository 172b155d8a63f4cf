package io.github.imagesharing.system;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.net.URI;

/** A proxy between the library and the fake cloud that replaces the responses it is told to replace. */
final class FaultyProxy implements AutoCloseable {

    /** Replaces the response to a request that the cloud has carried out. */
    private static final class ReplaceResponse implements ResponseTransformerV2 {

        @Override
        public Response transform(Response response, ServeEvent event) {
            WireFault fault = WireFault.valueOf(event.getTransformerParameters().getString("fault"));
            Response.Builder replacement = Response.response();
            return fault.connectionFault() == null
                    ? replacement.status(fault.status()).body(fault.body()).build()
                    : replacement.fault(fault.connectionFault()).build();
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public String getName() {
            return "replace-response";
        }
    }

    private final WireMockServer server = new WireMockServer(options()
            .dynamicPort()
            .bindAddress("127.0.0.1")
            .preserveHostHeader(true) // the host header is part of the signature
            .extensions(new ReplaceResponse()));
    private URI cloud = URI.create("http://127.0.0.1:1");

    FaultyProxy() {
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Forwards everything to the given cloud, and removes all faults and recorded requests. */
    void forwardTo(FakeTencentCloud target) {
        cloud = target.endpoint();
        server.resetAll();
        server.stubFor(any(anyUrl()).atPriority(10).willReturn(forwarded()));
    }

    void once(Operation operation, WireFault fault) {
        server.stubFor(requestOf(operation)
                .inScenario("once")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("over")
                .willReturn(fault.response()));
    }

    void onceAfterActing(Operation operation, WireFault fault) {
        server.stubFor(requestOf(operation)
                .inScenario("once")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("over")
                .willReturn(forwarded()
                        .withTransformers("replace-response")
                        .withTransformerParameter("fault", fault.name())));
    }

    void always(Operation operation, WireFault fault) {
        server.stubFor(requestOf(operation).willReturn(fault.response()));
    }

    int deliveries(Operation operation) {
        return server.countRequestsMatching(postRequestedFor(anyUrl())
                        .withHeader("X-TC-Action", equalTo(operation.action()))
                        .withHeader("Host", containing(operation.service()))
                        .build())
                .getCount();
    }

    private static MappingBuilder requestOf(Operation operation) {
        return post(anyUrl())
                .withHeader("X-TC-Action", equalTo(operation.action()))
                .withHeader("Host", containing(operation.service()));
    }

    private ResponseDefinitionBuilder forwarded() {
        return aResponse().proxiedFrom(cloud.toString());
    }

    @Override
    public void close() {
        server.stop();
    }
}
