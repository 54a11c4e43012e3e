#!/usr/bin/env python3
"""Turn the demo's hand-written sources into a recorded web (WARC/1.1, one gzip member a record).

    make_web.py [SOURCES] [OUT.warc.gz]      write the recorded web
    make_web.py --out OUT.warc.gz            the same, sources beside this script
    make_web.py --expected [OUT.json]        write what an engine should find in it

Standard library only. The same sources give the same bytes: no clock, no random numbers, record ids from hashes.

The crawl that is recorded: every feed is visited at 18:00 UTC on 12 to 16 October 2026 and at 16:45 on the 17th, and a
page soon after it appears in a feed. An article with an earlier wording names the instant of an extra visit ("seen")
at which that wording was still online, so a replay of an earlier instant shows the desk as it was.
"""

import argparse
import base64
import concurrent.futures
import dataclasses
import hashlib
import html
import json
import os
import re
import struct
import sys
import uuid
import zlib
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import scenes

HERE = Path(__file__).resolve().parent
NOW = "2026-10-17T17:00:00Z"
EVENINGS = [f"2026-10-{day}T18:00Z" for day in range(12, 17)] + ["2026-10-17T16:45Z"]
DEAD_FEED = "https://lantern-dispatch.example/feed.xml"
LOGO_CARD = "/static/qfd-default-600x315.png"
UTM = "?utm_source=feed&utm_medium=json&utm_campaign=desk"

# What an outlet's `features` may name.
FEATURES = {
    "media-rss": "feed items carry media:content and a 120 x 80 thumbnail",
    "gzip": "responses are sent with Content-Encoding: gzip",
    "chunked": "pages are sent with Transfer-Encoding: chunked",
    "straight-quotes": "quotation marks stay typewriter-straight",
    "default-logo": "every article names the same card as og:image",
    "windows-1252": "pages are in windows-1252 and say so only in a meta element",
    "latin1-feed": "the feed is in ISO-8859-1",
    "utm": "feed links carry utm_ parameters",
    "mobile-links": "feed links point to the mobile host",
    "broken-feed": "the feed has bare ampersands, an undefined entity and no end",
}


# Sources ------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass(eq=False)
class Outlet:
    id: str
    name: str
    host: str
    owner: str
    tagline: str
    feed_format: str
    feed_path: str
    feed_text: str
    url: str
    head: set
    features: set
    language: str
    image_size: tuple
    server: str

    @property
    def base(self):
        return f"https://{self.host}"

    @property
    def feed_url(self):
        return self.base + self.feed_path


