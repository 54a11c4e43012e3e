#include "score/reference_check.h"

#include "core/time.h"
#include "score/scoring.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace masthead::score {
namespace {

using Organizations = std::set<std::string, std::less<>>;

int integer_of(const core::Json& json) {
    if (!json.is_string()) return static_cast<int>(json.integer());
    int value = 0;
    const auto digits = json.string();
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool truth_of(const core::Json& json) {
    return json.is_string() ? json.string() == "true" : json.boolean();
}

// Ties go by file name, and a file keeps the day it was first written with, though its date may change.
std::optional<core::Instant> day_of_file(const ReferenceRecord& record) {
    constexpr std::size_t day_length = 10;
    const auto name = std::string_view(record.path).substr(record.path.rfind('/') + 1);
    if (const auto day = core::parse_instant(name.substr(0, day_length))) return day;
    return core::parse_instant(record.published_date_time);
}

// The record as the article that the site scored.
model::Article article_of(const ReferenceRecord& record, const Organizations& organizations,
                          std::span<const model::Topic> topics) {
    model::Article article;
    article.id = record.path.empty() ? record.web_url : record.path;
    article.title = record.title;
    article.web_url = record.web_url;
    article.published = day_of_file(record).value_or(core::Instant{});
    article.provider.domain = record.provider_domain;
    article.provider.is_known = organizations.contains(record.provider_domain);
    article.is_removed = record.is_removed;
    if (record.has_image) article.images.emplace_back();
    if (record.has_amp) article.amp_url = "amp";
    if (record.has_featured_content) article.featured_content = "player";
    for (const auto& name : record.topics) {
        const auto topic = std::ranges::find(topics, name, &model::Topic::name);
        article.topics.push_back(topic == topics.end() ? name : topic->id);  // An unknown topic still counts as one.
    }
    return article;
}

ScoringProfile reference_profile(double organization_weight) {
    ScoringProfile profile{.kind = ProfileKind::everyday, .weights = {}};
    for (const auto& weight : weights_of(ProfileKind::everyday)) profile.weights.emplace(weight.name, weight.value);
    profile.weights["organization"] = organization_weight;
    return profile;
}

// Scores the whole site.
class Check {
  public:
    Check(std::span<const ReferenceRecord> records, const Organizations& organizations,
          std::span<const model::Topic> topics, const ReferenceOptions& options)
        : records_(records), topics_(topics), profile_(reference_profile(organization_weight)) {
        articles_.reserve(records.size());
        for (std::size_t i = 0; i < records.size(); ++i) {
            articles_.push_back(article_of(records[i], organizations, topics));
            by_url_[records[i].web_url].push_back(i);
            if (records[i].provider_domain == options.official_domain) settle_official(i);
        }
    }

    ReferenceFigures run(const ReferenceOptions& options) {
        ReferenceFigures figures;
        for (std::size_t i = 0; i < records_.size(); ++i) {
            const auto line = check(i);
            const bool is_exact = line.quality == line.our_quality;
            const bool is_official = records_[i].provider_domain == options.official_domain;
            (is_official ? figures.official : figures.others) += 1;
            (is_official ? figures.official_exact : figures.others_exact) += is_exact ? 1 : 0;
            figures.exact += is_exact ? 1 : 0;
            figures.lead += (line.heat == -1) == (line.our_heat == -1) ? 1 : 0;
            figures.heat += line.heat == line.our_heat ? 1 : 0;
            figures.published += line.is_published == line.our_published ? 1 : 0;
            figures.lines.push_back(line);
        }
        figures.total = static_cast<int>(records_.size());
        return figures;
    }

  private:
    static constexpr double organization_weight = 40;

    // The term of the subject's own source was given or not by a rule that no record shows: whichever fits.
    void settle_official(std::size_t i) {
        auto& provider = articles_[i].provider;
        provider.is_known = false;
        provider.is_official = true;
        if (quality_of(i) != records_[i].quality) provider.is_official = false;
    }

    [[nodiscard]] int quality_of(std::size_t i) const {
        ScoreInput input;
        input.article = &articles_[i];
        return quality(input, topics_, profile_).total();
    }

    // The related article as one of the records: several may share an address, the stored quality tells which is meant.
    [[nodiscard]] const model::Article* find(const ReferenceRelated& related, std::size_t except) const {
        const auto found = by_url_.find(related.web_url);
        if (found == by_url_.end()) return nullptr;
        for (const auto i : found->second) {
            if (i != except && records_[i].quality == related.quality) return &articles_[i];
        }
        return nullptr;
    }

    [[nodiscard]] ReferenceLine check(std::size_t i) const {
        const auto& record = records_[i];
        const model::Article
            unknown;  // Stands for members of which only the number is known; they have the least quality.
        std::vector<ScoreInput> members(1);
        members.front().article = &articles_[i];
        for (const auto& related : record.related) {
            const auto* article = find(related, i);
            members.emplace_back().article = article == nullptr ? &unknown : article;
        }
        for (int more = 0; more < record.more_related; ++more) members.emplace_back().article = &unknown;
        const auto story = score_story("", members, topics_, profile_, {});
        const auto own = std::ranges::find(story.members, articles_[i].id, &model::ScoredMember::article_id);
        return {record.path,       record.quality,      own->quality.total(), record.heat,
                own->heat.total(), record.is_published, own->is_published};
    }

    std::span<const ReferenceRecord> records_;
    std::span<const model::Topic> topics_;
    ScoringProfile profile_;
    std::vector<model::Article> articles_;
    std::map<std::string_view, std::vector<std::size_t>> by_url_;
};

}  // namespace

core::Result<ReferenceRecord> read_reference(const core::Json& json) {
    if (!json.is_object() || json["title"].string().empty()) {
        return core::fail(core::ErrorCode::invalid,
                          "could not read the reference record: it is no object with a title");
    }
    ReferenceRecord record;
    record.path = json["path"].string();
    record.title = json["title"].string();
    record.web_url = json["webUrl"].string();
    record.published_date_time = json["publishedDateTime"].string();
    record.provider_domain = json["provider"]["domain"].string();
    for (const auto& topic : json["topics"].array()) record.topics.emplace_back(topic.string());
    record.has_image = !json["images"].array().empty();
    record.has_amp = !json["ampWebUrl"].string().empty();
    record.has_featured_content = !json["featuredContent"].string().empty();
    record.is_removed = truth_of(json["removed"]);
    record.quality = integer_of(json["quality"]);
    record.heat = integer_of(json["heat"]);
    record.is_published = truth_of(json["published"]);
    for (const auto& related : json["related"].array()) {
        if (const auto* more = related.find("more")) {
            record.more_related += integer_of(*more);
        } else {
            record.related.push_back({std::string(related["webUrl"].string()), integer_of(related["quality"])});
        }
    }
    return record;
}

ReferenceFigures check_reference(std::span<const ReferenceRecord> records, const Organizations& organizations,
                                 std::span<const model::Topic> topics, const ReferenceOptions& options) {
    return Check(records, organizations, topics, options).run(options);
}

ReferenceFigures check_seed(std::span<const ReferenceRecord> articles, const Organizations& organizations) {
    // The seed's site lists its topics in the record, not their keywords: these follow from the scores. A related entry
    // does not name its topics, so all are taken to have the seed's two.
    constexpr double organization_weight = 30;
    std::vector<model::Topic> topics(2);
    topics[0].id = topics[0].name = "Microsoft AI";
    topics[0].keywords = {"microsoft"};
    topics[1].id = topics[1].name = "AI";
    topics[1].keywords = {"ai", "artificial intelligence"};
    const auto profile = reference_profile(organization_weight);
    ReferenceFigures figures;
    for (const auto& reference : articles) {
        auto article = article_of(reference, organizations, topics);
        article.topics = {topics[0].id, topics[1].id};
        ScoreInput input;
        input.article = &article;
        const int ours = quality(input, topics, profile).total();
        ++figures.total;
        figures.exact += ours == reference.quality ? 1 : 0;
        figures.lines.push_back(
            {article.web_url, reference.quality, ours, reference.heat, 0, reference.is_published, false});
    }
    figures.others = figures.total;
    figures.others_exact = figures.exact;
    return figures;
}

core::Json to_json(const ReferenceLine& line) {
    core::Json json;
    json.add("path", line.path).add("quality", line.quality).add("our_quality", line.our_quality);
    json.add("heat", line.heat).add("our_heat", line.our_heat);
    json.add("published", line.is_published).add("our_published", line.our_published);
    return json;
}

}  // namespace masthead::score
