package io.github.camelpika.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeyScrubTest {

    private static final String ID = "1b2c3d4e-aaaa-bbbb-cccc-0123456789ab";
    private static final String SECRET = "f00dfeedf00dfeed/secret+half";
    private final KeyScrub scrub = new KeyScrub(ID + ":" + SECRET);

    @ParameterizedTest
    @ValueSource(strings = { ID + ":" + SECRET, ID, SECRET, ID + "%3A" + SECRET, "f00dfeedf00dfeed\\/secret+half",
            "f00dfeedf00dfeed%2Fsecret%2Bhalf", ID + "\\u003a" + SECRET })
    void theWholeKeyAndItsHalvesAreTakenOut(String echo) {
        assertThat(scrub.scrub("Bad key Key " + echo + ", sorry")).isEqualTo("Bad key Key ***, sorry");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "u", "us", "user:", "x-key: " })
    void itIsTakenOutOfBase64WhateverStandsBefore(String before) {
        for (Base64.Encoder encoder : new Base64.Encoder[] { Base64.getEncoder(), Base64.getUrlEncoder() }) {
            String echo = encoder.encodeToString((before + ID + ":" + SECRET + ":").getBytes(StandardCharsets.UTF_8));
            String scrubbed = scrub.scrub("Basic " + echo);
            assertThat(scrubbed).contains("***").hasSizeLessThan(30);
        }
    }

    @Test
    void aHalfThatIsAsShortAsAWordStays() {
        assertThat(new KeyScrub("user:f00dfeedf00dfeed").scrub("a user has f00dfeedf00dfeed")).isEqualTo("a user has ***");
    }
}
