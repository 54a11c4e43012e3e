#include "page/bylines.h"

#include "core/ascii.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace masthead::page {
namespace {

constexpr std::size_t longest_name = 80;  // Characters.
constexpr std::size_t most_words = 7;
constexpr std::size_t most_names = 20;

// What introduces a name. Capital letters outside ASCII stand for themselves.
constexpr std::array leads{
    std::string_view("by "),
    std::string_view("by: "),
    std::string_view("von "),
    std::string_view("von: "),
    std::string_view("par "),
    std::string_view("par : "),
    std::string_view("por "),
    std::string_view("di "),
    std::string_view("da "),
    std::string_view("door "),
    std::string_view("door: "),
    std::string_view("av "),
    std::string_view("af "),
    std::string_view("od "),
    std::string_view("written by "),
    std::string_view("posted by "),
    std::string_view("story by "),
    std::string_view("reported by "),
    std::string_view("review by "),
    std::string_view("analysis by "),
    std::string_view("opinion by "),
    std::string_view("words by "),
    std::string_view("words: "),
    std::string_view("ein artikel von "),
    std::string_view("ein beitrag von "),
    std::string_view("ein gastbeitrag von "),
    std::string_view("eine analyse von "),
    std::string_view("ein kommentar von "),
    std::string_view("ein interview von "),
    std::string_view("eine kolumne von "),
    std::string_view("geschrieben von "),
    std::string_view("verfasst von "),
    std::string_view("veröffentlicht von "),
    std::string_view("text: "),
    std::string_view("text von "),
    std::string_view("author: "),
    std::string_view("author "),
    std::string_view("authors: "),
    std::string_view("autor: "),
    std::string_view("autor "),
    std::string_view("autorin: "),
    std::string_view("autoren: "),
    std::string_view("autorin/autor "),
    std::string_view("autor/in: "),
    std::string_view("autor:in: "),
    std::string_view("aus "),
    std::string_view("from "),
    std::string_view("publié par "),
    std::string_view("écrit par "),
    std::string_view("rédigé par "),
    std::string_view("posté par "),
    std::string_view("auteur : "),
    std::string_view("auteur: "),
    std::string_view("escrito por "),
    std::string_view("publicado por "),
    std::string_view("redactado por "),
    std::string_view("scritto da "),
    std::string_view("autore: "),
    std::string_view("geschreven door "),
    std::string_view("skriven av "),
    std::string_view("skrevet af "),
    std::string_view("skrevet av "),
    std::string_view("tekst: "),
    std::string_view("autor tekstu: "),
    std::string_view("napisał "),
    std::string_view("napisała "),
    std::string_view("yazan: "),
    std::string_view("автор: "),
    std::string_view("Автор: "),
    std::string_view("автор "),
    std::string_view("Автор "),
    std::string_view("текст: "),
    std::string_view("Текст: "),
    std::string_view("作者："),
    std::string_view("作者:"),
    std::string_view("記者："),
    std::string_view("记者："),
    std::string_view("文："),
    std::string_view("文/"),
    std::string_view("기자: "),
    std::string_view("글: "),
    std::string_view("ผู้เขียน: "),
    std::string_view("الكاتب: "),
    std::string_view("بقلم "),
    std::string_view("كتب "),
    std::string_view("מאת "),
};
// Of those the ones that may also stand inside a line, after a mark.
constexpr std::array introducers{
    std::string_view("by "),
    std::string_view("von "),
    std::string_view("par "),
    std::string_view("por "),
    std::string_view("door "),
    std::string_view("di "),
    std::string_view("av "),
    std::string_view("af "),
    std::string_view("text: "),
    std::string_view("autor: "),
    std::string_view("author: "),
    std::string_view("autorin: "),
    std::string_view("autorin/autor "),
    std::string_view("автор: "),
    std::string_view("Автор: "),
    std::string_view("作者："),
};
constexpr std::array separators{
    std::string_view(" and "),   std::string_view(" und "), std::string_view(" & "),  std::string_view(", "),
    std::string_view("; "),      std::string_view(" | "),   std::string_view(" / "),  std::string_view(" with "),
    std::string_view(" sowie "), std::string_view(" et "),  std::string_view(" y "),  std::string_view(" e "),
    std::string_view(" och "),   std::string_view(" og "),  std::string_view(" és "), std::string_view(" ve "),
    std::string_view(" и "),     std::string_view("·"),     std::string_view("•"),    std::string_view("\n"),
    std::string_view(","),       std::string_view(";"),     std::string_view("、"),   std::string_view("，"),
    std::string_view("；"),
};
// Pieces of a byline that name a job, a place or nothing.
constexpr std::array no_names{
    std::string_view("staff"),          std::string_view("reporter"),
    std::string_view("writer"),         std::string_view("editor"),
    std::string_view("correspondent"),  std::string_view("contributor"),
    std::string_view("redakteur"),      std::string_view("redakteurin"),
    std::string_view("korrespondent"),  std::string_view("korrespondentin"),
    std::string_view("journalist"),     std::string_view("journalistin"),
    std::string_view("chefredakteur"),  std::string_view("follow"),
    std::string_view("updated"),        std::string_view("published"),
    std::string_view("veröffentlicht"), std::string_view("aktualisiert"),
    std::string_view("publié"),         std::string_view("publicado"),
    std::string_view("actualizado"),    std::string_view("minute"),
    std::string_view("minuten"),        std::string_view("minutes"),
    std::string_view("min read"),       std::string_view("lesezeit"),
    std::string_view("lesedauer"),      std::string_view("uhr"),
    std::string_view("https"),          std::string_view("@"),
    std::string_view("admin"),          std::string_view("administrator"),
    std::string_view("view all"),       std::string_view("posts"),
    std::string_view("more"),           std::string_view("mehr"),
    std::string_view("share"),          std::string_view("teilen"),
    std::string_view("subscribe"),      std::string_view("columnist"),
    std::string_view("kolumnist"),      std::string_view("kolumnistin"),
    std::string_view("comment"),        std::string_view("comments"),
    std::string_view("kommentare"),     std::string_view("bio"),
    std::string_view("contact"),        std::string_view("kontakt"),
    std::string_view("photographer"),   std::string_view("fotograf"),
    std::string_view("producer"),       std::string_view("analyst"),
    std::string_view("freelance"),      std::string_view("journaliste"),
    std::string_view("correspondant"),  std::string_view("correspondante"),
    std::string_view("rédacteur"),      std::string_view("rédactrice"),
    std::string_view("periodista"),     std::string_view("corresponsal"),
    std::string_view("redactor"),       std::string_view("redactora"),
    std::string_view("giornalista"),    std::string_view("inviato"),
    std::string_view("inviata"),        std::string_view("profile"),
    std::string_view("profil"),         std::string_view("sign up"),
    std::string_view("newsletter"),     std::string_view("advertisement"),
    std::string_view("anzeige"),        std::string_view("read"),
    std::string_view("print"),
};
// Abbreviation and name, in lower case.
constexpr std::array agencies{
    std::pair{std::string_view("ap"), std::string_view("associated press")},
    std::pair{std::string_view("ap"), std::string_view("the associated press")},
    std::pair{std::string_view("afp"), std::string_view("agence france-presse")},
    std::pair{std::string_view("dpa"), std::string_view("deutsche presse-agentur")},
    std::pair{std::string_view("rtr"), std::string_view("reuters")},
    std::pair{std::string_view("epd"), std::string_view("evangelischer pressedienst")},
    std::pair{std::string_view("kna"), std::string_view("katholische nachrichten-agentur")},
    std::pair{std::string_view("sid"), std::string_view("sport-informations-dienst")},
    std::pair{std::string_view("apa"), std::string_view("austria presse agentur")},
    std::pair{std::string_view("efe"), std::string_view("agencia efe")},
    std::pair{std::string_view("ansa"), std::string_view("agenzia ansa")},
    std::pair{std::string_view("pti"), std::string_view("press trust of india")},
    std::pair{std::string_view("ani"), std::string_view("asian news international")},
    std::pair{std::string_view("ians"), std::string_view("indo-asian news service")},
    std::pair{std::string_view("upi"), std::string_view("united press international")},
    std::pair{std::string_view("pa"), std::string_view("press association")},
    std::pair{std::string_view("pa"), std::string_view("pa media")},
    std::pair{std::string_view("cp"), std::string_view("the canadian press")},
    std::pair{std::string_view("aap"), std::string_view("australian associated press")},
    std::pair{std::string_view("ntb"), std::string_view("norsk telegrambyrå")},
    std::pair{std::string_view("tt"), std::string_view("tidningarnas telegrambyrå")},
    std::pair{std::string_view("anp"), std::string_view("algemeen nederlands persbureau")},
    std::pair{std::string_view("pap"), std::string_view("polska agencja prasowa")},
    std::pair{std::string_view("čtk"), std::string_view("česká tisková kancelář")},
    std::pair{std::string_view("sda"), std::string_view("schweizerische depeschenagentur")},
};
constexpr std::array organization_words{
    std::string_view("redaktion"), std::string_view("newsroom"),   std::string_view("desk"),
    std::string_view("team"),      std::string_view("agentur"),    std::string_view("agency"),
    std::string_view("agencies"),  std::string_view("agenturen"),  std::string_view("press"),
    std::string_view("news"),      std::string_view("media"),      std::string_view("redaction"),
    std::string_view("rédaction"), std::string_view("redacción"),  std::string_view("redacao"),
    std::string_view("redação"),   std::string_view("redazione"),  std::string_view("redactie"),
    std::string_view("redakcja"),  std::string_view("redakce"),    std::string_view("toimitus"),
    std::string_view("institute"), std::string_view("university"), std::string_view("foundation"),
    std::string_view("board"),     std::string_view("bureau"),     std::string_view("gmbh"),
    std::string_view("inc"),       std::string_view("ltd"),        std::string_view("verlag"),
    std::string_view("zeitung"),   std::string_view("magazin"),    std::string_view("magazine"),
    std::string_view("editors"),   std::string_view("редакция"),
};

std::string_view without_lead(std::string_view name) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view lead : leads) {
            if (!core::starts_with_ignoring_case(name, lead)) continue;
            name = core::trim(name.substr(lead.size()));
            again = true;
        }
    }
    return name;
}

