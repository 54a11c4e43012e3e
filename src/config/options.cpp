#include "config/options.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace masthead::config {

namespace {

using model::JunkRule;
using model::Provider;
using model::Site;
using model::Source;
using model::Topic;

// NOLINTBEGIN(readability-identifier-length): a table reads better with short owners.
constexpr auto desk_table = std::to_array<OptionRow<Desk>>({
    {.name = "desk.id",
     .fallback = "desk",
     .sentence = "Short name of the desk, used in feed ids.",
     .target = [](Desk& d) -> OptionTarget { return &d.identity.id; }},
    {.name = "desk.title",
     .sentence = "Title of the site.",
     .is_required = true,
     .target = [](Desk& d) -> OptionTarget { return &d.identity.title; }},
    {.name = "desk.description",
     .sentence = "One sentence about the site, for feeds and search engines.",
     .target = [](Desk& d) -> OptionTarget { return &d.identity.description; }},
    {.name = "desk.language",
     .fallback = "en",
     .sentence = "Language of the site, a BCP 47 tag.",
     .target = [](Desk& d) -> OptionTarget { return &d.identity.language; }},
    {.name = "desk.url",
     .type = OptionType::url,
     .fallback = "http://127.0.0.1:8080",
     .sentence = "Address the site is served from, with its path if it has one.",
     .target = [](Desk& d) -> OptionTarget { return &d.identity.url; }},
    {.name = "data",
     .fallback = "data",
     .sentence = "Folder of the store; relative to the desk file.",
     .target = [](Desk& d) -> OptionTarget { return &d.data; }},
    {.name = "topic_model",
     .sentence = "File of what was learned of topics from examples, relative to the desk file; `masthead train topics` "
                 "writes it.",
     .target = [](Desk& d) -> OptionTarget { return &d.topic_model; }},
    {.name = "scoring.profile",
     .type = OptionType::choice,
     .fallback = "masthead",
     .sentence = "Which scoring profile ranks articles and stories.",
     .choices = "masthead|everyday",
     .target = [](Desk& d) -> OptionTarget { return &d.scoring.profile; }},
    {.name = "scoring.publish_at",
     .type = OptionType::number,
     .fallback = "70",
     .unit = "heat points",
     .sentence = "A lead of this heat or more is published.",
     .least = -1000,
     .most = 100000,
     .target = [](Desk& d) -> OptionTarget { return &d.scoring.publish_at; }},
    {.name = "fetch.user_agent",
     .fallback = "Masthead/0.1",
     .sentence = "How the desk names itself to the sites it reads; add an address where they can reach you.",
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.user_agent; }},
    {.name = "fetch.timeout_seconds",
     .type = OptionType::whole,
     .fallback = "30",
     .unit = "seconds",
     .sentence = "Longest time one answer may take.",
     .least = 1,
     .most = 600,
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.timeout_seconds; }},
    {.name = "fetch.connections",
     .type = OptionType::whole,
     .fallback = "32",
     .sentence = "Transfers at one time, over all hosts.",
     .least = 1,
     .most = 1000,
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.connections; }},
    {.name = "fetch.interval_minutes",
     .type = OptionType::whole,
     .fallback = "30",
     .unit = "minutes",
     .sentence = "Least time between two visits to one source; how often it brings news decides from there.",
     .least = 15,
     .most = 10080,
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.interval_minutes; }},
    {.name = "fetch.longest_interval_minutes",
     .type = OptionType::whole,
     .fallback = "1440",
     .unit = "minutes",
     .sentence = "Most time between two visits to one source, however seldom it brings news.",
     .least = 15,
     .most = 1440,
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.longest_interval_minutes; }},
    {.name = "fetch.pages",
     .type = OptionType::choice,
     .fallback = "auto",
     .sentence = "Whether article pages are fetched: when the feed lacks the full text, always, or never.",
     .choices = "auto|always|never",
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.pages; }},
    {.name = "fetch.pages_at_once",
     .type = OptionType::whole,
     .fallback = "256",
     .sentence = "Pages held in memory between fetching and reading.",
     .least = 1,
     .most = 10000,
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.pages_at_once; }},
    {.name = "fetch.images",
     .type = OptionType::boolean,
     .fallback = "true",
     .sentence = "Fetch lead images to learn their true size and to show them.",
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.images; }},
    {.name = "fetch.image_copies",
     .type = OptionType::boolean,
     .fallback = "true",
     .sentence = "Keep own copies of lead images. If not, only the first bytes of those whose size the page does not "
                 "say are asked for.",
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.image_copies; }},
    {.name = "fetch.full_text_characters",
     .type = OptionType::whole,
     .fallback = "900",
     .unit = "characters",
     .sentence = "Feed content of this length counts as the full text.",
     .least = 0,
     .most = 1000000,
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.full_text_characters; }},
    {.name = "fetch.allowed_ports",
     .type = OptionType::text_list,
     .sentence = "Ports that may be fetched from besides 80 and 443.",
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.allowed_ports; }},
    {.name = "fetch.allowed_private",
     .type = OptionType::text_list,
     .sentence = "Address ranges (CIDR) inside your own network that may be fetched.",
     .target = [](Desk& d) -> OptionTarget { return &d.fetch.allowed_private; }},
    {.name = "story.window_hours",
     .type = OptionType::whole,
     .fallback = "72",
     .unit = "hours",
     .sentence = "How far apart two reports of one event may lie.",
     .least = 1,
     .most = 720,
     .target = [](Desk& d) -> OptionTarget { return &d.story.window_hours; }},
    {.name = "encoder.url",
     .type = OptionType::url,
     .sentence = "Embeddings endpoint in OpenAI's manner, such as http://127.0.0.1:11434/v1/embeddings, whose vectors "
                 "help to tell stories; without it everything works as well.",
     .target = [](Desk& d) -> OptionTarget { return &d.encoder.url; }},
    {.name = "encoder.model",
     .sentence = "Model that the endpoint is asked for.",
     .target = [](Desk& d) -> OptionTarget { return &d.encoder.model; }},
    {.name = "encoder.key_file",
     .sentence = "File with the endpoint's key, relative to the desk file; else the environment's MASTHEAD_ENCODER_KEY "
                 "is sent, if it is set.",
     .target = [](Desk& d) -> OptionTarget { return &d.encoder.key_file; }},
    {.name = "encoder.timeout_seconds",
     .type = OptionType::whole,
     .fallback = "20",
     .unit = "seconds",
     .sentence = "Longest time one answer of the endpoint may take; after a failure it is left alone for a while.",
     .least = 1,
     .most = 600,
     .target = [](Desk& d) -> OptionTarget { return &d.encoder.timeout_seconds; }},
    {.name = "encoder.batch",
     .type = OptionType::whole,
     .fallback = "32",
     .sentence = "Texts in one request to the endpoint.",
     .least = 1,
     .most = 1000,
     .target = [](Desk& d) -> OptionTarget { return &d.encoder.batch; }},
    {.name = "encoder.characters",
     .type = OptionType::whole,
     .fallback = "1000",
     .unit = "characters",
     .sentence = "How much of title and text the endpoint is given.",
     .least = 50,
     .most = 20000,
     .target = [](Desk& d) -> OptionTarget { return &d.encoder.characters; }},
    {.name = "encoder.keep",
     .type = OptionType::whole,
     .fallback = "200000",
     .sentence = "Vectors kept in the cache, one a text; the oldest go first.",
     .least = 100,
     .most = 10000000,
     .target = [](Desk& d) -> OptionTarget { return &d.encoder.keep; }},
    {.name = "encoder.weight",
     .type = OptionType::number,
     .fallback = "1",
     .unit = "log-odds",
     .sentence = "What the likeness of two vectors adds to, or takes from, the judgement on a pair at most.",
     .least = 0,
     .most = 10,
     .target = [](Desk& d) -> OptionTarget { return &d.encoder.weight; }},
    {.name = "encoder.neutral",
     .type = OptionType::number,
     .fallback = "0.7",
     .sentence = "Likeness (cosine) of two vectors that says nothing; models differ.",
     .least = -1,
     .most = 0.99,
     .target = [](Desk& d) -> OptionTarget { return &d.encoder.neutral; }},
    {.name = "keep.text_days",
     .type = OptionType::whole,
     .fallback = "0",
     .unit = "days",
     .sentence = "Older articles lose their texts and keep the rest; 0 keeps all texts. What grouping and the search "
                 "for copies need stays (two weeks, twice the story window).",
     .least = 0,
     .most = 36500,
     .target = [](Desk& d) -> OptionTarget { return &d.keep.text_days; }},
    {.name = "keep.days",
     .type = OptionType::whole,
     .fallback = "0",
     .unit = "days",
     .sentence = "Stories without an article this young are deleted with their articles and never come back as new; 0 "
                 "keeps all.",
     .least = 0,
     .most = 36500,
     .target = [](Desk& d) -> OptionTarget { return &d.keep.days; }},
    {.name = "publish.folder",
     .fallback = "site",
     .sentence = "Folder of the published edition; relative to the desk file.",
     .target = [](Desk& d) -> OptionTarget { return &d.publish.folder; }},
    {.name = "publish.records",
     .type = OptionType::boolean,
     .fallback = "true",
     .sentence = "Write front-matter records (_news/) and data files (_data/).",
     .target = [](Desk& d) -> OptionTarget { return &d.publish.records; }},
    {.name = "publish.api",
     .type = OptionType::boolean,
     .fallback = "true",
     .sentence = "Write the JSON API of files (api/).",
     .target = [](Desk& d) -> OptionTarget { return &d.publish.api; }},
    {.name = "publish.site",
     .type = OptionType::boolean,
     .fallback = "true",
     .sentence = "Write the static site.",
     .target = [](Desk& d) -> OptionTarget { return &d.publish.site; }},
    {.name = "publish.feeds",
     .type = OptionType::boolean,
     .fallback = "true",
     .sentence = "Write RSS, Atom and JSON feeds and the sitemap.",
     .target = [](Desk& d) -> OptionTarget { return &d.publish.feeds; }},
    {.name = "publish.page_size",
     .type = OptionType::whole,
     .fallback = "25",
     .sentence = "Articles on one page of the JSON API.",
     .least = 1,
     .most = 1000,
     .target = [](Desk& d) -> OptionTarget { return &d.publish.page_size; }},
    {.name = "publish.related_limit",
     .type = OptionType::whole,
     .fallback = "25",
     .sentence = "Related articles in one record.",
     .least = 0,
     .most = 1000,
     .target = [](Desk& d) -> OptionTarget { return &d.publish.related_limit; }},
    {.name = "publish.days",
     .type = OptionType::whole,
     .fallback = "0",
     .unit = "days",
     .sentence = "Leave out stories older than this; 0 keeps all.",
     .least = 0,
     .most = 36500,
     .target = [](Desk& d) -> OptionTarget { return &d.publish.days; }},
    {.name = "serve.address",
     .fallback = "127.0.0.1",
     .sentence = "Address the server listens on.",
     .target = [](Desk& d) -> OptionTarget { return &d.serve.address; }},
    {.name = "serve.port",
     .type = OptionType::whole,
     .fallback = "8080",
     .sentence = "Port the server listens on.",
     .least = 0,
     .most = 65535,
     .target = [](Desk& d) -> OptionTarget { return &d.serve.port; }},
    {.name = "serve.threads",
     .type = OptionType::whole,
     .fallback = "2",
     .sentence = "Threads that answer requests.",
     .least = 1,
     .most = 64,
     .target = [](Desk& d) -> OptionTarget { return &d.serve.threads; }},
    {.name = "serve.public_url",
     .type = OptionType::url,
     .sentence = "Address at which `masthead serve` is reached from the net, so that hubs can push news (WebSub); "
                 "without it none is asked to.",
     .target = [](Desk& d) -> OptionTarget { return &d.serve.public_url; }},
});

