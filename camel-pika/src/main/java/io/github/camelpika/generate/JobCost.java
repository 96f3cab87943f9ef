package io.github.camelpika.generate;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelpika.PikaBudgetException;
import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaException;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.Reply;
import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.runtime.Costs;
import io.github.camelpika.track.CostEntry;
import io.github.camelpika.track.CostJob;
import io.github.camelpika.wait.GatewayAccess;

/**
 * What one job takes of the budgets, as far as that is known before it is posted.
 */
final class JobCost {

    private final Costs costs;
    private final PikaConfiguration options;
    private final Gateway gateway;
    private final CostUnit unit;
    private final CostJob job;
    private final Consumer<JobCost> unpriced;
    private volatile Long quoted;
    private volatile Runnable leave = () -> { };

    /**
     * @param label    what the option {@code costLabel} gave, or null
     * @param unpriced told if a budget limits the job, and nothing is known of its price
     */
    JobCost(Costs costs, PikaConfiguration options, Gateway gateway, String component, GenerateRequest request, String route,
            String label, Consumer<JobCost> unpriced) {
        this.costs = costs;
        this.options = options;
        this.gateway = gateway;
        this.unit = unit(gateway);
        JobKind kind = JobKind.of(request);
        this.job = new CostJob(component, gateway.name(), kind.model(), kind.input(), route, options.getQueue(), label);
        this.unpriced = unpriced;
    }

    /**
     * What jobs of a gateway are paid for in.
     */
    static CostUnit unit(Gateway gateway) {
        return gateway.dialect().tellsPoints() ? CostUnit.POINTS : CostUnit.MICRO_USD;
    }

    /**
     * What the option {@code costLabel} gave, or null.
     */
    String label() {
        return job.label();
    }

    boolean isLimited() {
        return !costs.limits(unit).isEmpty();
    }

    /**
     * Whether its gateway is to be asked for a price: a request for nothing is made by nobody.
     */
    boolean wantsQuote() {
        return gateway.dialect().quotes() && (isLimited() || options.getMaxCostPerJob() != null);
    }

    /**
     * Asks what the job would cost.
     *
     * @param  then done if it may be posted, as far as its price goes
     * @return      takes the question back
     */
    Runnable quote(GatewayAccess access, GenerateRequest request, Runnable then, Consumer<Throwable> failed) {
        return access.quote(request, reply -> {
            try {
                quoted(reply);
            } catch (RuntimeException | Error e) {
                failed.accept(e);
                return;
            }
            then.run();
        });
    }

    private void quoted(Reply<BigDecimal> reply) {
        if (reply instanceof Reply.Said<BigDecimal> said) {
            quoted = unit.amount(said.what());
        } else if (options.getMaxCostPerJob() != null && options.getCostPerJob() == null) {
            throw new PikaException("Nothing was submitted: " + gateway.title() + " did not say what the job would cost, and"
                                    + " maxCostPerJob=" + options.getMaxCostPerJob().toPlainString() + " is set: "
                                    + ((Reply.Failed<BigDecimal>) reply).error().describe(), null);
        }
    }

    /**
     * In US dollars; null where the gateway wasn't asked, or didn't say.
     */
    BigDecimal quote() {
        return quoted == null ? null : unit.decimal(quoted);
    }

    /**
     * @throws PikaBudgetException if the job alone costs more than any may
     */
    void checkPrice() {
        Long price = quoted == null ? ofOption() : quoted;
        BigDecimal most = options.getMaxCostPerJob();
        if (price != null && most != null && price > unit.mostOf(most)) {
            String what = quoted == null ? "its costPerJob is " : gateway.title() + " quotes ";
            throw new PikaBudgetException("Nothing was submitted: " + what + unit.text(price) + " for the job, which is more than"
                                          + " maxCostPerJob=" + most.toPlainString(),
                    "maxCostPerJob", null, unit.label(), BigDecimal.ZERO, BigDecimal.ZERO, most, null);
        }
    }

    private Long ofOption() {
        return options.getCostPerJob() == null ? null : unit.amount(options.getCostPerJob());
    }

    /**
     * The job is about to wait for its turn. May block.
     *
     * @param  waits               whether it counts for those that come after it
     * @throws PikaBudgetException if it would wait in vain
     */
    void comesToTheDoor(boolean waits) {
        checkPrice();
        if (isLimited()) {
            leave = costs.admit(entry("at the door", "at the door"), waits);
        }
    }

    /**
     * Its turn has come, or it goes away.
     */
    void leavesTheDoor() {
        leave.run();
    }

    /**
     * What is held back for the job. May block.
     *
     * @param id of the reservation
     */
    CostEntry entry(String id, String submission) {
        Long reserved = quoted == null ? ofOption() : quoted;
        if (reserved == null && isLimited()) {
            OptionalLong mean = costs.mean(job, unit);
            if (mean.isPresent()) {
                reserved = mean.getAsLong();
            } else {
                unpriced.accept(this);
            }
        }
        return CostEntry.reserved(id, submission, job, costs.today(), costs.now(), unit, quoted, reserved, options.getUnitPrice());
    }

    /**
     * Holds it back.
     *
     * @throws PikaBudgetException if too little is left
     */
    void reserve(CostEntry entry) {
        costs.reserve(entry);
    }

    /**
     * The same where a tracker keeps it as one with an intent. May block.
     */
    Runnable reservation(CostEntry entry) {
        costs.prepare(unit);
        return costs.ledger().reservation(entry, costs.limits(unit));
    }

    Costs costs() {
        return costs;
    }

    /**
     * Its kind, for a person.
     */
    @Override
    public String toString() {
        return Stream.of(gateway.title(), job.model(), job.input()).filter(Objects::nonNull).map(Object::toString)
                .collect(Collectors.joining(" "));
    }
}
