package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.camelpika.model.GenerateRequest;

/**
 * The dialect of a gateway whose models are of several kinds: what each takes is data.
 */
interface ModelsDialect extends Dialect {

    Models models();

    /**
     * What is wrong with a picture's address, in a sentence.
     */
    Optional<String> pictureProblem(String option, String address);

    @Override
    default List<String> problems(GenerateRequest request) {
        Models.Choice choice = models().choose(request);
        List<String> problems = new ArrayList<>(
                choice.problem() != null ? List.of(choice.problem()) : choice.model().problems(request));
        problems.addAll(pictureProblems(request));
        return problems;
    }

    @Override
    default List<String> problemsOfParts(GenerateRequest request) {
        List<String> problems = new ArrayList<>(models().problemsOfParts(request));
        problems.addAll(pictureProblems(request));
        return problems;
    }

    private List<String> pictureProblems(GenerateRequest request) {
        List<String> problems = new ArrayList<>();
        if (request.image() != null) {
            pictureProblem("image", request.image()).ifPresent(problems::add);
        }
        request.images().forEach(image -> pictureProblem("images", image).ifPresent(problems::add));
        return problems;
    }

    @Override
    default List<String> leftOut(GenerateRequest request) {
        return models().choose(request).model().leftOut(request);
    }

    @Override
    default boolean needsPrompt(GenerateRequest request) {
        Model model = models().choose(request).model();
        return model != null && model.needsPrompt(request);
    }

    @Override
    default boolean hasKnownStyles() {
        return false;
    }

    @Override
    default boolean tellsPoints() {
        return false;
    }

    @Override
    default boolean codeTellsErrors() {
        return false;
    }
}
