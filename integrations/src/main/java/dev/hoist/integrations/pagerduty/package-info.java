/** PagerDuty, by its REST API v2. */
@NullMarked
package dev.hoist.integrations.pagerduty;

import org.jspecify.annotations.NullMarked;
