#include "websub/signature.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::websub {
namespace {

// The second test case of RFC 2202 and RFC 4231.
constexpr std::string_view secret = "Jefe";
constexpr std::string_view body = "what do ya want for nothing?";

TEST(Signature, HoldsUnderEachRecognisedMethod) {
    for (const std::string_view header :
         {"sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
          "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
          "SHA256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843 ",
          "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
          "sha512="
          "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a3"
          "4d4a6b4b636e070a38bce737"}) {
        EXPECT_TRUE(is_signed(body, secret, header)) << header;
        EXPECT_FALSE(is_signed("what do ya want for nothing!", secret, header)) << header;
        EXPECT_FALSE(is_signed(body, "Jeff", header)) << header;
    }
}

TEST(Signature, IsRefusedInAnyOtherShape) {
    for (const std::string_view header : {"", "sha256", "sha256=", "=5bdc", "md5=750c783e6ab0b503eaa86e310a5db738",
                                          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                                          "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec38",
                                          "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384300",
                                          "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384",
                                          "sha256=zzdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                                          "sha1=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"}) {
        EXPECT_FALSE(is_signed(body, secret, header)) << header;
    }
    // HMAC-SHA256 of no bytes under no key: whoever has no secret signs nothing.
    EXPECT_FALSE(is_signed("", "", "sha256=b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
}

TEST(Signature, RandomTextIsLongAndNeverTheSame) {
    const auto first = random_text();
    EXPECT_THAT(first, testing::MatchesRegex("[0-9a-f]+"));
    EXPECT_EQ(first.size(), 64U);
    EXPECT_NE(first, random_text());
}

}  // namespace
}  // namespace masthead::websub
