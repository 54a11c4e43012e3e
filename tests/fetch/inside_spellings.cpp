#include "fetch/inside_spellings.h"

#include "core/ascii.h"

#include <array>
#include <map>
#include <utility>

namespace masthead::test {

namespace {

constexpr std::string_view not_public = "is not in the public net";
constexpr std::string_view no_name = "is no valid name";
constexpr std::string_view no_address = "is no valid address";
constexpr std::string_view no_scheme = "is not http or https";

constexpr auto spellings = std::to_array<InsideSpelling>({
    // Numbers.
    {"http://127.0.0.2:{P}/secret", not_public},
    {"http://127.0.0.1:{P}/secret", not_public},
    {"http://127.2:{P}/secret", not_public},
    {"http://127.0.2:{P}/secret", not_public},
    {"http://2130706434:{P}/secret", not_public},
    {"http://0x7f000002:{P}/secret", not_public},
    {"http://0X7F.0x00.0x0.0x2:{P}/secret", not_public},
    {"http://0x7f.2:{P}/secret", not_public},
    {"http://0177.0.0.2:{P}/secret", not_public},
    {"http://00000177.0.0.02:{P}/secret", not_public},
    {"http://017700000002:{P}/secret", not_public},
    {"http://0177.0x2:{P}/secret", not_public},
    {"http://127.0.0.002:{P}/secret", not_public},
    {"http://127.0.0.2.:{P}/secret", not_public},
    {"http://127.0.0.2:0{P}/secret", not_public},
    {"http://127.0.0.2/secret", not_public},
    {"http://0.0.0.0:{P}/secret", not_public},
    {"http://0:{P}/secret", not_public},
    {"http://0x:{P}/secret", not_public},
    {"http://0.0:{P}/secret", not_public},
    {"http://00:{P}/secret", not_public},
    {"http://6425673730:{P}/secret", no_address},
    {"http://127.0.0.0.2:{P}/secret", no_address},
    {"http://127.0.0.258:{P}/secret", no_address},
    {"http://127.0.0.0x102:{P}/secret", no_address},
    {"http://0x1007f000002:{P}/secret", no_address},
    {"http://127.0.0.09:{P}/secret", no_address},
    {"https://127.0.0.2:{P}/secret", not_public},
    // Escapes and letters that IDNA folds into digits and dots.
    {"http://%31%32%37.0.0.2:{P}/secret", not_public},
    {"http://127%2e0%2E0%2e2:{P}/secret", not_public},
    {"http://%30x7f000002:{P}/secret", not_public},
    {"http://127\xe3\x80\x82"
     "0\xe3\x80\x82"
     "0\xe3\x80\x82"
     "2:{P}/secret",
     not_public},                                                                             // U+3002
    {"http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.\xef\xbc\x92:{P}/secret", not_public},  // Fullwidth.
    {"http://127\xef\xbc\x8e"
     "0.0.2:{P}/secret",
     not_public},  // U+FF0E
    {"http://\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.\xe2\x93\xaa.\xe2\x93\xaa.\xe2\x91\xa1:{P}/secret",
     not_public},                                                                              // Circled.
    {"http://\xf0\x9d\x9f\x8f\xf0\x9d\x9f\x90\xf0\x9d\x9f\x95.0.0.2:{P}/secret", not_public},  // Bold.
    {"http://127.0.0.\xc2\xb2:{P}/secret", not_public},                                        // Superscript.
    {"http://127.0.0\xc2\xad.2:{P}/secret", not_public},                                       // Soft hyphen.
    {"http://127.0.0.2%00.public.test:{P}/secret", no_name},
    {"http://127.0.0.2%20.public.test:{P}/secret", no_name},
    {"http://127.0.0.2%0d%0aX:1:{P}/secret", no_name},
    {"http://public.test%40127.0.0.2:{P}/secret", no_name},
    {"http://public.test%2f@127.0.0.2:{P}/secret", not_public},
    // IPv6, and IPv4 inside it.
    {"http://[::1]:{P}/secret", not_public},
    {"http://[0:0:0:0:0:0:0:1]:{P}/secret", not_public},
    {"http://[0000::0001]:{P}/secret", not_public},
    {"http://[::]:{P}/secret", not_public},
    {"http://[0::0]:{P}/secret", not_public},
    {"http://[::ffff:127.0.0.2]:{P}/secret", not_public},
    {"http://[::FFFF:7f00:2]:{P}/secret", not_public},
    {"http://[0:0:0:0:0:ffff:7f00:0002]:{P}/secret", not_public},
    {"http://[::127.0.0.2]:{P}/secret", not_public},
    {"http://[::7f00:2]:{P}/secret", not_public},
    {"http://[::ffff:0:127.0.0.2]:{P}/secret", not_public},
    {"http://[64:ff9b::7f00:2]:{P}/secret", not_public},
    {"http://[64:ff9b::127.0.0.2]:{P}/secret", not_public},
    {"http://[64:ff9b::a9fe:a9fe]/secret", not_public},
    {"http://[64:ff9b:1::7f00:2]:{P}/secret", not_public},
    {"http://[2002:7f00:2::]:{P}/secret", not_public},
    {"http://[2002:7f00:2::1]:{P}/secret", not_public},
    {"http://[2001:0:7f00:2::]:{P}/secret", not_public},
    {"http://[2001:0:c000:201::80ff:fffd]:{P}/secret", not_public},
    {"http://[fe80::1]:{P}/secret", not_public},
    {"http://[fec0::1]:{P}/secret", not_public},
    {"http://[fd00::1]:{P}/secret", not_public},
    {"http://[ff02::1]:{P}/secret", not_public},
    {"http://[fe80::1%25lo]:{P}/secret", no_address},
    {"http://[fe80::1%lo]:{P}/secret", no_address},
    {"http://[::1%251]:{P}/secret", no_address},
    {"http://[::1:{P}/secret", no_address},
    {"http://%5b::1%5d:{P}/secret", no_name},
    {"http://[127.0.0.2]:{P}/secret", no_address},
    {"http://[::127.0.2]:{P}/secret", no_address},
    {"http://[::0x7f00:2]:{P}/secret", no_address},
    {"http://[]:{P}/secret", no_address},
    // Names.
    {"http://localhost:{P}/secret", not_public},
    {"http://LOCALHOST.:{P}/secret", not_public},
    {"http://foo.localhost:{P}/secret", not_public},
    {"http://localhost.localdomain:{P}/secret", not_public},
    {"http://ip6-localhost:{P}/secret", not_public},
    {"http://\xef\xbd\x8c\xef\xbd\x8f\xef\xbd\x83\xef\xbd\x81\xef\xbd\x8c\xef\xbd\x88\xef\xbd\x8f\xef\xbd\x93\xef\xbd"
     "\x94:{P}/secret",
     not_public},  // Fullwidth.
    {"http://\xe2\x93\x9b\xe2\x93\x9e"
     "calhost:{P}/secret",
     not_public},  // Circled.
    {"http://%6c%6f%63alhost:{P}/secret", not_public},
    {"http://inside.test:{P}/secret", not_public},
    {"http://inside6.test:{P}/secret", not_public},
    {"http://mapped.test:{P}/secret", not_public},
    {"http://many.test:{P}/secret", not_public},
    {"http://many6.test:{P}/secret", not_public},
    {"http://127.0.0.2.nip.test:{P}/secret", not_public},
    {"http://xn--inside-.test:{P}/secret", ""},
    // User names that look like hosts, and hosts that look like user names.
    {"http://public.test@127.0.0.2:{P}/secret", not_public},
    {"http://public.test:80@127.0.0.2:{P}/secret", not_public},
    {"http://127.9.9.9:{P}@127.0.0.2:{P}/secret", not_public},
    {"http://a:b@c:d@127.0.0.2:{P}/secret", not_public},
    {"http://public.test%23@127.0.0.2:{P}/secret", not_public},
    {"http://127.0.0.2:{P}#@public.test/secret", not_public},
    {"http://127.0.0.2:{P}?@public.test/secret", not_public},
    {"http://127.0.0.2:{P}\\@public.test/secret", not_public},
    {"http://127.0.0.2:{P}/@public.test/secret", not_public},
    {"http://@127.0.0.2:{P}/secret", not_public},
    // Slashes, tabs, case, and no scheme.
    {"http:\\\\127.0.0.2:{P}\\secret", not_public},
    {"http:/\\127.0.0.2:{P}/secret", not_public},
    {"http:////127.0.0.2:{P}/secret", not_public},
    {"HtTp://127.0.0.2:{P}/secret", not_public},
    {"ht\ttp://127.0.0.2:{P}/secret", not_public},
    {"http://127.0\t.0.2:{P}/secret", not_public},
    {"http:/\t/127.0.0.2:{P}/secret", not_public},
    {" \t http://127.0.0.2:{P}/secret \t", not_public},
    // Addresses that clouds keep for their secrets.
    {"http://169.254.169.254/latest/meta-data/", not_public},
    {"http://169.254.170.2/v2/credentials", not_public},
    {"http://2852039166/latest/meta-data/", not_public},
    {"http://[fd00:ec2::254]/latest/meta-data/", not_public},
    {"http://[::ffff:a9fe:a9fe]/latest/meta-data/", not_public},
    {"http://100.100.100.200/latest/meta-data/", not_public},
    {"http://192.0.0.192/latest/meta-data/", not_public},
    {"http://168.63.129.16/machine?comp=goalstate", not_public},
    {"http://metadata.google.internal/computeMetadata/v1/", not_public},
    // Other schemes.
    {"ftp://127.0.0.2:{P}/secret", no_scheme},
    {"ftps://127.0.0.2:{P}/secret", no_scheme},
    {"file:///etc/passwd", no_scheme},
    {"file://127.0.0.2/etc/passwd", no_scheme},
    {"FILE:/etc/passwd", no_scheme},
    {"gopher://127.0.0.2:{P}/_GET%20/secret", no_scheme},
    {"dict://127.0.0.2:{P}/d:secret", no_scheme},
    {"ldap://127.0.0.2:{P}/secret", no_scheme},
    {"smb://127.0.0.2/secret", no_scheme},
    {"tftp://127.0.0.2:{P}/secret", no_scheme},
    {"telnet://127.0.0.2:{P}/", no_scheme},
    {"sftp://127.0.0.2:{P}/secret", no_scheme},
    {"rtsp://127.0.0.2:{P}/secret", no_scheme},
    {"imap://127.0.0.2:{P}/secret", no_scheme},
    {"ws://127.0.0.2:{P}/secret", no_scheme},
    {"unix:///run/secret.sock", no_scheme},
    {"jar:http://127.0.0.2:{P}/secret!/", no_scheme},
    {"feed:http://127.0.0.2:{P}/secret", no_scheme},
    {"view-source:http://127.0.0.2:{P}/secret", no_scheme},
    {"blob:http://127.0.0.2:{P}/secret", no_scheme},
    {"javascript:location='http://127.0.0.2:{P}/secret'", no_scheme},
    {"data:text/html,secret", no_scheme},
    {"about:blank", no_scheme},
    {"mailto:root@127.0.0.2", no_scheme},
});

constexpr auto ranges = std::to_array<SpecialRange>({
    {"0.0.0.0", "0.255.255.255", "\"This network\""},
    {"10.0.0.0", "10.255.255.255", "Private-Use"},
    {"100.64.0.0", "100.127.255.255", "Shared Address Space"},
    {"127.0.0.0", "127.255.255.255", "Loopback"},
    {"169.254.0.0", "169.254.255.255", "Link Local"},
    {"172.16.0.0", "172.31.255.255", "Private-Use"},
    {"192.0.0.0", "192.0.0.255", "IETF Protocol Assignments"},
    {"192.0.0.0", "192.0.0.7", "IPv4 Service Continuity Prefix"},
    {"192.0.0.8", "192.0.0.8", "IPv4 dummy address"},
    {"192.0.0.9", "192.0.0.9", "Port Control Protocol Anycast"},
    {"192.0.0.10", "192.0.0.10", "Traversal Using Relays around NAT Anycast"},
    {"192.0.0.170", "192.0.0.171", "NAT64/DNS64 Discovery"},
    {"192.0.2.0", "192.0.2.255", "Documentation (TEST-NET-1)"},
    {"192.31.196.0", "192.31.196.255", "AS112-v4"},
    {"192.52.193.0", "192.52.193.255", "AMT"},
    {"192.88.99.0", "192.88.99.255", "Deprecated (6to4 Relay Anycast)"},
    {"192.88.99.2", "192.88.99.2", "6a44-relay anycast address"},
    {"192.168.0.0", "192.168.255.255", "Private-Use"},
    {"192.175.48.0", "192.175.48.255", "Direct Delegation AS112 Service"},
    {"198.18.0.0", "198.19.255.255", "Benchmarking"},
    {"198.51.100.0", "198.51.100.255", "Documentation (TEST-NET-2)"},
    {"203.0.113.0", "203.0.113.255", "Documentation (TEST-NET-3)"},
    {"224.0.0.0", "239.255.255.255", "Multicast"},
    {"240.0.0.0", "255.255.255.254", "Reserved"},
    {"255.255.255.255", "255.255.255.255", "Limited Broadcast"},
    {"::1", "::1", "Loopback Address"},
    {"::", "::", "Unspecified Address"},
    {"::0.0.0.2", "::255.255.255.255", "IPv4-compatible Addresses (deprecated)"},
    {"::ffff:0.0.0.0", "::ffff:0.255.255.255", "IPv4-mapped Address, of a special one"},
    {"::ffff:0:0.0.0.0", "::ffff:0:255.255.255.255", "IPv4-translated Address (SIIT)"},
    {"64:ff9b::10.0.0.0", "64:ff9b::10.255.255.255", "IPv4-IPv6 Translation, of a special one"},
    {"64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "IPv4-IPv6 Translation, local use"},
    {"100::", "100::ffff:ffff:ffff:ffff", "Discard-Only Address Block"},
    {"100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff", "Dummy IPv6 Prefix"},
    {"2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "IETF Protocol Assignments"},
    {"2001::", "2001::ffff:ffff:ffff:ffff:ffff:ffff", "TEREDO"},
    {"2001:1::1", "2001:1::1", "Port Control Protocol Anycast"},
    {"2001:1::2", "2001:1::2", "Traversal Using Relays around NAT Anycast"},
    {"2001:1::3", "2001:1::3", "DNS-SD Service Registration Protocol Anycast"},
    {"2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", "Benchmarking"},
    {"2001:3::", "2001:3:ffff:ffff:ffff:ffff:ffff:ffff", "AMT"},
    {"2001:4:112::", "2001:4:112:ffff:ffff:ffff:ffff:ffff", "AS112-v6"},
    {"2001:10::", "2001:1f:ffff:ffff:ffff:ffff:ffff:ffff", "Deprecated (previously ORCHID)"},
    {"2001:20::", "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff", "ORCHIDv2"},
    {"2001:30::", "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff", "Drone Remote ID Protocol Entity Tags"},
    {"2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "Documentation"},
    {"2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "6to4"},
    {"2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff", "Direct Delegation AS112 Service"},
    {"3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "Documentation"},
    {"5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "Segment Routing (SRv6) SIDs"},
    {"fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "Unique-Local"},
    {"fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "Link-Local Unicast"},
    {"fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "Site-Local Unicast (deprecated)"},
    {"ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "Multicast"},
    {"168.63.129.16", "168.63.129.16", "Azure's platform address, in no registry"},
});

}  // namespace

std::span<const InsideSpelling> inside_spellings() {
    return spellings;
}

std::span<const SpecialRange> special_ranges() {
    return ranges;
}

std::string with_port(std::string_view text, std::uint16_t port) {
    std::string out;
    for (;;) {
        const auto at = text.find("{P}");
        out += text.substr(0, at);
        if (at == std::string_view::npos) return out;
        out += std::to_string(port);
        text.remove_prefix(at + 3);
    }
}

std::vector<std::string> inside_names(std::string_view name) {
    static const std::map<std::string_view, std::vector<std::string>> names{
        {"inside.test", {"127.0.0.2"}},
        {"inside6.test", {"::1"}},
        {"mapped.test", {"::ffff:127.0.0.2"}},
        {"many6.test", {"::1", "fd00::1"}},
        {"many.test", {"10.0.0.1", "127.0.0.2"}},
        {"127.0.0.2.nip.test", {"127.0.0.2"}},
        {"localhost", {"::1", "127.0.0.1"}},
        {"localhost.", {"::1", "127.0.0.1"}},
        {"foo.localhost", {"::1", "127.0.0.1"}},
        {"localhost.localdomain", {"127.0.0.1"}},
        {"ip6-localhost", {"::1"}},
        {"metadata.google.internal", {"169.254.169.254"}},
    };
    const auto found = names.find(name);
    if (found != names.end()) return found->second;
    if (name.ends_with(".test")) return {"127.9.9.9"};
    return {};
}

}  // namespace masthead::test
