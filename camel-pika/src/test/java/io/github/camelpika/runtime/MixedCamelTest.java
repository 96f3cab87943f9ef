package io.github.camelpika.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class MixedCamelTest {

    @TempDir
    Path folder;

    @Test
    void versionsAreToldWithTheirJarsAndTheCureInOneLine() throws Exception {
        assertThat(warning(jar("camel-api", "other", "4.18.0"), jar("camel-webhook", "component", "4.18.0"),
                jar("camel-core-engine", "other", "4.22.0"), jar("camel-jackson", "dataformat", "4.22.0"))).isEqualTo(
                        "Jars of several versions of Camel are on the class path, and may not fit together: 4.18.0 (camel-api,"
                                + " camel-webhook), 4.22.0 (camel-core-engine, camel-jackson). Import"
                                + " org.apache.camel:camel-bom:4.22.0 in dependencyManagement, on Spring Boot beside"
                                + " camel-spring-boot-bom, which manages none of these");
    }

    @Test
    void sameJarInTwoVersionsIsTold() throws Exception {
        assertThat(warning(jar("camel-api", "other", "4.18.0"), jar("camel-api", "other", "4.9.1"))).contains(
                "4.9.1 (camel-api), 4.18.0 (camel-api)", "camel-bom:4.18.0");
    }

    @Test
    void manyJarsAreCounted() throws Exception {
        assertThat(warning(jar("camel-a", "other", "4.18.0"), jar("camel-b", "other", "4.18.0"), jar("camel-c", "other", "4.18.0"),
                jar("camel-d", "other", "4.18.0"), jar("camel-e", "language", "4.18.0"), jar("camel-f", "other", "4.22.0")))
                .contains("4.18.0 (camel-a, camel-b, camel-c, camel-d and 1 more)");
    }

    @Test
    void patchesOfOneVersionGoTogether() throws Exception {
        assertThat(warning(jar("camel-api", "other", "4.18.0"), jar("camel-http", "component", "4.18.2"))).isNull();
    }

    @Test
    void jarsOfOthersDoNotCount() throws Exception {
        assertThat(warning(jar("camel-api", "other", "4.18.0"), jar("com.example", "camel-mine", "component", "1.0"))).isNull();
    }

    @Test
    void jarsHereGoTogether() {
        assertThat(MixedCamel.warning(CamelContext.class.getClassLoader())).isEmpty();
    }

    /** Any of them may be what is missing. */
    @Test
    void noClassOfCamelIsNeeded() throws Exception {
        try (URLClassLoader bare = new URLClassLoader(new URL[] { home(MixedCamel.class), home(Logger.class) },
                ClassLoader.getPlatformClassLoader())) {
            bare.loadClass(MixedCamel.class.getName()).getMethod("warn").invoke(null);
        }
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static String warning(Path... jars) throws IOException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return MixedCamel.warning(loader).orElse(null);
        }
    }

    private Path jar(String artifact, String kind, String version) throws IOException {
        return jar("org.apache.camel", artifact, kind, version);
    }

    /** As Camel's jars are: with the version of a snapshot in the one, and the right one in the other. */
    private Path jar(String group, String artifact, String kind, String version) throws IOException {
        Path file = folder.resolve(artifact + "-" + version + ".jar");
        try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out)) {
            for (List<String> entry : List.of(
                    List.of("META-INF/services/org/apache/camel/" + kind + ".properties",
                            "groupId=" + group + "\nartifactId=" + artifact + "\nversion=" + version + "-SNAPSHOT\n"),
                    List.of("META-INF/maven/" + group + "/" + artifact + "/pom.properties", "version=" + version + "\n"))) {
                jar.putNextEntry(new JarEntry(entry.get(0)));
                jar.write(entry.get(1).getBytes(UTF_8));
            }
        }
        return file;
    }
}
