#include "publish/sample_edition.h"

#include "core/hash.h"
#include "core/stable_order.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace masthead::test {
namespace {

using core::Instant;

const Instant edition_time = *core::parse_instant("2022-11-18T14:00:00Z");

struct Outlet {
    std::string_view domain;
    std::string_view name;
    std::string_view owner;
    std::string_view language;
};
constexpr std::array<Outlet, 20> outlets = {{
    {"strait-observer.example", "Strait Observer", "Strait Media", "en"},
    {"tide-and-trade.example", "Tide & Trade", "", "en"},
    {"northern-ledger.example", "Northern Ledger", "Ledger Group", "en"},
    {"pilot-weekly.example", "Pilot Weekly", "", "en"},
    {"windward.example", "Windward", "", "en"},
    {"coast-radio.example", "Coast Radio", "", "en"},
    {"met-sound.example", "Met Sound", "", "en"},
    {"harbour-wire.example", "Harbour Wire", "", "en"},
    {"southern-ledger.example", "Southern Ledger", "Ledger Group", "en"},
    {"morning-strait.example", "Morning Strait", "Strait Media", "en"},
    {"dock-and-rail.example", "Dock and Rail", "", "en"},
    {"the-skerry.example", "The Skerry", "", "en"},
    {"hafenblatt.example", "Hafenblatt", "", "de"},
    {"kaikyo-shimbun.example", "海峡新聞", "", "ja"},
    {"almina.example", "صحيفة الميناء", "", "ar"},
    {"island-post.example", "Island Post", "", "en"},
    {"cargo-notes.example", "Cargo Notes", "", "en"},
    {"blue-economy.example", "Blue Economy Review", "", "en"},
    {"lighthouse-journal.example", "Lighthouse Journal", "", "en"},
    {"fathom.example", "Fathom", "", "en"},
}};

struct Telling {
    int outlet;
    std::string title;
    std::string_view excerpt;
    int minutes_ago;
    int copy_of = -1;  // Place of the original in the same list.
};

struct Happening {
    std::string_view topic;
    std::string_view picture;  // File name, empty: none.
    std::vector<Telling> tellings;
    int further = 0;  // Reports to add by number, from the outlets that are left.
    bool is_video = false;
};

std::vector<Happening> happenings() {
    return {
        {"ports",
         "outer-basin",
         {
             {0, "Two northern ports agree to share one traffic control centre",
              "The centre opens in spring and will guide every vessel over 80 metres through the strait. Pilots "
              "welcome the plan; smaller harbours fear a fee.",
              540},
             {1, "What one control room means for the night ferries",
              "Ferry crews have steered by two voices for thirty years. From April there will be one.", 420},
             {2, "Harbour masters: the fee is settled, the staff are not",
              "Who sits at the desks is still open, say the two harbour masters.", 380},
             {3, "Pilots back joint traffic centre after two years of talks",
              "The pilots' guild voted by a wide margin.", 350},
             {12, "Zwei Nordhäfen teilen sich künftig eine Verkehrszentrale",
              "Die Zentrale nimmt im Frühjahr den Betrieb auf.", 300},
             {7, "Two northern ports agree to share one traffic control centre", "The centre opens in spring.", 520, 0},
             {8, "Southern harbours ask for a seat in the joint control room",
              "The smaller ports want a vote on the fee.", 200},
             {9, "Two northern ports agree to share one traffic control centre", "The centre opens in spring.", 500, 0},
             {13, "北部の二港、交通管制センターを共同運用へ", "春に開設され、海峡を通る大型船を誘導する。", 180},
             {14, "ميناءان شماليان يتفقان على مركز مشترك لمراقبة الملاحة", "يفتتح المركز في الربيع.", 160},
         },
         9},
        {"offshore-wind",
         "",
         {
             {4, "First floating turbine survives a hundred-year wave",
              "Sensors logged 21 metres. The anchors moved by less than a hand.", 660},
             {17, "Floating turbine rides out record wave off the Skerries",
              "Insurers had asked for exactly this proof.", 300},
             {19, "What the hundred-year wave did to the floating turbine: nothing", "", 45},
             {5, "Engineers check the floating turbine after the record wave", "", 30},
         },
         8},
        {"customs",
         "",
         {
             {2, "Paper cargo lists end in January, forwarders ask for six months more",
              "A third of small firms have not tested the new system.", 1500},
             {16, "Forwarders plead for time before paper cargo lists go", "", 1440},
             {1, "Customs stands by January for the end of paper cargo lists", "", 1200},
         },
         4},
        {"fisheries",
         "herring",
         {
             {5, "Herring quota rises for the first time in nine years",
              "Scientists agree on the number and differ on the reason.", 1100},
             {15, "Island boats welcome the higher herring quota", "", 700},
             {11, "Herring quota: why the scientists disagree about good news", "", 240},
         },
         2},
        {"weather",
         "ice",
         {
             {6, "Ice warning for the inner lanes three weeks early",
              "The icebreaker crews have been called in from leave.", 120},
             {15, "Inner lanes may close for small craft by Sunday", "", 70},
             {18, "Early ice: what skippers should know", "", 40},
         }},
        {"shipping-lanes",
         "canal",
         {
             {1, "Canal authority drops the night convoy",
              "Two convoys a day remain; the waiting line grows by an estimated four hours.", 300},
             {10, "Night convoy gone: rail freight expects a windfall", "", 200},
             {16, "Four hours longer: what the dropped night convoy costs", "", 130},
         }},
        {"ports",
         "tug",
         {
             {3, "Tug strike called off overnight", "Both sides speak of a fair result and name no figure.", 260},
             {0, "Tugs sail again after a night of talks", "", 200},
         }},
        {"fisheries",
         "",
         {
             {11, "Seaweed farm gets its permit", "Forty hectares off the western skerry, for ten years.", 410},
             {17, "Forty hectares of kelp: the first farm of its size", "", 350},
         }},
        {"offshore-wind",
         "cable",
         {
             {4, "Second sea cable laid a month ahead of plan",
              "The ship waited eleven days for calm water and then did not stop.", 900},
             {17, "Sea cable early, grid connection late", "", 800},
         }},
        {"ports",
         "",
         {
             {10, "Grain terminal runs its first week without a single lorry", "Everything that arrived left by rail.",
              1300},
         }},
        {"customs",
         "",
         {
             {12, "Zoll testet Siegel, die ihre Geschichte erzählen",
              "Jede Öffnung wird aufgezeichnet und lässt sich am Kai ablesen.", 1600},
             {16, "Customs tries container seals that keep a diary", "", 1500},
         }},
        {"shipping-lanes",
         "lighthouse",
         {
             {18, "The last keeper hands over the key of Low Light",
              "After 41 years the lamp will be watched from the mainland.", 2000},
             {5, "A song for the last keeper of Low Light", "", 1900},
         }},
        {"weather",
         "",
         {
             {6, "Why the spring tide came twice this month",
              "Two lows and one moon: the forecast office explains the odd week.", 2300},
         },
         0,
         true},
        {"fisheries",
         "",
         {
             {13, "養殖場の新しい網、アザラシの被害を半減", "試験は三年にわたり行われた。", 2600},
         }},
        {"ports",
         "",
         {
             {9, "Old cold store becomes a school for welders", "The first forty places were filled in a day.", 2700},
             {0, "Forty welders learn where herring froze", "", 2500},
         }},
        {"offshore-wind",
         "",
         {{19, "Birds learn to fly round the turbines, a ten-year count suggests",
           "Most species pass at the same distance, day and night.", 2900}}},
        {"shipping-lanes",
         "",
         {{16, "Container line leaves the strait service after one season", "The ships go to the southern route.",
           3100}}},
        {"customs",
         "",
         {{2, "Small parcels make up half of all declarations", "Five years ago it was a tenth.", 3300}}},
        {"ports",
         "",
         {{10, "Tug strike begins at dawn in both northern ports", "Ships over 120 metres wait outside.", 3500}}},
        {"weather",
         "",
         {{6, "Fog horn trial annoys fewer neighbours than feared", "Eleven complaints in four weeks.", 3700}}},
        {"fisheries",
         "",
         {{15, "Lobster season opens with half the boats", "Fuel and age keep the others in port.", 3900}}},
        {"offshore-wind",
         "",
         {{4, "Blade factory takes over the closed yard", "The halls are long enough, the road is not.", 4100}}},
        {"shipping-lanes",
         "",
         {{1, "Speed limit for the whale months is kept by nine ships in ten", "The tenth is mostly late.", 4300}}},
        {"customs",
         "",
         {{16, "New scanner sees through a full truck in forty seconds", "It needs a building of its own.", 4500}}},
        {"ports", "", {{0, "Tug crews vote on a strike", "The two northern ports count the votes on Tuesday.", 4700}}},
    };
}

model::Provider provider_of(const Outlet& outlet) {
    model::Provider provider;
    provider.domain = outlet.domain;
    provider.name = outlet.name;
    provider.owner = outlet.owner;
    provider.is_known = outlet.domain < std::string_view("n");
    if (provider.is_known)
        provider.images = {{"https://img.example/logos/" + provider.domain + "-50x50.jpg", 50, 50, false, "", ""}};
    return provider;
}

std::string slug_of(std::string_view title) {
    std::string slug;
    for (const char c : title) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) slug += c;
        if (c >= 'A' && c <= 'Z') slug += static_cast<char>(c + 32);
        if (c == ' ' && !slug.empty() && slug.back() != '-') slug += '-';
    }
    return slug;
}

