package io.github.camelpika;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelpika.model.FileExist;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * The options that a component and an endpoint have in common; an endpoint starts from a copy of its component's.
 */
@Configurer(extended = true)
@UriParams
public class PikaConfiguration implements Cloneable {

    @UriParam(defaultValue = "cometapi", enums = "cometapi,vapi,yescale,yutoai,pika,fal")
    private String gateway = "cometapi";
    @UriParam
    private String baseUri;
    @UriParam(label = "security", secret = true)
    private volatile String apiKey; // another one takes its place while it is in use
    @UriParam(label = "security", defaultValue = "false")
    private boolean allowHttp;
    @UriParam(label = "security", secret = true)
    private String callbackToken;
    @UriParam(label = "security")
    private String callbackKeysUri;
    @UriParam(label = "generate")
    private String prompt;
    @UriParam(label = "generate", defaultValue = "16:9")
    private String ratio;
    @UriParam(label = "generate")
    private String style;
    @UriParam(label = "generate", defaultValue = "fail", enums = "fail,warn")
    private String styleCheck = "fail";
    @UriParam(label = "generate")
    private Boolean sfx;
    @UriParam(label = "generate")
    private String model;
    @UriParam(label = "generate")
    private Integer frameRate;
    @UriParam(label = "generate")
    private Integer guidanceScale;
    @UriParam(label = "generate")
    private Integer motion;
    @UriParam(label = "generate")
    private String negativePrompt;
    @UriParam(label = "generate")
    private Long seed;
    @UriParam(label = "generate")
    private String image;
    @UriParam(label = "generate")
    private String video;
    @UriParam(label = "generate", enums = "left,right")
    private String cameraPan;
    @UriParam(label = "generate", enums = "up,down")
    private String cameraTilt;
    @UriParam(label = "generate", enums = "cw,ccw")
    private String cameraRotate;
    @UriParam(label = "generate", enums = "in,out")
    private String cameraZoom;
    @UriParam(label = "generate")
    private String callbackUrl;
    @UriParam(label = "generate")
    private Integer duration;
    @UriParam(label = "generate")
    private String resolution;
    @UriParam(label = "generate")
    private String images;
    @UriParam(label = "generate", defaultValue = "false")
    private boolean imageBody;
    @UriParam(label = "generate", prefix = "input.", multiValue = true)
    private Map<String, Object> input;
    @UriParam(label = "generate", defaultValue = "false")
    private boolean ignoreUnknownFields;
    @UriParam(label = "generate")
    private String idempotentKey;
    @UriParam(label = "generate", defaultValue = "fail", enums = "fail,resubmit")
    private String onUnknownSubmission = "fail";
    @UriParam(label = "generate", defaultValue = "30m")
    private Duration submitTimeout = Duration.ofMinutes(30);
    @UriParam(label = "generate,feed")
    private BigDecimal unitPrice;
    @UriParam(label = "generate")
    private BigDecimal costPerJob;
    @UriParam(label = "generate")
    private BigDecimal maxCostPerJob;
    @UriParam(label = "generate")
    private String costLabel;
    @UriParam(label = "feed")
    private String taskId;
    @UriParam(label = "feed", defaultValue = "true")
    private boolean wait = true;
    @UriParam(label = "feed", defaultValue = "30m")
    private Duration waitTimeout = Duration.ofMinutes(30);
    @UriParam(label = "feed", defaultValue = "15m")
    private Duration queueTimeout = Duration.ofMinutes(15);
    @UriParam(label = "feed", defaultValue = "5m")
    private Duration permanentAfter = Duration.ofMinutes(5);
    @UriParam(label = "feed", defaultValue = "false")
    private boolean cancelOnTimeout;
    @UriParam(label = "feed", defaultValue = "adaptive", enums = "adaptive,frugal,fixed", javaType = "java.lang.Object")
    private Object pollSchedule = "adaptive";
    @UriParam(label = "feed", defaultValue = "5s")
    private Duration pollInterval = Duration.ofSeconds(5);
    @UriParam(label = "feed")
    private String progressUri;
    @UriParam(label = "feed", defaultValue = "true")
    private boolean throwExceptionOnFailure = true;
    @UriParam(label = "generate,feed")
    private String queue;
    @UriParam(label = "feed", defaultValue = "finished", enums = "finished,changes")
    private String emit = "finished";
    @UriParam(label = "feed", defaultValue = "1")
    private int concurrentConsumers = 1;
    @UriParam(label = "feed", defaultValue = "10")
    private int maxDeliveries = 10;
    @UriParam(label = "feed", defaultValue = "5s")
    private Duration deliveryDelay = Duration.ofSeconds(5);
    @UriParam(label = "download", defaultValue = "video")
    private String artifact = "video";
    @UriParam(label = "download")
    private String directory;
    @UriParam(label = "download")
    private String fileName;
    @UriParam(label = "download", defaultValue = "Override")
    private FileExist fileExist = FileExist.Override;
    @UriParam(label = "download", defaultValue = "2147483648")
    private long maxDownloadSize = 2L * 1024 * 1024 * 1024;
    @UriParam(label = "download", defaultValue = "30s")
    private Duration stallTimeout = Duration.ofSeconds(30);
    @UriParam(label = "download", defaultValue = "30m")
    private Duration downloadTimeout = Duration.ofMinutes(30);
    @UriParam(label = "download", defaultValue = "5m")
    private Duration fileTimeout = Duration.ofMinutes(5);
    @UriParam(label = "download,security")
    private String allowedHosts;
    @UriParam(label = "cost", defaultValue = "yesterday")
    private String reportDays = "yesterday";
    @UriParam(label = "cost", defaultValue = "csv", enums = "csv,json")
    private String reportFormat = "csv";
    @UriParam(label = "board,security", defaultValue = "false")
    private boolean boardActions;
    @UriParam(label = "board,security", secret = true)
    private String boardToken;