@dataclasses.dataclass(eq=False)
class Article:
    event: str
    event_name: str
    outlet: Outlet
    fields: dict
    paragraphs: list
    original: "Article | None" = None  # Of a syndicated copy.

    def get(self, key, default=""):
        return self.fields.get(key, default)

    @property
    def slug(self):
        return self.fields["slug"]

    @property
    def number(self):
        return 10000 + int(hashlib.sha256(f"{self.outlet.id}/{self.slug}".encode()).hexdigest()[:8], 16) % 80000

    @property
    def published(self):
        return None if self.get("date") == "none" else instant(self.fields["date"])

    @property
    def shown(self):
        return instant(self.get("shown") or self.fields["date"])

    @property
    def updated(self):
        return instant(self.fields["updated"]) if self.get("updated") else None

    @property
    def url(self):
        day = self.shown
        path = self.outlet.url.format(y=day.year, m=f"{day.month:02}", d=f"{day.day:02}", slug=self.slug, n=self.number)
        return self.outlet.base + path

    @property
    def kind(self):
        if self.original:
            return "copy"
        if self.get("rewording_of"):
            return "rewording"
        return self.get("kind", "normal")

    def is_early(self, at):
        return self.updated is not None and at < self.updated

    def title(self, at):
        return self.text(self.get("was_title") if self.is_early(at) and self.get("was_title") else self.fields["title"])

    def excerpt(self, at):
        early = self.is_early(at) and self.get("was_excerpt")
        return self.text(early or self.get("excerpt") or self.original.get("excerpt"))

    def author(self):
        return "Tidewire" if self.original else self.get("author", "Newsroom")

    def body(self, at):
        """Paragraphs at an instant; a leading '## ' marks a subheading."""
        source = self.original or self
        kept = []
        for paragraph in source.paragraphs:
            if paragraph.startswith("[new] "):
                paragraph = None if source.is_early(at) else paragraph[6:]
            elif paragraph.startswith("[old] "):
                paragraph = paragraph[6:] if source.is_early(at) else None
            if paragraph:
                kept.append(paragraph)
        if source.get("dateline"):
            kept[0] = f"{source.get('dateline')} (Tidewire) - {kept[0]}"
        return [self.text(p) for p in kept[:int(self.get("keep", "99"))]]

    def text(self, value):
        return value if self.outlet.language != "en" or "straight-quotes" in self.outlet.features else curl(value)

    def image(self):
        """(path, scene, palette, width, height) of the lead picture, or None."""
        if "default-logo" in self.outlet.features:
            return LOGO_CARD, "default_logo", "day", 600, 315
        if not self.get("image"):
            return None
        scene, palette, *size = self.get("image").split()
        width, height = (int(x) for x in size[0].split("x")) if size else self.outlet.image_size
        return f"/media/{self.slug}-{width}x{height}.png", scene, palette, width, height

    def video(self):
        return f"https://video.coast-radio.example/embed/{self.get('video')}" if self.get("video") else ""

    def amp_url(self):
        if self.get("amp") != "yes":
            return ""
        return self.url + "amp/" if self.url.endswith("/") else self.url + "/amp"

    def feed_links(self):
        """The links a feed gives for it, most often one."""
        if self.get("link") == "redirect":
            return [f"{self.outlet.base}/r/{self.number}"]
        if self.get("link") == "http":
            return [self.url.replace("https:", "http:"), self.url]
        if "utm" in self.outlet.features:
            return [self.url + UTM]
        if "mobile-links" in self.outlet.features:
            return [self.url.replace("://www.", "://m.")]
        return [self.url]


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def iso(when):
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def curl(text):
    """Typewriter quotes to typographic ones."""
    text = re.sub(r'(^|[\s(\[:])"', "\\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(\[“])'", "\\1‘", text).replace("'", "’")


def blocks(path):
    """(name, fields, paragraphs) of each '=== name' block; name is empty for the lines before the first."""
    name, fields, paragraphs, in_fields = "", {}, [], True
    for line in [*path.read_text(encoding="utf-8").splitlines(), "=== "]:
        if line.startswith("==="):
            yield name, fields, [" ".join(p) for p in paragraphs if p]
            name, fields, paragraphs, in_fields = line[3:].strip(), {}, [[]], True
        elif in_fields and line.strip():
            if not line.startswith("#"):
                key, _, value = line.partition(":")
                fields[key.strip()] = value.strip()
        elif not line.strip():
            in_fields = in_fields and not fields
            paragraphs.append([])
        else:
            if line.startswith(("[new] ", "[old] ")):
                paragraphs.append([])
            paragraphs[-1].append(line.strip())


def read_outlets(sources):
    outlets = {}
    for name, f, _ in blocks(sources / "outlets.txt"):
        if not name:
            continue
        feed_format, feed_path, feed_text = f["feed"].split()
        size = tuple(int(x) for x in f.get("image", "600x400").split("x"))
        outlet = Outlet(name, f["name"], f["host"], f["owner"], f["tagline"], feed_format, feed_path, feed_text, f["url"], set(f["head"].split()),
                        set(f.get("features", "").split()), f.get("language", "en"), size, f["server"])
        unknown = outlet.features - FEATURES.keys()
        if unknown:
            sys.exit(f"outlets.txt: {name}: unknown features {sorted(unknown)}")
        outlets[name] = outlet
    return outlets


def read_articles(sources, outlets):
    articles = []
    for path in sorted((sources / "stories").glob("*.txt")):
        event, event_name = "", ""
        for name, fields, paragraphs in blocks(path):
            event, event_name = fields.get("event", event), fields.get("name", fields.get("event_name", event_name))
            if name:
                articles.append(Article(event, event_name, outlets[name], fields, paragraphs))
    by_slug = {a.slug: a for a in articles}
    for article in articles:
        if article.get("copy_of"):
            article.original = by_slug[article.get("copy_of")]
    return sorted(articles, key=lambda a: (a.shown, a.outlet.id))