model::Article article_of(const Outlet& outlet, const Telling& telling, std::string_view topic) {
    model::Article article;
    article.web_url = "https://www." + std::string(outlet.domain) + "/" + std::to_string(telling.minutes_ago) + "/" +
                      slug_of(telling.title);
    article.original_url = article.web_url + "?utm_source=feed";
    article.id = core::to_hex(core::stable_hash(article.web_url));
    article.title = telling.title;
    article.excerpt = telling.excerpt;
    article.language = outlet.language;
    article.published = edition_time - std::chrono::minutes(telling.minutes_ago);
    article.first_seen = article.published + std::chrono::minutes(7);
    article.provider = provider_of(outlet);
    article.source_url = "https://www." + std::string(outlet.domain) + "/feed.xml";
    article.topics = {"the-strait", std::string(topic)};
    if (telling.outlet % 3 == 0) article.authors = {"Ada Fjell", "Tom Marsh"};
    return article;
}

model::Score quality_of(const model::Article& article, bool is_lead) {
    model::Score score;
    score.terms.push_back({"provider", is_lead ? 34 : 21, "a provider others follow"});
    if (!article.excerpt.empty()) score.terms.push_back({"depth", 18, "summary and text"});
    if (!article.images.empty()) score.terms.push_back({"image", 20, "picture"});
    const int length = static_cast<int>(article.title.size());
    if (length > 60)
        score.terms.push_back({"long-title", (60 - length) / 2, "title of " + std::to_string(length) + " characters"});
    return score;
}

