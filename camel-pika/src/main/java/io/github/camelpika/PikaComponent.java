package io.github.camelpika;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.github.camelpika.feed.HeldTransactions;
import io.github.camelpika.generate.RepeatWarning;
import io.github.camelpika.generate.SubmissionMark;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.observe.HealthChecks;
import io.github.camelpika.observe.Metrics;
import io.github.camelpika.observe.Observation;
import io.github.camelpika.observe.UnknownSubmissions;
import io.github.camelpika.observe.board.BoardOnManagementPort;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.CostSettings;
import io.github.camelpika.runtime.MixedCamel;
import io.github.camelpika.runtime.RuntimeSettings;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.PropertiesHelper;

import static java.util.stream.Collectors.joining;

/**
 * Puts AI video generation into routes: submits jobs to a gateway that resells Pika, waits for them, and fetches the
 * files.
 */
@Component("pika")
@ManagedResource(description = "Managed Pika component")
public class PikaComponent extends DefaultComponent {

    static {
        MixedCamel.warn(); // before anything here asks for a class that such a class path lacks
    }

    @Metadata(description = "The options that endpoints start from.")
    private PikaConfiguration configuration = new PikaConfiguration();
    @Metadata(label = "advanced", defaultValue = "10")
    private double maxRequestsPerSecond = 10;
    @Metadata
    private Integer maxTasksInFlight;
    @Metadata
    private Long maxPointsPerDay;
    @Metadata
    private BigDecimal maxCostPerDay;
    @Metadata
    private BigDecimal maxCostPerLabel;
    @Metadata(defaultValue = "UTC")
    private String budgetZone = "UTC";
    @Metadata(label = "advanced")
    private HttpComponent httpComponent;
    @Metadata
    private String boardPath;

    private static final Pattern PLAIN_SECRET = Pattern.compile("[?&](apiKey|callbackToken)=(?!RAW[({])", Pattern.CASE_INSENSITIVE);

    private final Observation observation = new Observation(this::paid);
    private final ComponentServices services = new ComponentServices(this, this::getConfiguration, observation);
    private final Metrics metrics = new Metrics(services, observation);
    private final HealthChecks healthChecks = new HealthChecks(services);
    private final BoardOnManagementPort board = new BoardOnManagementPort();
    private final UnknownSubmissions unknownSubmissions = new UnknownSubmissions(services);
    private final RepeatWarning repeatWarning = new RepeatWarning(this::getCamelContext, this::generates,
            endpoint -> ((PikaEndpoint) endpoint).isWithoutKey());
    private HeldTransactions heldTransactions;
    private final LifecycleStrategy whenStopping
            = LifecycleStrategySupport.adapt((OnCamelContextStopping) context -> services.stopWaiting());
    private Function<RuntimeSettings, ComponentRuntime> runtimes = ComponentRuntime::of;

    public PikaComponent() {
    }

    public PikaComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PikaConfiguration options = configuration.copy();
        options.addInput(PropertiesHelper.extractProperties(parameters, "input."));
        PikaEndpoint endpoint = new PikaEndpoint(uri, this, operation(remaining), options);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private static PikaOperation operation(String path) {
        for (PikaOperation operation : PikaOperation.values()) {
            if (operation.name().equals(path)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("unknown operation pika:" + path + ": use "
                                           + Arrays.stream(PikaOperation.values()).map(each -> "pika:" + each).collect(joining(", ")));
    }

    /**
     * Camel takes what follows an ampersand in a key for another option. Its own message has that in the address; here it isn't
     * said once more.
     */
    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        if (!parameters.isEmpty() && PLAIN_SECRET.matcher(uri).find()) {
            throw new IllegalArgumentException("an option is none of pika's. If it is the rest of an apiKey or a callbackToken with an"
                                               + " ampersand in it, write apiKey=RAW({{env:KEY}}), or set camel.component.pika.api-key");
        }
        super.validateParameters(uri, parameters, optionPrefix);
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return strict(super.getComponentPropertyConfigurer());
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return strict(super.getEndpointPropertyConfigurer());
    }

    private static PropertyConfigurer strict(PropertyConfigurer generated) {
        return generated == null ? null : new StrictConfigurer(generated);
    }

    /**
     * Camel looks there first for what sets the options of {@code configuration.seed} and the like, and initializes a
     * component before it sets any.
     */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        getCamelContext().getRegistry().bind(PikaConfiguration.class.getName(), PropertyConfigurer.class,
                strict(new PikaConfigurationConfigurer()));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (!(maxRequestsPerSecond > 0 && maxRequestsPerSecond <= 10_000)) {
            throw new IllegalArgumentException("maxRequestsPerSecond=" + maxRequestsPerSecond
                                               + " is not valid: it must be a number above 0, at most 10000");
        }
        if (maxTasksInFlight != null && maxTasksInFlight <= 0) {
            throw new IllegalArgumentException("maxTasksInFlight=" + maxTasksInFlight + " is not valid: it must be a number above"
                                               + " 0, or leave it out and the gateway's own limit is learned");
        }
        services.start(new RuntimeSettings(getCamelContext(), this, httpComponent, maxRequestsPerSecond, maxTasksInFlight,
                () -> services.tracker().places(), observation), runtimes,
                CostSettings.of(maxPointsPerDay, maxCostPerDay, maxCostPerLabel, budgetZone));
        SubmissionMark.shareWithCopies(getCamelContext());
        metrics.start();
        healthChecks.start();
        if (boardPath != null) {
            board.start(getCamelContext(), services.name(), boardPath);
        }
        getCamelContext().addLifecycleStrategy(whenStopping);
        getCamelContext().addLifecycleStrategy(repeatWarning);
        heldTransactions = new HeldTransactions(getCamelContext(), this::waits);
        getCamelContext().addLifecycleStrategy(heldTransactions);
    }

