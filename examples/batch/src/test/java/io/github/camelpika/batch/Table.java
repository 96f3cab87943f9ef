package io.github.camelpika.batch;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.camel.dataformat.bindy.csv.BindyCsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/**
 * Reads tables, as a program that takes the results would.
 */
final class Table {

    private Table() {
    }

    static <T> List<T> read(Path file, Class<T> row) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext();
             BindyCsvDataFormat format = new BindyCsvDataFormat(row);
             InputStream in = Files.newInputStream(file)) {
            format.setCamelContext(context);
            format.setUnwrapSingleInstance(false);
            format.start();
            return ((List<?>) format.unmarshal(new DefaultExchange(context), in)).stream().map(row::cast).toList();
        }
    }
}
