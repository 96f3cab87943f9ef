package io.github.camelpika.spring;

import java.util.Set;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds properties that look like options and are none: one that is misspelt would silently leave the default.
 */
record UnknownOptions(OptionNames names) {

    private static final Set<String> SWITCHES = Set.of("enabled", "customizer.enabled");

    /**
     * @throws IllegalArgumentException that names the property, where it comes from, and the options that are most like
     *                                  it; never its value, which may be a key
     */
    void check(Environment environment, String prefix) {
        ConfigurationPropertyName parent = ConfigurationPropertyName.of(prefix);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable && !isOfSystem(source)) {
                iterable.stream().filter(parent::isAncestorOf).forEach(name -> check(parent, name, source));
            }
        }
    }

    /**
     * The name of an environment variable doesn't tell where the component's name ends: CAMEL_COMPONENT_PIKA_VAPI_API_KEY
     * may be an option of pika-vapi, which pika knows nothing of.
     */
    private static boolean isOfSystem(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
    }

    private void check(ConfigurationPropertyName parent, ConfigurationPropertyName name, ConfigurationPropertySource source) {
        String plain = plain(parent, name);
        if (!names.has(plain) && !SWITCHES.contains(plain)) {
            throw new IllegalArgumentException(name + " (" + source.getConfigurationProperty(name).getOrigin()
                                               + ") is not an option of the component: did you mean one of "
                                               + String.join(", ", names.nearest(plain)));
        }
    }

    private static String plain(ConfigurationPropertyName parent, ConfigurationPropertyName name) {
        StringBuilder plain = new StringBuilder();
        for (int element = parent.getNumberOfElements(); element < name.getNumberOfElements(); element++) {
            plain.append(plain.isEmpty() ? "" : ".").append(name.getElement(element, Form.UNIFORM));
        }
        return plain.toString();
    }
}
