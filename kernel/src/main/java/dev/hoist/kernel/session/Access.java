package dev.hoist.kernel.session;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.identity.Subject;

/**
 * What a token stands for, read in one transaction in which it was also used up.
 *
 * @param elevation the elevation the token was issued for, in its state of now
 * @param subject whom it was issued to
 * @param subjectEnabled whether they may still act
 * @param bindingCurrent whether target and role still are the registered ones (S09)
 */
public record Access(
    Elevation elevation, Subject subject, boolean subjectEnabled, boolean bindingCurrent) {}
