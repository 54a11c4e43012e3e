// Commands, their options and their words; those that measure are in measuring_commands.cpp. The files that know CLI11
// are these two and shared_options.cpp.
#include "app/command_line.h"

#include "app/commands/commands.h"
#include "app/console.h"
#include "app/measuring_commands.h"
#include "app/shared_options.h"
#include "config/options.h"

#include <memory>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace masthead::app {

namespace {

constexpr const char* footer_text =
    "Exit codes: 0 done; 1 the work failed; 2 wrong use; 3 another process holds the data folder or the port.\n"
    "First steps: masthead init my-desk, change my-desk/desk.yaml, masthead run --once --desk my-desk/desk.yaml,\n"
    "masthead serve --desk my-desk/desk.yaml. `masthead COMMAND --help` explains a command, `masthead help options` "
    "the desk file.";

class CommandLine : private SharedOptions {
  public:
    CommandLine()
        : app_(
              "Masthead follows news sources, folds articles about one event into stories, scores and explains them, "
              "and publishes\n"
              "them as a site, records, JSON and feeds.",
              "masthead") {
        app_.require_subcommand(1);
        app_.set_version_flag("--version", "masthead " MASTHEAD_VERSION);
        app_.get_formatter()->column_width(34);
        add_desk_commands();
        add_source_commands();
        add_story_commands();
        add_question_commands();
        add_reader_commands();
        add_evaluations(app_, *this);
        add_training(app_, *this);
        add_helps();
        app_.footer(footer_text);  // Last, so that the commands do not inherit it.
    }

    [[nodiscard]] ExitCode run(int count, const char* const* words) {
        if (const std::string wrong = unknown_command(count, words); !wrong.empty()) {
            return wrong_use(fmt::format("there is no command \"{}\"; `masthead --help` lists those there are", wrong));
        }
        try {
            app_.parse(count, words);
        } catch (const CLI::ParseError& error) {
            return app_.exit(error) == 0 ? ExitCode::done : ExitCode::wrong_use;
        }
        return run_chosen();
    }

    [[nodiscard]] const CLI::App& app() const { return app_; }

  private:
    // The words up to the first that should name a command and does not; CLI11 would only say that one is required.
    [[nodiscard]] std::string unknown_command(int count, const char* const* words) const {
        const CLI::App* level = &app_;
        std::string path;
        for (int i = 1; i < count && *words[i] != '-'; ++i) {
            if (level->get_subcommands([](const CLI::App*) { return true; }).empty()) return {};
            const auto found =
                level->get_subcommands([&](const CLI::App* command) { return command->get_name() == words[i]; });
            path += (path.empty() ? "" : " ") + std::string(words[i]);
            if (found.empty()) return path;
            level = found.front();
        }
        return {};
    }

    void add_desk_commands() {
        CLI::App* init = add(app_, "init", "Write a desk to begin with", init_desk);
        init->add_option("DIR", arguments_.target, "Folder of the new desk")->required();

        CLI::App* run_app =
            add(app_, "run", "Read the sources, group, score and publish; again and again unless --once", app::run);
        desk_option(run_app);
        run_app->add_option("--publish", arguments_.publish_folder, "Folder of the edition, instead of the desk's")
            ->type_name("DIR");
        run_app->add_option("--opml", arguments_.opml_file, "Follow the feeds of this subscription list (too)")
            ->type_name("FILE");
        run_app->add_flag("--once", arguments_.once, "Read every due source once, then end");
        run_app->add_flag("--force", arguments_.force, "Read sources that are not due yet, too");
        auto* replay =
            run_app->add_option("--replay", arguments_.replay_file, "Read this recorded web instead of the network")
                ->type_name("WARC");
        run_app->add_option("--record", arguments_.record_file, "Record what is read to this file (.warc or .warc.gz)")
            ->type_name("WARC")
            ->excludes(replay);
        run_app->add_option("--profile", arguments_.profile, "Scoring profile, instead of the desk's")
            ->check(CLI::IsMember({"masthead", "everyday"}));
        now_option(run_app);
        json_option(run_app);
        log_options(run_app);

        CLI::App* ingest_app = add(
            app_, "ingest", "Bring in articles from files: JSON Lines, recorded webs (.warc, .warc.gz), records (.md)",
            app::ingest);
        ingest_app
            ->add_option("FILE", arguments_.files, "JSON Lines hold title, text, url, publisher and published or day")
            ->required();
        desk_option(ingest_app);
        now_option(ingest_app);
        json_option(ingest_app);
        log_options(ingest_app);

        CLI::App* publish_app = add(app_, "publish", "Write the edition again from the store", app::publish);
        publish_app->add_option("DIR", arguments_.target, "Folder of the edition, instead of the desk's");
        desk_option(publish_app);
        now_option(publish_app);
        json_option(publish_app);

        add_edition_command();
        add_scoring_commands();

        CLI::App* serve_app = add(app_, "serve", "Serve the edition and the API over HTTP", app::serve);
        desk_option(serve_app);
        serve_app->add_option("--publish", arguments_.publish_folder, "Folder of the edition, instead of the desk's")
            ->type_name("DIR");
        serve_app->add_option("--address", arguments_.address, "Address to listen on, instead of the desk's")
            ->type_name("IP");
        serve_app
            ->add_option("--port", arguments_.port, "Port to listen on, instead of the desk's; 0 takes any free one")
            ->check(CLI::Range(0, 65535));
        serve_app->add_flag("--quiet", arguments_.quiet, "Log errors only");
    }

