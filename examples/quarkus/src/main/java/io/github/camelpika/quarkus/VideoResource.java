package io.github.camelpika.quarkus;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.apache.camel.ProducerTemplate;

/**
 * Takes a prompt, and answers with the id of its task.
 */
@Path("/videos")
public class VideoResource {

    @Inject
    ProducerTemplate camel;

    @POST
    public String submit(String prompt) {
        return camel.requestBody("direct:submit", prompt, String.class);
    }
}
