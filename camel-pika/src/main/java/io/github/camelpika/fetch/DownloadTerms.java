package io.github.camelpika.fetch;

import java.time.Duration;
import java.util.List;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.download.AllowedHosts;
import io.github.camelpika.download.DownloadLimits;
import io.github.camelpika.download.DownloadPolicy;
import io.github.camelpika.download.UrlPolicy;
import io.github.camelpika.gateway.Dialect;
import io.github.camelpika.model.Artifact;
import io.github.camelpika.runtime.GatewayAccount;

/**
 * What all downloads of one endpoint have in common, read from its options once.
 *
 * @param artifacts which files of each task
 * @param urls      where files may come from
 */
record DownloadTerms(GatewayAccount account, PikaConfiguration options, List<Artifact> artifacts, UrlPolicy urls) {

    static DownloadTerms of(GatewayAccount account, PikaConfiguration options) {
        return new DownloadTerms(account, options, DownloadSource.artifacts(options.getArtifact()),
                new UrlPolicy(account.baseUri(), options.isAllowHttp(), AllowedHosts.of(options.getAllowedHosts())));
    }

    /**
     * @param late how long an address that leads to no file yet is tried again
     */
    DownloadPolicy policy(Duration late) {
        Dialect dialect = account.gateway().dialect();
        return new DownloadPolicy(urls,
                new DownloadLimits(options.getMaxDownloadSize(), options.getStallTimeout(), options.getDownloadTimeout(), late),
                options.getApiKey(), dialect.keyOpensFiles() ? dialect.keyHeader() : null,
                account::hasTold, account.scrub());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return account.endpointUri();
    }
}
