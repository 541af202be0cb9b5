package dev.iris.cli.bench;

import dev.iris.model.HttpsUrl;

/** Where a partner of a load is asked for tokens and told of users. */
record PartnerEndpoints(HttpsUrl segments, HttpsUrl token) {}
