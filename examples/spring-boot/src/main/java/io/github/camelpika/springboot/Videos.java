package io.github.camelpika.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Everything else is in application.yaml and camel/videos.camel.yaml.
 */
@SpringBootApplication
public class Videos {

    public static void main(String[] args) {
        SpringApplication.run(Videos.class, args);
    }
}
