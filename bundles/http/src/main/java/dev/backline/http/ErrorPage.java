package dev.backline.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Says that something went wrong, and nothing of how. */
final class ErrorPage extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        response.setContentType("text/plain; charset=utf-8");
        String text = Integer.valueOf(HttpServletResponse.SC_NOT_FOUND).equals(status)
                ? "There is nothing here.\n"
                : "That did not work (" + status + ").\n";
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
