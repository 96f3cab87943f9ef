package io.github.camelpika.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every Java listing of docs/ compiles: a class, members of one, or steps of a {@code configure()}.
 */
class JavaSnippetsTest {

    /** The gateways are made in this package. */
    private static final String IMPORTS = """
            package io.github.camelpika.gateway;

            import java.net.URI;

            import io.github.camelpika.*;
            import io.github.camelpika.model.VideoTask;
            import org.apache.camel.CamelContext;
            import org.apache.camel.Exchange;
            import org.apache.camel.builder.RouteBuilder;
            import org.apache.camel.spi.CamelEvent;
            import org.apache.camel.support.EventNotifierSupport;
            import org.springframework.context.annotation.Bean;
            """;
    private static final String MEMBERS = IMPORTS + """
            class Listing {
            %s
            }
            """;
    private static final String STEPS = IMPORTS + """
            abstract class Listing extends RouteBuilder {
                interface Audit {
                    void write(VideoTask task);
                }
                CamelContext context;
                Audit audit;
                public void configure() {
            %s
                }
            }
            """;

    @TempDir
    private Path classes;

    static List<Snippet> snippets() throws IOException {
        return Snippet.in("java");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void itCompiles(Snippet snippet) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        compiler.getTask(null, null, said, List.of("-proc:none", "-d", classes.toString(), "-cp", classPath), null,
                List.of(source(snippet.text()))).call();

        assertThat(said.getDiagnostics()).filteredOn(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR).isEmpty();
    }

    private static JavaFileObject source(String listing) {
        boolean whole = listing.startsWith("import ");
        boolean members = listing.startsWith("@") || listing.startsWith("/**");
        String name = whole ? listing.replaceFirst("(?s).*?public class (\\w+).*", "$1") : "Listing";
        String text = whole ? listing : (members ? MEMBERS : STEPS).formatted(listing);
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