# Pages --------------------------------------------------------------------------------------------------------------

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
}


def human_date(when, language):
    if when is None:
        return ""
    if language == "ja":
        return f"{when.year}年{when.month}月{when.day}日 {when:%H:%M} UTC"
    if language == "de":
        return f"{when.day}. {MONTHS['de'][when.month - 1]} {when.year}, {when:%H.%M} Uhr UTC"
    return f"{when.day} {MONTHS['en'][when.month - 1]} {when.year}, {when:%H:%M} UTC"


def render(template, values):
    """{{escaped}}, {{{raw}}}, {{#if}}..{{/if}}, {{^unless}}..{{/unless}}; values are never expanded again."""
    def section(match):
        wanted = match[1] == "#"
        return render_sections(match[3]) if bool(values.get(match[2])) == wanted else ""

    def render_sections(text):
        return re.sub(r"\{\{([#^])(\w+)\}\}(.*?)\{\{/\2\}\}", section, text, flags=re.S)

    def value(match):
        raw = match[1] or ""
        return str(values[raw]) if raw else html.escape(str(values[match[2]]))

    return re.sub(r"\{\{\{(\w+)\}\}\}|\{\{(\w+)\}\}", value, render_sections(template))


def body_html(article, at, templates):
    outlet = article.outlet
    parts = []
    for k, paragraph in enumerate(article.body(at)):
        if paragraph.startswith("## "):
            parts.append(f"<h2>{html.escape(paragraph[3:], quote=False)}</h2>")
            continue
        text = html.escape(paragraph, quote=False)
        if outlet.id == "hafenblatt":
            parts.append(text + "<br><br>")
        elif outlet.id == "tide-and-trade":
            parts.append(f'<div class="c-p">{text}</div>')
        else:
            parts.append(f"<p>{text}</p>")
        if k == 1 and outlet.id == "strait-observer":
            parts.append('<aside class="promo"><p>Read more: <a href="/tides/">When the tide will reach your doorstep</a></p></aside>')
        if k == 1 and outlet.id == "sound-gazette":
            parts.append('<div class="ad ad-mid">ADVERTISEMENT <a href="https://ads.harbour-ads.example/c/4">Second-hand bandstand, one careful storm</a></div>')
    if article.get("kind") == "hostile":
        parts.insert(2, templates["_hostile"])
    return "\n".join(parts)


def json_ld(article, at):
    outlet, picture = article.outlet, article.image()
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": article.url,
        "headline": article.title(at),
        "description": article.excerpt(at),
        "inLanguage": outlet.language,
        "author": [{"@type": "Person", "name": article.author()}],
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name, "logo": {"@type": "ImageObject", "url": f"{outlet.base}/logo.png"}},
    }
    if article.published:
        data["datePublished"] = iso(article.published)
        data["dateModified"] = iso(article.updated if article.updated and not article.is_early(at) else article.published)
    if picture:
        data["image"] = [{"@type": "ImageObject", "url": outlet.base + picture[0], "width": picture[3], "height": picture[4]}]
    if article.video():
        data["video"] = {"@type": "VideoObject", "name": article.title(at), "embedUrl": article.video(), "uploadDate": iso(article.published)}
    if article.kind == "paywall":
        data["isAccessibleForFree"] = False
        data["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": "#paywall"}
    if "jsonld-body" in outlet.head:
        data["articleBody"] = "\n\n".join(p.removeprefix("## ") for p in article.body(at))
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def head_html(article, at):
    outlet, picture, parts = article.outlet, article.image(), []

    def meta(key, name, content):
        parts.append(f'<meta {key}="{name}" content="{html.escape(str(content))}">')

    if "canonical" in outlet.head:
        parts.append(f'<link rel="canonical" href="{html.escape(article.url)}">')
    if "description" in outlet.head:
        meta("name", "description", article.excerpt(at))
    if article.amp_url():
        parts.append(f'<link rel="amphtml" href="{article.amp_url()}">')
    if "og" in outlet.head:
        meta("property", "og:site_name", outlet.name)
        meta("property", "og:type", "video.other" if article.kind == "video" else "article")
        meta("property", "og:title", article.title(at))
        meta("property", "og:description", article.excerpt(at))
        meta("property", "og:url", article.url)
        if picture:
            meta("property", "og:image", outlet.base + picture[0])
            meta("property", "og:image:width", picture[3])
            meta("property", "og:image:height", picture[4])
        if article.video():
            meta("property", "og:video", article.video())
            meta("property", "og:video:type", "text/html")
        if article.published:
            meta("property", "article:published_time", iso(article.published))
        if article.updated and not article.is_early(at):
            meta("property", "article:modified_time", iso(article.updated))
    if "twitter" in outlet.head:
        meta("name", "twitter:card", "summary_large_image")
        meta("name", "twitter:title", article.title(at))
    if "jsonld" in outlet.head or article.kind == "paywall":
        parts.append(f'<script type="application/ld+json">{json_ld(article, at)}</script>')
    return "\n".join(parts)


