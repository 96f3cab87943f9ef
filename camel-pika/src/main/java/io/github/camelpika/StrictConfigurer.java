package io.github.camelpika;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Reads the text of an option before the generated configurer sees it, so that unreadable text is an error, and not a 0
 * that is paid for. The options of endpoints, properties and Spring Boot all pass through here, whether they are the
 * component's or its configuration's.
 */
final class StrictConfigurer implements PropertyConfigurer, PropertyConfigurerGetter {

    private final PropertyConfigurer generated;
    private final PropertyConfigurerGetter options;

    /**
     * @param generated what Camel's plugin made, which knows the options as well as it sets them
     */
    StrictConfigurer(PropertyConfigurer generated) {
        this.generated = generated;
        this.options = (PropertyConfigurerGetter) generated;
    }

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        return generated.configure(context, target, name, read(name, value, ignoreCase), ignoreCase);
    }

    private Object read(String name, Object value, boolean ignoreCase) {
        Class<?> type = options.getOptionType(name, ignoreCase);
        boolean literal = value instanceof Number || value instanceof String text && !EndpointHelper.isReferenceParameter(text)
                                                     && !PropertyConfigurerSupport.MAGIC_VALUE.equals(text);
        return type != null && type != Object.class && literal ? TextValue.read(name, type, value.toString()) : value;
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return options.getOptionType(name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return options.getOptionValue(target, name, ignoreCase);
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return options.getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public String[] getAutowiredNames() {
        return options.getAutowiredNames();
    }
}