constexpr auto source_table = std::to_array<OptionRow<Source>>({
    {.name = "url",
     .type = OptionType::url,
     .sentence = "Address of the feed, the sitemap or the page.",
     .is_required = true,
     .target = [](Source& s) -> OptionTarget { return &s.url; }},
    {.name = "kind",
     .type = OptionType::choice,
     .fallback = "feed",
     .sentence = "What stands there: a feed, a sitemap, or a page that lists articles.",
     .choices = "feed|sitemap|page",
     .target = [](Source& s) -> OptionTarget { return &s.kind; }},
    {.name = "title",
     .sentence = "Name of the source; else the feed's own.",
     .target = [](Source& s) -> OptionTarget { return &s.title; }},
    {.name = "provider",
     .sentence = "Registrable domain of the publisher; else that of each article.",
     .target = [](Source& s) -> OptionTarget { return &s.provider; }},
    {.name = "language",
     .sentence = "Language of the source, a BCP 47 tag; else what is declared or detected.",
     .target = [](Source& s) -> OptionTarget { return &s.language; }},
    {.name = "folder",
     .sentence = "Group of the source in subscription lists.",
     .target = [](Source& s) -> OptionTarget { return &s.folder; }},
    {.name = "official",
     .type = OptionType::boolean,
     .fallback = "false",
     .sentence = "The subject's own voice, scored apart.",
     .target = [](Source& s) -> OptionTarget { return &s.is_official; }},
    {.name = "interval_minutes",
     .type = OptionType::whole,
     .unit = "minutes",
     .sentence = "Least time between two visits to this source; else fetch.interval_minutes.",
     .least = 15,
     .most = 10080,
     .target = [](Source& s) -> OptionTarget { return &s.interval_minutes; }},
    {.name = "listing.item",
     .sentence = "CSS selector of one article on a page; guessed if left out, like those that follow.",
     .target = [](Source& s) -> OptionTarget { return &s.listing.item; }},
    {.name = "listing.link",
     .sentence = "CSS selector, inside the article, of its link; else the first.",
     .target = [](Source& s) -> OptionTarget { return &s.listing.link; }},
    {.name = "listing.title",
     .sentence = "CSS selector, inside the article, of its title; else the link's text.",
     .target = [](Source& s) -> OptionTarget { return &s.listing.title; }},
    {.name = "listing.date",
     .sentence = "CSS selector, inside the article, of its date; else time[datetime].",
     .target = [](Source& s) -> OptionTarget { return &s.listing.date; }},
    {.name = "listing.summary",
     .sentence = "CSS selector, inside the article, of its summary.",
     .target = [](Source& s) -> OptionTarget { return &s.listing.summary; }},
});