def page_html(article, at, siblings, templates, amp=False):
    outlet, picture = article.outlet, article.image()
    others = [s for s in siblings if s is not article and s.shown <= at][-4:]
    links = [f'<a href="{html.escape(s.url)}">{html.escape(s.title(at), quote=False)}</a>' for s in others]
    show_update = article.updated and not article.is_early(at)
    values = {
        "title": article.title(at), "title_json": json.dumps(article.title(at), ensure_ascii=False), "excerpt": article.excerpt(at),
        "author": article.author(), "author_slug": re.sub(r"[^a-z]+", "-", article.author().lower()), "outlet": outlet.name, "tagline": outlet.tagline,
        "lang": outlet.language, "section": article.get("tags").split(",")[0] or ("Küste" if outlet.language == "de" else "News"),
        "iso": iso(article.published) if article.published else "", "date": human_date(article.published, outlet.language),
        "updated": human_date(article.updated, outlet.language) if show_update else "", "updated_iso": iso(article.updated) if show_update else "",
        "image": outlet.base + picture[0] if picture else "", "image_w": picture[3] if picture else "", "image_h": picture[4] if picture else "",
        "caption": article.text(article.get("caption")), "video": article.video(), "paywall": article.kind == "paywall",
        "canonical": article.url, "n": article.number, "slug": article.slug, "head": head_html(article, at), "body": body_html(article, at, templates),
        "related": "".join(f"<li>{link}</li>" for link in links), "related_div": " ".join(f"<div>{link}</div>" for link in links),
    }
    return render(templates["_amp" if amp else outlet.id], values)


def home_html(outlet, siblings, at):
    kind = {"atom": "application/atom+xml", "jsonfeed": "application/feed+json", "rdf": "application/rdf+xml"}.get(outlet.feed_format, "application/rss+xml")
    items = "".join(f'<li><a href="{html.escape(a.url)}">{html.escape(a.title(at), quote=False)}</a></li>' for a in reversed(siblings) if a.shown <= at)
    return (f'<!doctype html><html lang="{outlet.language}"><head><meta charset="utf-8"><title>{html.escape(outlet.name)}</title>'
            f'<link rel="alternate" type="{kind}" href="{html.escape(outlet.feed_path)}"></head>'
            f"<body><h1>{html.escape(outlet.name)}</h1><p>{html.escape(outlet.tagline)}</p><ul>{items}</ul></body></html>")


# Feeds --------------------------------------------------------------------------------------------------------------

def esc(text):
    return html.escape(text, quote=False)


def feed_html(article, at):
    picture = article.image()
    parts = []
    if picture and article.outlet.id == "windward":
        parts.append(f'<figure><img src="{article.outlet.base}{picture[0]}" width="{picture[3]}" height="{picture[4]}" alt=""></figure>')
    parts += [f"<h2>{esc(p[3:])}</h2>" if p.startswith("## ") else f"<p>{esc(p)}</p>" for p in article.body(at)]
    return "".join(parts)


