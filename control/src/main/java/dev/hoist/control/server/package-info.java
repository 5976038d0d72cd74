/**
 * The HTTPS server: Tomcat, Spring MVC and Spring Security put together by hand. Nothing is found
 * by scanning and nothing configures itself, so a start costs what is used and no more. Bounds on
 * connections, headers and bodies are kept here, before anything is parsed.
 */
@NullMarked
package dev.hoist.control.server;

import org.jspecify.annotations.NullMarked;
