package io.github.camelpika.observe.board;

import io.github.camelpika.PikaOperation;
import io.github.camelpika.runtime.ManagementPort;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The option {@code boardPath}: has the board served on the management port, as soon as the context has one.
 */
public final class BoardOnManagementPort {

    private static final String SERVER = "org.apache.camel.component.platform.http.main.ManagementHttpServer";

    private Service board;
    private boolean stopped;

    /**
     * To be called when the component starts.
     *
     * @param component its name
     * @param path      where the board is to be
     */
    public void start(CamelContext context, String component, String path) throws Exception {
        ManagementPort.checked(path);
        synchronized (this) {
            stopped = false;
        }
        // the management server may be started after the components
        context.addStartupListener((started, alreadyStarted) -> open(started, component, path));
    }

    private synchronized void open(CamelContext context, String component, String path) {
        if (stopped || board != null) {
            return;
        }
        ManagementPort port = context.getRegistry().findSingleByType(ManagementPort.class);
        if (port != null) {
            port.expectBoard(component, path);
            return;
        }
        board = context.getClassResolver().resolveClass(SERVER) == null ? null
                : ManagementBoard.of(context, context.getEndpoint(component + ":" + PikaOperation.board), path);
        if (board == null) {
            throw new IllegalArgumentException("boardPath=" + path + " is set, but there is no management server of Camel Main: add"
                    + " camel-platform-http-main and set camel.management.enabled=true, or serve the board by a route from"
                    + " platform-http to pika:board");
        }
        ServiceHelper.startService(board);
    }

    /**
     * To be called when the component stops.
     */
    public synchronized void stop() {
        stopped = true;
        ServiceHelper.stopService(board);
        board = null;
    }
}
