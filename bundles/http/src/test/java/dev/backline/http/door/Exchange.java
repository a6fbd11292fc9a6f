package dev.backline.http.door;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request and its response, as far as the door looks at them. */
final class Exchange {

    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> requestHeaders = new HashMap<>();
    private final @Nullable String localAddress;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, List<String>> headers = new HashMap<>();
    private int status = HttpServletResponse.SC_OK;

    Exchange(@Nullable String localAddress) {
        this.localAddress = localAddress;
        requestHeaders.put("Host", "localhost:8080");
    }

    Exchange header(String name, String value) {
        requestHeaders.put(name, value);
        return this;
    }

    int status() {
        return status;
    }

    List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    HttpServletRequest request() {
        return proxy(HttpServletRequest.class, this::requested);
    }

    HttpServletResponse response() {
        return proxy(HttpServletResponse.class, this::responded);
    }

    private interface Call {
        @Nullable Object on(Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call.on(method, arguments == null ? new Object[0] : arguments)));
    }

    private @Nullable Object requested(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "getMethod" -> "GET";
            case "getRequestURI" -> "/metrics";
            case "getContentLengthLong" -> -1L;
            case "getContentType" -> null;
            case "getLocalAddr", "getRemoteAddr" -> localAddress;
            case "getHeader" -> requestHeaders.get(arguments[0].toString());
            case "getAttribute" -> attributes.get(arguments[0].toString());
            case "setAttribute" -> attributes.put(arguments[0].toString(), arguments[1]);
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private @Nullable Object responded(Method method, Object[] arguments) {
        switch (method.getName()) {
            case "setHeader" -> headers.put(arguments[0].toString(), List.of(arguments[1].toString()));
            case "addHeader" ->
                headers.computeIfAbsent(arguments[0].toString(), none -> new ArrayList<>())
                        .add(arguments[1].toString());
            case "setContentType" -> headers.put("Content-Type", List.of(arguments[0].toString()));
            case "setStatus" -> status = (int) arguments[0];
            case "reset" -> {
                headers.clear();
                body.reset();
            }
            case "getOutputStream" -> {
                return output();
            }
            default -> throw new UnsupportedOperationException(method.toString());
        }
        return null;
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(int one) {
                body.write(one);
            }
        };
    }
}