def rss_item(article, link, at):
    outlet, picture = article.outlet, article.image()
    lines = [f"<title>{esc(article.title(at))}</title>", f"<link>{esc(link)}</link>"]
    lines.append(f'<guid isPermaLink="false">{outlet.id}-{article.number}{"-s" if link != article.feed_links()[0] else ""}</guid>')
    if article.published:
        lines.append(f"<pubDate>{format_datetime(article.published)}</pubDate>")
    if article.updated and not article.is_early(at):
        lines.append(f"<atom:updated>{iso(article.updated)}</atom:updated>")
    lines.append(f"<dc:creator>{esc(article.author())}</dc:creator>")
    lines += [f"<category>{esc(tag.strip())}</category>" for tag in article.get("tags").split(",") if tag.strip()]
    lines.append(f"<description>{esc(article.excerpt(at))}</description>")
    if outlet.feed_text == "full":
        content = feed_html(article, at)
        content = esc(content) if "latin1-feed" in outlet.features else f"<![CDATA[{content}]]>"
        lines.append(f"<content:encoded>{content}</content:encoded>")
    if picture and "media-rss" in outlet.features:
        lines.append(f'<media:content url="{outlet.base}{picture[0]}" medium="image" type="image/png" width="{picture[3]}" height="{picture[4]}">'
                     f"<media:description>{esc(article.text(article.get('caption')))}</media:description></media:content>")
        lines.append(f'<media:thumbnail url="{outlet.base}{thumbnail_path(article)}" width="120" height="80"/>')
    if article.video():
        lines.append(f'<media:content url="{article.video()}" medium="video" type="text/html"/>')
    return "<item>" + "\n".join(lines) + "</item>"


def rss_feed(outlet, articles, at):
    encoding = "ISO-8859-1" if "latin1-feed" in outlet.features else "UTF-8"
    items = "\n".join(rss_item(a, link, at) for a in articles for link in a.feed_links())
    xml = (f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
           'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">\n'
           f'<channel><title>{esc(outlet.name)}</title><link>{outlet.base}/</link><description>{esc(outlet.tagline)}</description>'
           f'<language>{outlet.language}</language><atom:link rel="self" type="application/rss+xml" href="{esc(outlet.feed_url)}"/>'
           f"<lastBuildDate>{format_datetime(max(a.shown for a in articles))}</lastBuildDate>\n{items}\n</channel></rss>\n")
    if "broken-feed" in outlet.features:
        xml = break_feed(xml, outlet)
    return xml.encode("latin-1" if encoding == "ISO-8859-1" else "utf-8", "xmlcharrefreplace")


def break_feed(xml, outlet):
    """A feed made by string concatenation: bare ampersands, an HTML entity that XML does not know, and the end lost."""
    xml = xml.replace("&amp;", "&").replace("'", "&rsquo;", 3)
    lost = f"<item><title>Lost & found: one oar, left</title>\n<link>{outlet.base}/?p=1</link>\n<description>Found on the north beach, between two bo"
    return xml[:xml.index("\n</channel>")] + "\n" + lost


def rdf_feed(outlet, articles, at):
    index = "".join(f'<rdf:li rdf:resource="{esc(a.feed_links()[0])}"/>' for a in articles)
    items = []
    for a in articles:
        link = esc(a.feed_links()[0])
        date = f"<dc:date>{iso(a.published)}</dc:date>" if a.published else ""
        items.append(f'<item rdf:about="{link}"><title>{esc(a.title(at))}</title><link>{link}</link><description>{esc(a.excerpt(at))}</description>'
                     f"<dc:creator>{esc(a.author())}</dc:creator>{date}</item>")
    return ('<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel rdf:about="{outlet.feed_url}"><title>{esc(outlet.name)}</title><link>{outlet.base}/</link>'
            f"<description>{esc(outlet.tagline)}</description><items><rdf:Seq>{index}</rdf:Seq></items></channel>\n" + "\n".join(items) + "\n</rdf:RDF>\n").encode()


