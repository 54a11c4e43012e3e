#include "page/date_words.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>

namespace masthead::page {
namespace {

// As written before or after a date by news sites and blogs, in the languages that most of them are written in. What
// has capital letters outside ASCII stands in both forms.
constexpr std::array published_words{
    std::string_view("published"),      std::string_view("posted"),        std::string_view("written"),
    std::string_view("submitted"),      std::string_view("created"),       std::string_view("date:"),
    std::string_view("publié"),         std::string_view("mise en ligne"), std::string_view("mis en ligne"),
    std::string_view("veröffentlicht"), std::string_view("erstellt"),      std::string_view("geschrieben"),
    std::string_view("gepostet"),       std::string_view("verfasst"),      std::string_view("eingestellt"),
    std::string_view("erschienen"),     std::string_view("gespeichert"),   std::string_view("online seit"),
    std::string_view("vom "),           std::string_view("stand:"),        std::string_view("datum"),
    std::string_view("publicado"),      std::string_view("publicada"),     std::string_view("publicat"),
    std::string_view("pubblicato"),     std::string_view("geplaatst"),     std::string_view("gepubliceerd"),
    std::string_view("publicerad"),     std::string_view("publisert"),     std::string_view("udgivet"),
    std::string_view("julkaistu"),      std::string_view("publikováno"),   std::string_view("opublikowan"),
    std::string_view("megjelent"),      std::string_view("yayınlanma"),    std::string_view("yayımlan"),
    std::string_view("diterbitkan"),    std::string_view("ngày đăng"),     std::string_view("публикац"),
    std::string_view("опубликован"),    std::string_view("Опубликован"),   std::string_view("опубліковано"),
    std::string_view("Опубліковано"),   std::string_view("δημοσι"),        std::string_view("Δημοσι"),
    std::string_view("公開"),           std::string_view("掲載"),          std::string_view("投稿"),
    std::string_view("配信"),           std::string_view("发布"),          std::string_view("發布"),
    std::string_view("发表"),           std::string_view("입력"),          std::string_view("등록"),
    std::string_view("게시"),           std::string_view("نشر"),           std::string_view("انتشار"),
    std::string_view("เผยแพร่"),         std::string_view("פורסם"),         std::string_view("प्रकाशित"),
};

constexpr std::array modified_words{
    std::string_view("updated"),     std::string_view("modified"),
    std::string_view("edited"),      std::string_view("revised"),
    std::string_view("aktualisier"), std::string_view("geändert"),
    std::string_view("bearbeitet"),  std::string_view("letzte änderung"),
    std::string_view("mis à jour"),  std::string_view("mise à jour"),
    std::string_view("modifié"),     std::string_view("actualizad"),
    std::string_view("actualitzat"), std::string_view("atualizad"),
    std::string_view("aggiornat"),   std::string_view("bijgewerkt"),
    std::string_view("uppdatera"),   std::string_view("oppdatert"),
    std::string_view("opdateret"),   std::string_view("päivitetty"),
    std::string_view("aktualizac"),  std::string_view("aktualizov"),
    std::string_view("aktualizow"),  std::string_view("frissítve"),
    std::string_view("actualizat"),  std::string_view("güncelle"),
    std::string_view("diperbarui"),  std::string_view("cập nhật"),
    std::string_view("обновлен"),    std::string_view("Обновлен"),
    std::string_view("оновлен"),     std::string_view("Оновлен"),
    std::string_view("ενημερώθηκε"), std::string_view("Ενημερώθηκε"),
    std::string_view("更新"),        std::string_view("수정"),
    std::string_view("تحديث"),       std::string_view("به‌روز"),
    std::string_view("อัปเดต"),       std::string_view("แก้ไข"),
    std::string_view("עודכן"),       std::string_view("अपडेट"),
};

constexpr std::array other_words{std::string_view("copyright"), std::string_view("©"),
                                 std::string_view("seit "),     std::string_view("since"),
                                 std::string_view("mitglied"),  std::string_view("registriert"),
                                 std::string_view("(c)"),       std::string_view("depuis le")};

template <typename Words>
std::size_t first_of(std::string_view text, const Words& words) {
    for (const std::string_view word : words) {
        const std::size_t at = core::find_ignoring_case(text, word);
        if (at != std::string_view::npos) return at;
    }
    return no_word;
}

}  // namespace

std::size_t find_published_word(std::string_view text) {
    return first_of(text, published_words);
}

std::size_t find_modified_word(std::string_view text) {
    return first_of(text, modified_words);
}

bool says_something_else(std::string_view text) {
    return first_of(text, other_words) != no_word;
}

}  // namespace masthead::page
