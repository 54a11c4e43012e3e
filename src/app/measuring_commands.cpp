#include "app/measuring_commands.h"

#include "app/commands/commands.h"

#include <CLI/CLI.hpp>

namespace masthead::app {

namespace {

void decisions_options(CLI::App* command, SharedOptions& shared) {
    command->add_option("--out", shared.arguments().out, "Write what was decided, a JSON line an item")
        ->type_name("FILE");
    shared.json_option(command);
}

void quiet_option(CLI::App* command, SharedOptions& shared) {
    command->add_flag("--quiet", shared.arguments().quiet, "No progress bar");
}

// Articles whose stories are known.
void labelled_files(CLI::App* command, SharedOptions& shared) {
    auto& arguments = shared.arguments();
    command->add_option("FILE", arguments.files, "JSON Lines with title, text, url, day or published, and story")
        ->required();
    command
        ->add_option("--view", arguments.view,
                     "Which pairs count: same-day or all-pairs; by default as the labels suggest")
        ->check(CLI::IsMember({"same-day", "all-pairs"}));
}

// Pages and what should be read from them.
void labelled_pages(CLI::App* command, SharedOptions& shared, const char* truth) {
    auto& arguments = shared.arguments();
    command->add_option("--warc", arguments.warc_file, "The pages")->type_name("WARC")->required();
    command->add_option("--truth", arguments.truth_file, truth)->type_name("FILE")->required();
}

void add_scores(CLI::App& eval, SharedOptions& shared) {
    auto& arguments = shared.arguments();
    CLI::App* scores = shared.add(eval, "scores", "Scores against a site of the reference system", evaluate_scores);
    scores->add_option("--site", arguments.site_folder, "Folder with records.jsonl and _data")
        ->type_name("DIR")
        ->required();
    scores->add_option("--profile", arguments.profile, "Scoring profile")->default_str("everyday");
    decisions_options(scores, shared);
}

void topic_examples(CLI::App* command, SharedOptions& shared) {
    command->add_option("FILE", shared.arguments().files,
                        "JSON Lines with title, text, and topic or topics; without any the desk's topics[].examples");
    shared.desk_option(command);
}

void add_stories(CLI::App& eval, SharedOptions& shared) {
    auto& arguments = shared.arguments();
    CLI::App* stories = shared.add(eval, "stories", "Grouping against labelled articles", evaluate_stories);
    labelled_files(stories, shared);
    stories
        ->add_option("--folds", arguments.folds, "Score every story by a model trained on the other folds of all files")
        ->check(CLI::Range(2, 20));
    stories->add_option("--model", arguments.model_file, "This model instead of the one that ships")
        ->type_name("FILE")
        ->excludes("--folds");
    stories
        ->add_flag("--leave-one-out", arguments.leave_one_out,
                   "Score every file by a model trained on the files that have no articles in common with it")
        ->excludes("--folds")
        ->excludes("--model");
    stories
        ->add_flag("--baseline", arguments.baseline,
                   "Also score two cosines and a logistic regression, learned from the same other files")
        ->needs("--leave-one-out");
    stories
        ->add_option("--errors", arguments.errors,
                     "Print so many pairs of each file that were wrongly put together or kept apart, and why")
        ->type_name("N")
        ->check(CLI::Range(1, 10'000));
    stories->add_option("--seed", arguments.seed, "Which of the wrong pairs are drawn")
        ->type_name("N")
        ->capture_default_str();
    stories
        ->add_option("--shuffles", arguments.shuffles,
                     "Give each day's articles in this many other orders, too, and tell how far the figures differ")
        ->check(CLI::Range(1, 100));
    stories
        ->add_option("--data", arguments.data_folder,
                     "Score the stories of the store in this folder; FILE then needs url and story alone")
        ->type_name("DIR")
        ->excludes("--folds")
        ->excludes("--model")
        ->excludes("--leave-one-out")
        ->excludes("--errors")
        ->excludes("--shuffles");
    decisions_options(stories, shared);
}

void add_duplicates(CLI::App& eval, SharedOptions& shared) {
    CLI::App* duplicates = shared.add(eval, "duplicates", "Copies found among copies and strangers made from articles",
                                      evaluate_duplicates);
    duplicates
        ->add_option("FILE", shared.arguments().files,
                     "JSON Lines with title, text, publisher or provider, and published, firstSeen or day")
        ->required();
    quiet_option(duplicates, shared);
    decisions_options(duplicates, shared);
}

void add_pages(CLI::App& eval, SharedOptions& shared) {
    auto& arguments = shared.arguments();
    CLI::App* pages = shared.add(eval, "pages", "Extracted text and dates against labelled pages", evaluate_pages);
    labelled_pages(pages, shared, "JSON Lines with url and text or published");
    pages
        ->add_option("--folds", arguments.folds,
                     "Also read the pages of each fold of sites with options searched on the other folds")
        ->check(CLI::Range(2, 20));
    CLI::Option* const tune =
        pages->add_option("--tune-warc", arguments.tune_warc_file, "Also with options searched on these pages")
            ->type_name("WARC");
    CLI::Option* const tune_truth =
        pages->add_option("--tune-truth", arguments.tune_truth_file, "Their labels")->type_name("FILE");
    tune->needs(tune_truth);
    tune_truth->needs(tune);
    quiet_option(pages, shared);
    decisions_options(pages, shared);
}

// An evaluation over recorded pages that lists where it disagrees with the labels.
void add_labelled(CLI::App& eval, SharedOptions& shared, const char* name, const char* sentence,
                  const Command& command) {
    auto& arguments = shared.arguments();
    CLI::App* labelled = shared.add(eval, name, sentence, command);
    labelled_pages(labelled, shared, "JSON Lines with url and what the page should say");
    labelled->add_option("--worst", arguments.worst, "Print so many of the disagreements")->type_name("N");
    labelled->add_option("--out", arguments.out, "Write all disagreements, a JSON line each")->type_name("FILE");
    quiet_option(labelled, shared);
    shared.json_option(labelled);
}

}  // namespace

void add_evaluations(CLI::App& app, SharedOptions& shared) {
    CLI::App* eval = app.add_subcommand("eval", "Measure against labels");
    eval->require_subcommand(1);
    add_scores(*eval, shared);
    add_stories(*eval, shared);
    add_duplicates(*eval, shared);
    CLI::App* topics =
        shared.add(*eval, "topics", "Learned topics on articles that were not learned from", evaluate_topics);
    topic_examples(topics, shared);
    topics->add_option("--folds", shared.arguments().folds, "In so many parts, each judged by what the others taught")
        ->check(CLI::Range(2, 20))
        ->default_str("5");
    shared.json_option(topics);
    add_pages(*eval, shared);
    add_labelled(*eval, shared, "dates", "Days of publication against labelled pages", evaluate_dates);
    add_labelled(*eval, shared, "metadata", "Titles, authors, days, topics and lead images against labelled pages",
                 evaluate_metadata);
}

void add_training(CLI::App& app, SharedOptions& shared) {
    CLI::App* train = app.add_subcommand("train", "Learn a model from labels");
    train->require_subcommand(1);
    CLI::App* stories = shared.add(*train, "stories", "How likely two articles tell of one event", train_stories);
    labelled_files(stories, shared);
    stories->add_option("-o,--out", shared.arguments().out, "Write the model here instead of printing it")
        ->type_name("FILE");
    CLI::App* topics =
        shared.add(*train, "topics", "Which topics articles belong to, from an editor's examples", train_topics);
    topic_examples(topics, shared);
    topics
        ->add_option("-o,--out", shared.arguments().out,
                     "Write the model here instead of where the desk wants it (topic_model)")
        ->type_name("FILE");
}

}  // namespace masthead::app
