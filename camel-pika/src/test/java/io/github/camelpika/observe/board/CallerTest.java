package io.github.camelpika.observe.board;

import io.vertx.core.net.SocketAddress;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CallerTest {

    private static boolean isHere(Object address, String host) {
        Message message = new DefaultMessage(new DefaultCamelContext());
        message.setHeader(Exchange.HTTP_PATH, "/pika/");
        message.setHeader("CamelVertxPlatformHttpRemoteAddress", address);
        message.setHeader(Exchange.HTTP_URL, "http://" + host + "/pika/");
        return Caller.isHere(BoardRequest.of(message));
    }

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "127.3.4.5", "::1", "0:0:0:0:0:0:0:1" })
    void thisMachineIsHere(String address) {
        assertThat(isHere(SocketAddress.inetSocketAddress(4711, address), "localhost:8080")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "10.0.0.1", "203.0.113.9", "2001:db8::1", "::2", "fe80::1", "127.example.com", "1270.0.0.1" })
    void anyOtherIsNot(String address) {
        assertThat(isHere(SocketAddress.inetSocketAddress(4711, address), "localhost:8080")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "localhost, true", "LOCALHOST:8080, true", "127.0.0.1:80, true", "[::1]:80, true", "pika.localhost, true",
            "board.example.com, false", "localhost.example.com, false", "127.0.0.1.example.com, false", "192.168.0.5:80, false" })
    void aNameThatLeadsHereIsNotThisMachines(String host, boolean here) {
        assertThat(isHere(SocketAddress.inetSocketAddress(4711, "127.0.0.1"), host)).isEqualTo(here);
    }

    @Test
    void whatAClientMayHaveSentIsNoAddress() {
        assertThat(isHere("127.0.0.1:4711", "localhost")).isFalse();
        assertThat(isHere(null, "localhost")).isFalse();
    }
}
