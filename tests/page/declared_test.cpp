// What pages declare of themselves beside their dates: titles, people, addresses, rights, logos, JSON-LD however
// broken.
#include "core/json.h"
#include "page/addresses.h"
#include "page/bylines.h"
#include "page/json_repair.h"
#include "page/linked_data.h"
#include "page/metadata_evaluation.h"
#include "page/page.h"
#include "page/rights.h"
#include "text/utf8.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

using Names = std::vector<std::string>;

ParsedPage read(std::string_view head, std::string_view body = "", const PageOptions& options = {},
                std::string_view url = "https://www.courier.example/rain") {
    const std::string page = "<!DOCTYPE html><html lang=en><head>" + std::string(head) + "</head><body>" +
                             std::string(body) + "</body></html>";
    auto parsed = parse_page(page, url, "text/html; charset=utf-8", options);
    return parsed ? std::move(*parsed) : ParsedPage{};
}

std::string script(std::string_view json) {
    return "<script type=\"application/ld+json\">" + std::string(json) + "</script>";
}

// --- JSON that is not quite JSON ---

TEST(RepairJson, GivesJsonWhateverComesIn) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {R"({"a":1})", R"([{"a":1}])"},
        {R"({"a":1,})", R"([{"a":1}])"},
        {R"({"a":[1,2,],})", R"([{"a":[1,2]}])"},
        {R"({"a":1}{"b":2})", R"([{"a":1},{"b":2}])"},
        {R"({"a":1},{"b":2})", R"([{"a":1},{"b":2}])"},
        {R"([{"a":1}{"b":2}])", R"([[{"a":1},{"b":2}]])"},
        {R"({"a":1};)", R"([{"a":1}])"},
        {"//<![CDATA[\n{\"a\":1}\n//]]>", R"([{"a":1}])"},
        {"/*<![CDATA[*/{\"a\":1}/*]]>*/", R"([{"a":1}])"},
        {"<![CDATA[{\"a\":1}]]>", R"([{"a":1}])"},
        {"<!-- {\"a\":1} -->", R"([{"a":1}])"},
        {"{\"a\":1, // one\n \"b\":2 /* two */}", R"([{"a":1,"b":2}])"},
        {"{\"a\":\"http://courier.example/\"}", R"([{"a":"http://courier.example/"}])"},
        {"{\"a\":\"one\ntwo\tthree\"}", R"([{"a":"one two three"}])"},
        {R"({"a":"it\'s"})", R"([{"a":"it's"}])"},
        {R"({"a":"C:\dir"})", R"([{"a":"C:dir"}])"},
        {R"({"a":"He said "no" again","b":1})", R"([{"a":"He said \"no\" again","b":1}])"},
        {"{\"a\":\"x\"\n\"b\":2}", R"([{"a":"x","b":2}])"},
        {R"({a:1,'b':'two'})", R"([{"a":1,"b":"two"}])"},
        {R"({"a":undefined,"b":NaN,"c":true,"d":01})", R"([{"a":null,"b":null,"c":true,"d":null}])"},
        {R"({"a":{"b":[1,{"c":"d)", R"([{"a":{"b":[1,{"c":"d"}]}}])"},
        {R"({"a":)", R"([{"a":null}])"},
        {R"({"a")", R"([{"a":null}])"},
        {R"({"a":"\ud83d\ude00","b":"\ud83d"})", "[{\"a\":\"\xF0\x9F\x98\x80\",\"b\":\"\xEF\xBF\xBD\"}]"},
        {"{&quot;a&quot;:&quot;one &amp; two&quot;}", R"([{"a":"one & two"}])"},
        {"window.data = {\"a\":1}", R"([{"a":1}])"},
        {"", "[]"},
        {"no json", "[]"},
        {"}}]]", "[]"},
    };
    for (const auto& [broken, expected] : cases) {
        const auto value = core::parse_json(repair_json(broken));
        ASSERT_TRUE(value) << broken << " became " << repair_json(broken);
        EXPECT_EQ(value->dump(), expected) << broken;
    }
}

