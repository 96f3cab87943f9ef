package io.github.camelpika.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TcpProxyTest {

    @Test
    void aCutLineSwallowsAndTellsNoEndUntilItIsRestored() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                TcpProxy line = new TcpProxy(server.getLocalPort())) {
            Socket client = client(line);
            Socket served = server.accept();
            client.getOutputStream().write(1);
            assertThat(served.getInputStream().read()).isEqualTo(1);
            served.getOutputStream().write(2);
            assertThat(client.getInputStream().read()).isEqualTo(2);

            line.cut();
            client.getOutputStream().write(3);
            Socket during = client(line);
            assertThatThrownBy(client.getInputStream()::read).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(during.getInputStream()::read).isInstanceOf(SocketTimeoutException.class);

            line.restore();
            assertThat(served.getInputStream().read()).as("nothing of it came").isEqualTo(-1);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client(line).getOutputStream().write(4);
            assertThat(server.accept().getInputStream().read()).isEqualTo(4);
        }
    }

    private static Socket client(TcpProxy line) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), line.port());
        client.setSoTimeout(200);
        return client;
    }
}