constexpr auto topic_table = std::to_array<OptionRow<Topic>>({
    {.name = "id",
     .sentence = "Name in addresses: small letters, digits and hyphens.",
     .is_required = true,
     .target = [](Topic& t) -> OptionTarget { return &t.id; }},
    {.name = "name",
     .sentence = "Name of the topic.",
     .is_required = true,
     .target = [](Topic& t) -> OptionTarget { return &t.name; }},
    {.name = "shortname",
     .sentence = "Name where there is little room; else the name.",
     .target = [](Topic& t) -> OptionTarget { return &t.shortname; }},
    {.name = "parent",
     .sentence = "Id or name of the topic above, to which its articles belong as well.",
     .target = [](Topic& t) -> OptionTarget { return &t.parent; }},
    {.name = "keywords",
     .type = OptionType::text_list,
     .sentence = "Words and phrases that make an article belong: once in the title or twice in the text.",
     .target = [](Topic& t) -> OptionTarget { return &t.keywords; }},
    {.name = "exclude",
     .type = OptionType::text_list,
     .sentence = "Words and phrases that keep an article out: once in the title or twice in the text.",
     .target = [](Topic& t) -> OptionTarget { return &t.exclude; }},
    {.name = "hashtags",
     .type = OptionType::text_list,
     .sentence = "Hashtags of the topic; one in the title or the text makes an article belong.",
     .target = [](Topic& t) -> OptionTarget { return &t.hashtags; }},
    {.name = "examples",
     .type = OptionType::text_list,
     .sentence = "Articles to learn the topic from: addresses of stored ones, or JSON Lines files relative to the desk "
                 "file; `masthead train topics` reads them.",
     .target = [](Topic& t) -> OptionTarget { return &t.examples; }},
    {.name = "no_examples",
     .type = OptionType::text_list,
     .sentence = "Articles that are not the topic's, in the same way.",
     .target = [](Topic& t) -> OptionTarget { return &t.no_examples; }},
    {.name = "threshold",
     .type = OptionType::number,
     .sentence = "Learned probability from which an article belongs; else the one that training chose.",
     .least = 0.01,
     .most = 1,
     .target = [](Topic& t) -> OptionTarget { return &t.threshold; }},
    {.name = "images",
     .type = OptionType::text_list,
     .sentence = "Addresses of pictures of the topic.",
     .target = [](Topic& t) -> OptionTarget { return &t.images; }},
});