model::Score heat_of(int owners, int age_hours, int newer) {
    model::Score score;
    if (owners > 1) score.terms.push_back({"owners", owners * 4, std::to_string(owners) + " owners"});
    score.terms.push_back({"quality", 52, "quality of the lead"});
    if (age_hours < 12) score.terms.push_back({"fresh", 31 - age_hours, "fresh"});
    if (newer > 2) score.terms.push_back({"velocity", newer * 3, "rising"});
    if (age_hours >= 12) score.terms.push_back({"decay", -std::min(age_hours / 2, 40), "cooling"});
    return score;
}

std::vector<Telling> all_tellings(const Happening& happening) {
    auto tellings = happening.tellings;
    constexpr std::array<std::string_view, 5> angles = {"In brief", "The background", "Comment", "Voices from the quay",
                                                        "What happens next"};
    const int span = happening.tellings.front().minutes_ago - 30;
    for (int i = 0; i < happening.further; ++i) {
        const auto& base = happening.tellings.at(static_cast<std::size_t>(i) % happening.tellings.size());
        const std::string title =
            std::string(angles.at(static_cast<std::size_t>(i) % angles.size())) + ": " + base.title;
        tellings.push_back({(7 + i * 3) % 20, title, "", 20 + span * (i + 1) / (happening.further + 1)});
    }
    return tellings;
}

