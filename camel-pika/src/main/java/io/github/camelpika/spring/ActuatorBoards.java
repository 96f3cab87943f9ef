package io.github.camelpika.spring;

import jakarta.servlet.Servlet;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Puts the boards that {@code camel.component.*.board-path} asks for on the port of Actuator, whether it is one of its own or
 * the application's.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnClass({ CamelAutoConfiguration.class, Servlet.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
public class ActuatorBoards {

    @Bean
    ServletContextInitializer pikaBoards(ObjectProvider<ActuatorPort> port, ObjectProvider<CamelContext> context) {
        return container -> {
            for (var board : port.getObject().wanted().entrySet()) {
                var registration = new ServletRegistrationBean<>(new BoardServlet(board.getKey(), context::getObject), board.getValue() + "/*");
                registration.setName(board.getKey() + "-board");
                registration.onStartup(container);
                port.getObject().isThere(board.getKey(), board.getValue());
            }
        };
    }
}
