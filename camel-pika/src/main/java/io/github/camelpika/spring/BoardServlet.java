package io.github.camelpika.spring;

import java.io.IOException;
import java.util.function.Supplier;

import io.github.camelpika.PikaOperation;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.http.common.DefaultHttpBinding;
import org.apache.camel.http.common.HttpBinding;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultHeaderFilterStrategy;

/**
 * Sends each request to {@code pika:board}, as a route would. A thread of the container is held as long as it takes.
 */
final class BoardServlet extends HttpServlet {

    private static final HttpBinding BINDING = binding();

    private final String component;
    private final transient Supplier<CamelContext> context;
    private transient DefaultConsumer consumer;

    BoardServlet(String component, Supplier<CamelContext> context) {
        this.component = component;
        this.context = context;
    }

    /**
     * The strategy for HTTP would drop Cache-Control.
     */
    private static HttpBinding binding() {
        DefaultHeaderFilterStrategy headers = new DefaultHeaderFilterStrategy();
        headers.setInFilterStartsWith(DefaultHeaderFilterStrategy.CAMEL_FILTER_STARTS_WITH);
        headers.setOutFilterStartsWith(DefaultHeaderFilterStrategy.CAMEL_FILTER_STARTS_WITH);
        headers.setLowerCase(true);
        headers.getOutFilter().add("content-type");
        HttpBinding binding = new DefaultHttpBinding();
        binding.setHeaderFilterStrategy(headers);
        binding.setMuteException(true);
        return binding;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        CamelContext camel = context.get();
        if (!camel.isStarted()) {
            response.setHeader("Retry-After", "2");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        DefaultConsumer board = consumer(camel);
        Exchange exchange = board.createExchange(false);
        try {
            board.createUoW(exchange);
            exchange.getMessage().setBody(request.getInputStream());
            BINDING.readRequest(request, exchange.getMessage());
            exchange.getMessage().setHeader(Exchange.HTTP_SERVLET_REQUEST, request);
            board.getProcessor().process(exchange);
            BINDING.writeResponse(exchange, response);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        } finally {
            board.doneUoW(exchange);
        }
    }

    private synchronized DefaultConsumer consumer(CamelContext camel) throws ServletException {
        if (consumer == null || !consumer.isStarted()) {
            try {
                Endpoint board = camel.getEndpoint(component + ":" + PikaOperation.board);
                consumer = new DefaultConsumer(board, board.createProducer());
                camel.addService(consumer);
            } catch (Exception e) {
                throw new ServletException(e);
            }
        }
        return consumer;
    }
}