    /**
     * Replaces the runtime, for example with one whose clock a test controls.
     */
    public void setRuntimes(Function<RuntimeSettings, ComponentRuntime> runtimes) {
        this.runtimes = runtimes;
    }

    /**
     * What the operations of this component share. For this project's own packages, and no part of what users build on.
     */
    public ComponentServices services() {
        return services;
    }

    RepeatWarning repeatWarning() {
        return repeatWarning;
    }

    private boolean generates(Endpoint endpoint) {
        return endpoint instanceof PikaEndpoint pika && pika.getComponent() == this
               && pika.getOperation() == PikaOperation.generate;
    }

    private boolean waits(Endpoint endpoint) {
        return endpoint instanceof PikaEndpoint pika && pika.getComponent() == this
               && pika.getOperation() == PikaOperation.feed && pika.getConfiguration().isWait();
    }

    private void paid(VideoTask task, boolean noted) {
        services.paid(task, noted);
    }

    @Override
    protected void doStop() throws Exception {
        getCamelContext().getLifecycleStrategies().remove(whenStopping);
        getCamelContext().getLifecycleStrategies().remove(repeatWarning);
        getCamelContext().getLifecycleStrategies().remove(heldTransactions);
        metrics.stop();
        healthChecks.stop();
        board.stop();
        services.stop();
        super.doStop();
    }

    @ManagedOperation(description = "The submissions whose fate is unknown, one per line: the gateway may or may not"
            + " have the job")
    public List<String> unknownSubmissions() {
        return unknownSubmissions.list();
    }

    @ManagedOperation(description = "Resolves a submission whose fate is unknown: takes its id, and the task id that"
            + " the gateway's console shows, or a blank text if the gateway doesn't have the job")
    public String resolveUnknown(String id, String taskId) {
        return unknownSubmissions.resolve(id, taskId);
    }

    /**
     * Has the component, its endpoints with the same key, and the waits that are under way use another key from their next
     * request on, as when it was rotated in a vault. The configuration still needs it, for the next start. Callback URLs that were sent
     * before stay valid until that, unless {@code callbackToken} is set, which keeps them valid on all nodes.
     *
     * @throws IllegalArgumentException if it can't be a key
     * @throws IllegalStateException    if the component has no key
     */
    @ManagedOperation(description = "Has everything here that uses the component's API key use another one from its next request on,"
            + " without ending a wait. Put it into the configuration, too, for the next start")
    public void replaceApiKey(String apiKey) {
        OptionCheck.key(apiKey);
        services.replaceKey(apiKey);
    }

    public PikaConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The options that endpoints start from.
     */
    public void setConfiguration(PikaConfiguration configuration) {
        this.configuration = configuration;
    }

    public double getMaxRequestsPerSecond() {
        return maxRequestsPerSecond;
    }