void add_story(model::Edition& edition, const Happening& happening, std::size_t number) {
    const auto tellings = all_tellings(happening);
    model::Story story;
    story.id = core::to_hex(core::mix(number + 1));
    std::vector<std::string> ids;
    for (const auto& telling : tellings) {
        const Outlet& outlet = outlets.at(static_cast<std::size_t>(telling.outlet));
        model::Article article = article_of(outlet, telling, happening.topic);
        if (ids.empty() && happening.is_video) {
            article.type = model::ArticleType::video;
            article.featured_content = "https://www.met-sound.example/player/7";
        }
        if (ids.empty() && !happening.picture.empty()) {
            article.images = {{"https://img.example/" + std::string(happening.picture) + ".jpg", 1200, 800, true,
                               "Drawn for the desk: " + std::string(happening.picture), ""}};
        } else if (ids.empty()) {
            article.images = {
                {"https://img.example/default-logo.jpg", 600, 600, true, "", ""}};  // The one all share: never shown.
        }
        model::ScoredMember member;
        member.article_id = article.id;
        member.quality = quality_of(article, ids.empty());
        member.heat.terms = {{"not-lead", -1, "not the lead"}};
        if (telling.copy_of >= 0) member.duplicate_of = ids.at(static_cast<std::size_t>(telling.copy_of));
        story.first = ids.empty() ? article.published : std::min(story.first, article.published);
        story.last = ids.empty() ? article.published : std::max(story.last, article.published);
        ids.push_back(article.id);
        story.members.push_back(std::move(member));
        edition.articles.emplace(article.id, std::move(article));
    }
    const int age = static_cast<int>((edition_time - story.first) / std::chrono::hours(1));
    const int owners = static_cast<int>(std::min<std::size_t>(tellings.size(), 16));
    story.members.front().heat = heat_of(owners, age, happening.further / 2);
    story.members.front().is_published = true;
    // The lead first, whatever the others' quality.
    const std::string lead = story.members.front().article_id;
    core::sort_stably(story.members, [&](const auto& left, const auto& right) {
        const bool left_leads = left.article_id == lead;
        const bool right_leads = right.article_id == lead;
        return left_leads != right_leads ? left_leads : left.quality.total() > right.quality.total();
    });
    edition.stories.push_back(std::move(story));
}

// The story led by this title; empty: there is none.
std::string led_by(const model::Edition& edition, std::string_view title) {
    for (const auto& story : edition.stories) {
        if (edition.articles.at(story.lead_id()).title == title) return story.id;
    }
    return {};
}

// A strike in three chapters, and what lies near its end.
void link_stories(model::Edition& edition) {
    const auto vote = led_by(edition, "Tug crews vote on a strike");
    const auto strike = led_by(edition, "Tug strike begins at dawn in both northern ports");
    const auto end = led_by(edition, "Tug strike called off overnight");
    const auto centre = led_by(edition, "Two northern ports agree to share one traffic control centre");
    if (vote.empty()) return;
    edition.threads = {{strike, vote}, {end, vote}};
    edition.links = {{strike, vote, 412, 443, std::chrono::hours(20), {{"Tug", 240, false}, {"strike", 203, false}}},
                     {end, strike, 386, 447, std::chrono::hours(50), {{"Tug", 244, false}, {"strike", 203, false}}},
                     {end, centre, 180, 180, {}, {{"northern", 110, false}, {"ports", 70, false}}}};
}

// Of several articles of that title the earliest is meant: the others are copies.
void add_revision(model::Edition& edition, std::string_view now, std::string before, int minutes_after) {
    const model::Article* earliest = nullptr;
    for (const auto& [id, article] : edition.articles) {
        if (article.title == now && (earliest == nullptr || article.published < earliest->published))
            earliest = &article;
    }
    if (earliest == nullptr) return;
    edition.revisions.push_back({earliest->id, earliest->published + std::chrono::minutes(minutes_after),
                                 std::move(before), earliest->excerpt});
}

