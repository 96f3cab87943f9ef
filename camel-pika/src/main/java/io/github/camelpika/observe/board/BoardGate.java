package io.github.camelpika.observe.board;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.gateway.Urls;

/**
 * Who may see the board, and who may do anything there.
 */
final class BoardGate {

    static final String TOKEN = "X-Pika-Token";

    private final PikaConfiguration options;

    BoardGate(PikaConfiguration options) {
        this.options = options;
    }

    boolean hasToken() {
        return options.getBoardToken() != null;
    }

    boolean allowsActions() {
        return options.isBoardActions() && hasToken();
    }

    /**
     * The answer to who must not have what he asks for. The page itself says nothing of a task, and with a token anybody may
     * have it, to enter the token there.
     */
    Optional<BoardReply> refusal(BoardRequest request) {
        boolean shell = request.resource() == null || !request.resource().contains("/");
        if (!hasToken()) {
            return Caller.isHere(request) ? action(request) : Optional.of(BoardReply.refusal(403, "This board is shown on the machine"
                    + " that it runs on only, at http://localhost, and not through a proxy. To see it from elsewhere, set boardToken."));
        }
        if (!shell && !isToken(request.header(TOKEN))) {
            return Optional.of(BoardReply.refusal(401, "The token is missing, or it is not the one that boardToken has."));
        }
        return action(request);
    }

    private Optional<BoardReply> action(BoardRequest request) {
        if (!request.isPost()) {
            return Optional.empty();
        }
        if (!allowsActions()) {
            return Optional.of(BoardReply.refusal(403, "This board is for looking only. To act here, set boardActions=true and boardToken."));
        }
        return isOfThisPage(request) ? Optional.empty() : Optional.of(BoardReply.refusal(403, "This was sent by another page than the"
                + " board. Behind a proxy, have it pass the header Host on as it came."));
    }

    /**
     * Another page can't send the header with the token, as browsers ask first; this is for those that don't.
     */
    private static boolean isOfThisPage(BoardRequest request) {
        String origin = request.header("Origin");
        String site = request.header("Sec-Fetch-Site");
        String type = request.header("Content-Type");
        return type != null && type.startsWith(BoardReply.JSON) && (site == null || site.equals("same-origin"))
               && (origin == null || isHost(origin, request.host()));
    }

    private static boolean isHost(String origin, String host) {
        URI uri = Urls.parse(origin, null);
        return uri != null && uri.getRawAuthority() != null && uri.getRawAuthority().equalsIgnoreCase(host);
    }

    /**
     * Takes as long whatever of it is right.
     */
    private boolean isToken(String given) {
        return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8),
                options.getBoardToken().getBytes(StandardCharsets.UTF_8));
    }
}
