// Function words by language, as text::fold writes them: frequent everywhere, so that two texts which share them share
// nothing. For Chinese and Japanese they are what ICU's dictionaries cut off most often besides.
#include "text/tokens.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <vector>

namespace masthead::text {

namespace {

struct StopWords {
    std::string_view language;
    std::string_view words;
};

// clang-format off
constexpr auto lists = std::to_array<StopWords>({
    StopWords{"en", R"(a about after all also an and any are as at be because been before being but by can could did do does for
from had has have he her here him his how i if in into is it it's its just like may me more most my new
no not now of on one only or other our out over s said says she should so some t than that the their them
then there these they this to up us was we were what when which while who why will with would you your)"},
    StopWords{"de", R"(ab aber alle als also am an auch auf aus bei bis da damit dann das dass dem den der des die dies diese
dieser doch du durch ein eine einem einen einer eines er es fur gegen haben hat hatte ich ihm ihr ihre im
in ins ist ja kann kein keine man mehr mit nach nicht noch nun nur ob oder ohne sein seine sich sie sind
so sowie um und uns unter vom von vor war was weil wenn werden wie will wir wird wo wurde wurden zu zum
zur)"},
    StopWords{"fr", R"(a au aux avec ce ces cette d dans de des du elle en est et il ils je l la le les leur mais ne nous on ont
ou par pas plus pour qu que qui s sa se ses son sont sur un une vous)"},
    StopWords{"es", R"(a al como con de del el en entre era es esta este fue ha han la las lo los mas no o para pero por que se
ser sin sobre son su sus tras un una y)"},
    StopWords{"it", R"(a ad agli ai al alla alle allo anche che chi ci come con da dagli dai dal dalla dalle dei del della delle
dello di dopo e ed era fra gli ha hanno i il in io l la le lo loro ma nei nel nella nelle non o per piu
quando questa questo se si sono sta su sua sui sul sulla suo tra un una uno)"},
    StopWords{"pt", R"(a ao aos as ate com como da das de depois do dos e ela ele em entre era essa esse esta este eu foi foram
ha isso ja mais mas na nao nas nem no nos o os ou para pela pelas pelo pelos por quando que sao se sem
ser seu seus sobre sua suas tambem tem um uma)"},
    StopWords{"nl", R"(aan al als bij dan dat de deze die dit door een en er geen had hebben heeft het hij hun ik in is je kan
maar meer met na naar niet nog nu of om ook op over te tegen tot uit van veel voor was wat werd worden
wordt ze zich zij zijn zo zou)"},
    StopWords{"sv", R"(alla ar att av blev bli da de dem den det dig efter ej eller en er ett for fran ha hade han har hon i
inte kan man med men mot mycket nagot nar nu och om over pa sa sedan sig sin sina som till under upp ut
var vara vi vid)"},
    StopWords{"pl", R"(a aby ale bez by byc był była było co czy dla do gdy go i ich ile im inne iz ja jak jako je jego jej jest
jeszcze juz kiedy ktora ktore ktorego ktorej ktory ktorzy lub ma mi miedzy moze na nad nie niz o od on
ona oraz po pod podczas przed przez przy roku sa sie tak takze tam te tego tej ten to tu tych tylko tym u
w we wiec wraz z za ze)"},
    StopWords{"ru", R"(а без более бы был была были было в вас весь во вот все всего всех вы где да для до его ее если есть еще
же за и из или им их к как когда которая которые которыи которых кто ли между меня мы на над нас не него
нет ни но ну о об однако он она они оно от по под после при с сеичас со так также там то того тоже тои
только том тот у уже чем что чтобы эта эти это этого этои этом этот я)"},
    StopWords{"uk", R"(а але без би був була були було в вже ви вона вони воно все всі від він для до з за зі и иого коли ми на
над не ні о об по при про під після та так також те того тои тому у це цеи цього цьому ця ці цієі чи що
щоб я як яка якии якого які є і із іх іі)"},
    StopWords{"ar", R"(أن أو أي إلى إن التي الذي الذين الى ان او بعد بعض بين تلك ثم حتى حول خلال ذلك على عن عند عندما غير في قبل
قد كان كانت كل كما لا لم لن ما مع من منذ هذا هذه هم هو هي و)"},
    StopWords{"zh", R"(一个 上 下 不 与 並 个 中 为 之 也 了 于 从 他 他们 以 以及 们 会 但 位 個 們 其 其中 内 到 前 又 及 同时 名 后 向 和 因 因为 在 外 她 它 对 对于 将 將 對 就 已
年 并 從 我 我们 或 所 於 日 时 是 時 月 有 次 沒有 没有 為 由 由于 的 的是 目前 称 等 而 至 與 表示 被 要 该 说 还 这 进行 這 通过 那 都)"},
    StopWords{"ja", R"(ある い いた いる か から が こと この これ さ され された し した して する せ その それ た ため だ だっ て で であっ であり です では でも と という とは な ない なかっ
なっ など なり なる に について には にも により による の は へ ました ます また まで も もの や よう より る れ を 中 人 円 前 同 年 後 日 時 月 的 者)"},
});
// clang-format on

using WordsOf = std::map<std::string_view, std::vector<std::string_view>>;

WordsOf read_lists() {
    WordsOf out;
    for (const auto& [language, words] : lists) {
        auto& list = out[language];
        for (std::size_t at = 0; at < words.size();) {
            const auto end = std::min(words.find_first_of(" \n", at), words.size());
            list.push_back(words.substr(at, end - at));
            at = end + 1;
        }
        std::ranges::sort(list);
    }
    return out;
}

}  // namespace

bool is_stop_word(std::string_view folded, std::string_view language) {
    static const WordsOf words_of = read_lists();
    const auto found = words_of.find(language.empty() ? std::string_view("en") : language);
    return found != words_of.end() && std::ranges::binary_search(found->second, folded);
}

}  // namespace masthead::text