// `word` as a word of its own in `text`, any case.
bool holds_word(std::string_view text, std::string_view word) {
    for (std::size_t at = core::find_ignoring_case(text, word); at != std::string_view::npos;
         at = core::find_ignoring_case(text, word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !core::is_alpha(text[at - 1]) || !core::is_alpha(word.front());
        const bool ends = end == text.size() || !core::is_alpha(word.back()) || !core::is_alpha(text[end]) ||
                          text.substr(end) == "s" || text.substr(end) == "s ";
        if (begins && ends) return true;
    }
    return false;
}

bool is_name(std::string_view name) {
    if (name.size() < 2 || text::count_characters(name) > longest_name) return false;
    if (static_cast<std::size_t>(std::ranges::count(name, ' ')) >= most_words) return false;
    const auto letters =
        std::ranges::count_if(name, [](char c) { return core::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80; });
    if (letters < 2 || std::ranges::count_if(name, core::is_digit) > 2) return false;
    return std::ranges::none_of(no_names, [&](std::string_view word) { return holds_word(name, word); });
}

std::size_t next_separator(std::string_view text, std::size_t& length) {
    std::size_t first = std::string_view::npos;
    for (const std::string_view separator : separators) {
        const std::size_t at = core::find_ignoring_case(text, separator);
        if (at < first) {
            first = at;
            length = separator.size();
        }
    }
    return first;
}

// "Ann Example (Reuters)", "- Ann Example -", "\"Ann Example\"": the name alone.
std::string_view tidy(std::string_view name) {
    constexpr std::string_view marks = " -|:*\"'.\t";
    for (const char bracket : {'(', '[', '<'}) {
        const std::size_t at = name.find(bracket);
        if (at != std::string_view::npos && at > 0) name = name.substr(0, at);
    }
    while (!name.empty() && marks.contains(name.front())) name.remove_prefix(1);
    // A full stop at the end may belong to the name: "Sammy Davis Jr."
    while (!name.empty() && marks.contains(name.back()) && name.back() != '.') name.remove_suffix(1);
    // Korean reporters sign with their job behind the name.
    constexpr std::string_view korean_job = " 기자";
    if (name.ends_with(korean_job)) name.remove_suffix(korean_job.size());
    return core::trim(name);
}

std::string_view last_word(std::string_view name) {
    const std::size_t space = name.rfind(' ');
    return space == std::string_view::npos ? name : name.substr(space + 1);
}

}  // namespace

