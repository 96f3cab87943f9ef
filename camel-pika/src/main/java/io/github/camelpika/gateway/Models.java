package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.RequestCheck;

/**
 * The models of one gateway, and which of them a request asks for.
 *
 * @param gateway  for messages to a person
 * @param all      those that are documented
 * @param usual    what to call inputs for a model that nobody here knows
 * @param names    what the option {@code model} takes beside whole ids: each name with the models that it stands for, of which
 *                 the first is taken that has a place for what the request starts from
 * @param standard the name that holds where none was given
 */
record Models(String gateway, List<Model> all, List<Input> usual, Map<String, List<String>> names, String standard) {

    private static final Pattern ID = Pattern.compile("(?!.*\\.\\.)[\\w.-]+(?:/[\\w.-]+)+");
    private static final List<String> SOURCES = List.of("image", "images", "video", "style");

    /**
     * What a request comes to.
     *
     * @param model   null if there is none
     * @param problem why not; null if there is one
     */
    record Choice(Model model, String problem) {
    }

    Choice choose(GenerateRequest request) {
        String wanted = request.model() == null ? standard : request.model().strip();
        if (wanted.contains("/")) {
            return ID.matcher(wanted).matches()
                    ? new Choice(withId(wanted), null)
                    : new Choice(null, "model '" + RequestCheck.shorten(wanted) + "' is no id of a model: those have letters, digits and"
                                       + " slashes, as in " + all.get(0).id());
        }
        List<String> ids = names.get(wanted);
        if (ids == null) {
            return new Choice(null, "model '" + RequestCheck.shorten(wanted) + "' is none of " + gateway + ": use "
                                    + String.join(", ", names.keySet().stream().sorted().toList())
                                    + ", or the whole id of a model, as in " + all.get(0).id());
        }
        List<String> given = given(request);
        return ids.stream().map(this::withId).filter(model -> fits(model, given)).findFirst()
                .map(model -> new Choice(model, null))
                .orElseGet(() -> nothingFits(wanted, ids, given));
    }

    /** Where there is but one, what is wrong with the request for it is told in detail. */
    private Choice nothingFits(String wanted, List<String> ids, List<String> given) {
        if (ids.size() == 1) {
            return new Choice(withId(ids.get(0)), null);
        }
        List<String> others = names.keySet().stream().sorted()
                .filter(name -> names.get(name).stream().map(this::withId).anyMatch(model -> fits(model, given)))
                .map(name -> "model=" + name).toList();
        return new Choice(null, String.join(" and ", given) + " alone make no video with model=" + wanted + " of " + gateway + ": "
                                + (others.isEmpty() ? "it has " + String.join(", ", ids) : "use " + String.join(" or ", others)));
    }

    private static boolean fits(Model model, List<String> given) {
        return given.stream().allMatch(source -> model.input(source).isPresent()) && given.containsAll(sources(model));
    }

    private static List<String> given(GenerateRequest request) {
        List<String> given = new ArrayList<>(RequestValues.of(request).keySet());
        given.retainAll(SOURCES);
        return given;
    }

    private static List<String> sources(Model model) {
        return model.inputs().stream().filter(input -> input.needed() && SOURCES.contains(input.option())).map(Input::option).toList();
    }

    Model withId(String id) {
        return all.stream().filter(model -> model.id().equals(id)).findFirst().orElseGet(() -> new Model(id, usual, false));
    }

    /**
     * What no model of this gateway takes, of a request that is still to get other parts.
     */
    List<String> problemsOfParts(GenerateRequest request) {
        String wanted = request.model();
        if (wanted != null && !names.containsKey(wanted.strip())) {
            Choice choice = choose(request);
            return choice.problem() == null ? List.of() : List.of(choice.problem());
        }
        List<Model> candidates = wanted == null ? all : names.get(wanted.strip()).stream().map(this::withId).toList();
        List<String> problems = new ArrayList<>();
        RequestValues.of(request).forEach((option, value) -> {
            List<Input> inputs = candidates.stream().flatMap(model -> model.input(option).stream()).toList();
            List<String> each = inputs.stream().map(input -> input.problemWith(value, gateway)).flatMap(Optional::stream).toList();
            if (!inputs.isEmpty() && each.size() == inputs.size()) {
                problems.add(each.get(0));
            }
        });
        return problems;
    }
}
