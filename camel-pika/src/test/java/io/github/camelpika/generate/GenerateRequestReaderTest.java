package io.github.camelpika.generate;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaConfigurationConfigurer;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.model.GenerateRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GenerateRequestReaderTest {

    /** For each field an option, a value in the body, and a header, all valid and all different. */
    private static final Map<GenerateField, List<Object>> VALUES = Map.ofEntries(
            Map.entry(GenerateField.PROMPT, List.of("an option", "a body", "a header")),
            Map.entry(GenerateField.RATIO, List.of("9:16", "1:1", "5:2")),
            Map.entry(GenerateField.STYLE, List.of("Melt", "Crush", "Peel")),
            Map.entry(GenerateField.SFX, List.of(true, false, true)),
            Map.entry(GenerateField.MODEL, List.of("1.5", "2.0", "2.2")),
            Map.entry(GenerateField.FRAME_RATE, List.of(8, 16, 24)),
            Map.entry(GenerateField.GUIDANCE_SCALE, List.of(5, 12, 25)),
            Map.entry(GenerateField.MOTION, List.of(0, 2, 4)),
            Map.entry(GenerateField.NEGATIVE_PROMPT, List.of("fog", "rain", "snow")),
            Map.entry(GenerateField.SEED, List.of(1L, 3183047765L, 9007199254740993L)),
            Map.entry(GenerateField.IMAGE, List.of("https://o.example/i", "https://b.example/i", "https://h.example/i")),
            Map.entry(GenerateField.VIDEO, List.of("https://o.example/v", "https://b.example/v", "https://h.example/v")),
            Map.entry(GenerateField.CAMERA_PAN, List.of("left", "right", "left")),
            Map.entry(GenerateField.CAMERA_TILT, List.of("up", "down", "up")),
            Map.entry(GenerateField.CAMERA_ROTATE, List.of("cw", "ccw", "cw")),
            Map.entry(GenerateField.CAMERA_ZOOM, List.of("in", "out", "in")),
            Map.entry(GenerateField.CALLBACK_URL,
                    List.of("https://o.example/c", "https://b.example/c", "https://h.example/c")),
            Map.entry(GenerateField.DURATION, List.of(5, 10, 15)),
            Map.entry(GenerateField.RESOLUTION, List.of("720p", "1080p", "480p")),
            Map.entry(GenerateField.IMAGES, List.of(pictures("o"), pictures("b"), pictures("h"))),
            Map.entry(GenerateField.INPUT, List.of(new OwnFields(Map.of("fps", 24)), new OwnFields(Map.of("fps", 25)),
                    new OwnFields(Map.of("fps", 30)))));

    private static Pictures pictures(String name) {
        return new Pictures(List.of("https://" + name + ".example/1,2.png", "data:image/png;base64,iVBO", "https://x.example/2"));
    }

    /** As a user gives it. */
    private static Object given(Object value) {
        return value instanceof Pictures pictures ? String.join(", ", pictures.all())
                : value instanceof OwnFields fields ? fields.all() : value;
    }

    private final PikaConfiguration options = new PikaConfiguration();
    private final Message message;

    GenerateRequestReaderTest() {
        message = new DefaultExchange(new DefaultCamelContext()).getMessage();
    }

    private GenerateRequest read() {
        return new GenerateRequestReader(options, Gateway.COMETAPI.dialect()).read(message, null);
    }

    private void setOption(GenerateField field, Object value) {
        new PikaConfigurationConfigurer().configure(message.getExchange().getContext(), options, field.option, given(value),
                true);
    }

    private static Map<String, Object> mapOf(GenerateField field, Object value) {
        Map<String, Object> map = new HashMap<>(Map.of("prompt", "a cat"));
        map.put(field.option, given(value));
        return map;
    }

    @ParameterizedTest
    @EnumSource(GenerateField.class)
    void optionIsUsedWhenNothingElseIsGiven(GenerateField field) {
        setOption(field, VALUES.get(field).get(0));
        message.setBody("a cat");
        assertThat(field.inRequest(read())).isEqualTo(VALUES.get(field).get(0));
    }

    @ParameterizedTest
    @EnumSource(GenerateField.class)
    void fieldOfTheBodyComesBeforeTheOption(GenerateField field) {
        setOption(field, VALUES.get(field).get(0));
        message.setBody(mapOf(field, VALUES.get(field).get(1)));
        assertThat(field.inRequest(read())).isEqualTo(VALUES.get(field).get(1));
    }

    @ParameterizedTest
    @EnumSource(value = GenerateField.class, names = "INPUT", mode = EnumSource.Mode.EXCLUDE)
    void headerComesBeforeTheFieldOfTheBody(GenerateField field) {
        setOption(field, VALUES.get(field).get(0));
        message.setBody(mapOf(field, VALUES.get(field).get(1)));
        message.setHeader(field.header, given(VALUES.get(field).get(2)));
        assertThat(field.inRequest(read())).isEqualTo(VALUES.get(field).get(2));
    }

    @ParameterizedTest
    @EnumSource(value = GenerateField.class, names = "INPUT", mode = EnumSource.Mode.EXCLUDE)
    void headerMayBeTextWhateverTheType(GenerateField field) {
        message.setBody("a cat");
        message.setHeader(field.header, given(VALUES.get(field).get(2)).toString());
        assertThat(field.inRequest(read())).isEqualTo(VALUES.get(field).get(2));
    }

    @ParameterizedTest
    @EnumSource(value = GenerateField.class, names = "INPUT", mode = EnumSource.Mode.EXCLUDE)
    void headerIsNamedAfterTheOption(GenerateField field) {
        assertThat(field.header).isEqualToIgnoringCase("CamelPika" + field.option);
    }

    @Test
    void withATextBodyHeaderComesBeforeOptionBeforeBody() {
        message.setBody("the body");
        assertThat(read().prompt()).isEqualTo("the body");
        options.setPrompt("the option");
        assertThat(read().prompt()).isEqualTo("the option");
        message.setHeader(PikaConstants.PROMPT, "the header");
        assertThat(read().prompt()).isEqualTo("the header");
    }

    @Test
    void theNewlineAtTheEndOfAFileIsNoPartOfThePrompt() {
        message.setBody("a cat\n".getBytes());
        assertThat(read().prompt()).isEqualTo("a cat");
    }

    @Test
    void jsonIsToldByItsFirstCharacter() {
        message.setBody("  {\"prompt\":\"a cat\",\"seed\":9007199254740993,\"sfx\":true}");
        assertThat(read().prompt()).isEqualTo("a cat");
        assertThat(read().seed()).isEqualTo(9007199254740993L);
        assertThat(read().sfx()).isTrue();
    }

    @Test
    void jsonIsToldByItsContentTypeEvenWithThePromptElsewhere() {
        message.setBody("{\"motion\":3}");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        options.setPrompt("the option");
        assertThat(read().motion()).isEqualTo(3);
        assertThat(read().prompt()).isEqualTo("the option");
    }

    @Test
    void withThePromptElsewhereATextBodyIsNotLookedAt() {
        message.setBody("{ no json at all");
        message.setHeader(PikaConstants.PROMPT, "the header");
        assertThat(read().prompt()).isEqualTo("the header");
    }

    @Test
    void jsonMayComeAsBytesAStreamOrATree() {
        String json = "{\"prompt\":\"a cat\"}";
        for (Object body : new Object[] { json.getBytes(), new ByteArrayInputStream(json.getBytes()),
                JsonNodeFactory.instance.objectNode().put("prompt", "a cat") }) {
            message.setBody(body);
            assertThat(read().prompt()).isEqualTo("a cat");
        }
    }

    @Test
    void aGenerateRequestIsTakenAsItIs() {
        GenerateRequest request = GenerateRequest.builder().prompt("a cat").ratio("1:1").seed(5L).build();
        message.setBody(request);
        assertThat(read()).isEqualTo(request);
    }

    @Test
    void emptyColumnsOfATableCountAsAbsent() {
        options.setStyle("Melt");
        message.setBody(Map.of("prompt", "a cat", "style", "", "image", " ", "seed", ""));
        assertThat(read().style()).isEqualTo("Melt");
        assertThat(read().image()).isNull();
        assertThat(read().seed()).isNull();
    }

    @Test
    void jsonCutShortIsAnErrorAndNoPrompt() {
        message.setBody("{\"prompt\":\"a c");
        assertThatThrownBy(this::read).isInstanceOf(PikaInvalidRequestException.class)
                .hasMessageContaining("can't be read as JSON").hasMessageContaining("CamelPikaPrompt");
    }

    @Test
    void anObjectThatIsNoTextIsAnErrorAndNotItsToString() {
        message.setBody(List.of("a", "b"));
        assertThatThrownBy(this::read).isInstanceOf(PikaInvalidRequestException.class)
                .hasMessageContaining("List").hasMessageContaining("a prompt as text");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        message.setBody(Map.of("colour", "red", "frameRate", 99, "guidanceScale", "4.5", "motion", 9,
                "image", "cat.png", "video", "https://example.com/v.mp4", "ratio", 969, "sfx", "maybe"));
        assertThatThrownBy(this::read).isInstanceOfSatisfying(PikaInvalidRequestException.class,
                e -> assertThat(e.getProblems()).anyMatch(p -> p.contains("prompt is missing"))
                        .anyMatch(p -> p.contains("'colour' is unknown") && p.contains("negativePrompt"))
                        .anyMatch(p -> p.contains("frameRate 99") && p.contains("8 to 24"))
                        .anyMatch(p -> p.contains("guidanceScale '4.5'"))
                        .anyMatch(p -> p.contains("motion 9") && p.contains("0 to 4"))
                        .anyMatch(p -> p.contains("image and video"))
                        .anyMatch(p -> p.contains("image 'cat.png'"))
                        .anyMatch(p -> p.contains("969") && p.contains("quotes"))
                        .anyMatch(p -> p.contains("sfx 'maybe'"))
                        .hasSize(9));
    }

    @Test
    void aNumberThatIsTooLargeToWriteOutIsNoWayToFillTheMemory() {
        message.setBody(Map.of("prompt", "a cat", "seed", "1e2147483647"));
        assertThatThrownBy(this::read).hasMessageContaining("seed '1e2147483647'");
    }

    @Test
    void aGatewaysOwnFieldsAreNumbersAndBooleansWhereTheyLookLikeThem() {
        options.setInput(Map.of("a", "24", "b", "true", "c", "the hat", "d", "[{\"duration\":5}]", "e", "\"24\"", "f", "2d art",
                "g", " ", "h", "007", "i", "-0.5"));
        message.setBody("a cat");
        assertThat(read().input()).isEqualTo(Map.of("a", 24, "b", true, "c", "the hat", "d", List.of(Map.of("duration", 5)),
                "e", "24", "f", "2d art", "h", "007", "i", -0.5));
    }

    @Test
    void aGatewaysOwnFieldsOfTheBodyComeOneByOneBeforeThoseOfOptions() {
        options.setInput(Map.of("a", "1", "b", "1", "c", "1"));
        message.setBody(Map.of("prompt", "a cat", "input", Map.of("b", "2", "c", 2), "input.c", "3"));
        assertThat(read().input()).isEqualTo(Map.of("a", 1, "b", "2", "c", 3));
    }

    @Test
    void picturesMayComeAsAListOrAnArray() {
        for (Object pictures : new Object[] { List.of("https://x.example/1", "https://x.example/2"),
                new String[] { "https://x.example/1", "https://x.example/2" }, "https://x.example/1 , https://x.example/2" }) {
            message.setBody("a cat");
            message.setHeader(PikaConstants.IMAGES, pictures);
            assertThat(read().images()).containsExactly("https://x.example/1", "https://x.example/2");
        }
    }

    @Test
    void whatIsNoPictureAndNoFieldIsTold() {
        message.setBody(Map.of("prompt", "a cat", "images", List.of(7), "input", List.of("fps")));
        assertThatThrownBy(this::read).hasMessageContaining("images 'Integer' is not valid: it must be a list of addresses")
                .hasMessageContaining("is not valid: it must be a map of the gateway's own fields");
        message.setBody(Map.of("prompt", "a cat", "input", Map.of("fps", new Object())));
        assertThatThrownBy(this::read).hasMessageContaining("input.fps 'Object' is not valid: it must be text, numbers");
    }
}
