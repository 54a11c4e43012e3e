#include "websub/signature.h"

#include "core/ascii.h"

#include <array>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <optional>
#include <vector>

namespace masthead::websub {

namespace {

using Bytes = std::vector<unsigned char>;

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::size_t random_bytes = 32;

// WebSub 7.1.1: the recognised names.
const EVP_MD* method_of(std::string_view name) {
    if (core::equals_ignoring_case(name, "sha256")) return EVP_sha256();
    if (core::equals_ignoring_case(name, "sha1")) return EVP_sha1();
    if (core::equals_ignoring_case(name, "sha384")) return EVP_sha384();
    if (core::equals_ignoring_case(name, "sha512")) return EVP_sha512();
    return nullptr;
}

std::optional<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    Bytes bytes;
    for (std::size_t at = 0; at < text.size(); at += 2) {
        const auto high = hex_digits.find(core::to_lower(text[at]));
        const auto low = hex_digits.find(core::to_lower(text[at + 1]));
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        bytes.push_back(static_cast<unsigned char>(high * 16 + low));
    }
    return bytes;
}

const unsigned char* as_bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

bool is_signed(std::string_view body, std::string_view secret, std::string_view header) {
    const std::string_view value = core::trim(header);
    const auto equals = value.find('=');
    if (secret.empty() || equals == std::string_view::npos) return false;
    const EVP_MD* method = method_of(value.substr(0, equals));
    if (method == nullptr) return false;
    const auto given = from_hex(value.substr(equals + 1));
    if (!given || given->size() != static_cast<std::size_t>(EVP_MD_get_size(method))) return false;
    std::array<unsigned char, EVP_MAX_MD_SIZE> computed{};
    unsigned int size = 0;
    if (HMAC(method, secret.data(), static_cast<int>(secret.size()), as_bytes(body), body.size(), computed.data(),
             &size) == nullptr) {
        return false;
    }
    return size == given->size() && CRYPTO_memcmp(computed.data(), given->data(), size) == 0;
}

std::string random_text() {
    std::array<unsigned char, random_bytes> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return {};
    std::string text;
    for (const unsigned char byte : bytes) {
        text += hex_digits[byte >> 4U];
        text += hex_digits[byte & 0xfU];
    }
    return text;
}

}  // namespace masthead::websub
