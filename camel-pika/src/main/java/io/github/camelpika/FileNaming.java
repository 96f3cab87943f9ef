package io.github.camelpika;

import io.github.camelpika.download.FileNames;
import io.github.camelpika.gateway.Texts;
import io.github.camelpika.model.Artifact;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/**
 * How the files of one exchange are called.
 *
 * @param name    what the option {@code fileName} gave, or null
 * @param id      what they are called without it
 * @param several whether there is more than one, so that each needs a name of its own
 */
record FileNaming(String name, String id, boolean several) {

    /**
     * @param fileName the option, or null
     */
    static FileNaming of(Expression fileName, PikaConfiguration options, Exchange exchange, String taskId) {
        boolean several = DownloadSource.artifacts(options.getArtifact()).size() > 1;
        String id = FileNames.clean((taskId == null ? exchange.getExchangeId() : taskId).replaceAll("[/\\\\]", "_"));
        if (fileName == null) {
            return new FileNaming(null, id, several);
        }
        String text = fileName.evaluate(exchange, String.class);
        String name = text == null ? "" : FileNames.clean(text);
        if (name.isEmpty()) {
            throw new PikaDownloadException("fileName '" + options.getFileName() + "' gives no name for the file: it"
                                            + " evaluates to '" + Texts.clean(text) + "'", taskId);
        }
        return new FileNaming(name, id, several);
    }

    String of(Artifact artifact, String url) {
        String more = several && artifact != Artifact.video ? "-" + artifact : "";
        String ending = ending(artifact, url);
        if (name == null) {
            return id + more + ending;
        }
        return more.isEmpty() ? name : FileNames.with(name, more, ending);
    }

    static String ending(Artifact artifact, String url) {
        return FileNames.ending(url, artifact.isVideo() ? ".mp4" : ".jpg");
    }
}