TEST(RepairJson, HoldsDepthAndSize) {
    const std::string deep(100'000, '[');
    const std::string objects = [] {
        std::string out;
        for (int i = 0; i < 100'000; ++i) out += R"({"a":)";
        return out;
    }();
    const std::string quotes = [] {
        std::string out;
        while (out.size() < (std::size_t{1} << 20U)) out += R"({"a"x"b)";
        return out;
    }();
    for (const std::string_view hostile :
         {std::string_view(deep), std::string_view(objects), std::string_view(quotes)}) {
        const std::string repaired = repair_json(hostile);
        EXPECT_LE(repaired.size(), 2 * hostile.size() + 100);
        EXPECT_TRUE(core::parse_json(repaired));
    }
    EXPECT_LE(repair_json(std::string(5000, ' ') + "{}", {.max_bytes = 100}).size(), 2U);
}

TEST(LinkedData, OfHostileScriptsIsReadInTime) {
    std::string deep = R"({"@type":"NewsArticle","headline":"Rain","author":)";
    for (int i = 0; i < 100'000; ++i) deep += R"([{"author":)";
    const std::string_view scripts[] = {deep};
    EXPECT_EQ(read_linked_data(scripts, "").article.headline, "Rain");
    std::string large = R"({"@graph":[)";
    while (large.size() < (std::size_t{1} << 20U))
        large += R"({"@type":"NewsArticle","headline":"Rain","author":"A"},)";
    const std::string_view many[] = {large};
    EXPECT_EQ(read_linked_data(many, "").article.headline, "Rain");
}

TEST(LinkedData, TellsOrganizationsLicenceAndLogo) {
    const std::string_view scripts[] = {
        R"({"@type":"NewsArticle","headline":"Rain","license":"https://creativecommons.org/licenses/by/4.0/",
            "author":[{"@type":"Person","name":"Ann Example"},{"@type":"NewsMediaOrganization","name":"The Courier"}],
            "publisher":{"@type":"Organization","name":"The Courier","logo":{"url":"/logo.png","width":600,"height":60}}})"};
    const LinkedArticle found = read_linked_data(scripts, "").article;
    EXPECT_EQ(found.authors, (Names{"Ann Example", "The Courier"}));
    EXPECT_EQ(found.organizations, Names{"The Courier"});
    EXPECT_EQ(found.license, "https://creativecommons.org/licenses/by/4.0/");
    ASSERT_EQ(found.logos.size(), 1U);
    EXPECT_EQ(found.logos[0].width, 600);
}

// --- titles ---

TEST(Title, IsTheNewsroomsWhereTheTitleElementIsForSearchEngines) {
    const std::string seo = "<title>Harbour weather today: rain and wind | The Courier</title>";
    EXPECT_EQ(read(seo + "<meta property=og:title content=\"Rain over the harbour keeps boats in\">" +
                   script(R"({"@type":"NewsArticle","headline":"Harbour weather today: rain and wind"})"))
                  .title,
              "Rain over the harbour keeps boats in");
    EXPECT_EQ(read(seo + "<meta property=og:title content=\"Harbour weather today: rain and wind\">" +
                   script(R"({"@type":"NewsArticle","headline":"Rain over the harbour keeps boats in"})"))
                  .title,
              "Rain over the harbour keeps boats in");
    // A title that has nothing to do with the page is the site's, said on every page.
    const ParsedPage page =
        read(seo + "<meta property=og:title content=\"Your daily paper\">" +
             script(R"({"@type":"NewsArticle","headline":"Harbour weather today: rain and wind"})"));
    EXPECT_EQ(page.title, "Harbour weather today: rain and wind");
    ASSERT_FALSE(page.passed_over.empty());
    EXPECT_EQ(page.passed_over.front().value, "Your daily paper");
}

TEST(Title, IsWholeWhereAnotherPlaceCutIt) {
    EXPECT_EQ(read("<meta property=og:title content=\"Rain over the harbour keeps the boats in until noon\">" +
                   script(R"({"@type":"NewsArticle","headline":"Rain over the harbour keeps the…"})"))
                  .title,
              "Rain over the harbour keeps the boats in until noon");
}

// --- people ---

TEST(NamesOfByline, KnowsTheWordsOfManyLanguages) {
    const std::pair<std::string_view, Names> cases[] = {
        {"By ANN EXAMPLE", {"ANN EXAMPLE"}},
        {"Written by Ann Example & Bo Sample", {"Ann Example", "Bo Sample"}},
        {"Von Karla Muster und Udo Probe, Berlin-Korrespondent", {"Karla Muster", "Udo Probe"}},
        {"Par Anne Exemple et Luc Modèle", {"Anne Exemple", "Luc Modèle"}},
        {"Por Ana Ejemplo y Luis Muestra", {"Ana Ejemplo", "Luis Muestra"}},
        {"Di Anna Esempio e Ugo Prova", {"Anna Esempio", "Ugo Prova"}},
        {"Door Anna Voorbeeld", {"Anna Voorbeeld"}},
        {"Автор: Анна Пример", {"Анна Пример"}},
        {"作者：例子", {"例子"}},
        {"홍길동 기자", {"홍길동"}},
        {"Ann Example (Reuters)", {"Ann Example"}},
        {"Ann Example, ann@courier.example", {"Ann Example"}},
        {"Ann Example, Ann Example", {"Ann Example"}},
        {"Published 21 September 2018", {}},
        {"Veröffentlicht am 21.09.2018", {}},
        {"5 Minuten Lesezeit", {}},
    };
    for (const auto& [line, names] : cases) EXPECT_EQ(names_of_byline(line), names) << line;
}

TEST(Bylines, TellPersonsFromNewsrooms) {
    EXPECT_TRUE(is_full_name("Ann Example"));
    EXPECT_TRUE(is_full_name("Ludwig van der Probe"));
    EXPECT_FALSE(is_full_name("Example"));
    EXPECT_FALSE(is_full_name("All the latest"));
    EXPECT_TRUE(is_organization("Associated Press"));
    EXPECT_TRUE(is_organization("Courier Newsroom"));
    EXPECT_TRUE(is_organization("Redaktion Beispielblatt"));
    EXPECT_FALSE(is_organization("Ann Example"));
    Names names{"AFP", "Ann Example", "Agence France-Presse"};
    drop_repeated_agencies(names);
    EXPECT_EQ(names, (Names{"Ann Example", "Agence France-Presse"}));
}

TEST(Authors, AreFoundInEveryDialect) {
    constexpr std::string_view title = "<h1>Rain over the harbour</h1>";
    const auto body = [&](std::string_view byline) { return std::string(title) + std::string(byline); };
    const Names ann{"Ann Example"};
    EXPECT_EQ(read("<meta name=author content=\"By Ann Example\">").authors, ann);
    EXPECT_EQ(read("<meta name=DC.creator content=\"Ann Example\">").authors, ann);
    EXPECT_EQ(read("<meta name=citation_author content=\"Example, Ann\">").authors, ann);
    EXPECT_EQ(read("<meta name=parsely-author content=\"Ann Example\">").authors, ann);
    EXPECT_EQ(read("", "<span itemprop=author><span itemprop=name>Ann Example</span></span>").authors, ann);
    EXPECT_EQ(read("", "<span property=schema:author>Ann Example</span>").authors, ann);
    EXPECT_EQ(read("", "<a rel=author href=/ann>Ann Example</a>").authors, ann);
    EXPECT_EQ(read("<title>Rain over the harbour</title>", body("<div class=byline>By Ann Example</div>")).authors,
              ann);
    EXPECT_EQ(read("<title>Rain over the harbour</title>", body("<p>21.09.2018 | 14:07 | By Ann Example</p>")).authors,
              ann);
    EXPECT_EQ(read("<title>Rain over the harbour</title>", body("<p><a href=/author/ann>Ann Example</a></p>")).authors,
              ann);
    EXPECT_TRUE(
        read("<title>Rain over the harbour</title>", body("<p>Sailing by the sea is over.</p>")).authors.empty());
}

TEST(Authors, OrganizationsAreToldApart) {
    const ParsedPage page = read("<meta name=author content=\"Ann Example, Associated Press\">");
    EXPECT_EQ(page.authors, (Names{"Ann Example", "Associated Press"}));
    EXPECT_EQ(page.author_organizations, Names{"Associated Press"});
}

// --- addresses ---

TEST(Addresses, CanonicalIsBelievedOnlyOfTheSameSite) {
    EXPECT_EQ(read("<link rel=canonical href=/rain#top>").canonical_url, "https://www.courier.example/rain");
    EXPECT_EQ(read("<link rel=canonical href=https://courier.example/rain>").canonical_url,
              "https://courier.example/rain");
    const ParsedPage stranger = read(
        "<link rel=canonical href=https://other.example/rain><meta property=og:url "
        "content=https://www.courier.example/rain>");
    EXPECT_EQ(stranger.canonical_url, "https://www.courier.example/rain");
    ASSERT_EQ(stranger.passed_over.size(), 1U);
    EXPECT_EQ(stranger.passed_over[0].value, "https://other.example/rain");
    EXPECT_TRUE(read("<link rel=canonical href=/>").canonical_url.empty());
}

TEST(Addresses, AmpIsDeclaredOrThePageItself) {
    const ParsedPage page = read("<link rel=amphtml href=https://www.courier.example/rain/amp>");
    EXPECT_EQ(page.amp_url, "https://www.courier.example/rain/amp");
    EXPECT_EQ(page.amp_cache_url, "https://www-courier-example.cdn.ampproject.org/c/s/www.courier.example/rain/amp");
    EXPECT_FALSE(page.is_amp);
    const auto amp = parse_page(
        "<!doctype html><html ⚡ lang=en><link rel=canonical href=https://courier.example/rain>"
        "<p>Rain</p>",
        "https://courier.example/amp/rain", "text/html; charset=utf-8");
    ASSERT_TRUE(amp);
    EXPECT_TRUE(amp->is_amp);
    EXPECT_EQ(amp->amp_url, "https://courier.example/amp/rain");
    EXPECT_EQ(amp->canonical_url, "https://courier.example/rain");
    const ParsedPage kept = read("<link rel=canonical href=https://courier.example/rain>", "", {},
                                 "https://courier-example.cdn.ampproject.org/c/s/courier.example/amp/rain");
    EXPECT_EQ(kept.canonical_url, "https://courier.example/rain");
    EXPECT_EQ(kept.amp_url, "https://courier.example/amp/rain");
    EXPECT_EQ(kept.provider_domain, "courier.example");
}

TEST(Addresses, AmpCacheNamesHostsAsItsSpecificationSays) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"https://news.courier.example/amp",
         "https://news-courier-example.cdn.ampproject.org/c/s/news.courier.example/amp"},
        {"http://courier.example/amp", "https://courier-example.cdn.ampproject.org/c/courier.example/amp"},
        {"https://news-courier.example/a",
         "https://news--courier-example.cdn.ampproject.org/c/s/news-courier.example/a"},
        {"https://en-us.example/a", "https://0-en--us-example-0.cdn.ampproject.org/c/s/en-us.example/a"},
        {"no address", ""},
    };
    for (const auto& [amp, cached] : cases) EXPECT_EQ(amp_cache_url(amp), cached) << amp;
}