def atom_feed(outlet, articles, at):
    entries = []
    for a in articles:
        updated = a.updated if a.updated and not a.is_early(at) else a.published
        text = (f'<content type="html">{esc(feed_html(a, at))}</content>' if outlet.feed_text == "full" else "")
        entries.append(f'<entry><id>tag:{outlet.host},2026:{a.number}</id><title>{esc(a.title(at))}</title><link rel="alternate" type="text/html" '
                       f'href="{esc(a.feed_links()[0])}"/><published>{iso(a.published)}</published><updated>{iso(updated)}</updated>'
                       f"<author><name>{esc(a.author())}</name></author><summary>{esc(a.excerpt(at))}</summary>{text}</entry>")
    newest = max((a.updated if a.updated and not a.is_early(at) else a.published) for a in articles)
    return (f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}"><id>{outlet.base}/</id>'
            f'<title>{esc(outlet.name)}</title><subtitle>{esc(outlet.tagline)}</subtitle><link rel="self" href="{outlet.feed_url}"/>'
            f'<link rel="alternate" href="{outlet.base}/"/><updated>{iso(newest)}</updated>\n' + "\n".join(entries) + "\n</feed>\n").encode()


def json_feed(outlet, articles, at):
    items = []
    for a in articles:
        picture = a.image()
        item = {"id": f"{outlet.id}-{a.number}", "url": a.feed_links()[0], "title": a.title(at), "summary": a.excerpt(at), "content_html": feed_html(a, at),
                "date_published": iso(a.published), "authors": [{"name": a.author()}], "language": outlet.language}
        if picture:
            item["image"] = outlet.base + picture[0]
        items.append(item)
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "description": outlet.tagline, "home_page_url": f"{outlet.base}/",
                       "feed_url": outlet.feed_url, "language": outlet.language, "items": items}, ensure_ascii=False, indent=1).encode()


FEEDS = {
    "rss": (rss_feed, "application/rss+xml; charset=utf-8"), "rdf": (rdf_feed, "application/rdf+xml"), "atom": (atom_feed, "application/atom+xml"),
    "jsonfeed": (json_feed, "application/feed+json"),
}


def feed_bytes(outlet, siblings, at):
    write, content_type = FEEDS[outlet.feed_format]
    articles = [a for a in reversed(siblings) if a.shown <= at]
    if "latin1-feed" in outlet.features:
        content_type = "application/rss+xml"
    return (write(outlet, articles, at), content_type) if articles else None


# Recording ----------------------------------------------------------------------------------------------------------

def deterministic_gzip(data, level=6):
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -15)
    body = squeeze.compress(data) + squeeze.flush()
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + body + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def http_response(body, content_type, at, outlet=None, status="200 OK", extra=()):
    lines = [f"HTTP/1.1 {status}", f"Date: {format_datetime(at, usegmt=True)}", f"Server: {outlet.server if outlet else 'nginx'}"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines += extra
    features = outlet.features if outlet else set()
    is_page = (content_type or "").startswith("text/html")
    if body:
        lines.append(f'ETag: "{hashlib.sha1(body).hexdigest()[:16]}"')
    if "gzip" in features and not (content_type or "").startswith("image/"):
        body = deterministic_gzip(body)
        lines += ["Content-Encoding: gzip", "Vary: Accept-Encoding"]
    if "chunked" in features and is_page:
        lines.append("Transfer-Encoding: chunked")
        body = b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + 4096]), body[i:i + 4096]) for i in range(0, len(body), 4096)) + b"0\r\n\r\n"
    else:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def warc_record(kind, at, uri, content_type, block):
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    name = uuid.UUID(bytes=hashlib.sha256(f"{kind} {iso(at)} {uri} {digest}".encode()).digest()[:16], version=5)
    target = f"WARC-Target-URI: {uri}\r\n" if kind == "response" else f"WARC-Filename: {uri}\r\n"
    head = (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: {iso(at)}\r\n{target}"
            f"WARC-Block-Digest: sha1:{digest}\r\nContent-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n")
    return deterministic_gzip(head.encode() + block + b"\r\n\r\n")


