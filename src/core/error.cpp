#include "core/error.h"

namespace masthead::core {

std::string_view name_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid:
            return "invalid";
        case ErrorCode::not_found:
            return "not found";
        case ErrorCode::io:
            return "input/output";
        case ErrorCode::network:
            return "network";
        case ErrorCode::timeout:
            return "timeout";
        case ErrorCode::refused:
            return "refused";
        case ErrorCode::too_large:
            return "too large";
        case ErrorCode::held:
            return "held";
        case ErrorCode::corrupt:
            return "corrupt";
        case ErrorCode::cancelled:
            return "cancelled";
        case ErrorCode::unsupported:
            return "unsupported";
    }
    return "unknown";
}

}  // namespace masthead::core
