package io.github.camelpika.model;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is wrong with a request at every gateway, told before anything is paid for. Ranges are those of the gateways'
 * documentation: frameRate 8 to 24, guidanceScale 5 to 25, motion 0 to 4, seed unsigned.
 */
public final class RequestCheck {

    /** In JSON, YAML, JavaScript, Python and Ruby, and as arithmetic has it. */
    private static final Set<String> EMPTY_VALUES = Set.of("null", "~", "undefined", "none", "nil", "nan");

    private final List<String> problems = new ArrayList<>();

    private RequestCheck() {
    }

    /**
     * All that is wrong with the request, each in a sentence that names the option, the value and the way out.
     */
    public static List<String> problems(GenerateRequest request) {
        RequestCheck check = new RequestCheck();
        if (isBlank(request.prompt())) {
            check.problems.add("prompt is missing: give it as the message body, as the option prompt or as the header"
                               + " CamelPikaPrompt");
        }
        check.parts(request);
        return check.problems;
    }

    /**
     * The same for a request that is still to get its prompt, such as the one that the options of an endpoint make.
     */
    public static List<String> problemsOfParts(GenerateRequest request) {
        RequestCheck check = new RequestCheck();
        check.parts(request);
        return check.problems;
    }

    private void noEmptyValue(String option, String text) {
        if (text != null && EMPTY_VALUES.contains(text.strip().toLowerCase(Locale.ROOT))) {
            problems.add(option + " '" + text.strip() + "' looks like an empty value: check where it comes from");
        }
    }

    private void parts(GenerateRequest request) {
        noEmptyValue("prompt", request.prompt());
        noEmptyValue("negativePrompt", request.negativePrompt());
        noEmptyValue("model", request.model());
        if (request.ratio() != null) {
            add(Ratio.problemWith(request.ratio()));
        }
        range("frameRate", request.frameRate(), 8, 24);
        range("guidanceScale", request.guidanceScale(), 5, 25);
        range("motion", request.motion(), 0, 4);
        if (request.seed() != null && request.seed() < 0) {
            problems.add("seed " + request.seed() + " is negative: gateways take 0 and above; leave it out for a"
                         + " random one");
        }
        if (request.duration() != null && request.duration() < 1) {
            problems.add("duration " + request.duration() + " is none: it is a number of seconds, such as 5 or 10");
        }
        oneOf("cameraPan", request.cameraPan(), Set.of("left", "right"));
        oneOf("cameraTilt", request.cameraTilt(), Set.of("up", "down"));
        oneOf("cameraRotate", request.cameraRotate(), Set.of("cw", "ccw"));
        oneOf("cameraZoom", request.cameraZoom(), Set.of("in", "out"));
        url("video", request.video());
        url("callbackUrl", request.callbackUrl());
    }

    private void range(String option, Integer value, int from, int to) {
        if (value != null && (value < from || value > to)) {
            problems.add(option + " " + value + " is out of range: " + from + " to " + to);
        }
    }

    private void oneOf(String option, String value, Set<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            problems.add("unknown " + option + " '" + value + "': use " + String.join(" or ", allowed.stream().sorted().toList()));
        }
    }

    private void url(String option, String value) {
        if (value != null && !isHttpUrl(value)) {
            problems.add(option + " '" + shorten(value) + "' is not a URL: it must start with https:// or http:// and"
                    + " name a host");
        }
    }

    private void add(String problem) {
        if (problem != null) {
            problems.add(problem);
        }
    }

    /**
     * Whether the text is an absolute http or https URL with a host.
     */
    public static boolean isHttpUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                   && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * A value as far as an error message has room for it.
     */
    public static String shorten(String value) {
        return value.length() <= 80 ? value : value.substring(0, 77) + "...";
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
