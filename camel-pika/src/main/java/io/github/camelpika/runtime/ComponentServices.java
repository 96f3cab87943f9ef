package io.github.camelpika.runtime;

import java.net.URI;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.track.Origin;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.LearnedDurations;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;

/**
 * What the operations of one component share, started or not: its tracker, its costs, what it has learned, and who takes
 * tasks from queues. While it is started, there is a {@link ComponentRuntime} besides.
 */
public final class ComponentServices {

    private final Component owner;
    private final Supplier<PikaConfiguration> options;
    private final TaskObserver observer;
    private final ChosenTracker chosenTracker = new ChosenTracker();
    private final Webhooks webhooks = new Webhooks();
    private final KeylessTasks keyless = new KeylessTasks();
    private final ConsumerRegistry consumers = new ConsumerRegistry();
    private final Set<GatewayAccount> accounts = ConcurrentHashMap.newKeySet();
    private final UnconsumedQueues unconsumed = new UnconsumedQueues(this);
    private final Learning learning = new Learning(this);
    private volatile Costs costs;
    private volatile LateCharges lateCharges;
    private volatile ComponentRuntime runtime;

    /**
     * @param owner   whose services they are
     * @param options what its endpoints start from
     */
    public ComponentServices(Component owner, Supplier<PikaConfiguration> options, TaskObserver observer) {
        this.owner = owner;
        this.options = options;
        this.observer = observer;
    }

    /**
     * @param budgets what the component may spend
     */
    public void start(RuntimeSettings settings, Function<RuntimeSettings, ComponentRuntime> factory, CostSettings budgets) {
        chosenTracker.open();
        runtime = factory.apply(settings);
        ComponentRuntime started = runtime;
        costs = new Costs(budgets, this::name, () -> tracker().costs(), started::timer);
        lateCharges = new LateCharges(this, started, this::charged);
        if (tracker().isShared()) {
            lateCharges.start();
        }
        learning.start(runtime);
        RunningComponents.of(context()).add(this);
    }

    /**
     * Camel would let the parked exchanges run into the shutdown's time-out, as it waits for them to be done.
     */
    public void stopWaiting() {
        ComponentRuntime current = runtime;
        if (current != null) {
            current.stopWaiting();
        }
    }

    public void stop() {
        RunningComponents.of(context()).remove(this);
        ComponentRuntime current = runtime;
        runtime = null;
        if (current != null) {
            current.stop();
            tracker().stops(name());
        }
        chosenTracker.close();
    }

    public CamelContext context() {
        return owner.getCamelContext();
    }

    /**
     * As what the component is in the context, such as pika or pika-vapi.
     */
    public String name() {
        return context().getComponentNames().stream().filter(name -> context().hasComponent(name) == owner).findFirst()
                .orElse("pika");
    }

    /**
     * The options that endpoints start from.
     */
    public PikaConfiguration options() {
        return options.get();
    }

    /**
     * @throws IllegalStateException if the component is not started
     */
    public ComponentRuntime runtime() {
        ComponentRuntime current = runtime;
        if (current == null) {
            throw new IllegalStateException("The component " + name() + " is not started");
        }
        return current;
    }

    public boolean isStarted() {
        return runtime != null;
    }

    /**
     * How many tasks are waited for in memory just now.
     */
    public int waiting() {
        ComponentRuntime current = runtime;
        return current == null ? 0 : current.waiter().waiting();
    }

    public TaskObserver observer() {
        return observer;
    }

    public ChosenTracker chosenTracker() {
        return chosenTracker;
    }

    /**
     * The tracker of the queues: the one that was set, or one in memory that all components of the context share.
     */
    public TaskTracker tracker() {
        return chosenTracker.tracker(context());
    }

    /**
     * What was learned of how long tasks take.
     */
    public LearnedDurations learned() {
        return learning.durations();
    }

    /**
     * What the tasks of this component cost, and what it may spend. The component must have been started.
     */
    public Costs costs() {
        return costs;
    }

    /**
     * A task has ended, and tells what it cost. Returns at once.
     *
     * @param noted whether whoever asked after it notes that
     */
    public void paid(VideoTask task, boolean noted) {
        if (!noted) {
            costs.ended(task, options().getUnitPrice());
        }
        lateCharges.ended(task);
    }

    private void charged(VideoTask task) {
        costs.ended(task, options().getUnitPrice());
        observer.charged(task);
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    public KeylessTasks keyless() {
        return keyless;
    }

    public UnconsumedQueues unconsumed() {
        return unconsumed;
    }

    public ConsumerRegistry consumers() {
        return consumers;
    }

    /**
     * Those of the endpoints that are started.
     */
    public Collection<GatewayAccount> accounts() {
        return accounts;
    }

    void opened(GatewayAccount account) {
        accounts.add(account);
    }

    void closed(GatewayAccount account) {
        accounts.remove(account);
    }

    boolean isOwnKey(String apiKey) {
        return Objects.equals(apiKey, options().getApiKey());
    }

    /**
     * Has everything that uses the component's key use another one, without ending a wait. Endpoints with another key of their own keep it.
     *
     * @throws IllegalStateException if there is no key to replace
     */
    public void replaceKey(String apiKey) {
        String old = options().getApiKey();
        if (old == null || old.isBlank()) {
            throw new IllegalStateException("The component " + name() + " has no apiKey that could be replaced");
        }
        options().setApiKey(apiKey);
        accounts.forEach(account -> account.replaceKey(old, apiKey));
        if (isStarted()) {
            runtime().replaceKey(old, apiKey);
        }
    }

    /**
     * The queues that something here submits to or takes from, by name.
     */
    public Collection<String> queues() {
        Set<String> queues = new TreeSet<>();
        consumers.all().forEach(consumer -> queues.add(consumer.queue()));
        accounts.stream().map(GatewayAccount::queue).filter(Objects::nonNull).forEach(queues::add);
        return queues;
    }

    /**
     * The way to ask after a task that was submitted by this component with its own key, if it still asks there.
     */
    public Optional<GatewayAccess> accessTo(Origin origin) {
        PikaConfiguration own = options();
        if (!isStarted() || !GatewayAccount.hasKey(own) || !own.getGateway().equals(origin.gateway())) {
            return Optional.empty();
        }
        Gateway gateway = Gateway.named(own.getGateway());
        URI baseUri = gateway.resolveBaseUri(own.getBaseUri());
        return baseUri.toString().equals(origin.baseUri())
                ? Optional.of(runtime().access(gateway, baseUri, own.getApiKey())) : Optional.empty();
    }
}