constexpr auto organization_table = std::to_array<OptionRow<Provider>>({
    {.name = "domain",
     .sentence = "Registrable domain of the publisher.",
     .is_required = true,
     .target = [](Provider& p) -> OptionTarget { return &p.domain; }},
    {.name = "name",
     .sentence = "Name of the publisher.",
     .is_required = true,
     .target = [](Provider& p) -> OptionTarget { return &p.name; }},
    {.name = "owner",
     .sentence = "The family it belongs to; several providers of one owner count as one voice.",
     .target = [](Provider& p) -> OptionTarget { return &p.owner; }},
    {.name = "logo",
     .type = OptionType::url,
     .sentence = "Address of its logo.",
     .target = [](Provider& p) -> OptionTarget {
         p.images.resize(1);
         return &p.images.front().url;
     }},
    {.name = "official",
     .type = OptionType::boolean,
     .fallback = "false",
     .sentence = "The subject's own voice, scored apart.",
     .target = [](Provider& p) -> OptionTarget { return &p.is_official; }},
});

constexpr auto site_table = std::to_array<OptionRow<Site>>({
    {.name = "domain",
     .sentence = "Domain whose pages the rules are for, with all hosts below it.",
     .is_required = true,
     .target = [](Site& s) -> OptionTarget { return &s.domain; }},
    {.name = "body",
     .type = OptionType::selector,
     .sentence = "CSS selector of the element that holds an article's text; found by itself if left out.",
     .target = [](Site& s) -> OptionTarget { return &s.body; }},
    {.name = "title",
     .type = OptionType::selector,
     .sentence = "CSS selector of the element that holds an article's title; found by itself if left out.",
     .target = [](Site& s) -> OptionTarget { return &s.title; }},
    {.name = "remove",
     .type = OptionType::selector_list,
     .sentence = "CSS selectors of elements that are no part of an article.",
     .target = [](Site& s) -> OptionTarget { return &s.remove; }},
});

