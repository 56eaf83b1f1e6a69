package org.heclip.config;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.Serial;
import java.util.Locale;

/**
 * Names on disk: an underscore before every capital, so that {@code moransIMeasured} is {@code morans_i_measured}. Jackson's
 * own strategy joins runs of capitals.
 */
final class SnakeCase extends PropertyNamingStrategies.NamingBase {
    @Serial
    private static final long serialVersionUID = 1L;

    static final SnakeCase STRATEGY = new SnakeCase();

    private SnakeCase() {}

    @Override
    public String translate(String propertyName) {
        return propertyName.replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
