package com.cloudipsp.cloudipspsdk.exceptions;

/** A refusal or a failure; the cause is the TetriException with everything else. */
public class CloudIpspException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public final String message;
    public final String error_code;
    public final String request_id;

    public CloudIpspException(String message, String code, String requestId, Throwable cause) {
        super(message, cause);
        this.message = message;
        this.error_code = code;
        this.request_id = requestId;
    }

    public CloudIpspException(String message, String code, String requestId) {
        this(message, code, requestId, null);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[message='" + message + "', error_code=" + error_code + ", request_id='" + request_id + "']";
    }
}
