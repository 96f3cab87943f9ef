package io.github.camelpika.observe.board;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BoardRequestTest {

    private static Message message(String url, String path) {
        Message message = new DefaultMessage(new DefaultCamelContext());
        message.setHeader(Exchange.HTTP_URL, url);
        message.setHeader(Exchange.HTTP_PATH, path);
        return message;
    }

    /** Vert.x tells the whole path, servlets what is behind the route's. */
    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
            "http://localhost:8080/pika/, /pika/, ''",
            "http://localhost:8080/pika/, /, ''",
            "http://localhost:8080/pika, /pika, none",
            "http://localhost:8080/pika, '', none",
            "http://localhost:8080/app/pika/api/board, /api/board, api/board",
            "http://localhost:8080/pika/board.js, /pika/board.js, board.js",
            "http://localhost:8080/pika/media/00000000-0000-0000-0000-000000000000/video, /pika/x,"
                    + " media/00000000-0000-0000-0000-000000000000/video",
            "http://localhost:8080/pika/other.js, /pika/other.js, none",
            "none, /pika/board.css, board.css" })
    void whatIsWantedIsTheEndOfTheAddress(String url, String path, String resource) {
        assertThat(BoardRequest.of(message(url, path)).resource()).isEqualTo(resource);
    }

    @Test
    void aParameterIsNoHeader() {
        Message message = message("http://localhost/pika/", "/pika/");
        message.setHeader(Exchange.HTTP_QUERY, "x-pika-TOKEN=a&q=red+fox&empty=&%zz=1");
        message.setHeader("X-Pika-Token", "a");
        message.setHeader("Origin", "http://localhost");
        BoardRequest request = BoardRequest.of(message);
        assertThat(request.header("X-Pika-Token")).isNull();
        assertThat(request.header("Origin")).isEqualTo("http://localhost");
        assertThat(request.parameter("q")).isEqualTo("red fox");
        assertThat(request.parameter("empty")).isNull();
    }
}
