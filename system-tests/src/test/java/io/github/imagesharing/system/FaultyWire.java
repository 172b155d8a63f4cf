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

/** WireMock between the library and the fake cloud: it hands everything on but what it is told to spoil. */
final class FaultyWire implements AutoCloseable {

    /** Spoils the answer of a request that the cloud has acted on. */
    private static final class Spoil implements ResponseTransformerV2 {

        @Override
        public Response transform(Response answer, ServeEvent event) {
            WireFault fault = WireFault.valueOf(event.getTransformerParameters().getString("fault"));
            Response.Builder spoilt = Response.response();
            return fault.cut() == null
                    ? spoilt.status(fault.status()).body(fault.body()).build()
                    : spoilt.fault(fault.cut()).build();
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public String getName() {
            return "spoil";
        }
    }

    private final WireMockServer wire = new WireMockServer(options()
            .dynamicPort()
            .bindAddress("127.0.0.1")
            .preserveHostHeader(true) // it is signed
            .extensions(new Spoil()));
    private URI cloud = URI.create("http://127.0.0.1:1");

    FaultyWire() {
        wire.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + wire.port());
    }

    /** Hands everything on to a cloud and forgets what there was. */
    void leadTo(FakeTencentCloud to) {
        cloud = to.endpoint();
        wire.resetAll();
        wire.stubFor(any(anyUrl()).atPriority(10).willReturn(onward()));
    }

    void once(Ask ask, WireFault fault) {
        wire.stubFor(requestOf(ask)
                .inScenario("once")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("over")
                .willReturn(fault.answer()));
    }

    void onceAfterActing(Ask ask, WireFault fault) {
        wire.stubFor(requestOf(ask)
                .inScenario("once")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("over")
                .willReturn(onward().withTransformers("spoil").withTransformerParameter("fault", fault.name())));
    }

    void always(Ask ask, WireFault fault) {
        wire.stubFor(requestOf(ask).willReturn(fault.answer()));
    }

    void always(Ask ask, String body) {
        wire.stubFor(requestOf(ask).willReturn(aResponse().withBody(body)));
    }

    int deliveries(Ask ask) {
        return wire.countRequestsMatching(postRequestedFor(anyUrl())
                        .withHeader("X-TC-Action", equalTo(ask.action()))
                        .withHeader("Host", containing(ask.service()))
                        .build())
                .getCount();
    }

    private static MappingBuilder requestOf(Ask ask) {
        return post(anyUrl())
                .withHeader("X-TC-Action", equalTo(ask.action()))
                .withHeader("Host", containing(ask.service()));
    }

    private ResponseDefinitionBuilder onward() {
        return aResponse().proxiedFrom(cloud.toString());
    }

    @Override
    public void close() {
        wire.stop();
    }
}