    void add_edition_command() {
        CLI::App* edition_app =
            add(app_, "edition", "Write an edition of the past as it was published; without --at, list them",
                write_past_edition);
        edition_app
            ->add_option("--at", arguments_.at,
                         "What had been published by then, e.g. 2018-10-31T18:00:00+01:00; a day: by its end (UTC)")
            ->type_name("TIME");
        edition_app
            ->add_option("--out", arguments_.out, "Folder to write it to; edition-TIME in the current one if left out")
            ->type_name("DIR");
        edition_app->add_option("--most", arguments_.most, "List so many, the newest first; 0 lists all")
            ->type_name("N")
            ->capture_default_str();
        desk_option(edition_app);
        json_option(edition_app);
        edition_app->add_flag("--quiet", arguments_.quiet, "No progress bar");
    }

    void add_scoring_commands() {
        CLI::App* rescore_app =
            add(app_, "rescore", "Score what is stored by the desk as it is now, and say what changed", app::rescore);
        desk_option(rescore_app);
        now_option(rescore_app);
        json_option(rescore_app);
        log_options(rescore_app);

        CLI::App* preview_app =
            add(app_, "preview", "Show how the front page would change with other scoring, and why; nothing is written",
                app::preview);
        preview_app
            ->add_option("--set", arguments_.settings,
                         "A scoring option: score.WEIGHT=POINTS, scoring.publish_at=HEAT, scoring.profile=NAME")
            ->type_name("NAME=VALUE")
            ->required();
        desk_option(preview_app);
        now_option(preview_app);
        json_option(preview_app);
    }

    void add_source_commands() {
        CLI::App* source = app_.add_subcommand("source", "The desk's sources: list, add, check, import, export, trust");
        source->require_subcommand(1);
        CLI::App* list = add(*source, "list", "How each fares, when it is asked next, and why then", list_sources);
        desk_option(list);
        json_option(list);

        CLI::App* add_app =
            add(*source, "add", "Find the feed of an address or a site, show it, add it to the desk file", add_source);
        add_app->add_option("URL", arguments_.target, "Address of a feed, a sitemap, a page or a site")->required();
        kind_option(add_app, "What stands there; feed also looks for the feeds of a site", {"feed", "sitemap", "page"});
        add_app->add_option("--folder", arguments_.folder, "Group it is put in")->type_name("NAME");
        add_app->add_flag("--all", arguments_.all, "Add all that is found, not only the best");
        add_app->add_flag("--dry-run", arguments_.dry_run, "Show what is found and change nothing");
        replay_option(add_app);
        now_option(add_app);
        desk_option(add_app);

        CLI::App* check =
            add(*source, "check", "Ask them all, or one, store nothing, and say what is wrong and what to do",
                check_sources);
        check->add_option("URL", arguments_.target, "This one alone; it need not be in the desk");
        replay_option(check);
        now_option(check);
        desk_option(check);
        json_option(check);

        CLI::App* import_app =
            add(*source, "import", "Add the feeds of a subscription list (OPML) to the desk file", import_sources);
        import_app->add_option("FILE", arguments_.target, "OPML")->required();
        desk_option(import_app);

        CLI::App* export_app =
            add(*source, "export", "Print the desk's feeds as a subscription list (OPML)", export_sources);
        export_app->add_option("--out", arguments_.out, "Write it to this file")->type_name("FILE");
        desk_option(export_app);

        CLI::App* trust =
            add(*source, "trust", "Read a source again that is held back because it changed hands", trust_source);
        trust->add_option("URL", arguments_.target, "As it stands in the desk file")->required();
        now_option(trust);
        desk_option(trust);
    }

