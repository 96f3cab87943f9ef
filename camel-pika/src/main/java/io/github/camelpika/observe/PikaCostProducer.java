package io.github.camelpika.observe;

import java.util.List;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.CostReport;
import io.github.camelpika.runtime.Costs;
import io.github.camelpika.runtime.ReportDays;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code pika:cost}: a report of what the tasks of some days cost, as the body. No gateway is asked.
 */
public class PikaCostProducer extends DefaultProducer {

    private static final String CSV = "csv";

    private final PikaConfiguration options;
    private final ComponentServices services;

    public PikaCostProducer(Endpoint endpoint, PikaConfiguration options, ComponentServices services) {
        super(endpoint);
        this.options = options;
        this.services = services;
    }

    @Override
    public void process(Exchange exchange) {
        Costs costs = services.costs();
        String text = exchange.getMessage().getHeader(PikaConstants.REPORT_DAYS, options.getReportDays(), String.class);
        CostReport report = report(costs, days(text, costs));
        boolean csv = CSV.equals(options.getReportFormat());
        exchange.getMessage().setBody(csv ? report.toCsv() : Json.write(report));
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, csv ? "text/csv; charset=UTF-8; header=present" : "application/json");
    }

    private static ReportDays days(String text, Costs costs) {
        try {
            return ReportDays.of(text, costs.today());
        } catch (IllegalArgumentException e) {
            throw new PikaInvalidRequestException(List.of(Texts.clean(e.getMessage())));
        }
    }

    private static CostReport report(Costs costs, ReportDays days) {
        try {
            return costs.report(days.from(), days.to());
        } catch (RuntimeException e) {
            throw new PikaException("The costs can't be reported now: " + Texts.clean(e.toString()), null, e);
        }
    }
}
