// Three tables, sorted for the eye: families by prefix, single names, and names that are tracking only with certain
// values.
#include "dedupe/tracking_parameters.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <string>

namespace masthead::dedupe {

namespace {

// Campaign tools that own a prefix.
constexpr std::array<std::string_view, 16> families = {
    "utm_", "utm-", "hsa_", "mtm_", "matomo_", "pk_",  "piwik_", "mc_",
    "_hs",  "trk_", "tw_",  "sms_", "fb_",     "oly_", "vero_",  "__twitter_",
};

// Click identifiers, mail and share marks, feed marks.
constexpr std::array<std::string_view, 78> names = {
    "_branch_match_id",
    "_bta_c",
    "_bta_tid",
    "_ga",
    "_gl",
    "_ke",
    "_kx",
    "_openstat",
    "at_campaign",
    "at_custom1",
    "at_medium",
    "bxid",
    "campaign_id",
    "cmp",
    "cmpid",
    "cndid",
    "dclid",
    "dm_i",
    "ef_id",
    "epik",
    "esrc",
    "fbclid",
    "feedname",
    "feedtype",
    "ftag",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "gdffi",
    "gdfms",
    "gdftrk",
    "gpromocode",
    "gqt",
    "icid",
    "ico",
    "igsh",
    "igshid",
    "intcmp",
    "irclickid",
    "li_fat_id",
    "mbid",
    "mkcid",
    "mkevt",
    "mkrid",
    "mkt_tok",
    "mkwid",
    "msclkid",
    "ncid",
    "ndclid",
    "nlid",
    "ns_campaign",
    "ns_mchannel",
    "ns_source",
    "pcrid",
    "rb_clickid",
    "ref_src",
    "ref_url",
    "rtid",
    "s_cid",
    "s_kwcid",
    "sb_referer_host",
    "scclid",
    "smid",
    "smtyp",
    "soc_src",
    "soc_trk",
    "sr_share",
    "srsltid",
    "tblci",
    "ttclid",
    "twclid",
    "vmcid",
    "wbraid",
    "wt.mc_id",
    "wt_mc",
    "yclid",
    "ysclid",
};

struct ValueRule {
    std::string_view name;
    std::string_view value;  // Lower case; a prefix of the parameter's value.
};

// Words that some sites use for real content and others for marking the way in.
constexpr std::array<ValueRule, 22> value_rules = {{
    {"from", "rss"},       {"from", "feed"},       {"from", "social"},       {"output", "amp"},
    {"outputtype", "amp"}, {"partner", "rss"},     {"ref", "rss"},           {"ref", "twitter"},
    {"ref", "facebook"},   {"ref", "home"},        {"ref", "newsletter"},    {"rss", "1"},
    {"share", "twitter"},  {"share", "facebook"},  {"source", "rss"},        {"source", "feed"},
    {"source", "twitter"}, {"source", "facebook"}, {"source", "newsletter"}, {"spm", ""},
    {"src", "rss"},        {"emc", "rss"},
}};

}  // namespace

bool is_tracking_parameter(std::string_view name, std::string_view value) {
    const auto key = core::to_lower(name);
    if (std::ranges::any_of(families, [&](auto prefix) { return key.starts_with(prefix); })) return true;
    if (std::ranges::find(names, key) != names.end()) return true;
    return std::ranges::any_of(value_rules, [&](const ValueRule& rule) {
        return key == rule.name && core::starts_with_ignoring_case(value, rule.value);
    });
}

}  // namespace masthead::dedupe