    void add_story_commands() {
        CLI::App* story = app_.add_subcommand("story", "The stories, and what an editor decides about them");
        story->require_subcommand(1);
        CLI::App* list = add(*story, "list", "The published stories, the hottest first", list_stories);
        list->add_flag("--all", arguments_.all, "Those that are not published, too");
        list->add_option("--most", arguments_.most, "List so many; 0 lists all")->type_name("N")->capture_default_str();
        CLI::App* show = add(*story, "show", "One story: its articles, scores and decisions", show_story);
        show->add_option("ID", arguments_.target, "A story, by any id it ever had; or an article in it")->required();
        show->add_flag("--timeline", arguments_.timeline, "What happened to it, in order");
        CLI::App* decisions = add(*story, "decisions", "All that editors decided, by number", list_decisions);
        for (auto* command : {list, show, decisions}) {
            desk_option(command);
            json_option(command);
        }
        add_story_edits(*story);
    }

    void add_story_edits(CLI::App& story) {
        CLI::App* pin = add(story, "pin", "Have an article lead its story", pin_story);
        CLI::App* merge = add(story, "merge", "Make stories one; the first keeps its name", merge_stories);
        CLI::App* split = add(story, "split", "Make articles of a story a story of their own", split_story);
        CLI::App* retitle = add(story, "retitle", "Give a story a title of its own", retitle_story);
        CLI::App* remove = add(story, "remove", "Take a story, or one article, from view", remove_story);
        CLI::App* undo = add(story, "undo", "Take back a decision", undo_decision);
        for (auto* command : {pin, merge, split, retitle})
            command->add_option("ID", arguments_.target, "A story")->required();
        remove->add_option("WHAT", arguments_.target, "A story's id, or an article's id or address")->required();
        pin->add_option("ARTICLE", arguments_.others, "Its id or address")->required()->expected(1);
        merge->add_option("OTHER", arguments_.others, "Stories that become part of it")->required();
        split->add_option("ARTICLE", arguments_.others, "Ids or addresses of those that leave")->required();
        retitle->add_option("TITLE", arguments_.title, "Empty: its lead's again")->required();
        undo->add_option("NUMBER", arguments_.number, "Of the decision; the latest that stands if left out")
            ->check(CLI::Range(1, 2147483647));
        for (auto* command : {pin, merge, split, retitle, remove, undo}) {
            command->add_option("--by", arguments_.by, "Who decides; the user's name if left out")->type_name("NAME");
            if (command != undo) command->add_option("--reason", arguments_.reason, "Why, for who reads it later");
            now_option(command);
            desk_option(command);
            json_option(command);
        }
    }

    void add_question_commands() {
        CLI::App* explain_app = add(
            app_, "explain", "Say where an article came from, what each stage decided and why, or why it is not there",
            app::explain);
        explain_app
            ->add_option("WHAT", arguments_.target,
                         "Address or id of an article, address of a source; or a page that need not be stored: a file, "
                         "or WEB.warc.gz#URL")
            ->required();
        explain_app
            ->add_option("--with", arguments_.others,
                         "Another article, by address or id: say why the two are, or are not, of one event")
            ->expected(1);
        explain_app->add_flag("--fetch", arguments_.fetch, "Read the page at the address as it is now, stored or not");
        replay_option(explain_app);
        desk_option(explain_app);
        json_option(explain_app);

        CLI::App* export_app = add(app_, "export", "Print what the store holds as JSON Lines, sorted", export_store);
        export_app->add_option("KIND", arguments_.target, "articles, stories or decisions; all of them if left out");
        export_app
            ->add_option("--out", arguments_.out, "Write articles.jsonl, stories.jsonl, decisions.jsonl to this folder")
            ->type_name("DIR");
        desk_option(export_app);

        CLI::App* doctor_app =
            add(app_, "doctor", "Check desk, store, disk, clock and sources, and say what to do", app::doctor);
        desk_option(doctor_app);
        json_option(doctor_app);
    }