std::vector<std::string> names_of_byline(std::string_view byline) {
    std::vector<std::string> names;
    std::string_view rest = core::trim(byline);
    while (!rest.empty() && names.size() < most_names) {
        std::size_t length = 0;
        const std::size_t at = next_separator(rest, length);
        const std::string_view name = tidy(without_lead(core::trim(rest.substr(0, at))));
        if (is_name(name) && std::ranges::find(names, name) == names.end()) names.emplace_back(name);
        if (at == std::string_view::npos) break;
        rest = core::trim(rest.substr(at + length));
    }
    return names;
}

std::size_t find_byline(std::string_view line) {
    for (const std::string_view word : introducers) {
        for (std::size_t at = core::find_ignoring_case(line, word); at != std::string_view::npos;
             at = core::find_ignoring_case(line, word, at + 1)) {
            const std::string_view before = core::trim(line.substr(0, at));
            if (before.empty() || std::string_view("|/,-:;").contains(before.back()) || before.ends_with("·") ||
                before.ends_with("•") || before.ends_with("–"))
                return at;
        }
    }
    return std::string_view::npos;
}

bool is_organization(std::string_view name) {
    const std::string lower = core::to_lower(name);
    const bool is_agency = std::ranges::any_of(
        agencies, [&](const auto& agency) { return lower == agency.first || lower == agency.second; });
    if (is_agency) return true;
    const std::string_view first = std::string_view(lower).substr(0, lower.find(' '));
    return std::ranges::any_of(organization_words,
                               [&](std::string_view word) { return word == last_word(lower) || word == first; });
}

