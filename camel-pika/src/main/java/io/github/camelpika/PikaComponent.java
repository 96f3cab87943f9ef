package io.github.camelpika;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.camelpika.generate.RepeatWarning;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.observe.HealthChecks;
import io.github.camelpika.observe.Metrics;
import io.github.camelpika.observe.Observation;
import io.github.camelpika.observe.UnknownSubmissions;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.ComponentServices;
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
    private Long maxPointsPerDay;
    @Metadata(label = "advanced")
    private HttpComponent httpComponent;

    private final Observation observation = new Observation(this::paid);
    private final ComponentServices services = new ComponentServices(this, this::getConfiguration, observation);
    private final Metrics metrics = new Metrics(services, observation);
    private final HealthChecks healthChecks = new HealthChecks(services);
    private final UnknownSubmissions unknownSubmissions = new UnknownSubmissions(services);
    private final RepeatWarning repeatWarning = new RepeatWarning(this::getCamelContext, this::generates,
            endpoint -> ((PikaEndpoint) endpoint).isWithoutKey());
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
        services.start(new RuntimeSettings(getCamelContext(), this, httpComponent, maxRequestsPerSecond, observation), runtimes,
                maxPointsPerDay);
        metrics.start();
        healthChecks.start();
        getCamelContext().addLifecycleStrategy(whenStopping);
        getCamelContext().addLifecycleStrategy(repeatWarning);
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

    private void paid(VideoTask task) {
        services.paid(task);
    }

    @Override
    protected void doStop() throws Exception {
        getCamelContext().getLifecycleStrategies().remove(whenStopping);
        getCamelContext().getLifecycleStrategies().remove(repeatWarning);
        metrics.stop();
        healthChecks.stop();
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
