package io.github.camelpika.cli;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/**
 * What jbang starts by another name: the CLI's own class has no main that Java finds.
 */
public final class CamelCliMain {

    private CamelCliMain() {
    }

    public static void main(String... args) {
        CamelJBangMain.run(args);
    }
}