class Recorder:
    """Collects responses; a URL whose bytes did not change since its last visit is not recorded again."""

    def __init__(self):
        self.visits = []
        self.last = {}
        self.versions = {}  # Article -> the wording that was last recorded.

    def add(self, at, uri, body, content_type, outlet=None, **how):
        if self.last.get(uri) == body:
            return
        self.last[uri] = body
        self.visits.append((at, uri, http_response(body, content_type, at, outlet, **how)))

    def warc(self):
        info = b"software: Masthead demo web (examples/demo/make_web.py)\r\nformat: WARC File Format 1.1\r\n"
        first = min(at for at, _, _ in self.visits)
        yield warc_record("warcinfo", first, "demo.warc.gz", "application/warc-fields", info)
        for at, uri, block in sorted(self.visits, key=lambda v: (v[0], v[1])):
            yield warc_record("response", at, uri, "application/http; msgtype=response", block)


def thumbnail_path(article):
    return f"/media/{article.slug}-120x80.png"


def picture_jobs(articles):
    """Every distinct picture as url -> arguments of scenes.draw; the seed keeps thumbnail and picture alike."""
    jobs = {}
    for a in articles:
        picture = a.image()
        if picture:
            path, scene, palette, width, height = picture
            seed = "card" if "default-logo" in a.outlet.features else a.slug
            jobs[a.outlet.base + path] = (scene, palette, width, height, seed)
            if "media-rss" in a.outlet.features:
                jobs[a.outlet.base + thumbnail_path(a)] = (scene, palette, 120, 80, seed)
    for outlet in {a.outlet.id: a.outlet for a in articles}.values():
        jobs[f"{outlet.base}/logo.png"] = ("emblem", "day", 200, 200, outlet.id)
    return jobs


def draw_job(job):
    return scenes.draw(*job)


def draw_all(jobs):
    try:
        with concurrent.futures.ProcessPoolExecutor(max_workers=min(8, os.cpu_count() or 1)) as pool:
            return dict(zip(jobs, pool.map(draw_job, jobs.values(), chunksize=4)))
    except OSError:  # No shared memory here: draw one after the other.
        return {url: draw_job(job) for url, job in jobs.items()}


def record_page(recorder, article, at, siblings, templates, pictures):
    outlet = article.outlet
    page = page_html(article, at, siblings, templates)
    content_type = "text/html; charset=utf-8"
    body = page.encode()
    if "windows-1252" in outlet.features:
        body, content_type = page.encode("windows-1252", "xmlcharrefreplace"), "text/html"
    for uri in dict.fromkeys([*article.feed_links(), article.url]):
        if "/r/" in uri:
            recorder.add(at, uri, b"", None, outlet, status="301 Moved Permanently", extra=(f"Location: {article.url}",))
        else:
            recorder.add(at, uri, body, content_type, outlet)
    if article.amp_url():
        recorder.add(at, article.amp_url(), page_html(article, at, siblings, templates, amp=True).encode(), content_type, outlet)
    picture = article.image()
    paths = [picture[0]] if picture else []
    if picture and "media-rss" in outlet.features:
        paths.append(thumbnail_path(article))
    for path in paths:
        recorder.add(at, outlet.base + path, pictures[outlet.base + path], "image/png", outlet)


def robots(host):
    rules = "Disallow: /search\nDisallow: /login\n"
    if "coast-radio" in host:
        rules += "Disallow: /listen\n"
    if host == "orrin-islander.example":
        rules += "Crawl-delay: 2\n"
    return f"User-agent: *\n{rules}".encode()


def record_web(outlets, articles, templates):
    recorder, pictures = Recorder(), draw_all(picture_jobs(articles))
    for index, outlet in enumerate(outlets.values()):
        siblings = [a for a in articles if a.outlet is outlet]
        extra = [instant(a.get("seen")) for a in siblings if a.get("seen")]
        for visit in sorted({instant(t) for t in EVENINGS} | set(extra)):
            record_visit(recorder, outlet, siblings, visit + timedelta(seconds=7 * index), templates, pictures)
    start = instant(EVENINGS[0]) - timedelta(hours=12)
    for host in sorted({uri.split("/")[2] for _, uri, _ in recorder.visits} | {DEAD_FEED.split("/")[2], "video.coast-radio.example"}):
        recorder.add(start, f"https://{host}/robots.txt", robots(host), "text/plain")
    recorder.add(instant(EVENINGS[-1]), DEAD_FEED, b"<html><body><h1>404</h1><p>The lantern is out.</p></body></html>", "text/html", status="404 Not Found")
    return recorder