constexpr auto junk_table = std::to_array<OptionRow<JunkRule>>({
    {.name = "name",
     .sentence =
         "Name of the rule, which its term in a score has; one that ships is added to: clickbait, deal, sponsored, "
         "exam-dump, market-report, paywall, opinion, shouting.",
     .is_required = true,
     .target = [](JunkRule& j) -> OptionTarget { return &j.name; }},
    {.name = "phrases",
     .type = OptionType::text_list,
     .sentence = "Words and phrases of which one is enough; # stands for any number.",
     .target = [](JunkRule& j) -> OptionTarget { return &j.phrases; }},
    {.name = "where",
     .type = OptionType::choice,
     .fallback = "title",
     .sentence = "Where the phrases count: in the title; there and in the excerpt; there and in the text; or in the "
                 "address's path (\"/deals/\").",
     .choices = "title|excerpt|text|url",
     .target = [](JunkRule& j) -> OptionTarget { return &j.where; }},
    {.name = "unless",
     .type = OptionType::text_list,
     .sentence = "Words and phrases in the title that excuse an article.",
     .target = [](JunkRule& j) -> OptionTarget { return &j.unless; }},
    {.name = "sites",
     .type = OptionType::text_list,
     .sentence = "Domains that the rule is for; else all. Without phrases it is for all that they publish.",
     .target = [](JunkRule& j) -> OptionTarget { return &j.sites; }},
    {.name = "trusted",
     .type = OptionType::text_list,
     .sentence = "Domains that the rule is never for.",
     .target = [](JunkRule& j) -> OptionTarget { return &j.trusted; }},
    {.name = "points",
     .type = OptionType::number,
     .unit = "points",
     .sentence = "Taken off the quality; else the weight of a rule that ships, or 100.",
     .least = 1,
     .most = 1000,
     .target = [](JunkRule& j) -> OptionTarget { return &j.points; }},
});
// NOLINTEND(readability-identifier-length)

