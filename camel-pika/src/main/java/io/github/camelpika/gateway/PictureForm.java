package io.github.camelpika.gateway;

/**
 * How a gateway gets a picture that is a file here.
 */
public enum PictureForm {

    /** It is put where the gateway says, and its address goes into the job. */
    UPLOAD,
    /** In the job, as a data URI. */
    DATA_URI,
    /** In the job, in Base64 without line breaks. */
    BASE64,
    /** Not at all: only by its address. */
    NONE
}