def record_visit(recorder, outlet, siblings, at, templates, pictures):
    feed = feed_bytes(outlet, siblings, at)
    if feed is None:
        return
    recorder.add(at, outlet.feed_url, *feed, outlet)
    recorder.add(at, outlet.base + "/", home_html(outlet, siblings, at).encode(), "text/html; charset=utf-8", outlet)
    recorder.add(at, outlet.base + "/logo.png", pictures[outlet.base + "/logo.png"], "image/png", outlet)
    for k, article in enumerate(siblings):
        version = "early" if article.is_early(at) else "final"
        if article.shown <= at and recorder.versions.get(article) != version:
            recorder.versions[article] = version
            record_page(recorder, article, at + timedelta(seconds=2 + k), siblings, templates, pictures)


# Expected -----------------------------------------------------------------------------------------------------------

def expected(outlets, articles):
    by_slug = {a.slug: a for a in articles}
    far = instant("2040-01-01T00:00Z")
    listed = {}
    for a in sorted(articles, key=lambda a: a.url):
        entry = {"event": a.event, "outlet": a.outlet.id, "domain": registrable(a.outlet.host), "owner": a.outlet.owner, "language": a.outlet.language,
                 "kind": a.kind, "type": "video" if a.kind == "video" else "article", "title": a.title(far),
                 "published": iso(a.published) if a.published else None, "is_duplicate_of": a.original.url if a.original else None}
        if a.get("rewording_of"):
            entry["rewording_of"] = by_slug[a.get("rewording_of")].url
        if a.get("was_title"):
            entry["earlier_title"] = a.title(a.shown)
        if a.updated:
            entry["updated"] = iso(a.updated)
        if a.amp_url():
            entry["amp"] = a.amp_url()
        links = [link for link in a.feed_links() if link != a.url]
        if links:
            entry["feed_links"] = links
        listed[a.url] = entry
    events = {}
    for a in articles:
        event = events.setdefault(a.event, {"name": a.event_name, "articles": 0, "owners": set()})
        event["articles"] += 1
        event["owners"].add(a.outlet.owner)
    for event in events.values():
        event["owners"] = len(event["owners"])
    sources = {o.feed_url: o.id for o in outlets.values()} | {DEAD_FEED: None}
    return {"now": NOW, "sources": sources, "events": events, "articles": listed}


def registrable(host):
    return ".".join(host.split(".")[-2:])


# Command ------------------------------------------------------------------------------------------------------------

def arguments(argv):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sources", nargs="?", default=HERE / "sources", type=Path)
    parser.add_argument("output", nargs="?", type=Path, metavar="OUT.warc.gz")
    parser.add_argument("--out", nargs="?", const=Path("demo.warc.gz"), type=Path, help="where to write the recorded web (demo.warc.gz)")
    parser.add_argument("--expected", nargs="?", const=HERE / "expected.json", type=Path, help="write expected.json instead")
    return parser.parse_args(argv)


def main(argv):
    args = arguments(argv)
    outlets = read_outlets(args.sources)
    articles = read_articles(args.sources, outlets)
    if args.expected:
        args.expected.write_text(json.dumps(expected(outlets, articles), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"{args.expected}: {len(articles)} articles")
        return
    templates = {p.stem: p.read_text(encoding="utf-8") for p in (args.sources / "templates").glob("*.html")}
    recorder = record_web(outlets, articles, templates)
    data = b"".join(recorder.warc())
    out = args.output or args.out or Path("demo.warc.gz")
    out.write_bytes(data)
    events, owners = {a.event for a in articles}, {o.owner for o in outlets.values()}
    print(f"{out}: {len(data) / 1e6:.2f} MB, {len(recorder.visits)} responses, {len(articles)} articles about {len(events)} events "
          f"from {len(outlets)} outlets of {len(owners)} owners")


if __name__ == "__main__":
    main(sys.argv[1:])