template <typename Owner>
std::string type_text(const OptionRow<Owner>& row) {
    switch (row.type) {
        case OptionType::whole:
            return fmt::format("whole number from {} to {}", static_cast<long>(row.least), static_cast<long>(row.most));
        case OptionType::number:
            return fmt::format("number from {} to {}", row.least, row.most);
        case OptionType::choice: {
            std::string choices(row.choices);
            for (auto bar = choices.find('|'); bar != std::string::npos; bar = choices.find('|'))
                choices.replace(bar, 1, ", ");
            return "one of " + choices;
        }
        default:
            return std::string(name_of(row.type));
    }
}

template <typename Owner>
void describe(std::span<const OptionRow<Owner>> rows, std::string_view prefix, std::vector<OptionText>& out) {
    for (const auto& row : rows) {
        std::string sentence(row.sentence);
        if (!row.unit.empty()) sentence += fmt::format(" In {}.", row.unit);
        if (row.is_required) sentence += " Required.";
        out.push_back({std::string(prefix) + std::string(row.name), type_text(row),
                       std::string(row.is_secret ? "" : row.fallback), sentence});
    }
}

}  // namespace

std::string_view name_of(OptionType type) {
    switch (type) {
        case OptionType::text:
            return "text";
        case OptionType::whole:
            return "whole number";
        case OptionType::number:
            return "number";
        case OptionType::boolean:
            return "true or false";
        case OptionType::text_list:
            return "list of texts";
        case OptionType::choice:
            return "choice";
        case OptionType::url:
            return "http or https address";
        case OptionType::selector:
            return "CSS selector";
        case OptionType::selector_list:
            return "list of CSS selectors";
    }
    return "text";
}

std::span<const OptionRow<Desk>> desk_options() {
    return desk_table;
}
std::span<const OptionRow<Source>> source_options() {
    return source_table;
}
std::span<const OptionRow<Topic>> topic_options() {
    return topic_table;
}
std::span<const OptionRow<Provider>> organization_options() {
    return organization_table;
}
std::span<const OptionRow<Site>> site_options() {
    return site_table;
}
std::span<const OptionRow<JunkRule>> junk_options() {
    return junk_table;
}

std::vector<OptionText> describe_options() {
    std::vector<OptionText> out;
    describe(desk_options(), "", out);
    out.push_back({"scoring.weights.NAME", "number", "",
                   "Weight of one term of the profile; `masthead help weights` lists the names."});
    describe(source_options(), "sources[].", out);
    describe(topic_options(), "topics[].", out);
    describe(organization_options(), "organizations[].", out);
    describe(site_options(), "sites[].", out);
    describe(junk_options(), "junk[].", out);
    return out;
}

}  // namespace masthead::config
