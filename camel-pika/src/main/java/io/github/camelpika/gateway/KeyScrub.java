package io.github.camelpika.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

/**
 * Takes the key out of what others wrote, before it gets into a log, an exception or a header: a server may echo what it
 * got. The key is found in each way that JSON and URLs can write it, in Base64, as the header of some servers has it, and each
 * half of one that is made of an id and a secret.
 */
public final class KeyScrub {

    /** A shorter text is no key, and to take it out would make a riddle of every message. */
    private static final int SHORTEST = 6;

    private final List<String> forms;
    /** Made when it is first looked for, as nearly no text makes that necessary. */
    private volatile Pattern key;

    /**
     * @param key may be null
     */
    public KeyScrub(String key) {
        this.forms = key == null || key.length() < SHORTEST ? List.of() : forms(key);
    }

    /** The longest first, as it may have a shorter one in it. */
    private static List<String> forms(String key) {
        int colon = key.indexOf(':');
        Stream<String> halves = colon < 0 ? Stream.empty() : Stream.of(key.substring(0, colon), key.substring(colon + 1));
        return Stream.of(Stream.of(key), halves, inBase64(key)).flatMap(each -> each).filter(form -> form.length() >= SHORTEST)
                .distinct().sorted(comparing(String::length).reversed()).toList();
    }

    /** What stands before the key, such as a user's name, shifts it by a byte or two; its ends are then of letters that depend on that. */
    private static Stream<String> inBase64(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, 3).boxed().flatMap(skip -> {
            byte[] middle = Arrays.copyOfRange(bytes, skip, skip + (bytes.length - skip) / 3 * 3);
            return Stream.of(Base64.getEncoder().encodeToString(middle), Base64.getUrlEncoder().encodeToString(middle));
        });
    }

    /**
     * The text with stars in place of the key; null stays null.
     */
    public String scrub(String text) {
        return text == null || forms.isEmpty() || !mayHoldKey(text) ? text : key().matcher(text).replaceAll("***");
    }

    private Pattern key() {
        Pattern made = key;
        if (made == null) {
            made = Pattern.compile(forms.stream().map(KeyScrub::anyhow).collect(joining("|")));
            key = made;
        }
        return made;
    }

    /**
     * Most answers don't, and to look for each way to write it takes longer than to read the answer.
     */
    private boolean mayHoldKey(String text) {
        boolean may = text.indexOf('\\') >= 0 || text.indexOf('%') >= 0;
        for (int i = 0; i < forms.size() && !may; i++) {
            may = text.contains(forms.get(i));
        }
        return may;
    }

    /**
     * The text, also if some of its characters are escaped as in JSON or in a URL.
     */
    private static String anyhow(String text) {
        return text.chars()
                .mapToObj(c -> String.format("(?:\\\\?%s|\\\\u(?i:%04x)|%%(?i:%02x))", Pattern.quote("" + (char) c), c, c))
                .collect(joining());
    }
}
