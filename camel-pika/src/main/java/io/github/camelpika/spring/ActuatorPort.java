package io.github.camelpika.spring;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.runtime.ManagementPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The port of Actuator: which boards are wanted there, and which are there.
 */
final class ActuatorPort implements ManagementPort {

    private static final Logger LOG = LoggerFactory.getLogger(ActuatorPort.class);

    private final ListableBeanFactory beans;
    private final EnvironmentCustomizer options;
    private final Map<String, String> there = new ConcurrentHashMap<>();

    ActuatorPort(ListableBeanFactory beans, EnvironmentCustomizer options) {
        this.beans = beans;
        this.options = options;
    }

    /**
     * The paths of the boards that the application's properties ask for, by the names of components.
     *
     * @throws IllegalArgumentException if one is no path
     */
    Map<String, String> wanted() {
        Map<String, String> paths = new TreeMap<>();
        Stream.concat(Stream.of("pika"), Stream.of(beans.getBeanNamesForType(PikaComponent.class, true, false))).forEach(name -> {
            String path = options.boardPath(name);
            if (path != null) {
                paths.put(name, ManagementPort.checked(path));
            }
        });
        return paths;
    }

    void isThere(String component, String path) {
        there.put(component, path);
    }

    /**
     * No reason to end the start: in a test without a server there is no place for it either.
     */
    @Override
    public void expectBoard(String component, String path) {
        if (!path.equals(there.get(component))) {
            LOG.warn("boardPath={} is set, but the board of {} is not on the management port. It takes spring-boot-starter-actuator,"
                     + " a servlet container such as the one of spring-boot-starter-web, and the property"
                     + " camel.component.{}.board-path. Or serve it by a route from platform-http to {}:board", path, component, component, component);
        }
    }
}
