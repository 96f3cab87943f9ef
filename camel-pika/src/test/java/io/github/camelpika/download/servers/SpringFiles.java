package io.github.camelpika.download.servers;

import java.nio.file.Path;
import java.util.Map;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The two ways in which applications with Spring MVC serve files. Each knows ranges.
 */
final class SpringFiles {

    private static final String FOLDER = "folder";

    private SpringFiles() {
    }

    static DispatcherServlet servlet(Path folder, Class<?> application) {
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.getEnvironment().getPropertySources()
                .addFirst(new MapPropertySource(FOLDER, Map.of(FOLDER, folder.toUri().toString())));
        context.register(application);
        return new DispatcherServlet(context);
    }

    /** Static resources, which come with their date. */
    @EnableWebMvc
    static class Resources implements WebMvcConfigurer {

        @Value("${folder}")
        private String folder;

        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            registry.addResourceHandler("/**").addResourceLocations(folder);
        }
    }

    /** A resource that a method returns, which comes without anything that tells one version from the next. */
    @EnableWebMvc
    @RestController
    static class Controller {

        @Value("${folder}")
        private Resource folder;

        @GetMapping("/{name}")
        ResponseEntity<Resource> file(@PathVariable("name") String name) throws Exception {
            return ResponseEntity.ok(folder.createRelative(name));
        }
    }
}
