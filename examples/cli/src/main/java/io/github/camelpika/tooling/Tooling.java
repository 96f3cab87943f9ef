package io.github.camelpika.tooling;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes what editors read. The first argument is the folder of the component's build, the second the one to write to, and
 * the third, for Kaoto, that of the package {@code @kaoto/camel-catalog}.
 */
public final class Tooling {

    private Tooling() {
    }

    public static void main(String... args) throws IOException {
        ComponentFiles component = new ComponentFiles(Path.of(args[0]));
        Path target = Path.of(args[1]);
        ExtraComponents.write(component, target.resolve("settings.json"));
        if (args.length > 2) {
            new KaotoCatalog(component).write(Path.of(args[2], "dist", "camel-catalog"), target.resolve("kaoto"));
        }
    }
}
