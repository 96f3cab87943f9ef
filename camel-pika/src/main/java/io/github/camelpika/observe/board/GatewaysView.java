package io.github.camelpika.observe.board;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.gateway.Urls;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.LastContact;

/**
 * The gateways that are used, and how each answered last.
 */
final class GatewaysView {

    private final List<ComponentServices> components;

    GatewaysView(List<ComponentServices> components) {
        this.components = components;
    }

    List<Map<String, Object>> json() {
        return components.stream().flatMap(component -> of(component)).toList();
    }

    private static Stream<Map<String, Object>> of(ComponentServices component) {
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        component.accounts().stream().sorted((a, b) -> a.baseUri().compareTo(b.baseUri())).forEach(account -> account.used().stream()
                .filter(access -> !access.isStopped()).forEach(access -> rows.merge(access.gateway().name() + " " + origin(account),
                        row(component, account, access), GatewaysView::worse)));
        return rows.values().stream();
    }

    /** Several keys may be in use, and the one that is in trouble is to be seen. */
    private static Map<String, Object> worse(Map<String, Object> one, Map<String, Object> other) {
        return one.containsKey("trouble") || !other.containsKey("contact") ? one : other;
    }

    private static String origin(GatewayAccount account) {
        return Urls.origin(account.baseUri());
    }

    private static Map<String, Object> row(ComponentServices component, GatewayAccount account, GatewayAccess access) {
        LastContact contact = access.contact();
        String name = access.gateway().name();
        Map<String, Long> totals = component.observer().totals();
        return BoardView.known("component", component.name(), "gateway", name, "title", access.gateway().title(),
                "host", Urls.host(account.baseUri()),
                "trouble", contact == null || contact.trouble() == null ? null
                        : BoardView.brief(new KeyScrub(component.options().getApiKey()).scrub(contact.trouble())),
                "contact", contact == null ? null : BoardView.seconds(component.runtime().timer().now()
                        .minusNanos(component.runtime().timer().nanos() - contact.nanos()).plusMillis(500)),
                "accepted", totals.get(name + ".submissions.accepted"), "refused", totals.get(name + ".submissions.refused"),
                "slowDowns", sum(totals, name + ".slow.downs."), "polls", sum(totals, name + ".polls."),
                "errors", totals.get(name + ".polls.error"));
    }

    private static Long sum(Map<String, Long> totals, String prefix) {
        long sum = totals.entrySet().stream().filter(each -> each.getKey().startsWith(prefix)).mapToLong(Map.Entry::getValue).sum();
        return sum == 0 ? null : sum;
    }
}
