package io.github.camelpika.download.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tries all servers that there are, and prints the table of docs/reliability.adoc: {@code ServersReport [rounds]}.
 */
final class ServersReport {

    private ServersReport() {
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        Map<String, FileHost.Starter> servers = new LinkedHashMap<>(EmbeddedHosts.all());
        servers.putAll(InstalledHosts.all());
        int replaced = 0;
        int mixed = 0;
        System.out.println("[cols=\"3,1,1,1,1,1,1\",options=\"header\"]\n|===\n|Server |Bytes in three cuts |Replaced |The new file |The old one |A clear error |Mixed\n");
        for (Map.Entry<String, FileHost.Starter> server : servers.entrySet()) {
            double bytes = in(folder -> new ServerRun(server.getValue(), folder).cut());
            Map<ServerRun.End, Integer> ends = new EnumMap<>(ServerRun.End.class);
            for (int round = 0; round < rounds; round++) {
                for (Replacement how : Replacement.values()) {
                    long seed = 10L * round + how.ordinal();
                    ends.merge(in(folder -> new ServerRun(server.getValue(), folder).replaced(how, seed)), 1, Integer::sum);
                }
            }
            int all = rounds * Replacement.values().length;
            replaced += all;
            mixed += ends.getOrDefault(ServerRun.End.MIXED, 0);
            System.out.printf(Locale.ROOT, "|%s |%.2f x |%d |%d |%d |%d |%d%n", server.getKey(), bytes, all,
                    ends.getOrDefault(ServerRun.End.NEW, 0), ends.getOrDefault(ServerRun.End.OLD, 0), ends.getOrDefault(ServerRun.End.ERROR, 0),
                    ends.getOrDefault(ServerRun.End.MIXED, 0));
        }
        System.out.printf("|===%n%n%d replacements on %d servers, %d mixed.%n", replaced, servers.size(), mixed);
        System.exit(mixed == 0 ? 0 : 1);
    }

    private interface Step<T> {
        T in(Path folder) throws Exception;
    }

    private static <T> T in(Step<T> step) throws Exception {
        Path folder = Files.createTempDirectory("pika-servers-");
        // a server that changes its user has to get in
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        try {
            return step.in(folder);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
            }
        }
    }
}
