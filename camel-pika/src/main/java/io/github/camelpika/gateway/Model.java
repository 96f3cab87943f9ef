package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpika.model.GenerateRequest;

/**
 * One of the models of a gateway that has several kinds of them, and what it takes.
 *
 * @param id     as the gateway names it, with its slashes
 * @param inputs each option once; an option that is not among them has no place
 * @param isDocumented whether it is known that it takes these
 */
record Model(String id, List<Input> inputs, boolean isDocumented) {

    /** Without one of these the video would be another one than was asked for, and paid for all the same. */
    private static final Set<String> DECISIVE = Set.of("image", "images", "video", "style");

    static Model of(String id, Input... inputs) {
        return new Model(id, List.of(inputs), true);
    }

    Optional<Input> input(String option) {
        return inputs.stream().filter(input -> input.option().equals(option)).findFirst();
    }

    /**
     * The request in this model's words. A field that is given by its own name comes before the option for it.
     */
    ObjectNode body(GenerateRequest request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Map<String, Object> values = RequestValues.of(request);
        for (Input input : inputs) {
            Object value = values.get(input.option());
            RequestParts.put(body, input.field(), value == null ? null : input.asSent(value));
        }
        request.input().forEach((field, value) -> body.set(field, Json.MAPPER.valueToTree(value)));
        return body;
    }

    /**
     * What is missing, has no place, or is not among what is documented.
     */
    List<String> problems(GenerateRequest request) {
        List<String> problems = new ArrayList<>();
        Map<String, Object> values = RequestValues.of(request);
        for (Input input : inputs) {
            Object value = values.get(input.option());
            if (request.input().containsKey(input.field())) {
                continue;
            }
            if (value != null) {
                input.problemWith(value, id).ifPresent(problems::add);
            } else if (input.needed() && !input.option().equals("prompt")) {
                problems.add(input.option() + " is missing, which " + id + " needs: give it as that option, header or field of the body");
            }
        }
        values.keySet().stream().filter(option -> DECISIVE.contains(option) && input(option).isEmpty())
                .forEach(option -> problems.add(option + " has no place in a job for " + id + ": take it away, or choose another"
                                                + " model"));
        return problems;
    }

    List<String> leftOut(GenerateRequest request) {
        return RequestValues.of(request).keySet().stream()
                .filter(option -> !DECISIVE.contains(option) && input(option).isEmpty()).toList();
    }

    boolean needsPrompt(GenerateRequest request) {
        return input("prompt").filter(Input::needed).filter(input -> !request.input().containsKey(input.field())).isPresent();
    }
}
