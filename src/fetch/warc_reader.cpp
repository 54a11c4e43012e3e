// The answers of a WARC file, in the order they stand there.
#include "fetch/warc.h"
#include "fetch/warc_payloads.h"
#include "fetch/warc_records.h"
#include "fetch/warc_response.h"

#include <utility>

namespace masthead::fetch {

using core::ErrorCode;

core::Result<WarcSummary> read_warc(const std::string& path, const std::function<bool(RecordedResponse)>& sink) {
    auto records = WarcRecords::open(path);
    if (!records) return std::unexpected(records.error());
    WarcPayloads payloads(path);
    WarcSummary summary;
    while (const auto record = records->next()) {
        const bool fits = record->length <= max_block_bytes;
        const bool wanted = kind_of(*record).has_value() && fits;
        const auto block = records->block(*record, wanted ? max_block_bytes : 0);
        if (!block) continue;
        auto response = wanted && payloads.add(*record)
                            ? payloads.read(*record, *block)
                            : core::fail(ErrorCode::unsupported, "no answer of the web, or one that was read before");
        if (!response) {
            ++summary.skipped;
            continue;
        }
        ++summary.responses;
        if (!sink(std::move(*response))) break;
    }
    if (!records->has_begun()) return std::unexpected(no_recording(path));
    summary.damaged = records->damaged();
    summary.truncated = records->is_truncated();
    return summary;
}

std::string damage_sentence(const WarcSummary& summary, const std::string& path) {
    std::string sentence;
    if (summary.damaged == 1) sentence = path + " is damaged in one place, which was passed over";
    if (summary.damaged > 1)
        sentence = path + " is damaged in " + std::to_string(summary.damaged) + " places, which were passed over";
    if (summary.truncated) sentence += sentence.empty() ? path + " ends inside a record" : ", and ends inside a record";
    if (sentence.empty()) return sentence;
    return sentence + "; what is whole is used: " + std::to_string(summary.responses) + " responses";
}

}  // namespace masthead::fetch
