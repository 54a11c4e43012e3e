#include "text/language.h"

#include "text/script.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::text {
namespace {

struct Sample {
    std::string_view language;
    std::string_view headline;
    std::string_view paragraph;
};

// One invented event in many languages.
constexpr auto samples = std::to_array<Sample>({
    {"en", "Harbour reopens after the storm",
     "The harbour master said on Monday that the quay would reopen this week. Two cranes still have to be "
     "repaired, "
     "and the ferries will leave from the old pier until then."},
    {"de", "Hafen öffnet nach dem Sturm wieder",
     "Der Hafenmeister sagte am Montag, dass der Kai noch in dieser Woche wieder öffnet. Zwei Kräne müssen noch "
     "repariert werden, und die Fähren legen bis dahin am alten Anleger ab."},
    {"fr", "Le port rouvre après la tempête",
     "Le capitaine du port a déclaré lundi que le quai rouvrirait cette semaine. Deux grues doivent encore être "
     "réparées, et les bateaux partiront de l'ancienne jetée jusque-là."},
    {"es", "El puerto reabre después de la tormenta",
     "El capitán del puerto dijo el lunes que el muelle volverá a abrir esta semana. Todavía hay que reparar dos "
     "grúas, y los barcos saldrán mientras tanto del antiguo embarcadero."},
    {"pt", "Porto reabre depois da tempestade",
     "O capitão do porto disse na segunda-feira que o cais vai reabrir ainda esta semana. Duas gruas ainda têm de "
     "ser reparadas, e até lá os barcos não saem da doca antiga."},
    {"it", "Il porto riapre dopo la tempesta",
     "Il comandante del porto ha detto lunedì che la banchina riaprirà questa settimana. Due gru devono ancora "
     "essere riparate e fino ad allora i traghetti partiranno dal vecchio molo."},
    {"nl", "Haven gaat na de storm weer open",
     "De havenmeester zei maandag dat de kade deze week weer opengaat. Twee kranen moeten nog worden hersteld en "
     "de veerboten vertrekken tot die tijd van de oude steiger."},
    {"sv", "Hamnen öppnar igen efter stormen",
     "Hamnkaptenen sade på måndagen att kajen öppnar igen den här veckan. Två lyftkranar måste fortfarande lagas, "
     "och färjorna går från den gamla bryggan till dess."},
    {"da", "Havnen åbner igen efter stormen",
     "Havnefogeden sagde mandag, at kajen åbner igen i denne uge. To kraner mangler stadig at blive repareret, og "
     "færgerne sejler fra den gamle mole indtil da."},
    {"no", "Havna åpner igjen etter uværet",
     "Havnesjefen sa mandag at kaia åpner igjen denne uka. To kraner må fortsatt repareres, og fergene går fra den "
     "gamle brygga inntil videre, opplyser kommunen."},
    {"fi", "Satama avataan myrskyn jälkeen",
     "Satamapäällikkö kertoi maanantaina, että laituri avataan uudelleen tällä viikolla. Kaksi nosturia on vielä "
     "korjattava, ja lautat lähtevät siihen asti vanhalta laiturilta."},
    {"is", "Höfnin opnuð á ný eftir storminn",
     "Hafnarstjórinn sagði á mánudag að bryggjan yrði opnuð aftur í þessari viku. Enn á eftir að gera við tvo "
     "krana "
     "og ferjurnar sigla frá gömlu bryggjunni þangað til."},
    {"pl", "Port znów otwarty po burzy",
     "Kapitan portu powiedział w poniedziałek, że nabrzeże zostanie ponownie otwarte w tym tygodniu. Dwa dźwigi "
     "trzeba jeszcze naprawić, a promy będą do tego czasu odpływać ze starego pomostu."},
    {"cs", "Přístav se po bouři znovu otevírá",
     "Kapitán přístavu v pondělí řekl, že nábřeží bude tento týden znovu otevřeno. Dva jeřáby je ještě třeba "
     "opravit "
     "a trajekty budou zatím odplouvat od starého mola."},
    {"sk", "Prístav sa po búrke opäť otvára",
     "Kapitán prístavu v pondelok povedal, že nábrežie bude tento týždeň opäť otvorené. Dva žeriavy treba ešte "
     "opraviť a trajekty budú zatiaľ odchádzať zo starého móla."},
    {"sl", "Pristanišče po neurju znova odprto",
     "Kapitan pristanišča je v ponedeljek povedal, da bodo obalo ta teden znova odprli. Dva žerjava je treba še "
     "popraviti, trajekti pa bodo do takrat odhajali s starega pomola."},
    {"hr", "Luka se ponovno otvara nakon oluje",
     "Lučki kapetan rekao je u ponedjeljak da će se obala ponovno otvoriti ovoga tjedna. Dvije dizalice još treba "
     "popraviti, a trajekti će dotad polaziti sa staroga gata."},
    {"sr", "Лука се поново отвара после олује",
     "Капетан луке је рекао у понедељак да ће кеј бити поново отворен ове недеље. Две дизалице још треба "
     "поправити, "
     "а трајекти ће до тада полазити са старог мола."},
    {"bg", "Пристанището отваря отново след бурята",
     "Капитанът на пристанището каза в понеделник, че кеят ще бъде отворен отново тази седмица. Два крана все още "
     "трябва да бъдат поправени, а фериботите ще тръгват от стария кей."},
    {"ru", "Порт снова открывается после шторма",
     "Капитан порта сообщил в понедельник, что причал снова откроется на этой неделе. Два крана ещё предстоит "
     "отремонтировать, а паромы до тех пор будут уходить от старого пирса."},
    {"uk", "Порт знову відкривається після шторму",
     "Капітан порту повідомив у понеділок, що причал знову відкриється цього тижня. Два крани ще потрібно "
     "відремонтувати, а пороми доти відходитимуть від старого пірса."},
    {"ro", "Portul se redeschide după furtună",
     "Căpitanul portului a declarat luni că cheiul se va redeschide în această săptămână. Două macarale trebuie "
     "încă "
     "reparate, iar feriboturile vor pleca până atunci de la vechiul ponton."},
    {"hu", "A vihar után újra megnyílik a kikötő",
     "A kikötő kapitánya hétfőn közölte, hogy a rakpart még ezen a héten újra megnyílik. Két darut még meg kell "
     "javítani, a kompok addig a régi mólóról indulnak."},
    {"el", "Το λιμάνι ανοίγει ξανά μετά την καταιγίδα",
     "Ο λιμενάρχης είπε τη Δευτέρα ότι η αποβάθρα θα ανοίξει ξανά αυτή την εβδομάδα. Δύο γερανοί πρέπει ακόμη να "
     "επισκευαστούν."},
    {"tr", "Liman fırtınadan sonra yeniden açılıyor",
     "Liman müdürü pazartesi günü rıhtımın bu hafta yeniden açılacağını söyledi. İki vincin daha onarılması "
     "gerekiyor, feribotlar o zamana kadar eski iskeleden kalkacak."},
    {"id", "Pelabuhan dibuka kembali setelah badai",
     "Kepala pelabuhan mengatakan pada hari Senin bahwa dermaga akan dibuka kembali pekan ini. Dua derek masih "
     "harus "
     "diperbaiki, dan kapal feri akan berangkat dari dermaga lama sampai saat itu."},
    {"vi", "Cảng mở cửa trở lại sau cơn bão",
     "Giám đốc cảng cho biết hôm thứ Hai rằng bến tàu sẽ mở cửa trở lại trong tuần này. Hai cần cẩu vẫn còn phải "
     "sửa "
     "chữa, và các chuyến phà sẽ rời từ bến cũ cho đến lúc đó."},
    {"tl", "Muling binuksan ang daungan matapos ang bagyo",
     "Sinabi ng pinuno ng daungan noong Lunes na muling bubuksan ang pantalan ngayong linggo. Dalawang kreyn pa "
     "ang "
     "kailangang ayusin, at aalis muna ang mga barko sa lumang pantalan."},
    {"sw", "Bandari yafunguliwa tena baada ya dhoruba",
     "Mkuu wa bandari alisema Jumatatu kwamba gati litafunguliwa tena wiki hii. Winchi mbili bado zinahitaji "
     "kutengenezwa, na vivuko vitaondoka kutoka gati la zamani hadi wakati huo."},
    {"ca", "El port reobre després de la tempesta",
     "El capità del port va dir dilluns que el moll tornarà a obrir aquesta setmana. Encara s'han de reparar dues "
     "grues, i els vaixells sortiran mentrestant de l'antic embarcador."},
    {"eu", "Portua berriro zabalduko da ekaitzaren ondoren",
     "Portuko kapitainak astelehenean esan zuen kaia aste honetan berriro zabalduko dela. Bi garabi konpondu behar "
     "dira oraindik, eta ferryak kai zaharretik aterako dira ordura arte."},
    {"et", "Sadam avatakse pärast tormi uuesti",
     "Sadamakapten ütles esmaspäeval, et kai avatakse sel nädalal uuesti. Kaks kraanat tuleb veel parandada ja "
     "praamid väljuvad seni vana kai äärest."},
    {"lv", "Osta pēc vētras atkal tiek atvērta",
     "Ostas kapteinis pirmdien sacīja, ka piestātne šonedēļ atkal tiks atvērta. Divi celtņi vēl ir jāremontē, un "
     "prāmji līdz tam laikam aties no vecās piestātnes."},
    {"lt", "Uostas po audros vėl atidaromas",
     "Uosto kapitonas pirmadienį sakė, kad krantinė šią savaitę vėl bus atidaryta. Du kranus dar reikia "
     "suremontuoti, "
     "o keltai iki tol plauks iš senosios prieplaukos."},
    {"sq", "Porti rihapet pas stuhisë",
     "Kapiteni i portit tha të hënën se moli do të rihapet këtë javë. Dy vinça duhet ende të riparohen dhe "
     "tragetet "
     "do të nisen deri atëherë nga skela e vjetër."},
    {"he", "הנמל נפתח מחדש אחרי הסערה",
     "מנהל הנמל אמר ביום שני שהרציף ייפתח מחדש השבוע. עדיין צריך לתקן שני מנופים, והמעבורות ייצאו עד אז מהמזח "
     "הישן."},
    {"ar", "الميناء يفتح من جديد بعد العاصفة",
     "قال مدير الميناء يوم الاثنين إن الرصيف سيفتح من جديد هذا الأسبوع. ولا تزال رافعتان بحاجة إلى الإصلاح، "
     "وستغادر "
     "العبارات من الرصيف القديم حتى ذلك الحين."},
    {"fa", "بندر پس از توفان دوباره باز می‌شود",
     "مدیر بندر روز دوشنبه گفت که اسکله این هفته دوباره باز خواهد شد. دو جرثقیل هنوز باید تعمیر شوند و "
     "کشتی‌ها "
     "تا آن "
     "زمان از اسکله قدیمی حرکت می‌کنند."},
    {"ur", "طوفان کے بعد بندرگاہ دوبارہ کھل گئی",
     "بندرگاہ کے سربراہ نے پیر کو کہا کہ گودی اس ہفتے دوبارہ کھول دی جائے گی۔ دو کرینوں کی مرمت ابھی باقی ہے اور "
     "کشتیاں "
     "تب تک پرانی گودی سے چلیں گی۔"},
    {"hi", "तूफ़ान के बाद बंदरगाह फिर खुला",
     "बंदरगाह के प्रमुख ने सोमवार को कहा कि घाट इस सप्ताह फिर से खुल जाएगा। दो क्रेनों की मरम्मत अभी बाकी है और नावें तब तक "
     "पुराने घाट से चलेंगी।"},
    {"bn", "ঝড়ের পর বন্দর আবার খুলছে",
     "বন্দরের প্রধান সোমবার বলেছেন যে ঘাট এই সপ্তাহে আবার খুলবে। দুটি ক্রেন এখনও মেরামত করতে হবে।"},
    {"ta", "புயலுக்குப் பின் துறைமுகம் மீண்டும் திறப்பு",
     "துறைமுகத் தலைவர் திங்கட்கிழமை கூறுகையில், இந்த வாரம் துறைமுகம் மீண்டும் திறக்கப்படும் என்றார்."},
    {"te", "తుఫాను తర్వాత ఓడరేవు మళ్లీ తెరుచుకుంది", "ఈ వారం ఓడరేవు మళ్లీ తెరుస్తామని అధికారి సోమవారం చెప్పారు."},
    {"ml", "കൊടുങ്കാറ്റിന് ശേഷം തുറമുഖം വീണ്ടും തുറന്നു", "ഈ ആഴ്ച തുറമുഖം വീണ്ടും തുറക്കുമെന്ന് മേധാവി തിങ്കളാഴ്ച പറഞ്ഞു."},
    {"ka", "პორტი ქარიშხლის შემდეგ კვლავ იხსნება",
     "პორტის უფროსმა ორშაბათს თქვა, რომ ნავმისადგომი ამ კვირაში კვლავ გაიხსნება."},
    {"hy", "Նավահանգիստը կրկին բացվում է փոթորկից հետո",
     "Նավահանգստի պետը երկուշաբթի օրը ասաց, որ նավամատույցը կրկին կբացվի այս շաբաթ։"},
    {"th", "ท่าเรือเปิดอีกครั้งหลังพายุ", "หัวหน้าท่าเรือกล่าวเมื่อวันจันทร์ว่าท่าเรือจะเปิดอีกครั้งในสัปดาห์นี้ แต่ยังต้องซ่อมเครนอีกสองตัว"},
    {"lo", "ທ່າເຮືອເປີດຄືນຫຼັງພາຍຸ", "ຫົວໜ້າທ່າເຮືອກ່າວໃນວັນຈັນວ່າທ່າເຮືອຈະເປີດຄືນໃນອາທິດນີ້"},
    {"km", "កំពង់ផែបើកឡើងវិញក្រោយព្យុះ", "ប្រធានកំពង់ផែបាននិយាយនៅថ្ងៃច័ន្ទថាកំពង់ផែនឹងបើកឡើងវិញនៅសប្តាហ៍នេះ"},
    {"my", "မုန်တိုင်းအပြီး ဆိပ်ကမ်း ပြန်ဖွင့်", "ဆိပ်ကမ်းကို ယခုတစ်ပတ်အတွင်း ပြန်ဖွင့်မည်ဟု တာဝန်ရှိသူက တနင်္လာနေ့တွင် ပြောသည်"},
    {"am", "ወደቡ ከማዕበሉ በኋላ ተከፈተ", "የወደቡ ኃላፊ ሰኞ ዕለት እንደተናገሩት ወደቡ በዚህ ሳምንት እንደገና ይከፈታል።"},
    {"ko", "폭풍 뒤 항구 다시 열려",
     "항만 책임자는 월요일에 부두가 이번 주에 다시 열릴 것이라고 말했다. 크레인 두 대는 아직 수리해야 한다."},
    {"ja", "嵐の後、港が再開へ",
     "港長は月曜日、埠頭を今週中に再開すると述べた。クレーン二基の修理がまだ残っており、フェリーは当面、古い桟橋か"
     "ら出る。"},
    {"zh", "风暴过后港口重新开放",
     "港务局长星期一表示，码头将在本周重新开放。两台起重机仍需修理，渡轮暂时从旧码头出发。"},
});

TEST(Language, OfAParagraphIsFoundWithoutHelp) {
    std::vector<std::string> wrong;
    for (const Sample& sample : samples) {
        const auto guess = detect_language(sample.paragraph, "");
        if (guess.language != sample.language)
            wrong.push_back(std::string(sample.language) + " taken for " + guess.language);
    }
    EXPECT_LE(wrong.size(), 1U) << testing::PrintToString(wrong);
}

TEST(Language, OfAHeadlineIsTheOneDeclared) {
    for (const Sample& sample : samples)
        EXPECT_EQ(detect_language(sample.headline, sample.language).language, sample.language) << sample.headline;
}

TEST(Language, OfAHeadlineWithoutADeclarationIsMostlyFound) {
    std::vector<std::string> wrong;
    for (const Sample& sample : samples) {
        const auto guess = detect_language(sample.headline, "");
        if (guess.language != sample.language)
            wrong.push_back(std::string(sample.language) + " taken for " + guess.language);
    }
    EXPECT_LE(wrong.size(), 6U) << testing::PrintToString(wrong);
}

TEST(Language, OfAParagraphIsNotTheOneWronglyDeclared) {
    std::vector<std::string> wrong;
    for (const Sample& sample : samples) {
        const std::string declared = sample.language == "en" ? "de-DE" : "en-US";
        const auto guess = detect_language(sample.paragraph, declared);
        if (guess.language != sample.language)
            wrong.push_back(std::string(sample.language) + " taken for " + guess.language);
    }
    EXPECT_LE(wrong.size(), 2U) << testing::PrintToString(wrong);
}

TEST(Language, ScriptContradictsAWrongDeclarationHoweverShort) {
    EXPECT_EQ(detect_language("Порт закрыт", "en").language, "ru");
    EXPECT_EQ(detect_language("항구 폐쇄", "en-US").language, "ko");
    EXPECT_EQ(detect_language("港口关闭", "en").language, "zh");
    EXPECT_EQ(detect_language("港湾閉鎖", "ja").language, "ja");
    EXPECT_EQ(detect_language("ท่าเรือปิด", "de").language, "th");
    EXPECT_EQ(detect_language("Порт затворен", "sr").language, "sr");
    EXPECT_EQ(detect_language("NVX 5090", "ja").language, "ja");
}

TEST(Language, OfSisterLanguagesTheDeclaredOneIsBelieved) {
    EXPECT_EQ(detect_language("Havnen åbner igen, siger borgmesteren mandag, og færgerne sejler.", "da").language,
              "da");
    EXPECT_EQ(
        detect_language("Luka se ponovno otvara nakon oluje, rekao je kapetan luke u ponedjeljak.", "bs").language,
        "bs");
}

TEST(Language, TheTextDecidesBetweenDeclarationsThatDisagree) {
    const std::vector<std::string> declared = {"en-US", "de_DE", "x-default"};
    const auto guess =
        detect_language("Der Hafenmeister sagte am Montag, dass der Kai noch in dieser Woche wieder öffnet.", declared);
    EXPECT_EQ(guess.language, "de");
    EXPECT_TRUE(guess.is_reliable);
    EXPECT_EQ(detect_language("12:40", declared).language, "en");
}

TEST(LanguageTag, IsWrittenAsBcp47Says) {
    const std::vector<std::pair<std::string, std::string>> cases = {{"EN_us", "en-US"},
                                                                    {"de", "de"},
                                                                    {"zh_hant_tw", "zh-Hant-TW"},
                                                                    {"es-419", "es-419"},
                                                                    {"pt_BR.UTF-8", "pt-BR"},
                                                                    {"ger", "de"},
                                                                    {"iw-IL", "he-IL"},
                                                                    {"in_ID", "id-ID"},
                                                                    {"english", ""},
                                                                    {"x-default", ""},
                                                                    {"und", ""},
                                                                    {"", ""},
                                                                    {"de-DE-1996", "de-DE"},
                                                                    {"en-US-x-inc", "en-US"},
                                                                    {" fr , en", "fr"},
                                                                    {"sr-Latn", "sr-Latn"},
                                                                    {"12", ""},
                                                                    {"e", ""},
                                                                    {"nb-NO", "nb-NO"}};
    for (const auto& [tag, expected] : cases) EXPECT_EQ(normalize_language_tag(tag), expected) << tag;
    EXPECT_EQ(primary_language("nb-NO"), "no");
    EXPECT_EQ(primary_language("ZH-hant"), "zh");
}

TEST(Script, IsThatOfMostLetters) {
    EXPECT_EQ(survey_scripts("1,200 %").main, Script::other);
    EXPECT_EQ(survey_scripts("Привет, OK").main, Script::cyrillic);
    EXPECT_EQ(survey_scripts("東京の天気").main, Script::kana);
    EXPECT_EQ(survey_scripts("东京天气").main, Script::han);
    EXPECT_TRUE(writes("sr", Script::latin));
    EXPECT_FALSE(writes("el", Script::latin));
    EXPECT_TRUE(writes("xx", Script::latin));
}

}  // namespace
}  // namespace masthead::text
