package dev.iris.oauth;

import dev.iris.model.Authentication;
import dev.iris.model.PartnerTls;

/** What a token is asked for with: endpoint, credential and TLS. Whoever has the same shares the token. */
record TokenGrant(Authentication.OAuth2 authentication, PartnerTls tls) {}
