package io.github.imagesharing.testkit.wire;

import com.sun.net.httpserver.Headers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.AbstractList;

/**
 * A {@code Connection} header that sets the {@code Date} when it is read. The JDK's server overwrites any Date header
 * with its own time, then reads Connection, then sends the headers: that read is the last chance to change the Date.
 */
final class SkewedDate extends AbstractList<String> {

    private final Headers headers;
    private final String date;

    private SkewedDate(Headers headers, String date) {
        this.headers = headers;
        this.date = date;
    }

    static void addTo(Headers headers, Instant now) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
        headers.put("Connection", new SkewedDate(headers, date));
    }

    @Override
    public String get(int index) {
        if (headers.containsKey("Date")) {
            headers.get("Date").set(0, date);
        }
        return "keep-alive";
    }

    @Override
    public int size() {
        return 1;
    }
}
