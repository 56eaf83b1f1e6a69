package org.heclip.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serial;

/**
 * JSON that may stand inside a script element of an HTML page: what could end the element or begin another is written as
 * {@code \}{@code u003C}, which is the same text to whoever reads the JSON.
 */
public final class HtmlJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static {
        MAPPER.getFactory().setCharacterEscapes(new ForHtml());
    }

    private HtmlJson() {}

    /** Records become objects, NaN the text "NaN". */
    public static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    private static final class ForHtml extends CharacterEscapes {
        @Serial
        private static final long serialVersionUID = 1;

        private static final String ESCAPED = "<>&'\u2028\u2029";

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
            for (char c : new char[] {'<', '>', '&', '\''}) {
                codes[c] = ESCAPE_CUSTOM;
            }
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return ESCAPED.indexOf(c) < 0 ? null : new SerializedString(String.format("\\u%04X", c));
        }
    }
}
