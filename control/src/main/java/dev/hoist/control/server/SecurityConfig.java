package dev.hoist.control.server;

import dev.hoist.control.api.Caller;
import dev.hoist.control.api.RouteTable;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Denied unless the route table says otherwise; no session, no cookie, no form (S26). */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfig {
  private static final int BEFORE_ALL = -100;

  @Bean
  SecurityFilterChain chain(HttpSecurity http, Gate gate, Refusals refusals) {
    return http.csrf(it -> it.disable()) // there is no cookie that a browser could send along
        .logout(it -> it.disable())
        .requestCache(it -> it.disable())
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(it -> it.contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'none'")))
        .exceptionHandling(
            it -> it.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .addFilterBefore(gate, AuthorizationFilter.class)
        .authorizeHttpRequests(it -> it.anyRequest().access((who, context) -> decide(who, context)))
        .build();
  }

  private static AuthorizationDecision decide(
      Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext context) {
    HttpServletRequest request = context.getRequest();
    boolean granted =
        RouteTable.find(request.getMethod(), request.getRequestURI())
            .map(route -> decide(route.who(), who.get()))
            .orElse(false);
    return new AuthorizationDecision(granted);
  }

  private static boolean decide(RouteTable.Who needed, @Nullable Authentication who) {
    boolean known = who != null && who.getPrincipal() instanceof Caller;
    boolean user = who != null && who.getPrincipal() instanceof Caller c && !c.held();
    boolean admin = who != null && who.getPrincipal() instanceof Caller c && c.admin() && user;
    return switch (needed) {
      case ANYONE -> true;
      case LOGGED_IN -> known;
      case USER, OWNER -> user;
      case ADMIN -> admin;
    };
  }

  /** Only tokens log in: there is nobody to ask about a password here. */
  @Bean
  AuthenticationManager authenticationManager() {
    return authentication -> {
      throw new org.springframework.security.authentication.AuthenticationServiceException(
          "only tokens log in");
    };
  }

  @Bean
  FilterRegistrationBean<FilterChainProxy> security(FilterChainProxy springSecurityFilterChain) {
    var registration = new FilterRegistrationBean<>(springSecurityFilterChain);
    registration.setOrder(BEFORE_ALL);
    return registration;
  }

  /** Behind security: who may not come in need not be read. */
  @Bean
  FilterRegistrationBean<BodyLimit> bodies() {
    var registration = new FilterRegistrationBean<>(new BodyLimit());
    registration.setOrder(BEFORE_ALL + 1);
    return registration;
  }

  /** The gate stands in the chain; Tomcat must not put it in front of it a second time. */
  @Bean
  FilterRegistrationBean<Gate> notTwice(Gate gate) {
    var registration = new FilterRegistrationBean<>(gate);
    registration.setEnabled(false);
    return registration;
  }
}
