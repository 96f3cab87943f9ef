package io.github.camelpika;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelpika.download.DownloadLimits;
import io.github.camelpika.download.Downloaded;
import io.github.camelpika.download.Downloader;
import io.github.camelpika.download.FileNames;
import io.github.camelpika.download.Place;
import io.github.camelpika.download.UrlPolicy;
import io.github.camelpika.download.VideoStream;
import io.github.camelpika.gateway.Texts;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.wait.FixedSchedule;
import io.github.camelpika.wait.Wait;
import io.github.camelpika.wait.WaitEnd;
import io.github.camelpika.wait.WaitListener;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.WaitResult;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code pika:download}: fetches the file of a finished task, into a directory or as the body.
 */
public class PikaDownloadProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(PikaDownloadProducer.class);

    private final PikaConfiguration options;
    private Expression fileName;

    public PikaDownloadProducer(PikaEndpoint endpoint) {
        super(endpoint);
        this.options = endpoint.getConfiguration();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (options.getFileName() != null) {
            fileName = getEndpoint().getCamelContext().resolveLanguage("simple")
                    .createExpression(options.getFileName());
            fileName.init(getEndpoint().getCamelContext());
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            PikaEngine engine = getEndpoint().engine();
            DownloadSource source = DownloadSource.of(exchange.getMessage(), getEndpoint().gateway().name());
            ParkedExchange parked = new ParkedExchange(engine, exchange, callback);
            if (source.url() == null) {
                return parked.park(askFirst(source.taskId(), engine, parked)::stop);
            }
            parked.goOn(engine.downloads(), () -> download(source, engine, exchange));
            return parked.park(() -> LOG.debug("Interrupted while a file is about to be fetched"));
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private Wait askFirst(String taskId, PikaEngine engine, ParkedExchange parked) {
        WaitPolicy once = new WaitPolicy(getEndpoint().access(), new FixedSchedule(options.getPollInterval()),
                options.getDownloadTimeout(), options.getDownloadTimeout(), true);
        return engine.waiter().start(taskId, once, new WaitListener() {
            @Override
            public void changed(VideoTask task) {
                // one answer is all there is
            }

            @Override
            public void ended(WaitResult result) {
                parked.goOn(engine.downloads(), () -> download(answered(result), engine, parked.exchange()));
            }
        });
    }

    private DownloadSource answered(WaitResult result) {
        String taskId = result.taskId();
        if (result.end() instanceof WaitEnd.Answered answered) {
            VideoTask task = answered.task();
            if (task.state() == TaskState.SUCCEEDED) {
                return new DownloadSource(taskId, task.video().url());
            }
            throw new PikaDownloadException("Task " + taskId + " has no file, as it is " + task.state()
                                            + (task.state().isEnded() ? "" : ": put pika:feed before pika:download"),
                    taskId);
        }
        if (result.end() instanceof WaitEnd.Failed failed) {
            throw new PikaGatewayException(getEndpoint().gateway().title() + " can't tell where the file of task "
                                           + taskId + " is", taskId, failed.error());
        }
        throw new PikaDownloadException("It could not be found out where the file of task " + taskId + " is, because "
                                        + (result.end() instanceof WaitEnd.TimedOut timedOut
                                                ? timedOut.reason() : "the context stops"), taskId);
    }

    private void download(DownloadSource source, PikaEngine engine, Exchange exchange) {
        Downloader downloader = downloader(engine);
        try {
            if (options.getDirectory() == null) {
                toBody(source, downloader, exchange);
            } else {
                toDirectory(source, downloader, exchange);
            }
        } catch (IOException e) {
            throw new PikaDownloadException(
                    "The file" + (source.taskId() == null ? "" : " of task " + Texts.clean(source.taskId()))
                                            + " was not downloaded: " + reason(e), source.taskId(), e);
        }
    }

    private Downloader downloader(PikaEngine engine) {
        return new Downloader(engine.httpClients()::forDownloads,
                new UrlPolicy(getEndpoint().baseUri(), options.isAllowHttp()),
                new DownloadLimits(options.getMaxDownloadSize(), options.getStallTimeout(),
                        options.getDownloadTimeout()),
                engine.timer(), options::getApiKey);
    }

    private static String reason(IOException e) {
        boolean plain = e.getClass().getName().startsWith("java.");
        return plain ? e.getClass().getSimpleName() + ": " + e.getMessage() : e.getMessage();
    }

    private void toBody(DownloadSource source, Downloader downloader, Exchange exchange) throws IOException {
        Path file = Files.createTempFile("camel-pika-", FileNames.ending(source.url()));
        boolean handedOver = false;
        try {
            Downloaded downloaded = downloader.fetch(source.url(), file);
            VideoStream body = VideoStream.of(file, exchange);
            handedOver = true;
            tell(exchange.getMessage(), downloaded, null);
            exchange.getMessage().setBody(body);
        } finally {
            if (!handedOver) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void toDirectory(DownloadSource source, Downloader downloader, Exchange exchange) throws IOException {
        try (Place place = Place.in(Path.of(options.getDirectory()), name(source, exchange))) {
            Downloaded downloaded = downloader.fetch(source.url(), place.growing());
            Path file = place.finish();
            tell(exchange.getMessage(), downloaded, file.toString());
            exchange.getMessage().setBody(file.toFile());
        }
    }

    private String name(DownloadSource source, Exchange exchange) {
        if (fileName != null) {
            String text = fileName.evaluate(exchange, String.class);
            String name = text == null ? "" : FileNames.clean(text);
            if (name.isEmpty()) {
                throw new PikaDownloadException("fileName '" + options.getFileName() + "' gives no name for the file: it"
                                                + " evaluates to '" + Texts.clean(text) + "'", source.taskId());
            }
            return name;
        }
        String id = source.taskId() == null ? exchange.getExchangeId() : source.taskId();
        return FileNames.clean(id.replaceAll("[/\\\\]", "_")) + FileNames.ending(source.url());
    }

    private static void tell(Message message, Downloaded downloaded, String file) {
        ResultHeaders.set(message, PikaConstants.FILE, file);
        ResultHeaders.set(message, Exchange.CONTENT_TYPE, downloaded.contentType());
    }

    @Override
    public PikaEndpoint getEndpoint() {
        return (PikaEndpoint) super.getEndpoint();
    }
}
