package io.github.camelpika.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelpika.model.GenerateRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FingerprintTest {

    private static GenerateRequest.Builder request() {
        return GenerateRequest.builder().prompt("a \"cat\"").ratio("16:9").seed(7L).sfx(true);
    }

    @Test
    void itIsTheSameInEveryVersion() {
        // of {"prompt":"a \"cat\"","ratio":"16:9","seed":"7","sfx":"true"}, as sha256sum says
        assertThat(Fingerprint.of(request().build()))
                .isEqualTo("8212464bc19bc831b868c1af76a6f547a60950c30e2cbcb57cdc923fec454144");
    }

    @Test
    void whereChangesArePostedToIsNoPartOfIt() {
        assertThat(Fingerprint.of(request().callbackUrl("https://x.example").build()))
                .isEqualTo(Fingerprint.of(request().build()));
    }

    @Test
    void anyOtherPartMakesAnother() {
        Stream<GenerateRequest> others = Stream.of(GenerateRequest.of("a dog"), GenerateRequest.of(null),
                GenerateRequest.of("a cat"), request().build(), request().seed(8L).build(), request().sfx(null).build(),
                request().ratio(null).style("16:9").build(), request().negativePrompt("a dog").build(),
                request().duration(5).build(), request().resolution("720p").build(), request().images(List.of("a", "b")).build(),
                request().images(List.of("a, b")).build(), request().input(Map.of("a", 1)).build(),
                request().input(Map.of("a", "1")).build());
        assertThat(others.map(Fingerprint::of)).doesNotHaveDuplicates();
    }

    @Test
    void theOrderOfFieldsMakesNoOther() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", Map.of("c", 2));
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", Map.of("c", 2));
        other.put("a", 1);
        assertThat(Fingerprint.of(request().input(one).build())).isEqualTo(Fingerprint.of(request().input(other).build()));
    }
}
