package io.github.camelpika.benchmark;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * A video from the prompt to the file, by hand.
 */
final class BareCycle implements AutoCloseable {

    static final String KEY = "key-of-a-benchmark";
    private static final int CONNECTIONS = 20;

    private final String address;
    private final Path directory;
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final CloseableHttpClient client = HttpClients.custom().setConnectionManager(PoolingHttpClientConnectionManagerBuilder
            .create().setMaxConnPerRoute(CONNECTIONS).setMaxConnTotal(CONNECTIONS).build()).build();

    BareCycle(String address, Path directory) {
        this.address = address;
        this.directory = directory;
    }

    void run(int number) throws Exception {
        HttpPost post = new HttpPost(address + "/pika/generate");
        post.setEntity(new StringEntity(mapper.writeValueAsString(mapper.createObjectNode()
                .put("promptText", "cat number " + number).set("options", mapper.createObjectNode())),
                ContentType.APPLICATION_JSON));
        String id = json(post).path("id").asText();
        JsonNode video;
        do {
            Thread.sleep(CycleBenchmark.PAUSE.toMillis());
            video = json(new HttpGet(address + "/pika/feed/" + id)).at("/videos/0");
        } while (!video.path("status").asText().equals("finished"));
        fetch(video.path("resultUrl").asText(), id);
    }

    private JsonNode json(HttpUriRequestBase request) throws IOException {
        request.setHeader("Authorization", "Bearer " + KEY);
        return client.execute(request, response -> mapper.readTree(response.getEntity().getContent()));
    }

    private void fetch(String url, String id) throws IOException {
        Path part = directory.resolve(id + ".part");
        client.execute(new HttpGet(url), response -> {
            try (InputStream in = response.getEntity().getContent(); FileOutputStream out = new FileOutputStream(part.toFile())) {
                in.transferTo(out);
                out.getFD().sync();
            }
            return Files.move(part, directory.resolve(id + ".mp4"), StandardCopyOption.ATOMIC_MOVE);
        });
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
