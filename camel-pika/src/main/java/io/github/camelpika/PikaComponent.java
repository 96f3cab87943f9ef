package io.github.camelpika;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.camelpika.download.Downloads;
import io.github.camelpika.feed.PikaFeedConsumer;
import io.github.camelpika.generate.RepeatWarning;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.observe.HealthChecks;
import io.github.camelpika.observe.Metrics;
import io.github.camelpika.observe.Observation;
import io.github.camelpika.observe.UnknownSubmissions;
import io.github.camelpika.runtime.Budget;
import io.github.camelpika.runtime.ChosenTracker;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.KeylessTasks;
import io.github.camelpika.runtime.Learning;
import io.github.camelpika.runtime.UnconsumedQueues;
import io.github.camelpika.runtime.Webhooks;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.wait.LearnedDurations;
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

/**
 * Puts AI video generation into routes: submits jobs to a gateway that resells Pika, waits for them, and fetches the
 * files.
 */
@Component("pika")
@ManagedResource(description = "Managed Pika component")
public class PikaComponent extends DefaultComponent {

    @Metadata(description = "The options that endpoints start from.")
    private PikaConfiguration configuration = new PikaConfiguration();
    @Metadata(label = "advanced", defaultValue = "10")
    private double maxRequestsPerSecond = 10;
    @Metadata
    private Long maxPointsPerDay;
    @Metadata(label = "advanced")
    private HttpComponent httpComponent;

    private final ChosenTracker chosenTracker = new ChosenTracker();
    private final LifecycleStrategy whenStopping
            = LifecycleStrategySupport.adapt((OnCamelContextStopping) context -> stopWaiting());
    private final RepeatWarning repeatWarning = new RepeatWarning(this);
    private Function<PikaComponent, ComponentRuntime> engines = ComponentRuntime::of;
    private final Webhooks webhooks = new Webhooks();
    private final UnknownSubmissions unknownSubmissions = new UnknownSubmissions(this);
    private final Observation observation = new Observation(this::paid);
    private volatile Budget budget;
    private final Metrics metrics = new Metrics(this);
    private final Set<PikaFeedConsumer> consumers = ConcurrentHashMap.newKeySet();
    private final KeylessTasks keyless = new KeylessTasks();
    private final UnconsumedQueues unconsumed = new UnconsumedQueues(this);
    private final HealthChecks healthChecks = new HealthChecks(this);
    private final Learning learning = new Learning(this);
    private volatile ComponentRuntime engine;

    public PikaComponent() {
    }

    public PikaComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PikaEndpoint endpoint = new PikaEndpoint(uri, this, operation(remaining), configuration.copy());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private static PikaOperation operation(String path) {
        for (PikaOperation operation : PikaOperation.values()) {
            if (operation.name().equals(path)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("unknown operation pika:" + path + ": use pika:generate, pika:feed or"
                                           + " pika:download");
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

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (!(maxRequestsPerSecond > 0 && maxRequestsPerSecond <= 10_000)) {
            throw new IllegalArgumentException("maxRequestsPerSecond=" + maxRequestsPerSecond
                                               + " is not valid: it must be a number above 0, at most 10000");
        }
        if (maxPointsPerDay != null && maxPointsPerDay <= 0) {
            throw new IllegalArgumentException("maxPointsPerDay=" + maxPointsPerDay + " is not valid: it must be a number above"
                                               + " 0, or leave it out for no limit");
        }
        chosenTracker.open();
        engine = engines.apply(this);
        if (maxPointsPerDay != null && budget == null) {
            budget = new Budget(maxPointsPerDay, name(), tracker().points(), () -> engine().timer());
        }
        learning.start(engine);
        metrics.start();
        healthChecks.start(engine);
        getCamelContext().addLifecycleStrategy(whenStopping);
        getCamelContext().addLifecycleStrategy(repeatWarning);
    }

    /**
     * For tests, which bring a runtime whose clock they control.
     */
    public void setEngines(Function<PikaComponent, ComponentRuntime> engines) {
        this.engines = engines;
    }

    public ComponentRuntime engine() {
        ComponentRuntime current = engine;
        if (current == null) {
            throw new IllegalStateException("The component pika is not started");
        }
        return current;
    }

    public Observation observation() {
        return observation;
    }

    private void paid(VideoTask task) {
        Budget current = budget;
        if (current != null) {
            current.ended(task);
        }
    }

    /**
     * Empty if there is no limit.
     */
    public Optional<Budget> budget() {
        return Optional.ofNullable(budget);
    }

    /**
     * The consumers that are taking tasks from queues.
     */
    public Set<PikaFeedConsumer> consumers() {
        return consumers;
    }

    /**
     * The endpoints of this component in the context, started or not.
     */
    public Stream<PikaEndpoint> endpoints() {
        return getCamelContext().getEndpoints().stream().filter(PikaEndpoint.class::isInstance).map(PikaEndpoint.class::cast)
                .filter(endpoint -> endpoint.getComponent() == this);
    }

    public RepeatWarning repeatWarning() {
        return repeatWarning;
    }

    public ChosenTracker chosenTracker() {
        return chosenTracker;
    }

    public KeylessTasks keyless() {
        return keyless;
    }

    public UnconsumedQueues unconsumed() {
        return unconsumed;
    }

    public Metrics metrics() {
        return metrics;
    }

    /**
     * How many tasks are being waited for in memory.
     */
    public int waiting() {
        ComponentRuntime current = engine;
        return current == null ? 0 : current.waiter().waiting();
    }

    /**
     * The name of this component in the context, such as pika or pika-vapi.
     */
    public String name() {
        return getCamelContext().getComponentNames().stream()
                .filter(name -> getCamelContext().hasComponent(name) == this).findFirst().orElse("pika");
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    /**
     * What was learned about how long tasks take.
     */
    public LearnedDurations learned() {
        return learning.durations();
    }

    /**
     * The tracker of the queues: the one that was set, or one in memory that all components of the context share.
     */
    public TaskTracker tracker() {
        return chosenTracker.tracker(getCamelContext());
    }

    /**
     * Without this, Camel would wait for the parked exchanges until its shutdown timeout.
     */
    private void stopWaiting() {
        ComponentRuntime current = engine;
        if (current != null) {
            current.stopWaiting();
        }
    }

    @Override
    protected void doStop() throws Exception {
        getCamelContext().getLifecycleStrategies().remove(whenStopping);
        getCamelContext().getLifecycleStrategies().remove(repeatWarning);
        metrics.stop();
        healthChecks.stop();
        ComponentRuntime current = engine;
        engine = null;
        if (current != null) {
            current.stop();
            tracker().stops(name());
        }
        chosenTracker.close();
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

    public Long getMaxPointsPerDay() {
        return maxPointsPerDay;
    }

    /**
     * How many points of a gateway may be spent per day of UTC, less refunds. Once they are spent, nothing is submitted
     * until midnight, and messages fail with PikaBudgetException. A gateway reports the cost at the end of a task, so
     * tasks in progress may exceed the limit. All nodes with one database share it. Only CometAPI reports costs. No
     * limit if not set.
     */
    public void setMaxPointsPerDay(Long maxPointsPerDay) {
        this.maxPointsPerDay = maxPointsPerDay;
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
        return chosenTracker.option();
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
        chosenTracker.set(taskTracker);
    }
}
