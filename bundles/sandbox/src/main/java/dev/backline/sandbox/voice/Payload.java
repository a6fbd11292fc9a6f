package dev.backline.sandbox.voice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A JSON object that a client sent; a field that is not as the protocol wants it is refused. */
record Payload(JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LARGEST_PORT = 65_535;

    static Payload parse(String text) throws VoiceRefusal {
        try {
            return of(MAPPER.readTree(text), "the message");
        } catch (JsonProcessingException malformed) {
            throw refusal("the message", "JSON");
        }
    }

    private static Payload of(JsonNode json, String name) throws VoiceRefusal {
        if (!json.isObject()) {
            throw refusal(name, "an object");
        }
        return new Payload(json);
    }

    Payload object(String name) throws VoiceRefusal {
        return of(json.path(name), name);
    }

    String text(String name) throws VoiceRefusal {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw refusal(name, "a string");
        }
        return value.textValue();
    }

    /** A snowflake: an unsigned number of 64 bits, as a string. */
    long id(String name) throws VoiceRefusal {
        try {
            return Long.parseUnsignedLong(text(name));
        } catch (NumberFormatException noNumber) {
            throw refusal(name, "an id");
        }
    }

    long number(String name) throws VoiceRefusal {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw refusal(name, "a whole number");
        }
        return value.longValue();
    }

    /** A whole number that may be left out. */
    long number(String name, long otherwise) throws VoiceRefusal {
        return json.has(name) ? number(name) : otherwise;
    }

    /** A whole number from 0 to the largest int. */
    int count(String name, int otherwise) throws VoiceRefusal {
        long number = number(name, otherwise);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw refusal(name, "a number from 0 to 2147483647");
        }
        return (int) number;
    }

    int port(String name) throws VoiceRefusal {
        long port = number(name);
        if (port < 1 || port > LARGEST_PORT) {
            throw refusal(name, "a port");
        }
        return (int) port;
    }

    private static VoiceRefusal refusal(String name, String wanted) {
        return new VoiceRefusal(VoiceCloseCode.FAILED_TO_DECODE, "expected %s to be %s".formatted(name, wanted));
    }
}
