// Dates from arbitrary bytes. Properties: what is read lies in the years that can be written, and is read again from
// what we write of it.
#include "core/time.h"
#include "text/date.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace masthead;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto instant = text::parse_date({reinterpret_cast<const char*>(data), size});
    if (!instant) return 0;
    const auto year = static_cast<int>(core::day_of(*instant).year());
    if (year < -1 || year > 10000) std::abort();
    if (year < 0 || year > 9999) return 0;  // A zone's hours before or after the years of four digits.
    const auto again = text::parse_date(core::format_instant(*instant));
    if (again != instant) std::abort();
    return 0;
}
