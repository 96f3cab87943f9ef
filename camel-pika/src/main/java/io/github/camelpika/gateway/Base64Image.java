package io.github.camelpika.gateway;

import java.util.Base64;

import io.github.camelpika.model.RequestCheck;

/**
 * Tells an image that the plain dialect can take, a URL or Base64, from a mistake.
 */
final class Base64Image {

    /** No picture is smaller; a mistyped URL or file name may well pass for a few characters of Base64. */
    private static final int SMALLEST = 64;

    private Base64Image() {
    }

    /**
     * What is wrong with the image, or null.
     */
    static String problemWith(String image) {
        if (RequestCheck.isHttpUrl(image) || isBase64(image)) {
            return null;
        }
        return "image '" + RequestCheck.shorten(image) + "' is neither an https:// or http:// URL nor a picture in Base64";
    }

    private static boolean isBase64(String image) {
        String data = image.replaceFirst("^data:image/[\\w.+-]+;base64,", "");
        try {
            return Base64.getMimeDecoder().decode(data).length >= SMALLEST && data.matches("[A-Za-z0-9+/=\\s]+");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
