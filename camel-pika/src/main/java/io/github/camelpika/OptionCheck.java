package io.github.camelpika;

import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelpika.download.AllowedHosts;
import io.github.camelpika.fetch.DownloadSource;
import io.github.camelpika.gateway.Dialect;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.PictureForm;
import io.github.camelpika.gateway.Styles;
import io.github.camelpika.gateway.TaskIds;
import io.github.camelpika.gateway.Urls;
import io.github.camelpika.generate.GenerateField;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.RequestCheck;
import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.ReportDays;
import io.github.camelpika.wait.PollSchedule;
import org.apache.camel.util.StringHelper;

/**
 * Checks the options of an endpoint when it starts, so that a route with a mistake never gets to the point where it
 * costs money. Reports all problems at once.
 */
final class OptionCheck {

    private static final String UNCLEAN_KEY = "apiKey contains a space or a control character: set it to the key alone";

    /** What Spring Boot and Quarkus would have replaced. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

    /** The only options that are Simple expressions, and so the only ones where a placeholder means something. */
    private static final Set<String> SIMPLE = Set.of("fileName", "idempotentKey", "costLabel");

    private static final int LONGEST_SHOWN = 200;
    private static final int SHORTEST_TOKEN = 16;

    private final PikaOperation operation;
    private final PikaConfiguration options;
    private final List<String> problems = new ArrayList<>();
    private final DurationCheck durations = new DurationCheck(problems);
    private Gateway gateway;
    private URI baseUri;

    OptionCheck(PikaOperation operation, PikaConfiguration options) {
        this.operation = operation;
        this.options = options;
    }

    /**
     * @throws IllegalArgumentException if anything is wrong
     */
    void run() {
        placeholders();
        where();
        switch (operation) {
            case generate -> generate();
            case feed -> feed();
            case download -> download();
            case quote -> quote();
            case cancel -> cancel();
            case cost -> cost();
            case board -> board();
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("pika:" + operation + " can't start: " + String.join("; ", problems));
        }
    }

    Gateway gateway() {
        return gateway;
    }

    URI baseUri() {
        return baseUri;
    }

    private void placeholders() {
        PikaConfigurationConfigurer getter = new PikaConfigurationConfigurer();
        for (String name : getter.getAllOptions(options).keySet()) {
            String option = StringHelper.decapitalize(name);
            Object value = getter.getOptionValue(options, option, true);
            if (!SIMPLE.contains(option)) {
                placeholder(option, value);
            }
        }
        if (options.getInput() != null) {
            options.getInput().forEach((name, value) -> placeholder("input." + name, value));
        }
    }

    private void placeholder(String option, Object value) {
        if (value instanceof String text && (text.contains("${") || text.contains("$simple{"))) {
            problems.add(option + " contains a placeholder that would be taken literally, because this option is not"
                         + " a Simple expression: " + wayOut(option, text));
        }
    }

    private static String wayOut(String option, String text) {
        Matcher variable = VARIABLE.matcher(text);
        if (variable.matches()) {
            return "where Spring Boot or Quarkus should replace it, set " + variable.group(1) + " in the environment;"
                   + " elsewhere write {{env:" + variable.group(1) + "}}";
        }
        boolean header = option.equals("taskId") || option.equals("reportDays")
                || GenerateField.named(option).filter(GenerateField::hasHeader).isPresent();
        if (option.startsWith("input.")) {
            return "give it as a field of that name in a body that is a Map or JSON, or use toD";
        }
        return header
                ? "set the header CamelPika" + Character.toUpperCase(option.charAt(0)) + option.substring(1)
                  + " before this step, or use toD"
                : "use a property placeholder {{...}}, or toD";
    }

    private void where() {
        try {
            gateway = Gateway.named(options.getGateway());
            baseUri = gateway.resolveBaseUri(options.getBaseUri());
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return;
        }
        if (baseUri.getScheme().equals("http") && !Urls.isLoopback(baseUri) && !options.isAllowHttp()) {
            problems.add("baseUri '" + baseUri + "' is plain http, so the key would cross the network in the clear: use"
                         + " https, or set allowHttp=true if that is intended");
        }
        if (options.getUnitPrice() != null && options.getUnitPrice().signum() < 0) {
            problems.add("unitPrice " + options.getUnitPrice() + " is negative: it is what a billable unit costs in US dollars");
        }
        if (options.getApiKey() != null && !isClean(options.getApiKey())) {
            problems.add(UNCLEAN_KEY);
        }
    }

    /**
     * Whether it may be a key, as far as can be told without its gateway.
     *
     * @throws IllegalArgumentException if not
     */
    static void key(String apiKey) {
        if (apiKey == null || apiKey.isBlank()) {
            throw new IllegalArgumentException("apiKey is empty: give the new key");
        }
        if (!isClean(apiKey)) {
            throw new IllegalArgumentException(UNCLEAN_KEY);
        }
    }

