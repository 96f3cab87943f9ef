package io.github.camelpika.download.servers;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What servers do that nobody would think of. {@code .ci/servers} runs it with more of them, and more often. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealServersTest {

    @TempDir
    Path folder;

    static Stream<String> servers() {
        return EmbeddedHosts.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void cutsCostLittleMoreThanTheFile(String server) throws Exception {
        assertThat(new ServerRun(EmbeddedHosts.all().get(server), folder).cut()).isBetween(1.0, 1.1);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void replacedFileIsNeverMixedIn(String server) throws Exception {
        Map<Replacement, ServerRun.End> ends = new EnumMap<>(Replacement.class);
        for (Replacement how : Replacement.values()) {
            ends.put(how, new ServerRun(EmbeddedHosts.all().get(server), folder.resolve(how.name())).replaced(how, how.ordinal()));
        }
        assertThat(ends).doesNotContainValue(ServerRun.End.MIXED);
        // Jetty may have the old one in its cache, all of it
        assertThat(ends.get(Replacement.SAME_SIZE)).isIn(ServerRun.End.NEW, ServerRun.End.OLD);
    }
}
