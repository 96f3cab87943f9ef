package io.github.camelpika.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The Camel CLI, with a home and a local repository of its own. It finds the component in the repository that the build
 * made, and the rest where Maven has put it for this build, or where Maven would look.
 */
public final class CamelCli {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    public static final Path LOCAL_REPOSITORY = TARGET.resolve("m2");

    private CamelCli() {
    }

    /**
     * The command with the component, and versions that go together.
     */
    public static List<String> command(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(),
                "-Duser.home=" + Files.createDirectories(TARGET.resolve("home")),
                "-Dmaven.repo.local=" + LOCAL_REPOSITORY,
                "-classpath", TARGET.resolve("test-classes") + File.pathSeparator + Files.readString(TARGET.resolve("cli.classpath")),
                CamelCliMain.class.getName()));
        command.addAll(List.of(args));
        command.add("--dep=mvn:io.github.camelpika:camel-pika:" + System.getProperty("project.version"));
        command.add("--repos=" + TARGET.resolve("repo").toUri() + "," + Path.of(System.getProperty("maven.repository")).toUri());
        command.add("--kamelets-version=" + System.getProperty("camel.version"));
        return command;
    }

    /**
     * Puts files of this example where the CLI will run.
     */
    static void copy(Path folder, String... files) throws IOException {
        for (String file : files) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(file), copy);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