    /**
     * A copy to be changed on its own.
     */
    public PikaConfiguration copy() {
        try {
            return (PikaConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /**
     * Gives further fields of the gateway's own to this copy alone; each comes before one of the same name.
     */
    void addInput(Map<String, Object> fields) {
        Map<String, Object> all = new LinkedHashMap<>(input == null ? Map.of() : input);
        all.putAll(fields);
        input = all;
    }

    public String getGateway() {
        return gateway;
    }

    /**
     * The gateway to ask: Pika's own API, fal, or one that resells Pika, which are CometAPI, V-API (gpt.ge), YEScale and
     * Yuto AI.
     */
    public void setGateway(String gateway) {
        this.gateway = gateway;
    }

    public String getBaseUri() {
        return baseUri;
    }

    /**
     * The base URI of the gateway's API, such as https://api.example.com. Pika, fal, CometAPI and V-API have a default;
     * YEScale and Yuto AI give each customer an address of their own, so it is required for them.
     */
    public void setBaseUri(String baseUri) {
        this.baseUri = baseUri;
    }

    public String getApiKey() {
        return apiKey;
    }

    /**
     * The API key for the gateway. It is sent only to the origin of the base URI: as a Bearer token, to Pika in the header
     * X-API-Key, and to fal as Authorization: Key.
     */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public boolean isAllowHttp() {
        return allowHttp;
    }

    /**
     * Whether to allow plain http to a host other than this machine. The key and the prompts then cross the network in
     * the clear.
     */
    public void setAllowHttp(boolean allowHttp) {
        this.allowHttp = allowHttp;
    }

    public String getCallbackToken() {
        return callbackToken;
    }

    /**
     * A secret that signs the callback URL of each submission. It is never sent itself. Derived from the apiKey if not
     * set; either way it must be the same on all nodes.
     */
    public void setCallbackToken(String callbackToken) {
        this.callbackToken = callbackToken;
    }

    public String getCallbackKeysUri() {
        return callbackKeysUri;
    }

    /**
     * Where a webhook:pika:feed finds the public keys (a JSON Web Key Set) of a gateway that signs its callbacks, which of
     * the six is fal. Only needed behind a mirror of yours, or with a simulator: if not set, it is the address that the
     * gateway documents, https://rest.fal.ai/.well-known/jwks.json, whatever baseUri is. Whoever controls the address can
     * forge callbacks.
     */
    public void setCallbackKeysUri(String callbackKeysUri) {
        this.callbackKeysUri = callbackKeysUri;
    }

    public String getPrompt() {
        return prompt;
    }

    /**
     * What the video should show. If not set, the message body is the prompt.
     */
    public void setPrompt(String prompt) {
        this.prompt = prompt;
    }

    public String getRatio() {
        return ratio;
    }

    /**
     * The aspect ratio, width to height, such as 16:9, 9:16, 1:1, 5:2, 4:5 or 4:3, also written as 16x9. Quote it in
     * YAML, where an unquoted 16:9 may be read as the number 969. For image-to-video, V-API, YEScale and Yuto AI take
     * the ratio from the image.
     */
    public void setRatio(String ratio) {
        this.ratio = ratio;
    }

    public String getStyle() {
        return style;
    }

    /**
     * An effect: Inflate, Melt, Explode, Squish, Crush, Cake-ify, Ta-da, Deflate, Crumble, Dissolve, Levitate,
     * Decapitate, Eye-pop, Peel, Poke, Tear, or with styleCheck=warn any other that the gateway supports.
     */
    public void setStyle(String style) {
        this.style = style;
    }

    public String getStyleCheck() {
        return styleCheck;
    }

    /**
     * What to do with a style that no documentation names: fail rejects the message before anything is posted, because
     * such a style is most often misspelt, and is paid for all the same; warn logs a warning and sends the style
     * unchanged.
     */
    public void setStyleCheck(String styleCheck) {
        this.styleCheck = styleCheck;
    }

    public boolean isStyleWarnedOf() {
        return "warn".equals(styleCheck);
    }

    public Boolean getSfx() {
        return sfx;
    }

    /**
     * Whether to add sound effects. Only CometAPI supports this.
     */
    public void setSfx(Boolean sfx) {
        this.sfx = sfx;
    }

    public String getModel() {
        return model;
    }

    /**
     * The version of the model, such as 1.5 or 2.0; at Pika and fal also 2.2, 2.5, turbo, pikaframes, pikascenes, pikaffects,
     * pikadditions or pikaswaps where they offer it, or the full id of a model, with slashes. If not set, the gateway's newest
     * model that accepts what the request starts from.
     */
    public void setModel(String model) {
        this.model = model;
    }

    public Integer getFrameRate() {
        return frameRate;
    }

    /**
     * Frames per second, 8 to 24.
     */
    public void setFrameRate(Integer frameRate) {
        this.frameRate = frameRate;
    }

    public Integer getGuidanceScale() {
        return guidanceScale;
    }

    /**
     * How closely to follow the prompt, 5 to 25. Gateways use 12 if not set.
     */
    public void setGuidanceScale(Integer guidanceScale) {
        this.guidanceScale = guidanceScale;
    }

    public Integer getMotion() {
        return motion;
    }

    /**
     * How much motion the video has, 0 to 4.
     */
    public void setMotion(Integer motion) {
        this.motion = motion;
    }

    public String getNegativePrompt() {
        return negativePrompt;
    }

    /**
     * What the video should not show.
     */
    public void setNegativePrompt(String negativePrompt) {
        this.negativePrompt = negativePrompt;
    }

    public Long getSeed() {
        return seed;
    }

    /**
     * The random seed, 0 or above; the same seed with the same request gives a similar video. Random if not set.
     */
    public void setSeed(Long seed) {
        this.seed = seed;
    }

    public String getImage() {
        return image;
    }

    /**
     * A picture to start from, as a URL; V-API, YEScale and Yuto AI also accept Base64, and fal a data URI. Together with a
     * video only at Pika, for pikadditions and pikaswaps.
     */
    public void setImage(String image) {
        this.image = image;
    }

    public String getVideo() {
        return video;
    }

    /**
     * A video to start from, as a URL.
     */
    public void setVideo(String video) {
        this.video = video;
    }

    public String getCameraPan() {
        return cameraPan;
    }

    /**
     * Where the camera pans to.
     */
    public void setCameraPan(String cameraPan) {
        this.cameraPan = cameraPan;
    }

    public String getCameraTilt() {
        return cameraTilt;
    }

    /**
     * Where the camera tilts to.
     */
    public void setCameraTilt(String cameraTilt) {
        this.cameraTilt = cameraTilt;
    }

    public String getCameraRotate() {
        return cameraRotate;
    }

    /**
     * How the camera rotates: clockwise or counter-clockwise.
     */
    public void setCameraRotate(String cameraRotate) {
        this.cameraRotate = cameraRotate;
    }

    public String getCameraZoom() {
        return cameraZoom;
    }

    /**
     * How the camera zooms.
     */
    public void setCameraZoom(String cameraZoom) {
        this.cameraZoom = cameraZoom;
    }

    public String getCallbackUrl() {
        return callbackUrl;
    }

    /**
     * A URL of your own that the gateway posts to: CometAPI with every change of the task, fal with its end. If not set, the
     * address of a webhook:pika:feed is sent; without one, nothing is sent to fal, and CometAPI, which requires an address,
     * gets one that leads nowhere.
     */
    public void setCallbackUrl(String callbackUrl) {
        this.callbackUrl = callbackUrl;
    }

    public Integer getDuration() {
        return duration;
    }

    /**
     * How long the video is to be, in seconds: 5 or 10 with most models. The model's own default, if this is not set. Only
     * Pika and fal take it.
     */
    public void setDuration(Integer duration) {
        this.duration = duration;
    }

    public String getResolution() {
        return resolution;
    }

    /**
     * How large the video is to be: 720p or 1080p. The model's own default, if this is not set. Only Pika and fal take it.
     */
    public void setResolution(String resolution) {
        this.resolution = resolution;
    }

    public String getImages() {
        return images;
    }

    /**
     * Several pictures to start from, as URLs with commas between: those that pikaframes leads from one to the next, or what
     * pikascenes puts together. Only Pika and fal take it. Not together with image or video.
     */
    public void setImages(String images) {
        this.images = images;
    }

    public boolean isImageBody() {
        return imageBody;
    }

    /**
     * Whether the body is the picture to start from: a file, bytes or a stream. The prompt then comes from the header or the
     * option. It is uploaded to gateway=pika, a data URI at fal, and Base64 at vapi, yescale and yutoai; cometapi takes none.
     */
    public void setImageBody(boolean imageBody) {
        this.imageBody = imageBody;
    }

    public Map<String, Object> getInput() {
        return input;
    }

    /**
     * Further fields of the gateway's own, under the gateway's names, such as input.modify_region_roi=the hat. They are sent
     * as they are, and before what another option would send under the same name. Numbers, booleans, and JSON in brackets or
     * quotes are sent as such. Only Pika and fal take it.
     */
    public void setInput(Map<String, Object> input) {
        this.input = input;
    }

    public boolean isIgnoreUnknownFields() {
        return ignoreUnknownFields;
    }

    /**
     * Whether to ignore fields of a Map or JSON body that are not options of a request, such as the other columns of a
     * row. By default they are an error, because a misspelt option would otherwise go unnoticed.
     */
    public void setIgnoreUnknownFields(boolean ignoreUnknownFields) {
        this.ignoreUnknownFields = ignoreUnknownFields;
    }

    public String getIdempotentKey() {
        return idempotentKey;
    }

    /**
     * What makes two messages the same job, as a Simple expression (also written $simple{...}), such as
     * order-${header.orderId}. A job whose key was submitted before is not posted again: the message gets the task that
     * there is, running or finished. A header, property or variable that is null in the expression is an error. The
     * task tracker stores the keys.
     */
    public void setIdempotentKey(String idempotentKey) {
        this.idempotentKey = idempotentKey;
    }

    public String getOnUnknownSubmission() {
        return onUnknownSubmission;
    }

    /**
     * What to do when it is not known whether the gateway has accepted a job, because its answer was lost: fail never
     * posts it again by itself; resubmit posts it again, and so may pay for it twice.
     */
    public void setOnUnknownSubmission(String onUnknownSubmission) {
        this.onUnknownSubmission = onUnknownSubmission;
    }

    public Duration getSubmitTimeout() {
        return submitTimeout;
    }

    /**
     * How long to retry a job that was provably not accepted (HTTP 429, connection refused), or whose turn has not
     * come, before it fails. The retries cost nothing, and hold no thread unless the exchange is transacted.
     */
    public void setSubmitTimeout(Duration submitTimeout) {
        this.submitTimeout = submitTimeout;
    }

    public BigDecimal getUnitPrice() {
        return unitPrice;
    }

    /**
     * What one of fal's billable units costs in US dollars, such as 0.04. fal tells how many units a task took, and their price
     * only on the model's page, so this is what makes a cost of them.
     */
    public void setUnitPrice(BigDecimal unitPrice) {
        this.unitPrice = unitPrice;
    }

    public BigDecimal getCostPerJob() {
        return costPerJob;
    }

    /**
     * What a job counts for in budgets and reports until its gateway tells what it cost, and for good where it never does: in
     * US dollars, such as 0.45, and in points at CometAPI. A quote of the gateway takes precedence.
     */
    public void setCostPerJob(BigDecimal costPerJob) {
        this.costPerJob = costPerJob;
    }

    public BigDecimal getMaxCostPerJob() {
        return maxCostPerJob;
    }

    /**
     * The most that a single job may cost, in US dollars, and in points at CometAPI. A job that is quoted higher, or whose
     * costPerJob is higher where there is no quote, is not submitted, and its message fails with PikaBudgetException. Pika
     * is asked for a quote before each job, which takes one request.
     */
    public void setMaxCostPerJob(BigDecimal maxCostPerJob) {
        this.maxCostPerJob = maxCostPerJob;
    }

    public String getCostLabel() {
        return costLabel;
    }

    /**
     * What the cost of a job is put down to in reports, and in the budget of maxCostPerLabel, as a Simple expression (also
     * written $simple{...}), such as ${header.campaign}. At most 100 characters count. A message for which it gives nothing
     * has no label.
     */
    public void setCostLabel(String costLabel) {
        this.costLabel = costLabel;
    }

    public String getTaskId() {
        return taskId;
    }

    /**
     * The task to wait for, or to cancel. The header CamelPikaTaskId takes precedence; without either, the message body is used.
     */
    public void setTaskId(String taskId) {
        this.taskId = taskId;
    }

    public boolean isWait() {
        return wait;
    }

    /**
     * Whether to wait until the task has ended. If false, the gateway is asked once, and the exchange continues with
     * the task in whatever state it is.
     */
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    public Duration getWaitTimeout() {
        return waitTimeout;
    }

    /**
     * The longest time to wait, from the start of the wait. The slowest tasks known took 27 minutes. The task may still
     * finish after that, and its id is kept.
     */
    public void setWaitTimeout(Duration waitTimeout) {
        this.waitTimeout = waitTimeout;
    }

    public Duration getQueueTimeout() {
        return queueTimeout;
    }

    /**
     * The longest time that the task may stay in the state QUEUED during the wait.
     */
    public void setQueueTimeout(Duration queueTimeout) {
        this.queueTimeout = queueTimeout;
    }

    public Duration getPermanentAfter() {
        return permanentAfter;
    }

    /**
     * How long a task that was accepted, or seen alive, may get nothing but final answers, such as that there is no
     * such task, before it is given up. A single odd answer ends nothing: a gateway under maintenance may give such
     * answers for minutes.
     */
    public void setPermanentAfter(Duration permanentAfter) {
        this.permanentAfter = permanentAfter;
    }

    public boolean isCancelOnTimeout() {
        return cancelOnTimeout;
    }

    /**
     * Whether the gateway is asked to cancel a task when waitTimeout or queueTimeout ends the wait for it, where it can. The
     * wait ends as it would without: the state is TIMED_OUT, whatever the gateway says.
     */
    public void setCancelOnTimeout(boolean cancelOnTimeout) {
        this.cancelOnTimeout = cancelOnTimeout;
    }

    public Object getPollSchedule() {
        return pollSchedule;
    }

    /**
     * When to poll the gateway: fixed polls every pollInterval; adaptive learns how long tasks take, and with as many
     * polls notices sooner that one is finished; frugal notices as soon as fixed does, with the fewest polls; or a bean
     * of type io.github.camelpika.wait.PollSchedule, such as #myBean.
     */
    public void setPollSchedule(Object pollSchedule) {
        this.pollSchedule = pollSchedule;
    }

    public Duration getPollInterval() {
        return pollInterval;
    }

    /**
     * How long fixed waits between two polls of a task. The schedules that learn are measured against it, and wait at
     * most three times as long, except for the first poll.
     */
    public void setPollInterval(Duration pollInterval) {
        this.pollInterval = pollInterval;
    }

    public String getProgressUri() {
        return progressUri;
    }

    /**
     * An endpoint that is sent a copy of the exchange, with the task as its body, for every change of state or progress
     * while the exchange waits. It is sent asynchronously, and failures are only logged.
     */
    public void setProgressUri(String progressUri) {
        this.progressUri = progressUri;
    }

    public boolean isThrowExceptionOnFailure() {
        return throwExceptionOnFailure;
    }

    /**
     * Whether a task that failed or was cancelled, or a wait that timed out, throws an exception. If false, the
     * exchange continues normally, and the header CamelPikaState has the outcome.
     */
    public void setThrowExceptionOnFailure(boolean throwExceptionOnFailure) {
        this.throwExceptionOnFailure = throwExceptionOnFailure;
    }

    public String getQueue() {
        return queue;
    }

    /**
     * The queue that generate puts the task into, and that a route which starts from feed takes finished tasks from. A
     * feed without the name of a queue takes those of the queue named default.
     */
    public void setQueue(String queue) {
        this.queue = queue;
    }

    public String getEmit() {
        return emit;
    }

    /**
     * What a route that starts from feed receives: finished is each task once, when it has ended; changes is also every
     * change of state or progress before that.
     */
    public void setEmit(String emit) {
        this.emit = emit;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    /**
     * How many tasks a route that starts from feed may process at once.
     */
    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getMaxDeliveries() {
        return maxDeliveries;
    }

    /**
     * How many times in total a finished task is delivered to a route that fails. After that it is dead: kept, counted,
     * and delivered again at an operator's request.
     */
    public void setMaxDeliveries(int maxDeliveries) {
        this.maxDeliveries = maxDeliveries;
    }

    public Duration getDeliveryDelay() {
        return deliveryDelay;
    }

    /**
     * How long after a failure of the route the task is delivered again. The delay doubles each time, up to five
     * minutes.
     */
    public void setDeliveryDelay(Duration deliveryDelay) {
        this.deliveryDelay = deliveryDelay;
    }

    public String getArtifact() {
        return artifact;
    }

    /**
     * What to download: video, sharing, poster, thumbnail or lastFrame. With several, separated by commas, the body
     * becomes a Map with these names as its keys. Not every gateway has them all.
     */
    public void setArtifact(String artifact) {
        this.artifact = artifact;
    }

    public String getDirectory() {
        return directory;
    }

    /**
     * The directory to put the file in; it is created if it doesn't exist. If not set, the file is temporary, and the
     * body is a stream of it.
     */
    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public String getFileName() {
        return fileName;
    }

    /**
     * The name of the file in the directory, as a Simple expression (also written $simple{...}). It may name
     * subdirectories; whatever would lead out of the directory is removed. By default the task's id with the extension
     * of the artifact, such as .mp4. With several artifacts, all but the video get their own name and extension
     * appended, as in cat-poster.jpg.
     */
    public void setFileName(String fileName) {
        this.fileName = fileName;
    }

    public FileExist getFileExist() {
        return fileExist;
    }

    /**
     * What to do if a file with that name exists. Override replaces it. Ignore keeps it, downloads nothing, and
     * continues as if it had. Fail keeps it and is an error. TryRename gives the file its name without checking whether
     * another has it.
     */
    public void setFileExist(FileExist fileExist) {
        this.fileExist = fileExist;
    }

    public long getMaxDownloadSize() {
        return maxDownloadSize;
    }

    /**
     * The size of the largest file to download, in bytes, over all attempts. A larger one is an error, raised before it
     * fills the disk.
     */
    public void setMaxDownloadSize(long maxDownloadSize) {
        this.maxDownloadSize = maxDownloadSize;
    }

    public Duration getStallTimeout() {
        return stallTimeout;
    }

    /**
     * The longest time without a single byte. After that the connection is dropped, and the next attempt resumes with
     * what is missing.
     */
    public void setStallTimeout(Duration stallTimeout) {
        this.stallTimeout = stallTimeout;
    }

    public Duration getDownloadTimeout() {
        return downloadTimeout;
    }

    /**
     * The longest time that a download may take in total, from its first attempt: its attempts, and the pauses between
     * them. Time spent waiting behind other downloads doesn't count.
     */
    public void setDownloadTimeout(Duration downloadTimeout) {
        this.downloadTimeout = downloadTimeout;
    }

    public Duration getFileTimeout() {
        return fileTimeout;
    }

    /**
     * How long after its task has succeeded a file may become available at its address: for that long an address that
     * is refused (401, 403, 404, 410) or has no file yet (202, 204, an empty file) is tried again, with fresh addresses
     * from the gateway and growing pauses. If it is not known when the task succeeded, the time counts from the first
     * attempt.
     */
    public void setFileTimeout(Duration fileTimeout) {
        this.fileTimeout = fileTimeout;
    }

    public String getAllowedHosts() {
        return allowedHosts;
    }

    /**
     * The hosts that files may be downloaded from, separated by commas: names and addresses such as cdn.example.com,
     * 10.1.2.3 or localhost:8080, and a star, a dot and a name for all names below it. They may have private addresses.
     * If not set, files may come from any host with a public address. The scheme, host and port of the base URI are
     * always allowed.
     */
    public void setAllowedHosts(String allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    public String getReportDays() {
        return reportDays;
    }

    /**
     * The days of the report, in the component's budgetZone: today, yesterday, month (this one until now), a day such as
     * 2026-01-31, or two of them with a slash between. The header CamelPikaReportDays takes precedence.
     */
    public void setReportDays(String reportDays) {
        this.reportDays = reportDays;
    }

    public String getReportFormat() {
        return reportFormat;
    }

    /**
     * What the report is: csv, for spreadsheets, or json.
     */
    public void setReportFormat(String reportFormat) {
        this.reportFormat = reportFormat;
    }

    public boolean isBoardActions() {
        return boardActions;
    }

    /**
     * Whether tasks can be acted on from the board: asked after now, sent again, forgotten, cancelled, and told what became of
     * when their fate is unknown. Needs boardToken. If false, the board is for looking only.
     */
    public void setBoardActions(boolean boardActions) {
        this.boardActions = boardActions;
    }

    public String getBoardToken() {
        return boardToken;
    }

    /**
     * What a person has to enter to see the board: 16 characters or more. Without it the board is shown only on the machine
     * that it runs on, at localhost, and is for looking only.
     */
    public void setBoardToken(String boardToken) {
        this.boardToken = boardToken;
    }
}
