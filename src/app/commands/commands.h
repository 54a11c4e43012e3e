// One function a command; each in a file of its name.
#pragma once

#include "app/arguments.h"

namespace masthead::app {

ExitCode init_desk(const Arguments& arguments);
ExitCode run(const Arguments& arguments);
ExitCode ingest(const Arguments& arguments);
ExitCode export_store(const Arguments& arguments);
ExitCode publish(const Arguments& arguments);
ExitCode write_past_edition(const Arguments& arguments);
ExitCode rescore(const Arguments& arguments);
ExitCode preview(const Arguments& arguments);
ExitCode serve(const Arguments& arguments);
ExitCode explain(const Arguments& arguments);
ExitCode evaluate_scores(const Arguments& arguments);
ExitCode evaluate_stories(const Arguments& arguments);
ExitCode evaluate_stored_stories(const Arguments& arguments);  // With --data.
ExitCode evaluate_duplicates(const Arguments& arguments);
ExitCode train_stories(const Arguments& arguments);
ExitCode evaluate_topics(const Arguments& arguments);
ExitCode train_topics(const Arguments& arguments);
ExitCode evaluate_pages(const Arguments& arguments);
ExitCode evaluate_dates(const Arguments& arguments);
ExitCode evaluate_metadata(const Arguments& arguments);
ExitCode list_sources(const Arguments& arguments);
ExitCode add_source(const Arguments& arguments);
ExitCode check_sources(const Arguments& arguments);
ExitCode import_sources(const Arguments& arguments);
ExitCode export_sources(const Arguments& arguments);
ExitCode trust_source(const Arguments& arguments);
ExitCode fetch_address(const Arguments& arguments);
ExitCode read_feeds(const Arguments& arguments);
ExitCode read_pages(const Arguments& arguments);
ExitCode check_records(const Arguments& arguments);
ExitCode list_stories(const Arguments& arguments);
ExitCode show_story(const Arguments& arguments);
ExitCode list_decisions(const Arguments& arguments);
ExitCode pin_story(const Arguments& arguments);
ExitCode merge_stories(const Arguments& arguments);
ExitCode split_story(const Arguments& arguments);
ExitCode retitle_story(const Arguments& arguments);
ExitCode remove_story(const Arguments& arguments);
ExitCode undo_decision(const Arguments& arguments);
ExitCode doctor(const Arguments& arguments);
ExitCode help_options(const Arguments& arguments);
ExitCode help_weights(const Arguments& arguments);

}  // namespace masthead::app