bool is_full_name(std::string_view name) {
    constexpr std::array particles{
        std::string_view("de"),  std::string_view("da"),  std::string_view("del"), std::string_view("der"),
        std::string_view("den"), std::string_view("di"),  std::string_view("du"),  std::string_view("la"),
        std::string_view("van"), std::string_view("von"), std::string_view("bin"), std::string_view("al"),
        std::string_view("el"),  std::string_view("zu"),  std::string_view("ter"), std::string_view("dos"),
        std::string_view("af"),  std::string_view("e"),   std::string_view("y")};
    if (name.find_first_of(":/0123456789") != std::string_view::npos) return false;
    std::size_t words = 0;
    for (const std::string_view word : core::split(name, ' ')) {
        if (word.empty()) continue;
        const bool is_small = word.front() >= 'a' && word.front() <= 'z';
        if (is_small && (words == 0 || std::ranges::find(particles, word) == particles.end())) return false;
        ++words;
    }
    return words >= 2 && words <= 5;
}

void drop_repeated_agencies(std::vector<std::string>& names) {
    const auto holds = [&](std::string_view wanted) {
        return std::ranges::any_of(names, [&](const auto& name) { return core::equals_ignoring_case(name, wanted); });
    };
    std::vector<std::string_view> repeated;
    for (const auto& [abbreviation, name] : agencies) {
        if (holds(abbreviation) && holds(name)) repeated.push_back(abbreviation);
    }
    std::erase_if(names, [&](const std::string& name) {
        return std::ranges::any_of(repeated, [&](auto one) { return core::equals_ignoring_case(name, one); });
    });
}

}  // namespace masthead::page
