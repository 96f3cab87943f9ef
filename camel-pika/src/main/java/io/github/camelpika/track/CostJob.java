package io.github.camelpika.track;

import java.nio.charset.StandardCharsets;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.Texts;

/**
 * What a job's cost is put down to. Texts of users and gateways are cut to what a database holds.
 *
 * @param component whose budget it is from
 * @param gateway   by its name
 * @param model     null for the gateway's own default
 * @param input     what the video is made from, or null if that is not known
 * @param route     the id of the route that submitted it, or null
 * @param queue     or null
 * @param label     what the option {@code costLabel} gave, or null
 */
public record CostJob(String component, String gateway, String model, JobKind.Input input, String route, String queue,
                      String label) {

    private static final int LONGEST = 100;

    public CostJob {
        model = cut(model);
        route = cut(route);
        label = cut(label);
    }

    private static String cut(String text) {
        String brief = Texts.brief(text, LONGEST);
        // databases refuse half characters
        return brief == null || brief.isBlank() ? null : new String(brief.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
