// A small labelled set: accounts of invented events, each in several papers' words.
#pragma once

#include "model/article.h"

#include <array>
#include <string>
#include <vector>

namespace masthead::pipeline {

struct LabelledAccount {
    const char* event;
    int hour;  // Since the first.
    const char* title;
    const char* text;
};

inline constexpr auto labelled_accounts = std::to_array<LabelledAccount>({
    {"mill", 0, "Fire destroys the old paper mill at Arlsund",
     "A fire destroyed the old paper mill at Arlsund on Monday night. Nobody was hurt, the fire brigade said."},
    {"mill", 2, "Old paper mill at Arlsund burns down",
     "The old paper mill at Arlsund burned down on Monday night. Firefighters could not save the drying hall."},
    {"mill", 9, "Arlsund paper mill fire: cause still unknown",
     "Why the old paper mill at Arlsund burned on Monday night is not known, police said. The drying hall is gone."},
    {"mill", 20, "Firefighters leave the burned paper mill at Arlsund",
     "After a night and a day firefighters left the old paper mill at Arlsund, which burned down on Monday night."},
    {"chess", 1, "Ilva Brandt takes the chess title in Mornau",
     "Ilva Brandt won the last game against Piet Oslak and with it the chess title in Mornau."},
    {"chess", 3, "Chess: Ilva Brandt beats Piet Oslak to become champion",
     "With a win over Piet Oslak in the last game Ilva Brandt took the chess title in Mornau."},
    {"chess", 8, "Mornau cheers its chess champion Ilva Brandt",
     "Ilva Brandt, who took the chess title from Piet Oslak in the last game, was cheered in Mornau."},
    {"ferry", 4, "Ferry Selma Dane runs aground off Holm island",
     "The ferry Selma Dane ran aground off Holm island with 212 passengers on board. Tugs are on their way."},
    {"ferry", 6, "212 passengers wait on ferry aground near Holm",
     "Tugs tried to free the ferry Selma Dane, aground off Holm island since noon with 212 passengers."},
    {"ferry", 11, "Tugs free ferry Selma Dane at high tide",
     "At high tide tugs pulled the ferry Selma Dane free off Holm island. The 212 passengers went ashore."},
    {"ferry", 30, "Selma Dane grounding: captain had switched off alarm",
     "The captain of the ferry Selma Dane, which ran aground off Holm island, had switched off an alarm."},
    {"budget", 5, "Talvia's parliament rejects the budget of minister Reva Quint",
     "The parliament of Talvia rejected the budget of finance minister Reva Quint by 61 votes to 58."},
    {"budget", 7, "Quint's budget fails by three votes in Talvia",
     "Finance minister Reva Quint lost the vote on her budget in Talvia's parliament, 58 to 61."},
    {"budget", 13, "Talvia: Reva Quint offers to resign after budget defeat",
     "Reva Quint offered to resign as finance minister of Talvia after parliament rejected her budget."},
    {"comet", 10, "Astronomers find comet Veldt-Arno with a double tail",
     "Astronomers at the Corvin observatory have found a comet with a double tail, named Veldt-Arno."},
    {"comet", 14, "New comet Veldt-Arno has two tails",
     "The comet Veldt-Arno, seen first at the Corvin observatory, has two tails, astronomers said."},
    {"comet", 25, "How to see comet Veldt-Arno and its double tail",
     "Comet Veldt-Arno, found at the Corvin observatory, can be seen before dawn, with its double tail."},
    {"strike", 15, "Bakers in Umbrey strike over flour prices",
     "Ovens stayed cold in Umbrey as bakers went on strike and asked for a cap on the price of flour."},
    {"strike", 18, "Umbrey wakes without bread as bakers strike",
     "Bakers in Umbrey went on strike over the price of flour; the town had no fresh bread."},
    {"strike", 33, "Umbrey bakers end strike after flour deal",
     "The bakers of Umbrey ended their strike after mills agreed to a cap on the price of flour."},
    {"bridge", 16, "Crack closes the Lorne bridge to lorries",
     "The Lorne bridge between Ashby and Dell is closed to lorries after a crack was found in a pillar."},
    {"bridge", 19, "Lorries banned from Lorne bridge after crack in pillar",
     "No lorry may cross the Lorne bridge between Ashby and Dell: engineers found a crack in a pillar."},
    {"bridge", 40, "Lorne bridge: repair of cracked pillar to take a year",
     "To repair the cracked pillar of the Lorne bridge between Ashby and Dell will take a year, engineers say."},
    {"okapi", 12, "Newborn okapi at Feld zoo gets its name",
     "Keepers at Feld zoo asked visitors to name the newborn okapi, and four thousand voted for Mosi."},
    {"okapi", 17, "Mosi the okapi: visitors of Feld zoo have voted",
     "The newborn okapi of Feld zoo is called Mosi. Four thousand visitors voted on its name."},
    {"satellite", 21, "Rocket with weather satellite Kite 4 explodes after launch",
     "A rocket that carried the weather satellite Kite 4 exploded a minute after launch from Port Sarrow."},
    {"satellite", 23, "Kite 4 lost as rocket explodes over Port Sarrow",
     "The weather satellite Kite 4 was lost when its rocket exploded a minute after launch at Port Sarrow."},
    {"satellite", 36, "Rocket failure at Port Sarrow grounds weather satellites",
     "After the rocket with the weather satellite Kite 4 exploded at Port Sarrow, all launches are halted."},
    {"alone", 22, "Why librarians love the card catalogue",
     "An essay on drawers, brass handles, and the quiet pleasure of finding what one did not look for."},
    {"lonely", 27, "Recipe: plum dumplings as in grandmother's kitchen",
     "Potatoes, flour, an egg and ripe plums are all it takes; the butter may be as brown as you dare."},
});

// As articles, each of a paper of its own, in the table's order; published from `first` on.
inline std::vector<model::Article> labelled_articles(core::Instant first) {
    std::vector<model::Article> out;
    for (const auto& account : labelled_accounts) {
        model::Article article;
        const auto number = std::to_string(100 + out.size());
        article.id = "0000000000000" + number;
        article.web_url = "https://paper" + number + ".example/news/" + number;
        article.original_url = article.web_url;
        article.title = account.title;
        article.excerpt = account.text;
        article.text = account.text;
        article.language = "en";
        article.published = first + std::chrono::hours(account.hour);
        article.first_seen = article.published;
        article.provider = {"paper" + number + ".example", "Paper " + number};
        out.push_back(std::move(article));
    }
    return out;
}

}  // namespace masthead::pipeline