    /**
     * The maximum number of requests per second to one gateway with one key, polls and submissions together, over all
     * endpoints of this component. Any more wait for their turn without a thread. 0.5 is one request every two seconds.
     * Downloads don't count.
     */
    public void setMaxRequestsPerSecond(double maxRequestsPerSecond) {
        this.maxRequestsPerSecond = maxRequestsPerSecond;
    }

    public Integer getMaxTasksInFlight() {
        return maxTasksInFlight;
    }

    /**
     * The maximum number of tasks in flight at one gateway with one key: accepted, and neither ended nor timed out. Further
     * jobs wait without a thread until a task ends, for at most submitTimeout. All nodes with one database share the limit;
     * otherwise it is each process's own. A task that nobody waits for counts until waitTimeout is over. If not set, a gateway
     * that answers 429 because too many jobs run at once teaches each process its limit.
     */
    public void setMaxTasksInFlight(Integer maxTasksInFlight) {
        this.maxTasksInFlight = maxTasksInFlight;
    }

    public Long getMaxPointsPerDay() {
        return maxPointsPerDay;
    }

    /**
     * How many points of a gateway may be spent on the jobs of a day, less refunds. A job that would go beyond it is not
     * submitted, and its message fails with PikaBudgetException, which tells what is spent, reserved and left. What is
     * under way counts with costPerJob, or else with the mean of the last 20 jobs of its kind. All nodes with one
     * database share it. Only CometAPI tells points. No limit if not set.
     */
    public void setMaxPointsPerDay(Long maxPointsPerDay) {
        this.maxPointsPerDay = maxPointsPerDay;
    }

    public BigDecimal getMaxCostPerDay() {
        return maxCostPerDay;
    }

    /**
     * How many US dollars may be spent on the jobs of a day, such as 25 or 7.50. A job that would go beyond it is not
     * submitted, and its message fails with PikaBudgetException, which tells what is spent, reserved and left. What is
     * under way counts with its quote (Pika), or else with costPerJob, or else with the mean of the last 20 jobs of its
     * kind. All nodes with one database share it. Not for CometAPI, which tells points: see maxPointsPerDay. No limit if
     * not set.
     */
    public void setMaxCostPerDay(BigDecimal maxCostPerDay) {
        this.maxCostPerDay = maxCostPerDay;
    }

    public BigDecimal getMaxCostPerLabel() {
        return maxCostPerLabel;
    }

    /**
     * How many US dollars may be spent on the jobs of a day with the same costLabel, in the same way as with
     * maxCostPerDay. Jobs without a label share one such budget. No limit if not set.
     */
    public void setMaxCostPerLabel(BigDecimal maxCostPerLabel) {
        this.maxCostPerLabel = maxCostPerLabel;
    }

    public String getBudgetZone() {
        return budgetZone;
    }

    /**
     * The time zone whose days budgets and reports go by, such as Europe/Berlin. A task counts on the day on which it was
     * submitted.
     */
    public void setBudgetZone(String budgetZone) {
        this.budgetZone = budgetZone;
    }

    public String getBoardPath() {
        return boardPath;
    }

    /**
     * The path of the board on the management port, such as /pika. In Camel Main it needs camel-platform-http-main and
     * camel.management.enabled, in Spring Boot spring-boot-starter-actuator and a servlet container. If not set, the board is
     * where a route serves it.
     */
    public void setBoardPath(String boardPath) {
        this.boardPath = boardPath;
    }

    public HttpComponent getHttpComponent() {
        return httpComponent;
    }

    /**
     * The HTTP component whose TLS, proxy, connection pool and timeouts are used. The context's components http and
     * https if not set.
     */
    public void setHttpComponent(HttpComponent httpComponent) {
        this.httpComponent = httpComponent;
    }

    public Object getTaskTracker() {
        return services.chosenTracker().option();
    }

    /**
     * Where the tasks of the queues and the idempotent keys are stored. h2: in the file .camel-pika/tasks.mv.db in the
     * working directory, for one process; h2:PATH: in another file. Both need com.github.kagkarlsson:db-scheduler and
     * com.h2database:h2 on the class path. #bean:NAME: in a TaskTracker of your own, such as JdbcTaskTracker with a
     * database for many processes. memory: in memory only, so a restart forgets them, and pays again for what is
     * submitted again. If not set, that is what happens, with a warning.
     */
    @Metadata(label = "advanced")
    public void setTaskTracker(Object taskTracker) {
        services.chosenTracker().set(taskTracker);
    }
}