    private static boolean isClean(String apiKey) {
        return apiKey.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private void generate() {
        amount("costPerJob", options.getCostPerJob());
        amount("maxCostPerJob", options.getMaxCostPerJob());
        durations.atLeast("submitTimeout", options.getSubmitTimeout(), DurationCheck.LEAST_PATIENCE);
        oneOf("onUnknownSubmission", options.getOnUnknownSubmission(), "fail", "resubmit");
        oneOf("styleCheck", options.getStyleCheck(), "fail", "warn");
        GenerateRequest request = GenerateField.requestOf(options);
        if (!options.isStyleWarnedOf() && (gateway == null || gateway.dialect().hasKnownStyles())) {
            Styles.problemWith(request.style()).ifPresent(problems::add);
        }
        problems.addAll(RequestCheck.problemsOfParts(request));
        if (options.isImageBody() && request.image() != null) {
            problems.add("image and imageBody are both set: use one of them");
        }
        if (options.isImageBody() && gateway != null && gateway.dialect().pictureForm() == PictureForm.NONE) {
            problems.add("imageBody is set, but " + gateway.title() + " takes pictures by their address only: put them where the gateway"
                         + " can fetch them, and give image the URL");
        }
        if (gateway != null) {
            problems.addAll(gateway.dialect().problemsOfParts(request));
        }
    }

    private void quote() {
        can("tells what a job would cost", Dialect::quotes);
        generate();
    }

    private void cancel() {
        taskId();
        can("cancels a task", Dialect::cancels);
    }

    private void cost() {
        oneOf("reportFormat", options.getReportFormat(), "csv", "json");
        try {
            ReportDays.of(options.getReportDays(), LocalDate.EPOCH);
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }

    private void board() {
        String token = options.getBoardToken();
        if (options.isBoardActions() && token == null) {
            problems.add("boardActions is set, but boardToken isn't: without a token the board is for looking only");
        }
        if (token != null && (token.length() < SHORTEST_TOKEN || !token.chars().allMatch(c -> c > ' ' && c < 127))) {
            problems.add("boardToken is not valid: it must have at least " + SHORTEST_TOKEN + " printable characters and no space,"
                         + " so that nobody can guess it");
        }
    }

    /**
     * @param what it would do, after "no call that"
     */
    private void can(String what, Predicate<Dialect> can) {
        if (gateway != null && !can.test(gateway.dialect())) {
            problems.add("gateway=" + gateway.name() + " has no call that " + what + ": only " + Gateway.namesOfThose(can) + " can");
        }
    }

    private void taskId() {
        if (options.getTaskId() != null && !TaskIds.isSane(options.getTaskId())) {
            problems.add("taskId is not valid: it must have at most " + TaskIds.LONGEST + " printable characters and no space");
        }
    }

    private void feed() {
        taskId();
        durations.atLeast("pollInterval", options.getPollInterval(), DurationCheck.LEAST_POLL_INTERVAL);
        durations.wait("waitTimeout", options.getWaitTimeout(), options.getPollInterval());
        durations.wait("queueTimeout", options.getQueueTimeout(), options.getPollInterval());
        durations.atLeast("permanentAfter", options.getPermanentAfter(), DurationCheck.LEAST_PATIENCE);
        durations.atLeast("deliveryDelay", options.getDeliveryDelay(), DurationCheck.LEAST_DELIVERY_DELAY);
        atLeastOne("concurrentConsumers", options.getConcurrentConsumers());
        atLeastOne("maxDeliveries", options.getMaxDeliveries());
        oneOf("emit", options.getEmit(), "finished", "changes");
        keysOfCallbacks();
        Object schedule = options.getPollSchedule();
        if (!(schedule instanceof PollSchedule) && !Set.of("adaptive", "frugal", "fixed").contains(String.valueOf(schedule))) {
            problems.add("unknown pollSchedule '" + schedule + "': use adaptive, frugal, fixed, or a bean of type "
                         + PollSchedule.class.getName() + ", such as #myBean");
        }
    }

    private void keysOfCallbacks() {
        String option = options.getCallbackKeysUri();
        if (option == null || option.isBlank()) {
            return;
        }
        URI uri = Urls.parse(option, null);
        boolean http = uri != null && uri.getScheme() != null && uri.getScheme().matches("(?i)https?");
        if (!http || Urls.host(uri) == null || uri.getRawUserInfo() != null) {
            problems.add("callbackKeysUri '" + Texts.brief(option, LONGEST_SHOWN) + "' is not valid: it must be the https:// address"
                         + " of a JSON Web Key Set");
        } else if (uri.getScheme().equalsIgnoreCase("http") && !Urls.isLoopback(uri) && !options.isAllowHttp()) {
            problems.add("callbackKeysUri '" + Texts.brief(option, LONGEST_SHOWN) + "' is plain http, so whoever is on the way could"
                         + " forge callbacks: use https, or set allowHttp=true if that is intended");
        }
    }

    private void download() {
        durations.atLeast("stallTimeout", options.getStallTimeout(), DurationCheck.LEAST_DOWNLOAD);
        durations.atLeast("downloadTimeout", options.getDownloadTimeout(), DurationCheck.LEAST_DOWNLOAD);
        if (options.getMaxDownloadSize() <= 0) {
            problems.add("maxDownloadSize=" + options.getMaxDownloadSize() + " is not valid: it must be a number of bytes"
                         + " above 0");
        }
        if (options.getFileName() != null && options.getDirectory() == null) {
            problems.add("fileName is set, but directory isn't: without a directory there is no file to name");
        }
        if (options.getFileExist() == null) {
            problems.add("fileExist is empty: use Override, Ignore, Fail or TryRename");
        }
        try {
            DownloadSource.artifacts(options.getArtifact());
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
        try {
            AllowedHosts.of(options.getAllowedHosts());
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }

    private void amount(String option, BigDecimal value) {
        if (value != null && value.signum() <= 0) {
            problems.add(option + "=" + value.toPlainString() + " is not valid: it must be a number above 0");
        }
    }

    private void oneOf(String option, String value, String one, String other) {
        if (!one.equals(value) && !other.equals(value)) {
            problems.add("unknown " + option + " '" + value + "': use " + one + " or " + other);
        }
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            problems.add(option + "=" + value + " is not valid: it must be 1 or more");
        }
    }
}