model::Edition bare_edition() {
    model::Edition edition;
    edition.desk = {"harbour", "The Harbour Desk", "News from the strait: ports, lanes, wind, fish and weather.", "en",
                    "https://harbour.example/news"};
    edition.at = edition_time;
    edition.topics = {
        {"the-strait", "The Strait", "Strait", "", {"strait", "harbour"}, {"#strait"}, {}},
        {"ports", "Ports", "Ports", "The Strait", {"port", "harbour", "tug", "terminal", "crane"}, {"#ports"}, {}},
        {"shipping-lanes", "Shipping lanes", "Lanes", "The Strait", {"lane", "convoy", "canal"}, {}, {}},
        {"offshore-wind", "Offshore wind", "Wind", "The Strait", {"turbine", "sea cable"}, {"#wind"}, {}},
        {"customs", "Customs", "Customs", "The Strait", {"customs", "cargo list"}, {}, {}},
        {"fisheries", "Fisheries", "Fisheries", "The Strait", {"herring", "quota", "seaweed"}, {}, {}},
        {"weather", "Weather", "Weather", "The Strait", {"ice", "tide", "fog"}, {}, {}},
        {"salvage", "Salvage", "Salvage", "The Strait", {"wreck", "salvage"}, {}, {}},
    };
    for (const auto& outlet : outlets) edition.providers.push_back(provider_of(outlet));
    std::sort(edition.providers.begin(), edition.providers.end(),
              [](const auto& left, const auto& right) { return left.domain < right.domain; });
    return edition;
}

}  // namespace

model::Edition sample_edition() {
    return sample_edition(happenings().size());
}

model::Edition sample_edition(std::size_t stories) {
    model::Edition edition = bare_edition();
    const auto all = happenings();
    for (std::size_t i = 0; i < std::min(stories, all.size()); ++i) add_story(edition, all[i], i);
    core::sort_stably(edition.stories, [](const auto& left, const auto& right) { return left.first < right.first; });
    add_revision(edition, "Canal authority drops the night convoy", "Canal authority cancels the night convoy", 40);
    add_revision(edition, "Ice warning for the inner lanes three weeks early", "Ice warning three weeks early", 25);
    add_revision(edition, "Two northern ports agree to share one traffic control centre",
                 "Two northern ports may share a control centre", 95);
    if (!edition.stories.empty())
        edition.redirects = {{"0123456789abcdef", edition.stories.back().id}, {"fedcba9876543210", "0123456789abcdef"}};
    link_stories(edition);
    edition.read_today = stories == 0 ? 12 : 412;
    edition.providers_today = stories == 0 ? 5 : 61;
    return edition;
}

model::Edition crowded_edition(std::size_t count) {
    model::Edition edition = bare_edition();
    const auto all = happenings();
    constexpr std::array<std::string_view, 6> topics = {"ports",   "shipping-lanes", "offshore-wind",
                                                        "customs", "fisheries",      "weather"};
    for (std::size_t i = 0; i < count; ++i) {
        model::Story story;
        story.id = core::to_hex(core::mix(i + 1));
        const std::size_t members = 1 + i % 7;
        for (std::size_t m = 0; m < members; ++m) {
            const auto& source = all[(i + m) % all.size()].tellings.front();
            const auto minutes = static_cast<int>((i * 7 + m * 31) % 40000);
            model::Article article =
                article_of(outlets.at((i + m) % outlets.size()), {0, source.title, source.excerpt, minutes},
                           topics.at(i % topics.size()));
            article.title += ", report " + std::to_string(i) + (m == 0 ? "" : " (" + std::to_string(m) + ")");
            article.web_url += "-" + std::to_string(i) + "-" + std::to_string(m);
            article.id = core::to_hex(core::stable_hash(article.web_url));
            model::ScoredMember member;
            member.article_id = article.id;
            member.quality = quality_of(article, m == 0);
            member.heat.terms = {{"not-lead", -1, "not the lead"}};
            story.first = m == 0 ? article.published : std::min(story.first, article.published);
            story.last = m == 0 ? article.published : std::max(story.last, article.published);
            story.members.push_back(std::move(member));
            edition.articles.emplace(article.id, std::move(article));
        }
        story.members.front().heat = heat_of(static_cast<int>(members), static_cast<int>(i % 60), 0);
        story.members.front().is_published = true;
        edition.stories.push_back(std::move(story));
    }
    edition.read_today = static_cast<int>(std::min<std::size_t>(count * 4, 5000));
    edition.providers_today = static_cast<int>(outlets.size());
    return edition;
}

}  // namespace masthead::test
