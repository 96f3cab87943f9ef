package io.github.camelpika.spring;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelpika.PikaComponent;
import org.apache.camel.Component;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Sets the options of a component to what the application's environment has under {@code camel.component.<name>}. The
 * component's metadata says which options there are, so that none can be forgotten here.
 */
final class EnvironmentCustomizer implements ComponentCustomizer {

    private final Environment environment;
    private final OptionNames names = OptionNames.ofComponent();

    EnvironmentCustomizer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean isEnabled(String name, Component component) {
        return component instanceof PikaComponent && isEnabled(name);
    }

    boolean isEnabled(String name) {
        return enabled("camel.component", prefix(name)) && enabled("camel.component.customizer", prefix(name) + ".customizer");
    }

    private boolean enabled(String ofAll, String ofThis) {
        return HierarchicalPropertiesEvaluator.evaluate(environment, ofAll, ofThis);
    }

    private static String prefix(String name) {
        return "camel.component." + name;
    }

    @Override
    public void configure(String name, Component component) {
        new UnknownOptions(names).check(environment, prefix(name));
        try {
            PropertyBindingSupport.build().withConfigurer(component.getComponentPropertyConfigurer()).withMandatory(true)
                    .bind(component.getCamelContext(), component, options(prefix(name)));
        } catch (PropertyBindingException e) {
            throw new PropertyBindingException(component, e.getPropertyName(), e.getValue(), prefix(name),
                    OptionNames.dashed(e.getPropertyName()), e.getCause());
        }
    }

    private Map<String, Object> options(String prefix) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String option : names.all()) {
            option(prefix, option).ifBound(value -> options.put(option, value));
        }
        return options;
    }

    private BindResult<String> option(String prefix, String option) {
        return Binder.get(environment).bind(prefix + "." + OptionNames.dashed(option), String.class);
    }

    /**
     * Where the component of that name wants its board, or null.
     */
    String boardPath(String name) {
        return isEnabled(name) ? option(prefix(name), "boardPath").orElse(null) : null;
    }
}
