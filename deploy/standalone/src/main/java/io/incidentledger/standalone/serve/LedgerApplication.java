package io.incidentledger.standalone.serve;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Both services in one application on one port. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class LedgerApplication {}
