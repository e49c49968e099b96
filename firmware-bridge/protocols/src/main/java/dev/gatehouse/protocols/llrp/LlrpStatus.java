package dev.gatehouse.protocols.llrp;

import java.util.Optional;

/// Outcome of a request: parameter 287.
///
/// @param code 0 is success, see [#meaning]
/// @param text from the reader, for a technician; never logged, it may quote anything
/// @param fieldError the field that was refused
/// @param parameterError the parameter that was refused
public record LlrpStatus(
        int code,
        String text,
        Optional<FieldError> fieldError,
        Optional<ParameterError> parameterError) {

    /// All is well.
    public static final LlrpStatus SUCCESS = of(0, "");

    public static final int PARAMETER_ERROR_CODE = 100;
    public static final int UNSUPPORTED_MESSAGE = 109;
    public static final int UNSUPPORTED_VERSION = 110;
    public static final int UNEXPECTED_MESSAGE = 112;
    public static final int DEVICE_ERROR = 401;

    /// A field by its place, and a code of the same list.
    public record FieldError(int field, int code) {
        public FieldError {
            Range.u16("field error", field, code);
        }
    }

    /// A parameter by its type, a code, and what is wrong inside it.
    public record ParameterError(
            int parameter, int code, Optional<FieldError> field, Optional<ParameterError> inside) {
        public ParameterError {
            Range.u16("parameter error", parameter, code);
        }

        /// The innermost parameter that was named.
        public int innermost() {
            return inside.map(ParameterError::innermost).orElse(parameter);
        }
    }

    public LlrpStatus {
        Range.u16("LLRP status", code);
    }

    /// A status without details.
    public static LlrpStatus of(int code, String text) {
        return new LlrpStatus(code, text, Optional.empty(), Optional.empty());
    }

    public boolean success() {
        return code == 0;
    }

    /// What the standard calls a code.
    public static String meaning(int code) {
        return switch (code) {
            case 0 -> "success";
            case 100 -> "parameter error";
            case 101 -> "field error";
            case 102 -> "unexpected parameter";
            case 103 -> "missing parameter";
            case 104 -> "duplicate parameter";
            case 105 -> "overflow of a parameter";
            case 106 -> "overflow of a field";
            case 107 -> "unknown parameter";
            case 108 -> "unknown field";
            case 109 -> "unsupported message";
            case 110 -> "unsupported version";
            case 111 -> "unsupported parameter";
            case 112 -> "unexpected message";
            case 200 -> "parameter error in a parameter";
            case 201 -> "field error in a parameter";
            case 202 -> "unexpected parameter in a parameter";
            case 203 -> "missing parameter in a parameter";
            case 204 -> "duplicate parameter in a parameter";
            case 205 -> "overflow of a parameter in a parameter";
            case 206 -> "overflow of a field in a parameter";
            case 207 -> "unknown parameter in a parameter";
            case 208 -> "unknown field in a parameter";
            case 209 -> "unsupported parameter in a parameter";
            case 300 -> "attribute invalid";
            case 301 -> "attribute out of range";
            case 401 -> "device error";
            default -> "code " + code;
        };
    }

    static LlrpStatus read(LlrpReader in) {
        int code = in.u16();
        String text = in.text();
        FieldError field = null;
        ParameterError parameter = null;
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            if (next.is(ParameterType.FIELD_ERROR) && field == null) {
                field = fieldError(next);
            } else if (next.is(ParameterType.PARAMETER_ERROR) && parameter == null) {
                parameter = parameterError(next);
            } else {
                next.unknown();
            }
        }
        return new LlrpStatus(
                code, text, Optional.ofNullable(field), Optional.ofNullable(parameter));
    }

    private static FieldError fieldError(LlrpReader in) {
        FieldError error = new FieldError(in.u16(), in.u16());
        in.done();
        return error;
    }

    private static ParameterError parameterError(LlrpReader in) {
        int type = in.u16();
        int code = in.u16();
        FieldError field = null;
        ParameterError inside = null;
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            if (next.is(ParameterType.FIELD_ERROR) && field == null) {
                field = fieldError(next);
            } else if (next.is(ParameterType.PARAMETER_ERROR) && inside == null) {
                inside = parameterError(next);
            } else {
                next.unknown();
            }
        }
        return new ParameterError(
                type, code, Optional.ofNullable(field), Optional.ofNullable(inside));
    }

    void write(LlrpWriter out) {
        out.tlv(
                ParameterType.LLRP_STATUS,
                status -> {
                    status.u16(code).text(text);
                    fieldError.ifPresent(error -> write(status, error));
                    parameterError.ifPresent(error -> write(status, error));
                });
    }

    private static void write(LlrpWriter out, FieldError error) {
        out.tlv(ParameterType.FIELD_ERROR, field -> field.u16(error.field).u16(error.code));
    }

    private static void write(LlrpWriter out, ParameterError error) {
        out.tlv(
                ParameterType.PARAMETER_ERROR,
                parameter -> {
                    parameter.u16(error.parameter).u16(error.code);
                    error.field.ifPresent(inner -> write(parameter, inner));
                    error.inside.ifPresent(inner -> write(parameter, inner));
                });
    }

    /// The code alone: a reader's text may quote anything.
    @Override
    public String toString() {
        return "LlrpStatus[" + code + "]";
    }
}
