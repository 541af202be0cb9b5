package dev.iris.oauth;

import dev.iris.model.PartnerTls;
import dev.iris.model.TokenGrant;

/** What a token depends on, and so who shares one: never who asks for it. */
record TokenKey(TokenGrant grant, PartnerTls tls) {}
