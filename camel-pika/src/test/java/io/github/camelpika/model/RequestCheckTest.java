package io.github.camelpika.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestCheckTest {

    private final GenerateRequest.Builder request = GenerateRequest.builder().prompt("a cat");

    @Test
    void promptIsEnough() {
        assertThat(RequestCheck.problems(request.build())).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", " \n" })
    void promptMustBeThereInTheEnd(String prompt) {
        GenerateRequest without = request.prompt(prompt).build();

        assertThat(RequestCheck.problems(without)).singleElement().asString()
                .contains("prompt is missing", "message body", "CamelPikaPrompt");
        assertThat(RequestCheck.problemsOfParts(without)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "8,5,0", "24,25,4" })
    void edgesAreInRange(int frameRate, int guidanceScale, int motion) {
        assertThat(RequestCheck.problems(request.frameRate(frameRate).guidanceScale(guidanceScale).motion(motion).build()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "7,4,-1", "25,26,5" })
    void beyondTheEdgesIsTold(int frameRate, int guidanceScale, int motion) {
        assertThat(RequestCheck.problems(request.frameRate(frameRate).guidanceScale(guidanceScale).motion(motion).build()))
                .containsExactly("frameRate " + frameRate + " is out of range: 8 to 24",
                        "guidanceScale " + guidanceScale + " is out of range: 5 to 25",
                        "motion " + motion + " is out of range: 0 to 4");
    }

    @Test
    void seedIsUnsignedAndOver32Bits() {
        assertThat(RequestCheck.problems(request.seed(0L).build())).isEmpty();
        assertThat(RequestCheck.problems(request.seed(Long.MAX_VALUE).build())).isEmpty();
        assertThat(RequestCheck.problems(request.seed(-1L).build())).singleElement().asString()
                .contains("seed -1 is negative", "leave it out");
    }

    @Test
    void durationIsANumberOfSeconds() {
        assertThat(RequestCheck.problems(request.duration(1).build())).isEmpty();
        assertThat(RequestCheck.problems(request.duration(0).build())).containsExactly(
                "duration 0 is none: it is a number of seconds, such as 5 or 10");
    }

    @Test
    void cameraMovesAsDocumented() {
        assertThat(RequestCheck.problems(request.cameraPan("left").cameraTilt("up").cameraRotate("ccw").cameraZoom("in")
                .build())).isEmpty();
        assertThat(RequestCheck.problems(request.cameraPan("up").cameraTilt("LEFT").cameraRotate("round").cameraZoom("")
                .build())).containsExactly("unknown cameraPan 'up': use left or right", "unknown cameraTilt 'LEFT':"
                        + " use down or up",
                        "unknown cameraRotate 'round': use ccw or cw", "unknown cameraZoom '': use in or out");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "v.mp4", "ftp://h/v.mp4", "https://", "file:///v.mp4", "https://h/two words" })
    void videoAndCallbackAreUrls(String url) {
        assertThat(RequestCheck.problems(request.video(url).callbackUrl(url).build())).containsExactly(
                "video '" + url + "' is not a URL: it must start with https:// or http:// and name a host",
                "callbackUrl '" + url + "' is not a URL: it must start with https:// or http:// and name a host");
    }

    @Test
    void longValueIsShortened() {
        assertThat(RequestCheck.problems(request.video("x".repeat(100_000)).build())).singleElement().asString()
                .hasSizeLessThan(200).contains("xxx...'");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThat(RequestCheck.problems(GenerateRequest.builder().ratio("969").frameRate(1).guidanceScale(1).motion(9)
                .seed(-1L).image("i").video("v").cameraPan("x").cameraTilt("x").cameraRotate("x").cameraZoom("x")
                .callbackUrl("c").duration(-1).build())).hasSize(13);
    }
}
