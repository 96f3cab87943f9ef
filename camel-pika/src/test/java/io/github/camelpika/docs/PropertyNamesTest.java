package io.github.camelpika.docs;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

import io.github.camelpika.PikaComponent;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.mdc.MDCService;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every property that docs/ shows is one of Camel's, of the component, of a Kamelet, or of the class of the bean that it
 * configures.
 */
class PropertyNamesTest {

    private static final Path KAMELETS = Path.of("src", "main", "kamelets");

    private final DefaultCamelCatalog catalog = new DefaultCamelCatalog();

    PropertyNamesTest() throws IOException {
        try (var json = PikaComponent.class.getResourceAsStream("/META-INF/io/github/camelpika/pika.json")) {
            catalog.addComponent("pika", PikaComponent.class.getName(),
                    new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static List<Snippet> snippets() throws IOException {
        return Snippet.in("properties");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void everyKeyIsKnown(Snippet snippet) throws Exception {
        Properties properties = snippet.properties();
        assertThat(properties).isNotEmpty();
        for (String name : properties.stringPropertyNames()) {
            String[] parts = name.split("\\.", 4);
            switch (parts[1]) {
                case "beans" -> bean(properties, parts);
                case "kamelet" -> kamelet(parts);
                case "jbang" -> assertThat(catalog.jbangJsonSchema()).contains("\"" + name + "\"");
                case "mdc" -> mdc(parts[2]);
                default -> camel(name, properties.getProperty(name));
            }
        }
    }

    private void camel(String name, String value) {
        ConfigurationPropertiesValidationResult result = catalog.validateConfigurationProperty(name + "=" + value);
        if (result.isAccepted()) {
            assertThat(result.isSuccess()).as(result.summaryErrorMessage(false)).isTrue();
        } else {
            assertThat(catalog.mainJsonSchema()).contains("\"" + camelCase(name) + "\"");
        }
    }

    private static void kamelet(String[] parts) throws IOException {
        assertThat(Files.readString(KAMELETS.resolve(parts[2] + ".kamelet.yaml"))).contains("\n      " + parts[3] + ":\n");
    }

    /** Camel's catalog has other names for them than Camel reads. */
    private static void mdc(String option) {
        if (!option.equals("enabled")) {
            assertThat(setters(MDCService.class)).contains(setter(camelCase(option)));
        }
    }

    private static void bean(Properties properties, String[] parts) throws Exception {
        String bean = properties.getProperty("camel.beans." + parts[2]);
        assertThat(bean).as("the class of the bean %s", parts[2]).startsWith("#class:");
        Class<?> type = Class.forName(bean.substring("#class:".length()));
        if (parts.length == 4) {
            String[] path = parts[3].split("\\.");
            for (String getter : Arrays.copyOf(path, path.length - 1)) {
                type = type.getMethod("get" + StringHelper.capitalize(getter)).getReturnType();
            }
            assertThat(setters(type)).contains(setter(path[path.length - 1]));
        }
    }

    private static List<String> setters(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(Method::getName).filter(name -> name.startsWith("set")).toList();
    }

    private static String setter(String property) {
        return "set" + StringHelper.capitalize(property);
    }

    private static String camelCase(String dashed) {
        return StringHelper.dashToCamelCase(dashed);
    }
}
