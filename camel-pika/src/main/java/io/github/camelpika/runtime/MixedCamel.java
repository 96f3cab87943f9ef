package io.github.camelpika.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.stream.Collectors.joining;

/**
 * Notices jars of several versions of Camel on one class path, which end in a NoClassDefFoundError that names none of them.
 * Reads what the jars say of themselves, and so needs no class of Camel's: any may be the one that is missing.
 */
public final class MixedCamel {

    private static final Logger LOG = LoggerFactory.getLogger(MixedCamel.class);
    private static final AtomicBoolean LOOKED = new AtomicBoolean();
    private static final String GROUP = "org.apache.camel";
    /** Each of Camel's jars has one of these. The version in there is often that of a snapshot, but the name is right. */
    private static final List<String> KINDS = List.of("other", "component", "dataformat", "language");
    private static final Pattern LAST_PART = Pattern.compile("(?<=\\d\\.\\d{1,4})\\..*");
    private static final int MOST_NAMED = 4;

    private MixedCamel() {
    }

    /**
     * Warns once in a process.
     */
    public static void warn() {
        if (LOOKED.compareAndSet(false, true)) {
            warning(MixedCamel.class.getClassLoader()).ifPresent(LOG::warn);
        }
    }

    /**
     * One line with the versions, their jars and the cure, if there are several. Those that differ in their last part only
     * go together.
     */
    static Optional<String> warning(ClassLoader loader) {
        SortedMap<Version, Set<String>> jars = jars(loader);
        if (jars.keySet().stream().map(version -> LAST_PART.matcher(version.toString()).replaceFirst("")).distinct().count() < 2) {
            return Optional.empty();
        }
        return Optional.of("Jars of several versions of Camel are on the class path, and may not fit together: "
                           + jars.entrySet().stream().map(each -> each.getKey() + " (" + names(each.getValue()) + ")").collect(joining(", "))
                           + ". Import " + GROUP + ":camel-bom:" + jars.lastKey() + " in dependencyManagement, on Spring Boot"
                           + " beside camel-spring-boot-bom, which manages none of these");
    }

    private static SortedMap<Version, Set<String>> jars(ClassLoader loader) {
        SortedMap<Version, Set<String>> jars = new TreeMap<>();
        for (String artifact : artifacts(loader)) {
            for (Properties maven : all(loader, "META-INF/maven/" + GROUP + "/" + artifact + "/pom.properties")) {
                jars.computeIfAbsent(Version.parse(maven.getProperty("version")), none -> new TreeSet<>()).add(artifact);
            }
        }
        return jars;
    }

    private static Set<String> artifacts(ClassLoader loader) {
        Set<String> artifacts = new TreeSet<>();
        for (String kind : KINDS) {
            for (Properties jar : all(loader, "META-INF/services/org/apache/camel/" + kind + ".properties")) {
                if (GROUP.equals(jar.getProperty("groupId"))) {
                    artifacts.add(jar.getProperty("artifactId"));
                }
            }
        }
        return artifacts;
    }

    private static List<Properties> all(ClassLoader loader, String resource) {
        List<Properties> all = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources(resource))) {
                try (InputStream in = url.openStream()) {
                    Properties properties = new Properties();
                    properties.load(in);
                    all.add(properties);
                }
            }
        } catch (IOException e) {
            LOG.debug("{} can't be read", resource, e);
        }
        return all;
    }

    private static String names(Set<String> artifacts) {
        String first = artifacts.stream().limit(MOST_NAMED).collect(joining(", "));
        return artifacts.size() <= MOST_NAMED ? first : first + " and " + (artifacts.size() - MOST_NAMED) + " more";
    }
}
