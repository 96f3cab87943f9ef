package io.github.camelpika.fetch;

import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.download.FileNames;
import io.github.camelpika.model.Artifact;
import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.CompleteExpression;
import org.apache.camel.Exchange;

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
    static FileNaming of(CompleteExpression fileName, DownloadTerms terms, Exchange exchange, String taskId) {
        boolean several = terms.artifacts().size() > 1;
        String id = FileNames.clean((taskId == null ? exchange.getExchangeId() : taskId).replaceAll("[/\\\\]", "_"));
        if (fileName == null) {
            return new FileNaming(null, id, several);
        }
        String text = evaluate(fileName, exchange, taskId);
        String name = FileNames.clean(text);
        if (name.isEmpty()) {
            throw new PikaDownloadException("fileName '" + terms.options().getFileName() + "' gives no name for the file: it"
                                            + " evaluates to '" + Texts.clean(text) + "'", taskId);
        }
        return new FileNaming(name, id, several);
    }

    /**
     * Without one of its parts it would be the name of another message's file, too.
     */
    private static String evaluate(CompleteExpression fileName, Exchange exchange, String taskId) {
        try {
            return fileName.of(exchange);
        } catch (CompleteExpression.NothingException e) {
            throw new PikaDownloadException("fileName '" + fileName + "' gives no name for the file, because "
                                            + Texts.clean(e.function()) + " is null in this message", taskId, e);
        }
    }

    /**
     * The whole name, or what comes before the ending that the file's bytes will tell.
     */
    String of(Artifact artifact) {
        String more = isForItself(artifact) ? "" : "-" + artifact;
        if (name == null) {
            return id + more;
        }
        return more.isEmpty() ? name : FileNames.stem(name) + more;
    }

    /**
     * Whether the name has to wait for the bytes. One that somebody wrote stays as it is.
     */
    boolean needsEnding(Artifact artifact) {
        return name == null || !isForItself(artifact);
    }

    private boolean isForItself(Artifact artifact) {
        return !several || artifact == Artifact.video;
    }
}