// --- rights ---

TEST(Rights, RobotsDirectivesAddUp) {
    const ParsedPage page = read(
        "<meta name=robots content=\"noarchive, max-snippet:160\">"
        "<meta name=googlebot content=\"max-snippet:50\">",
        "", {.max_bytes = 1U << 20U, .markup = {}, .robots_header = "otherbot: noindex"});
    EXPECT_TRUE(page.robots.noarchive);
    EXPECT_FALSE(page.robots.noindex);
    EXPECT_EQ(page.robots.max_snippet, 50);
    const ParsedPage lines = read("", "", {.robots_header = "otherbot: noindex, nofollow\nnoarchive, nosnippet"});
    EXPECT_FALSE(lines.robots.noindex || lines.robots.nofollow);
    EXPECT_TRUE(lines.robots.noarchive && lines.robots.nosnippet);
    RobotsDirectives none;
    read_robots("none", none);
    EXPECT_TRUE(none.noindex && none.nofollow);
    RobotsDirectives header;
    read_robots("googlebot: noindex, max-snippet: 0", header);
    EXPECT_TRUE(header.noindex && header.nosnippet);
    RobotsDirectives open;
    read_robots("index, follow, max-snippet:-1, max-image-preview:large, unavailable_after: 2030-01-01", open);
    EXPECT_FALSE(open.noindex || open.nofollow || open.nosnippet);
    EXPECT_EQ(open.max_snippet, -1);
}

