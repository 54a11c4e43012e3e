// Front-matter records for Jekyll and Hugo, and the topics and organisations beside them in the reference layout.
#include "core/ascii.h"
#include "core/stable_order.h"
#include "publish/edition_view.h"
#include "publish/record_names.h"
#include "publish/related.h"
#include "record/record.h"

#include <algorithm>

namespace masthead::publish {
namespace {

std::vector<record::RecordImage> images_of(const EditionView& view, const std::vector<model::Image>& images,
                                           bool has_cache_flag) {
    std::vector<record::RecordImage> written;
    for (const auto& image : images) {
        std::string address = view.image_address(image);
        if (address.empty()) continue;
        written.push_back({std::move(address), image.width, image.height,
                           has_cache_flag ? std::optional(image.is_cached) : std::nullopt});
    }
    return written;
}

record::RelatedEntry related_entry(const EditionView& view, const model::Article& article, int quality) {
    record::RelatedEntry entry;
    entry.title = article.title;
    if (!article.excerpt.empty()) entry.excerpt = article.excerpt;
    entry.published_date_time = core::format_instant(article.published);
    entry.web_url = article.web_url;
    entry.amp_web_url = article.amp_url;
    entry.cdn_amp_web_url = article.cdn_amp_url;
    entry.type = model::name_of(article.type);
    entry.provider_name = article.provider.name;
    entry.provider_domain = article.provider.domain;
    entry.quality = quality;
    entry.images = images_of(view, article.images, true);
    return entry;
}

record::Record make_record(const EditionView& view, const model::Article& article, const model::ScoredMember& scored) {
    record::Record made;
    made.title = article.title;
    if (!article.excerpt.empty()) made.excerpt = article.excerpt;
    made.published_date_time = core::format_instant(article.published);
    made.original_url = article.original_url;
    made.web_url = article.web_url;
    made.amp_web_url = article.amp_url;
    made.cdn_amp_web_url = article.cdn_amp_url;
    made.type = model::name_of(article.type);
    made.quality = scored.quality.total();
    made.heat = scored.heat.total_without("age");  // A record is not rewritten because time passes.
    made.published = scored.is_published && !article.is_removed;
    if (article.is_removed) made.removed = true;
    made.featured_content = article.featured_content;
    made.provider_name = article.provider.name;
    made.provider_domain = article.provider.domain;
    made.provider_images = images_of(view, article.provider.images, false);
    for (const auto& id : article.topics) {
        if (const auto* topic = view.topic(id)) made.topics.push_back(topic->name);
    }
    made.images = images_of(view, article.images, true);
    return made;
}

// The lead and then the others in the order that the options ask for.
std::vector<Account> ordered_accounts(const EditionView& view, const StoryView& story) {
    if (view.options().related_order == PublishOptions::RelatedOrder::owners_first) {
        std::vector<Account> accounts = {story.accounts.front()};
        for (const auto* account : accounts_by_owner(story)) accounts.push_back(*account);
        return accounts;
    }
    std::vector<Account> accounts = story.accounts;
    core::sort_stably(accounts, [](const Account& left, const Account& right) {
        return left.scored->quality.total() > right.scored->quality.total();
    });
    return accounts;
}

// The best of the others, made once a story: a record takes all of them but itself. Stories nearby are not among them:
// the record has no place to mark them as such.
std::vector<std::pair<std::string_view, record::RelatedEntry>> best_of(const EditionView& view,
                                                                       const StoryView& story) {
    std::vector<Account> accounts = ordered_accounts(view, story);
    // One more than the limit, since a record is never related to itself.
    if (accounts.size() > view.options().related_limit + 1) accounts.resize(view.options().related_limit + 1);
    std::vector<std::pair<std::string_view, record::RelatedEntry>> best;
    best.reserve(accounts.size());
    for (const auto& account : accounts) {
        best.emplace_back(account.article->id, related_entry(view, *account.article, account.scored->quality.total()));
    }
    return best;
}

core::Result<void> write_story_records(const EditionView& view, const StoryView& story,
                                       const std::unordered_map<std::string_view, RecordName>& names,
                                       const FileSink& sink) {
    const auto best = best_of(view, story);
    for (const auto& member : story.story->members) {
        const auto article = view.edition().articles.find(member.article_id);
        const auto name = names.find(member.article_id);
        if (article == view.edition().articles.end() || name == names.end()) continue;
        record::Record made = make_record(view, article->second, member);
        for (const auto& [id, entry] : best) {
            if (made.related.size() == view.options().related_limit) break;
            if (id != member.article_id) made.related.push_back(entry);
        }
        if (auto done = sink({name->second.record_path(), record::write_record(made)}); !done) return done;
    }
    return {};
}

// Plain where every YAML reader agrees that it is this string, else quoted.
std::string scalar(std::string_view text) {
    bool is_plain = !text.empty() && core::is_alpha(text.front()) && text.back() != ' ';
    for (const char c : text)
        is_plain = is_plain && (core::is_alpha(c) || core::is_digit(c) || c == ' ' || c == '.' || c == '-' || c == '/');
    for (const std::string_view word : {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}) {
        if (core::equals_ignoring_case(text, word)) is_plain = false;
    }
    return is_plain ? std::string(text) : record::quote_scalar(text);
}

void append_list(std::string& out, std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    out.append(key).append(":\n");
    for (const auto& value : values) out.append("  - ").append(scalar(value)).append("\n");
}

std::string topic_data(const model::Topic& topic, const model::DeskIdentity& desk) {
    std::string out = "taxonomy: topic\n_id: " + scalar(topic.id) + "\nname: " + scalar(topic.name) + "\n";
    if (!topic.shortname.empty()) out += "shortname: " + scalar(topic.shortname) + "\n";
    if (!topic.parent.empty()) out += "parent: " + scalar(topic.parent) + "\n";
    append_list(out, "keywords", topic.keywords);
    append_list(out, "hashtags", topic.hashtags);
    append_list(out, "images", topic.images);
    if (!desk.url.empty()) out += "services:\n  news: " + scalar(desk.url + "/api/news/" + topic.id + "/") + "\n";
    return out;
}

std::string organization_data(const EditionView& view, const model::Provider& provider) {
    std::string out = "---\ntaxonomy: organization\n_id: " + scalar(provider.domain) +
                      "\nname: " + scalar(provider.name) + "\ndomain: " + scalar(provider.domain) + "\n";
    const auto images = images_of(view, provider.images, false);
    if (!images.empty()) out += "images:\n";
    for (const auto& image : images) {
        out += "  - url: " + scalar(image.url) + "\n    width: " + std::to_string(image.width) +
               "\n    height: " + std::to_string(image.height) + "\n";
    }
    return out + "---\n";
}

bool is_file_name(std::string_view domain) {
    bool is_plain = !domain.empty() && domain.front() != '.' && domain.front() != '-' &&
                    domain.find("..") == std::string_view::npos;
    for (const char c : domain) is_plain = is_plain && (core::is_alpha(c) || core::is_digit(c) || c == '.' || c == '-');
    return is_plain;
}

core::Result<void> write_data(const EditionView& view, const FileSink& sink) {
    std::size_t number = 0;
    for (const auto& topic : view.edition().topics) {
        std::string id;
        for (const char c : topic.id) id += core::is_alpha(c) || core::is_digit(c) ? c : '-';
        const std::string path =
            "_data/topics/" + std::string(number < 10 ? "0" : "") + std::to_string(number) + "-" + id + ".yaml";
        ++number;
        if (auto done = sink({path, topic_data(topic, view.edition().desk)}); !done) return done;
    }
    for (const auto& provider : view.edition().providers) {
        if (!provider.is_known || !is_file_name(provider.domain)) continue;
        if (auto done = sink({"_data/organizations/" + provider.domain + ".md", organization_data(view, provider)});
            !done)
            return done;
    }
    return {};
}

}  // namespace

core::Result<void> write_records(const model::Edition& edition, const PublishOptions& options, const FileSink& sink) {
    const EditionView view(edition, options);
    const auto names = name_records(edition);
    for (const auto& story : view.stories()) {
        if (auto done = write_story_records(view, story, names, sink); !done) return done;
    }
    return write_data(view, sink);
}

}  // namespace masthead::publish
