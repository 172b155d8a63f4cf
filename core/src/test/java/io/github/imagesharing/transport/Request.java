package io.github.imagesharing.transport;

import java.util.Map;

/**
 * What a server was sent.
 *
 * @param line the request line
 * @param headers the headers, by lower-case name
 * @param body the body
 */
record Request(String line, Map<String, String> headers, String body) {

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