TEST(Rights, LicenceIsDeclaredOrLinkedOnce) {
    constexpr std::string_view by = "https://creativecommons.org/licenses/by/4.0/";
    EXPECT_EQ(read("<link rel=license href=https://creativecommons.org/licenses/by/4.0/>").license, by);
    EXPECT_EQ(read("", "<a rel=license href=https://creativecommons.org/licenses/by/4.0/>CC</a>").license, by);
    EXPECT_EQ(read("", "<p><a href=https://creativecommons.org/licenses/by/4.0/>CC</a></p>").license, by);
    EXPECT_EQ(read("",
                   "<figure><figcaption><a href=https://creativecommons.org/licenses/by/4.0/>CC</a></figcaption>"
                   "</figure>")
                  .license,
              "");
}

TEST(Rights, AccessIsKeptAsDeclared) {
    EXPECT_EQ(
        read(script(R"({"@type":"NewsArticle","headline":"Rain","isAccessibleForFree":false})")).is_accessible_for_free,
        false);
    EXPECT_EQ(read("<meta itemprop=isAccessibleForFree content=true>").is_accessible_for_free, true);
    EXPECT_FALSE(read("").is_accessible_for_free);
}

// --- the rest ---

TEST(Logos, AreOrderedByWhatTheyAreFor) {
    const ParsedPage page = read(
        "<link rel=icon href=/favicon.ico><link rel=apple-touch-icon href=/icon-57x57.png>"
        "<link rel=apple-touch-icon href=/icon-180x180.png>" +
        script(R"({"@type":"NewsArticle","headline":"Rain","publisher":{"name":"C",)"
               R"("logo":"/logo.png"}})"));
    ASSERT_EQ(page.logos.size(), 4U);
    EXPECT_EQ(page.logos[0].url, "https://www.courier.example/logo.png");
    EXPECT_EQ(page.logos[1].url, "https://www.courier.example/icon-180x180.png");
    EXPECT_EQ(page.logos[1].width, 180);
    EXPECT_EQ(page.logos[3].url, "https://www.courier.example/favicon.ico");
}

