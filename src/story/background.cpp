// Document frequencies of 5,379 word stems of English news, as half steps of -ln p, where p is the share of documents
// of forty distinct words that hold the stem. Counted once over some 42,000 headlines and 1,300 long texts that carry
// no story labels (docs/stories.md, "Background"); only stems seen in at least 18 documents are kept, and nothing but
// the counts. A stem stands among the names if it is written with a capital inside sentences at least four times as
// often as without.
#include "story/background.h"

#include <algorithm>
#include <array>
#include <vector>

namespace masthead::story {

namespace {

struct BackgroundRow {
    int half_steps;
    std::string_view words;
};

// clang-format off
constexpr std::array<BackgroundRow, 15> common_words = {{
    {1, R"(and in of the to)"},
    {2, R"(for is on that)"},
    {3, R"(as at be from it say with)"},
    {4, R"(about after an are but by has have he his more new not said this was who will)"},
    {5, R"(all azur been could had if like no now one or other out over peopl presid report senat state than their they time up
us we what when would year)"},
    {6, R"(administr against alleg also back befor call campaign can court day deal do elect end even first former get go
govern her here him how includ into investig judg just kill last live make most nation news offici our plan polit
public right she show so some stock support take them there two updat use vote want week were which white work you)"},
    {7, R"(accord accus ad ai ani announc anoth ask attack avail becaus billion both case chang charg citi claim close cloud
come committe compani confirm continu control countri critic cut data depart did down dure expect face famili feder
fire forc general good group hear help high hit ice immigr issu job justic know law leader long look made major mani
market may me media meet million month move much my near need next off offic onli open order own part parti person
point polici post power protest put question race rate record releas rule run secur see servic set share shoot
should shutdown sign sinc start statement still strike talk tariff then these thing think those through today told
top trade tri under veri war way well where whi while win world your)"},
    {8, R"(account across act action advertis again agent agre ahead aid air allow alreadi amid among appear around arrest
assault attorney author bank base becom believ best between big bill block border bring build busi candid care
center chief clear comment concern conserv cost dead death decis defend demand deni differ direct doe drug earn
economi effort event everi evid fact fall far fear fed fight file final find follow foreign found free full fund
futur game give global governor guard happen head health hold home hope import increas inform interest interview
keep key later latest launch lawmak lead least leav left legal less let life line littl man manag mean member might
militari money name never nomin nomine note number offer old oper past pay peac percent place play polic poll
possibl potenti presidenti press preview price pro process protect provid push rais ralli reach realli reason recent
remain respons result return rise same school second secretari seek seem sever sexual social someth sourc special
stop stori storm such suggest suspect system target tax team tech tell term test though threat threaten three too
turn tweet univers video view voter warn watch whether without women wrote)"},
    {9, R"(access activ actual add addit address advanc advis agenc ago agreement alli almost alway answer anti anyth app
appeal approach approv area argu associ attempt away bad ban battl begin behind benefit better bid black board boat
bodi break buy came cancel caus central certain chairman challeng check children colleg commit communiti complet
conduct congression consid counsel cours crash creat crime crimin current custom danger debat decad decid declin
defens delay deploy describ design despit detail develop die director discuss district document dollar done drop due
each earli earlier econom effect email emerg enforc enough ever execut expert explain express fail featur feel few
firm five flight flood focus forward four friend further gain galaxi given got great grow growth guilti hand hard
held higher himself histori hour howev human hundr hurrican idea illeg imag impact impeach independ industri insid
instead intellig intern invest involv iphon join kind larg late lawyer learn led letter level liber limit list local
lose lot low lower map mark mass matter mayor men messag midterm minist minut miss moment morn murder must network
night noth nvidia often oil onc onlin organ outsid page particular partner pass perform phone photo pick platform
posit prepar pressur previous primari prime prison privat probe problem product program progress propos prosecutor
publish read real receiv region reject relat remov repres request requir research resign respond retir reveal review
risk role sale save search seat secret seen send senior serious serv session short shot side six solut soon speak
speech spend staff stand step street strong student testifi testimoni third thought thousand tie took total toward
travel trial troop union until urg user victim violat visit wall went wit woman word worker yet)"},
    {10, R"(abl abov abus accept activist admit affair affect age agenda aim airport along am amend analyst anonym anyon appar
applic appoint argument arm arriv articl assist attend attent avoid aw bar beat becam began behavior bet beyond
biggest blame blast blue bomb book boost brief brought budget camera cannot capit car carri ceasefir celebr chair
chanc child chip choic church cite citizen civil class climat co coast colleagu com comput condit confer confid
conflict connect constitut consum contain content contract contribut controversi convers convict cook cooper corpor
corrupt count counti cover coverag crackdown credibl credit crisi cross crowd cultur daili damag databas date declar
deliv deport deputi determin devic difficult digit dismiss disput door doubl doubt dozen draw drive drone east edg
educ eight either employe endors energi engag enter entir escal especi establish estim everyon everyth ex exact
exampl exclus exist expand experi explos expos extend extrem eye fair fake fals father favor femal figur financ
financi fix food forecast form fraud front fuel gather gave generat goal goe gold grant greenland ground gun half
halt handl hate heard heavi highest histor hospit host hostag huge hurt ident identifi immedi impos improv incid
incom indic indict individu inflat influenc initi injur institut integr internet investor itself journalist jump
juri kid knew known labor lack land largest lawsuit leadership leak legisl lie light link longer loom loss lost love
machin main mamdani march massiv measur memori middl migrant mind minor misconduct missil model monitor movement
multipl natur negoti nuclear openai opinion oppon opportun oppos opposit option origin packag paid panel parent
partisan perhap piec pixel plane pm politician popular predict present pretti prevent probabl produc professor
project promis promot prove pull quarter quick quit raid rang rare rather readi realiti recal red redistrict reduc
refer reform refus relationship remark rememb repeat replac resid respect roll room safeti sanction saw schedul
season self sell sens sent sentenc separ seri seven sex shift shut signal signific similar simpli singl sit site
situat slam small snow someon son southern space spark speaker specif spent stage stake standard star stay store
strategi struggl studi success sue summer summit sure surg surpris taken technolog tension tesla text thank themselv
togeth tool town track train true truth understand unveil valu version veteran vice victori violenc virtual voic vow
wait walk water wave weapon weekend weigh whole whose wife wind window wing winter within won worri worth write
wrong young)"},
    {11, R"(abil abort absolut acceler achiev acknowledg adam adopt advantag advoc afford afternoon aggress airlin al alarm
alert alon although ambassador amount analysi analyt anger angri annual apart apolog appli appropri armi assassin
assert assess asset asylum audienc averag await award background backlash ballot basic batteri beach bear below bias
billionair bipartisan bit blow bond bondi boy brace brand bros built burn cabinet capabl caption captur caravan card
career cash cast centuri chamber chao charact chatgpt choos circuit citizenship clash click client climb code cold
collaps collect color combin comfort command commiss common communic compar competit complaint conclud condemn
confidenti confront consequ consist conspiraci construct consult contact contest convinc core correct council
counter coupl crown crypto cycl daughter de deadlin debt deep deepli defeat definit degre democraci demonstr depend
destroy detain detent diplomat disappear disast discoveri display disrupt divid divis doctor domin donor dramat
drink driver duti earth earthquak easi ed edit el electr elit elon els embrac emot employ enabl encourag enemi engin
ensur equal era escap essenti evacu eventu examin except exchang expens explor export extens facil factori failur
faith familiar fan fast fatal fee fellow felt field fill fine fit flag flee flip floor foundat founder fourth
freedom frequent fresh frustrat fulli function fundrais gang gas gen gender giant girl glass gone grand green
guarante guy hack harass harm headlin heart heat hegseth herself hide highlight hike hint hire holiday honor hostil
hunt husband ideolog ignor inch incumb inde infrastructur inquiri insight insist inspir instanc intel intend intent
interfer introduc invit io iot island jackpot jail jet journal judici kick king knowledg lake languag larger lean
lift listen loan locat lock longtim maintain male manufactur margin marketplac materi mayb meanwhil medic memo
mention met meta migrat mission mix mobil moral mother motiv mount nativ necessari negat neither net newslett
newspap nine non nor normal notic object obtain obvious occur offens op oracl oust outag outlet outrag overwhelm
owner pain paper paramount pardon park particip path patrol paus payment per perfect period perman physic pictur
plant player plead pledg poor pope popul powerbal practic prais prefer princ prize proceed profession profil profit
promin prompt prosecut punish purchas purpos pursu racial racist rain ran rank rape re reaction recogn recommend
recov reelect reflect refuge regard regul regular rescu reserv resist resourc rest restor restrict resum retail
revenu revers rhetor rival road rough round rumor rush safe scale scandal scienc scientist score sea seiz select
server settl ship shock shop size slide slip slow smart snap soar societi softwar soldier sometim sort sought sound
spoke spokesman spread sql stab starmer station status storag stream style subject sudden suffer super suppli suppos
surfac survey surviv survivor suspend swing switch tactic teacher tear teen televis ten terror terrorist thailand
theori throughout titl toll tough tour trader tradit traffic trail transform treasuri treat treatment trend trigger
trillion trip troubl trust type ultim ultra undermin unlik upgrad usual vaccin vanc vehicl via violent visa vulner
wage wake weak wear weather web websit weight welcom western whatev whom wide winner withdraw wonder wors worst
wound wrap written yes zelenskyy zone)"},
    {12, R"(abandon acquir actor addict admin adult advic aftermath agricultur aircraft alien allianc altern amd anim
anniversari anticip api arc art asid assembl assum assur attract auto autom awar babi backup bag balanc balk
ballroom bare barrel basi beauti bed belief bessent beta bigger bitcoin bitter bolster boom born boss bottom box
breach bridg broad broadcast broader broke broken brother brutal bubbl bulli bureau bus cabl cambodia camp campus
cancer cap capac catastroph catch categori caucus caught cell ceremoni ces chain champion channel cheer circl
circumst classifi clean clearanc closer cloth club coach coalit collabor collus column combat commerc commerci
commission compet complain complex complic compromis conclus confus congressman consider constant context contrast
convent cool coordin copi copyright corrobor coup covid crack crew crucial cup custodi cyber dark db debut deem
deepen defi defin deliber deliveri denial denmark denounc dept derail deserv desir desktop desper destruct detect
devast disagre disappoint disclos discount discov discrimin diseas divers dog domest donat draft drag dream drew
driven dump dynam eas easier easili eastern eat echo economist editor editori elector elimin embarrass encount
enhanc enjoy enlarg enterpris entri environ envoy episod equip equiti erupt estat ethic eve everybodi excit exercis
exit expans extent extra factor famous farm farmer faster fate favorit feed fell fewer fifth fighter film finish
flash flaw flexibl fli float flow fold footbal formal fought frame freez fundament gap gear gemini ghislain grab
greater grew guid gunman hail hall hang happi harder healthcar heavili heist helicopt hell hero highway hole honest
hot https hub hybrid icon idf ill imagin immun implement imposs impress incred index innoc innov insult insur intens
intensifi interact interpret intervent invas invok ipad jack jamaica joint joke judgment justifi kept knock kubernet
label ladi landmark laptop lay layoff leagu legislatur legitim lengthi leverag liberti licens log louvr lowest
magazin mail mainstream maker mandat marriag match max meant meddl melissa mental mere metal mid mile mine mistak
mob mock moder modern mortgag multi music myself narrat narrow nationalist nationwid navi none northern notion numer
observ obstruct odd older ongo onto optim otherwis outcom outlook overal overhaul overnight overse oversight
overturn pack paint parad partial partnership patient penalti percentag permiss perspect phase photograph pic pilot
plea pleas plenti plot plung plus pois poland polar pop port portion pose pre preced precis premium presenc principl
prior prioriti privaci privileg procedur prohibit proof properti prospect proud provis qualifi qualiti quiet quot
racism radic radio rage rail ramp rapid react realdonaldtrump realiz recess recoveri recus regim regist regret relev
reli reliabl relief religi remind remot renew reopen repeal repli reprint republ reput resolut restaur reviv revok
rfk rich ride ring river robot rock root rose rout row royal rural sad satellit scenario scene scoop scrambl scream
screen scrutini sector sentiment settlement shadow shake shape sharpli sheriff shooter shown sight silenc silent
silver simpl sink skeptic sleep slight smaller smear socialist sold solid solv somebodi soni specul speed sphere spi
split spokesperson spokeswoman sport spot spotlight spring spur stack staffer stall stanc statist steadi steal steam
steel stick stolen stood straight strateg strategist strength strengthen stress stretch struck structur studio stun
su submit subpoena subsidi succeed suicid suit surround surveil sustain sweep swift sworn tabl takaichi takeaway
takeov tank tanker tap tape task teach teenag temperatur tend termin terribl territori throw thus ticket tight tip
toggl tone topic tortur toss touch tout tower traffick transcript transgend transit transpar transport trap tree
tropic truck truli tumbl turnout typhoon typic uncertainti unclear unemploy unexpect unfair uniqu unless unpreced
unusu upcom upon upset various vast vision vs wade warm watchdog weaken wealth whistleblow widespread wild wildfir
wire wish writer yield zero zohran)"},
    {13, R"(abolish abrego abroad absurd aca academ academi accid accomplish accur adapt adjust admir admiss advisori affili
affirm afraid airspac airstrik aisl alcohol algorithm align aliv alongsid alphabet alter amaz ambit anthem anthrop
antisemit anxieti anymor anyway anywher appreci argentina arrang artifici aspect assign atmospher attitud attribut
audio authent autism automat band bankruptci barrier battlefield beef begun behalf bell belong bench berkshir betray
bin birth birthday birthright blackout blizzard blob blog blood boast bold borrow bought bound boycott brain branch
breath briefli browser bundl burden buri button calcul calm cannabi carbon cargo carrier cartel cautious ceas
censorship census centrist certif chant chapter character chart chase chat chatbot cheap cheaper chemic chile chose
chosen chrome civic civilian classic classmat clerk clinic clip closur cluster coal coat cognit collis columnist
comeback communist comparison compel comprehens conced concept concess consol constitu consul contempt contend
contenti contradict corner corp correspond cosmos courag cracker crazi cri cruis curb currenc datacent davo decreas
decri dedic deeper defam defenc deficit deleg delet delta demograph departur deposit depress desk detaine dictat dig
digniti dinner dip directori disapprov disclosur discours disgrac disk disqualifi dissent distanc distinct distract
distribut disturb ditch dividend drama drawn dress drill drunk eager effici electron element elev elig elsewher
embassi emiss emphas empti enact encrypt endang endur energ enorm entertain enthusiasm entitl environment error et
euro evalu everywher evil evolv exam exceed excess exclud excus exempt exhibit experienc expir explan explicit
explod exploit extraordinari faa fabric fallen fallout fashion fault feet feloni festiv feud fierc filibust fiscal
flagship flat fled fleet flotilla foldabl folk foot footag forev forget fortun forum framework frank freed
friendship frozen fun funer galleri gambl gateway gay genocid gerrymand gift glanc globe golf gotten graduat
greatest greet grip grok grope grown gubernatori guess guest guidanc guidelin hacker hammer hardwar harsh hat hatch
hazard headquart heritag hidden hoax holder hors hotel humanitarian hunger hyundai ibm ideal implic improp
inappropri incent inevit injuri inmat inspector instal instruct intellectu intercept interior interrupt intimid iron
isol item jd jewel jobless journey kidnap killer kilmar kimmel kingdom lab laid landslid lash latter laugh leftist
legaci lesson libertarian lifetim lilli lineup linux liquid liter load lobbi logic logo longest loud loyalti luxuri
machado magic magnitud manhunt manipul manner mar marijuana marin marri mask master meal mechan mega melt method
miner minim minimum ministri mislead mode mom momentum moon motion mountain mouth movi museum mysteri navig
necessarili neighbor neighborhood nepal neutral newli nobodi norm northeast notabl novo nurs oath obsess occupi
ocean offend offshor oh oneplus opioid optimist os ought ourselv outlin output owe pace pair palantir parliament
passeng passion patriot pattern peak peer permit persist personnel persuad phrase pin pipe pitch pivot plain planet
playbook playstat podcast poison pollster pollut pool portray postgresql postpon pound pour poverti pray premier
prep preserv pretend primarili print prop proper proven provinc psycholog punch purg queri ram rattl ray reader
rebel rebound rebuk recap recognit recount recruit redesign reduct regardless registr reluct resolv resort retain
retali retreat revamp revel revis revolut reward ridicul rig rip rob rocket routin ruin sap sat scam scare scheme
scholar scope scrap section sensit sham shame sharehold shark sharp sheet shelter shield shoe shortag shout shrink
sick signatur silicon skill skip sky slash slideshow slogan slump smartphon smoke soft solar sole somehow somewhat
song southeast spike spirit spoken sponsor squar stabil stamp standoff startup statewid stem stir stoke stone strain
strand strang strip stronger strongest stuck stuff subscrib subscript subsequ substanti suburb suburban sun
supplement suppress surrend suspens suspici sway symbol synagogu synaps tackl tast taxpay technic temporari
temporarili tenur terrifi theme therapi therefor thin thorough thrown thwart tick tier timelin toler tomorrow
tourist toxic transfer translat treati tribal trick trifold troll truce tsunami tune turmoil turnaround twice twin
tylenol uae ui unabl unconstitut undecid understood underway undocu unfold unfortun unifi uniti unlaw unleash
unpopular upend uphold upper util valuat van varieti verdict verifi vessel vet villag viral visibl visual volunt
warrant wast wealthi wed whip widen willing wireless witch withhold witkoff workload workplac worldwid worsen wsj
yesterday younger yourself youth)"},
    {14, R"(abduct abrupt absenc absent accident accommod accompani acquisit actress adher adversari advisor advocaci afterward
alcatraz alina allig alt altman aluminum ambiti amnesti analyz anchor ancient annex antifa antitrust anybodi
appointe apprehend approxim archbishop architect arena aris array aspir astronaut athlet attach audit authoritarian
automak avalanch avenu aviat backer backfir bake baker ball ballist bargain basebal bash batch bathroom batter
battleground beast bedroom beer behav belt benchmark bend besid bigotri bing bishop bite bizarr blanket blatant
blaze bless blind blitz bloc blockad blunt boil bolivia bombard bombshel boot bore bot boundari bow breakthrough
briberi brick bright broadcom broker brush buck bud bug bull bullet bump burst bust buyer buzz cach cake calendar
caller candidaci captiv cardin casino categor caution cement censor censur centr certifi chaotic charger chariti
charter cheat checker chicken childhood chill chipmak chronicl circul circus citus clarifi claus clinch clock
closest clue coastal cocain coffe collar commentari compat compens competitor compli complianc compon compound
concentr concert confess configur congresswoman connector consensus consent conspir contractor contrari contributor
conven convert convey cop counterpart courtroom cpi craft creation creativ creator credenti crop crude cruel crusad
crush cyberattack cybersecur cyclon dad dam damn danc danish dare dean deck default defect defer defiant defici
demon depriv descend descript desert despic deter devil devot diagnos diagnosi difficulti dimon diplomaci dire dirt
dirti disabl disadvantag disagr disastr discharg disciplin discord discredit disgust dishonest dismantl disord
dispatch displac dissid distort dive dock doctrin doom dossier dot download downplay downtown drain drastic dri
drove drown drunken dub duffi duke dust ear eclips ecosystem egg elder embolden empir empow en endless enthusiast
entiti epic epidem equival eras essay etc ethnic evas evolut exagger excel exec exhaust existenti expedit expel
exposur extern extort extradit extremist fade fame famin fantasi fastest feather fenc finger firearm firefight
firewal fish flavor flew foe forg format forth fossil fragil frenzi fring fruit fulfil furi furious gambit gaug
gazan genuin glacier glad gm gmail golden gonna grade grain graphic grappl grave grid grievanc grill grind groceri
gross gsmarena guilt gulf gunmen gut habba habit halligan halo harbor hardest hathaway hatr hay hci heal healthi
hedg heel height hesit hey hiker hochul holi homeless homicid hook horizon horrif horror household humili hurdl hush
hyperscal ignit illustr immin imparti impass impli imprison impuls inaugur inbox incit inclin inconsist incurs
indefinit indonesian inequ infant infect inflict influenti info ingredi inherit inject inner interim interrog
interven invad ip ipso ire jab jam java jerom joy jurisdict juror justif keir keyboard kitchen knee kneel knife
labour lag lai lament lander landfal landscap laps leaker lecornu leg legend lego lemon lend length lenovo levi lg
liabil librari lifelin lightn linger lisbon litig lobbyist lone loyalist lucki luigi lunar lung mad madagascar
malaysia mandatori mangion marshal massacr math maximum meaning meat medal medicin meltdown memoir memphi menu
mercuri merger merit mess metric midst milei milit mill millenni mini mirror misinform mistaken modest monkey
monster monument mood moreov mosqu mourn mph mull myanmar mysql narrowli naval nearbi neck neo nervous newest nice
nicknam nightmar nod nois nonpartisan nonprofit nonsens nordisk northwest northwestern notch notifi notori novel
nowher nut obes oblig obscur obstacl occas occasion occup okay oldest ole oliv oppress opt orang orbit orchestr
ordinari org orient ouster outbreak outcri outright outstand overcom oversea pact pam pandem parol partisanship
passag pastor patch pave payer payrol pen pend penni pepper perceiv percept peril perjuri perpetr perplex persecut
pet petit pfizer pharma pharmaceut philosophi physician pile pill pipelin pit plagu plaintiff plug pocket politic
porn portal portfolio possess prayer precious predat predecessor pregnant preliminari prescript presum presumpt
prevail pride priest princip pritzker processor proclaim profound propaganda proposit prosper protocol provoc provok
pump pundit pure purpl purport purview pushback quak qualcomm quantum queen radar radiat ragasa random rant ration
raw rear rebrand recept recipi reckless reckon recognis recollect reel reev referenc referendum refineri refund
refut regulatori reignit rein reinforc reiter relentless religion remedi renam render rene rent repair rescuer reset
reshap resili reson restart retak retaliatori reveng revolt revolutionari rice rid rifl rift riot robust rogu roil
roof sabotag sach sacrific safeguard safer sake salt sampl sana sanctuari sandwich satisfi scan scientif screw
script sdk seal seed seeker segment seizur selloff sensor sentinel separatist setback settler seventh shatter shed
shell shelv shine shipment shirt shopper shore showcas showdown shrug sidelin simul sin singer sister sixth ski skin
slap slate slaveri slim slowli slur smash smuggl snapdragon snowfal snowstorm snub soil somali somewher sorri soul
sour southwest sovereignti sow soybean spat spec spectacl spectrum spill spin spree squeez stabl stagger stark starv
starvat statu statut steep stole streak strict string stumbl stupid submarin substanc successor suffici sum summari
summon superintend superior supremacist surgeri surpass suspicion swap swear sympathi symptom synthet tab tablet tag
taho tale talent taught tea teas techniqu telecom temper tempera tendenc tens tent tester thai theater theft
theorist therapist therebi thiev threw thrive tighten tilt tini tire titan tokyo tonight toppl tougher toy tracker
tragedi tragic tran transact trauma treasur tremend tribe tribut tripl triumph tuft twist ugli unaccept unauthor
uncertain unchang uncomfort uncorrobor uncov undercut undergo underscor unequivoc unhing uniform unitedhealth
unknown unlock unnam unrel unrest unseal unsubscrib urban urgent utter vacat vagu valid valv vanish vari vault
vehement ventur versus veto vicious vigor virtu vital vm vms vmware volatil volum walkout wan warfar wari wash waver
wbd weaker weird weiss welfar wheel wider wield wipe wisdom wise woe woke wong wood wore workforc wrongdo www yell
yen zoom)"},
    {15, R"(abbott aboard absorb administ adob affluent airbus alik alloc altogeth ancestri anker appal appel appetit applaud
applaus archiv arguabl artist assail assumpt atlas auction automobil autonom avert awkward bail bailout banker
banner bari barrag bask basketbal bath beg beneath bent bigot bike bilater bind biolog bird blackfac bloodi bomber
bone bonus bother bottl bounc bovino bp brag brave brazen breakfast brew brilliant brink bulk bunch buoy bureaucraci
bureaucrat burger businessman butter casualti caveat cent certainti chest choke classroom claud clearer clever coin
coincid collid collud coloni comb commemor commut compact compass complicit conceal concret confin congratul
conscienc consequenti conservat conting corina corn coronavirus costco countless courtesi covert covet crippl
criticis critiqu cruelti crunch curious cynic dairi dash databrick dealt dear debunk decenc decept defianc dei delic
delight denuclear deplor depth der deriv destin dialogu dilemma dimens diminish dioces disarm discrep disguis
disinform dislik dismay disproportion disregard dissolv distant distinguish dji documentari dodg doge doha domain
downgrad drought drum dual duck durabl eighth elabor elementari embattl embed emphasi endpoint engulf enrol equat
erod escort espionag eulog evad evangel everest everyday exacerb exoner expertis exyno faction falsehood falter
fanci fantast fascist fasher fat feedback fever fiction fieri fixer flame flare floodwat foil fool forgotten formula
foster fray freeway freshman frontier fume fung funicular funni furlough furnitur gadget galvan garbag garden
generic gestur girlfriend glitch gradual grasp grass grassroot grate greenhous greta grief griev guinea hakeem
handheld haul haunt haven hawk headphon headset headwind heinz hing hollow homan honesti horribl hp hungri hype
hypocrisi identif ilhan imped implor inaccur inadequ incarcer incendiari incompet incorpor incorrect infam infiltr
inflam infus inher injunct ink inland inspect instant instinct instrument insurrect interst intim intrus invent
irrelev irrespons jar jean jewelri junior jurist kash knight kraft lane laser laud lawless layer leap lectur legion
legitimaci len liar lifestyl likewis limbo lion lodg logist longstand loop loophol loos lord loser lotteri loyal
luck lululemon lunch lure ly maco magnet mainten mall mandelson mansion manual marathon mario mate maxim meantim
median mediat medium membership meme merz metaswitch meter meth metro metsera micro micron midnight mileston militia
milk mindset misdemeanor misl mo modifi moldova monetari motor msp murdoch muscl mutual nake nasti newsroom nexperia
nikkei node nonetheless nonwhit notif offlin offset onslaught optic oral ordeal organis ounc outburst outer outgo
outreach outspoken overdos overdu overrul overshadow ownership oxygen oz panic panther paramilitari parasit passport
patent pathway paycheck payload payout pcs peru petti phenomenon phoni pizza plastic plummet pokrovsk polish
polygraph populist portabl pot powershel pregnanc prejudic premis preorder priorit problemat profess propel propon
protein proxi psychologist pummel pursuit puzzl quest quo rafah raider rainfal rampant rapist ratchet reaffirm
realist reassur receptor reclaim recreat redact redi redraw redund refresh refug regain reiner reliev reloc remak
replay repress resembl resent retribut retweet revisit rewrit richest rioter riski roadmap roar robberi robotaxi
rocki rog rollout rotat runoff sack saga sail saint sak salari sarkozi scar scari se sear segreg shaken shall
sherril shoulder shutter sieg simplifi simultan sincer sing skirt skydanc slack slain slaughter slice slowdown smile
smithsonian snag soften solidar sooner span spar spare speci specialist spell spiral spray squad stadium staf stare
starlink stat statehood steer stereotyp sticker stimulus straightforward stump stunt sub subsid substant subway suck
supplier supremaci surgeon surplus swamp sweet swell swept swim swipe swirl sympathet syndrom systemat talli
telephon tentat thick thread threshold thrill thumb thunberg tobacco ton torn tornado trace traction trailer traumat
treason trek trilater tsp tuition turbul twenti tycoon uganda unanim unhappi unilater unnecessari unproven unravel
unseat unsubstanti unsuccess upheld upsid usat vacanc valuabl vaniti vape verg viabl vibe viewer viewpoint vigil
villain vindic visitor vocal void vp warehous warmer warrior warship waymo wegovi whenev wherea whisper whoever
wholesal withdrew withheld xai xiv yard yeah)"},
}};

constexpr std::array<BackgroundRow, 12> names = {{
    {2, R"(trump)"},
    {5, R"(democrat hous microsoft republican)"},
    {6, R"(american china kavanaugh)"},
    {7, R"(appl donald ford gaza gop russia russian suprem ukrain unit washington york)"},
    {8, R"(america brett california congress epstein fbi friday googl iran israel john judiciari monday mr north obama sen
south texa thursday tuesday twitter)"},
    {9, R"(abc amazon august canada carolina ceo chicago chines clinton cnn collin dow facebook florida fox hama hill isra jame
japan juli kirk korea mccain mexico michael minnesota mueller novemb octob palestinian putin rep reuter robert
samsung saturday septemb sunday uk un venezuela virginia wednesday west)"},
    {10, R"(alaska andrew android arizona asia australia biden blasey brown bush capitol charli christin cohen comey david dc
doj dr eu europ european franc french georg georgia gov grassley harri hillari india iowa januari jeff joe johnson
jone jr june kelli kong manafort mike minneapoli musk nasdaq netanyahu ohio paul pennsylvania pentagon sander saudi
tv usa warren xi youtub)"},
    {11, R"(afghanistan african alex angel ap april arabia asian barack beij booker brazil brennan charl chris christma chuck
cia colorado cruz davi decemb dem dhs februari feinstein flake francisco gate germani getti giuliani graham harvard
hong illinoi indiana jedi jersey jim kennedi kevin khashoggi kim korean kyiv lisa llc los macbook maduro mcconnel
mexican michigan missouri moscow ms nanci nato nbc netflix newsom nobel nov npr nyc obamacar oct oregon pelosi
philippin politico pompeo portland powel richard rosenstein rubio ryan san sarah schumer scott sept steve susan
syria taiwan taylor tennesse thoma tiktok turkey ukrainian venezuelan walmart warner wisconsin xbox zelenski)"},
    {12, R"(africa airpod ak alabama alexandria anthoni aug australian avenatti bay bbc ben berni bloomberg bob boe bolsonaro
bolton boston brian british calif canadian caribbean carney cathol cbs cdc charlott christian columbia cori cortez
cuomo dakota daniel diann disney egypt elizabeth ellison eric erin ev fda florenc garcia god haley homeland hondura
id inc indian infowar instagram iranian iraq islam jackson jan japanes jeffrey jeong jewish jimmi jong jpmorgan
kamala kansa kentucki kushner la larri lee leo lindsey london macron maga maria marjori maryland massachusett matt
maxwel medicar metoo miami mississippi mitch montana murkowski muslim nasa nazi nevada nfl nintendo noem ocasio
oklahoma oval pacif pakistan pari patrick pc penc peter philadelphia puerto qatar ramirez roe smith soro spacex st
starbuck stephen sudan swetnick swiss ted tim tom utah va valley vietnam william yale yemen yorker)"},
    {13, R"(abram afghan afp ag ami anita arab ariz arkansa assad atlant atlanta austin bangladesh beto britain bruce buffett
charlottesvill christoph clair clarenc clark cnbc colombia cornyn cuba dalla dan deborah dec delhi desanti dick dna
don doug durbin dutch england epa erdogan fema fort gavin gdp german goldman gorsuch greg guatemala guthri hampshir
hawaii heidi heitkamp hogg hollywood houston hunter indonesia ipo ir isi istanbul itali jamal jare jeffri jerusalem
jew jinp jonathan jordan joseph josh kaepernick kemp koch kremlin kristi ky latin latino lebanon letitia lgbtq
louisiana mac manchin manhattan manigault margaret martha martin matti mccabe mcsalli midwest miller mitchel modi
moor morgan msnbc nafta neil newman nigeria nike nixon norway ny ok opec orlean pac palestin phillip pittsburgh
pokemon rachel reagan rick rico riyadh rod ron ross rudi salman salvador sam schiff sean semit siri spain spanberg
spotifi stormi strzok switzerland syrian taliban tehran thanksgiv turkish vermont vladimir vox woodward zuckerberg)"},
    {14, R"(aclu acosta alexand alibaba andr ann antonio arctic assang axio az balderson baltimor bannon belarus benioff
benjamin berlin bezo blackburn bowl bradi brat braun brazilian bredesen brook buckley cameron carlo carter cbp coca
cola colin confeder congo connecticut conway corker cramer cuban daca dave delawar dell denver depot des detroit
dian diego dnc dod donnelli dorsey eagl eli elli english erik ernst espn ezra fcc fe feb federalist fedex fi fisa
fla franci ftc fusion gabbard georgetown gillum glenn gore gps gpu guardian haiti halloween hassett hawley hbo
heller hezbollah hhs hirono hispan honduran houthi howard huckabe hungari idaho ii iii innat iraqi italian jacob
jami jane jason jay jerri jess jon jose joshua juan justin karen kati katrina katz ken kerri keyser klein klobuchar
kobach kyrsten lago las laura leland lincoln loui louisvill marc marco mari mason matthew mccarthi mccaskil mcdonald
mcgahn medicaid megyn melania menendez mit moham moin mrs munich nba nebraska nelson nick nicola nikki nj nra nyt
ohr olymp omar omarosa orrin pa palin papadopoulo parenthood parkland paso patel pecker pete pew phil phoenix
pinterest portug rand reid rio robinson roger romney ronald rosen roy russel salesforc santa sass sayoc seattl
shapiro sierra simpson sinema softbank spanish stadia stanford stanley steven stewart sullivan suv sydney tampa
thompson thune toni travi tribun trumpgop tvs tyler uber usb vega verizon walker walsh walter walz ward whatsapp
wikileak wilmington wilson wolf yellow zealand zelenskiy)"},
    {15, R"(abigail alan alexa alto anna ar ashley aviv barbara barr belgium berman bern billi blair bls blumenth brandon
brooklyn bryan buffalo ca campbel carson casey cheney chevron cindi clapper cleveland colbert colombian columbus cum
dana danni debbi devo dougla duncan ecuador edward emmanuel enquir fischer flynn franklin ga gallup gari geneva
gillibrand ginsburg guatemalan hamilton hanoi harvey heather henri hud icc indigen ireland ivanka ix jair jefferson
jennif jfk kagan kate keith kellyann kimber lanni leah leahi lewi linkedin manchest manzara marist marsha maxin mbs
mcdougal md meadow meghan michell milwauke montgomeri murphi nadler nano nathan newsmax nicol nielsen oman oscar
owen palo pat pyongyang qanon ramo reddit rhode rnc rome roosevelt sandi santo scalia scalis scotland scotus sec
shah sheldon smyth soviet spencer stacey stahl starr starship sweden tanzania tel todd townhal toyota trudeau uc
ucla usda usmca vatican vt wa wasserman waterg wework wi wohl wray wyom)"},
}};
// clang-format on

struct Entry {
    std::string_view stem;
    BackgroundWord word;
};

template <std::size_t Size>
void read_rows(const std::array<BackgroundRow, Size>& rows, bool is_name, std::vector<Entry>& out) {
    for (const auto& row : rows) {
        auto rest = row.words;
        while (!rest.empty()) {
            const auto end = std::min(rest.find_first_of(" \n"), rest.size());
            if (end > 0) out.push_back({rest.substr(0, end), {static_cast<float>(row.half_steps) / 2, is_name}});
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
}

std::vector<Entry> read_table() {
    std::vector<Entry> out;
    read_rows(common_words, false, out);
    read_rows(names, true, out);
    std::ranges::sort(out, {}, &Entry::stem);
    return out;
}

}  // namespace

std::optional<BackgroundWord> background_word(std::string_view stem) {
    static const std::vector<Entry> table = read_table();
    const auto found = std::ranges::lower_bound(table, stem, {}, &Entry::stem);
    if (found == table.end() || found->stem != stem) return std::nullopt;
    return found->word;
}

}  // namespace masthead::story
