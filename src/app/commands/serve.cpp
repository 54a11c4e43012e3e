// `masthead serve`: the published folder, the API of the store, health.
#include "app/api.h"
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/interrupts.h"
#include "app/session.h"
#include "app/websub_route.h"
#include "serve/server.h"

#include <condition_variable>
#include <mutex>
#include <utility>

#include <fmt/format.h>

namespace masthead::app {

ExitCode serve(const Arguments& arguments) {
    const Interrupts interrupts;
    auto session = open_session(arguments, store::Access::read_only);
    if (!session) return report_setup(session.error());
    serve::ServerOptions options;
    options.folder = session->desk.publish.folder;
    options.address = arguments.address.empty() ? session->desk.serve.address : arguments.address;
    options.port = static_cast<std::uint16_t>(arguments.port >= 0 ? arguments.port : session->desk.serve.port);
    options.threads = session->desk.serve.threads;
    if (!std::filesystem::is_directory(options.folder)) {
        return report_setup(
            {core::ErrorCode::not_found,
             fmt::format("there is no edition in {}; `masthead run --once` or `masthead publish` makes one",
                         options.folder.string())});
    }
    session->log = core::make_stderr_logger(arguments.quiet ? core::LogLevel::error : core::LogLevel::info);
    auto routes = api_routes(session->desk);
    // There without serve.public_url too: subscriptions of another day are answered that they have ended.
    routes.push_back(
        websub_route(store::DataFolder::database_path(session->desk.data), *session->clock, *session->log));
    const auto server = serve::Server::start(options, std::move(routes), *session->log);
    if (!server) return report(server.error());
    print(fmt::format("http://{}:{}/", options.address, (*server)->port()));
    std::fflush(stdout);
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, interrupts.token(), [] { return false; });
    (*server)->stop();
    return ExitCode::done;
}

}  // namespace masthead::app