TEST(Excerpt, IsOneCleanParagraph) {
    constexpr std::string_view text =
        "<p>The ferries stayed in the harbour all morning because of the wind and the rain, and nobody crossed.</p>"
        "<p>At noon the wind turned, the rain grew lighter, and the first boat left with forty passengers.</p>";
    const ParsedPage cut = read(
        "<meta name=description content=\"The ferries stayed in the harbour all morning because of the...\">", text);
    EXPECT_EQ(cut.excerpt,
              "The ferries stayed in the harbour all morning because of the wind and the rain, and nobody crossed.");
    const ParsedPage words =
        read("<meta name=description content=\"harbour, rain, ferries, wind, weather, news\">", text);
    EXPECT_TRUE(words.excerpt.starts_with("The ferries stayed"));
    std::string longest = "<meta name=description content=\"";
    for (int i = 0; i < 100; ++i) longest += "Rain falls. ";
    EXPECT_LE(text::count_characters(read(longest + "\">").excerpt), 340U);
}

TEST(Figures, OfListsAndTitles) {
    EXPECT_TRUE(is_same_title("Rain  over\u200B the harbour", "Rain over the harbour "));
    EXPECT_FALSE(is_same_title("Rain", "rain"));
    const NameLists pages[] = {{{"Ann Example"}, {"ann example", "Bo"}}, {{}, {}}};
    const ListFigures figures = evaluate_lists(pages);
    EXPECT_DOUBLE_EQ(figures.precision, 0.5);
    EXPECT_DOUBLE_EQ(figures.recall, 1.0);
    EXPECT_DOUBLE_EQ(figures.mean_f1, (2.0 / 3.0 + 1.0) / 2.0);
}

}  // namespace
}  // namespace masthead::page