    void add_reader_commands() {
        CLI::App* fetch_app =
            add(app_, "fetch", "Ask for one address as a run would, and show what came", fetch_address);
        fetch_app->add_option("URL", arguments_.target, "http or https")->required();
        kind_option(fetch_app, "Whose limits and manners: pages and sitemaps ask robots.txt first",
                    {"feed", "sitemap", "page", "image"});
        fetch_app->add_option("--output", arguments_.out, "Write the body to this file")->type_name("FILE");
        replay_option(fetch_app);
        now_option(fetch_app);
        fetch_app->add_option("--desk", arguments_.desk_file, "Desk file whose fetch options count")->type_name("FILE");
        json_option(fetch_app);

        CLI::App* feed_app = add(app_, "feed", "Show what is read from feeds", read_feeds);
        feed_app->add_option("SOURCE", arguments_.files, "Files, addresses or recorded webs")->required();
        feed_app->add_option("--desk", arguments_.desk_file, "Desk file whose fetch options count")->type_name("FILE");
        json_option(feed_app);

        add_page_command();

        CLI::App* record_app = app_.add_subcommand("record", "Front-matter records");
        record_app->require_subcommand(1);
        CLI::App* check_app =
            add(*record_app, "check", "Read and write records and compare them byte for byte", check_records);
        check_app->add_option("FILE", arguments_.files, "Records")->required();
        check_app->add_flag("--quiet", arguments_.quiet, "No progress bar");
        json_option(check_app);
    }

    void add_page_command() {
        CLI::App* page_app =
            add(app_, "page", "Show what is read from article pages: the article, without the rest", app::read_pages);
        page_app->add_option("SOURCE", arguments_.files, "Files, addresses or recorded webs (.warc, .warc.gz)")
            ->required();
        page_app
            ->add_option("--url", arguments_.page_url,
                         "Address at which the file stood, so that links can be resolved; of a recorded web this page "
                         "alone")
            ->type_name("URL");
        auto* text = page_app->add_flag("--text", arguments_.text, "Print the article's text alone");
        auto* html = page_app->add_flag("--html", arguments_.html, "Print the article as clean HTML");
        page_app->add_flag("--json", arguments_.json, "Print JSON, a line a page")->excludes(text)->excludes(html);
        html->excludes(text);
        replay_option(page_app);
        page_app->add_option("--desk", arguments_.desk_file, "Desk file whose fetch options count")->type_name("FILE");
        page_app->add_flag("--verbose", arguments_.verbose, "Say where each value comes from");
    }

    void add_helps() {
        CLI::App* help = app_.add_subcommand("help", "Explain the desk file or the weights; print the manual page");
        help->require_subcommand(1);
        add(*help, "options", "Every option of the desk file", help_options);
        add(*help, "weights", "Every weight of the scoring profiles", help_weights);
        add(*help, "man", "The manual page, in troff", [](const Arguments&) {
            print(manual_page());
            return ExitCode::done;
        });
    }

    CLI::App app_;
    Arguments& arguments_ = arguments();
};

// Text for troff: backslashes and leading dots or quotes mean something there.
std::string troff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n'))
            out += std::string("\\&") + c;
        else
            out += c;
    }
    return out;
}

void append_command(std::string& out, const CLI::App& command, const std::string& path) {
    if (command.get_subcommands({}).empty()) {
        out += fmt::format(".TP\n.B {}\n{}.\n", troff(path), troff(command.get_description()));
        for (const auto* option : command.get_options()) {
            if (option->get_name(false, true).find("--help") != std::string::npos) continue;
            out += fmt::format(".RS\n.TP\n.B {}\n{}.\n.RE\n", troff(option->get_name(true, true)),
                               troff(option->get_description()));
        }
    }
    for (const auto* sub : command.get_subcommands([](const CLI::App*) { return true; }))
        append_command(out, *sub, path + " " + sub->get_name());
}

}  // namespace

ExitCode run_command_line(int count, const char* const* words) {
    CommandLine line;
    return line.run(count, words);
}

std::string manual_page() {
    const CommandLine line;
    std::string out = fmt::format(
        ".TH MASTHEAD 1 \"\" \"masthead {}\" \"User Commands\"\n.SH NAME\nmasthead \\- a self\\-hosted news desk "
        "engine\n",
        MASTHEAD_VERSION);
    out += ".SH SYNOPSIS\n.B masthead\n.I COMMAND\n[\n.I OPTIONS\n]\n.SH DESCRIPTION\n" +
           troff(line.app().get_description()) + "\n.SH COMMANDS\n";
    for (const auto* command : line.app().get_subcommands([](const CLI::App*) { return true; }))
        append_command(out, *command, command->get_name());
    out += ".SH DESK FILE\nThe options of desk.yaml:\n";
    for (const auto& option : config::describe_options()) {
        const std::string fallback = option.fallback.empty() ? "" : "; default " + option.fallback;
        out += fmt::format(".TP\n.B {}\n({}{}) {}\n", troff(option.name), troff(option.type), troff(fallback),
                           troff(option.sentence));
    }
    return out +
           ".SH EXIT STATUS\n0 done; 1 the work failed; 2 wrong use; 3 another process holds the data folder or the "
           "port.";
}

}  // namespace masthead::app
