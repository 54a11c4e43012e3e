"""Flat harbour pictures for the demo, drawn with polygons and written as PNG.

A scene is a function of a canvas, a palette and a small seeded number stream. Scenes are drawn on a frame of 600 x 400
units, which is scaled to cover the picture and cropped around its middle. Standard library only; the same call gives
the same bytes.
"""

import functools
import hashlib
import math
import struct
import zlib

FRAME_W, FRAME_H = 600, 400
FINE_ROWS, LARGE_ROWS = 4, 2  # Sub-scanlines a pixel row, for small and for large pictures; horizontally cover is exact.
LARGE_WIDTH = 700


def rgb(text):
    return bytes.fromhex(text.lstrip("#"))


INK, RED, ROSE, SLATE, OCHRE, TEAL, CREAM, WHITE = map(
    rgb, ("#3b3a38", "#8c3b2e", "#b9564a", "#3f4f58", "#d09a4e", "#4f7c78", "#eee9dc", "#f6f4ee"))

PALETTES = {
    "dawn": dict(top="#dccfb8", low="#f0cba4", sun="#efa873", far="#b9aa98", sea="#93a6ad", deep="#748d99", ink="#3b3a38", lit="#f6dfc0"),
    "day": dict(top="#c4d6da", low="#e9e6d8", sun="#f7f0d6", far="#a3b9bd", sea="#7799a3", deep="#557a87", ink="#37403f", lit="#f4f1e6"),
    "dusk": dict(top="#67697f", low="#e2a486", sun="#ea8660", far="#6a657a", sea="#59667a", deep="#3b495b", ink="#26262b", lit="#f3cfae"),
    "night": dict(top="#1d2630", low="#3a4a57", sun="#e9dfc2", far="#26323c", sea="#2b3a46", deep="#18222a", ink="#0f151a", lit="#efd9a0"),
    "grey": dict(top="#bcc1bf", low="#dedbd1", sun="#ebe8de", far="#a5aaa8", sea="#8f9b9d", deep="#6c7b80", ink="#3a3d3d", lit="#efeee8"),
    "storm": dict(top="#444f59", low="#8a949a", sun="#a7afb1", far="#5a666e", sea="#4a5c66", deep="#2b3942", ink="#1f262b", lit="#d9dedb"),
}


class Palette:
    def __init__(self, name):
        self.name = name
        for key, value in PALETTES[name].items():
            setattr(self, key, rgb(value))
        self.dark = name in ("night", "storm")

    def tone(self, colour, amount=0.25):
        """A colour of the set, pulled towards the light of the hour."""
        base = {"night": self.deep, "dusk": self.far, "storm": self.far}.get(self.name, self.low)
        if self.name in ("night", "storm", "dusk"):
            amount += 0.2
        return mix(colour, base, amount)


def mix(a, b, t):
    return bytes(round(x + (y - x) * t) for x, y in zip(a, b))


class Numbers:
    """Repeatable numbers from a name (SHA-256 in counter mode); no global random state."""

    def __init__(self, name):
        self.name, self.count, self.pool = name, 0, b""

    def unit(self):
        if len(self.pool) < 2:
            self.pool = hashlib.sha256(f"{self.name}/{self.count}".encode()).digest()
            self.count += 1
        value, self.pool = int.from_bytes(self.pool[:2], "big"), self.pool[2:]
        return value / 65536

    def between(self, low, high):
        return low + (high - low) * self.unit()

    def pick(self, items):
        return items[int(self.unit() * len(items))]


@functools.lru_cache(maxsize=None)
def blend_table(value, alpha128):
    """What each byte becomes under a wash of `value`, for bytes.translate."""
    return bytes([v + ((value - v) * alpha128 + 64 >> 7) for v in range(256)])


class Canvas:
    def __init__(self, width, height):
        self.width, self.height = width, height
        self.scale = max(width / FRAME_W, height / FRAME_H)
        self.left = (width - FRAME_W * self.scale) / 2
        self.up = (height - FRAME_H * self.scale) / 2
        self.rows = [bytearray(width * 3) for _ in range(height)]
        self.subrows = LARGE_ROWS if width >= LARGE_WIDTH else FINE_ROWS

    def gradient(self, y0, y1, top, low):
        """Full-width vertical gradient between two frame heights."""
        a, b = y0 * self.scale + self.up, y1 * self.scale + self.up
        for y in range(max(0, round(a)), min(self.height, round(b))):
            self.rows[y][:] = mix(top, low, (y - a) / (b - a)) * self.width

    def _span(self, row, x0, x1, colour, alpha):
        if alpha >= 0.999:
            row[x0 * 3:x1 * 3] = colour * (x1 - x0)
        elif x1 - x0 < 6:
            for x in range(x0, x1):
                self._blend(row, x, colour, alpha)
        else:
            for channel in range(3):
                part = slice(x0 * 3 + channel, x1 * 3, 3)
                row[part] = row[part].translate(blend_table(colour[channel], int(alpha * 128 + 0.5)))

    def _blend(self, row, x, colour, alpha):
        i, a = x * 3, int(alpha * 256)
        row[i] += (colour[0] - row[i]) * a >> 8
        row[i + 1] += (colour[1] - row[i + 1]) * a >> 8
        row[i + 2] += (colour[2] - row[i + 2]) * a >> 8

    def poly(self, points, colour, alpha=1.0):
        """Fill a polygon (even-odd), edges anti-aliased."""
        scale, left, up = self.scale, self.left, self.up
        subrows = self.subrows
        pts = [(x * scale + left, (y * scale + up) * subrows) for x, y in points]
        last = self.height * subrows
        crossings = {}
        for (x0, y0), (x1, y1) in zip(pts, pts[1:] + pts[:1]):
            if y0 == y1:
                continue
            if y0 > y1:
                x0, y0, x1, y1 = x1, y1, x0, y0
            first = max(0, math.ceil(y0 - 0.5))
            end = min(last, math.ceil(y1 - 0.5))
            slope = (x1 - x0) / (y1 - y0)
            x = x0 + (first + 0.5 - y0) * slope
            for k in range(first, end):
                crossings.setdefault(k, []).append(x)
                x += slope
        rows = {}
        for k, xs in crossings.items():
            xs.sort()
            rows.setdefault(k // subrows, []).append(xs)
        for y, subs in rows.items():
            self._fill_row(self.rows[y], subs, colour, alpha)

    def _fill_row(self, row, subs, colour, alpha):
        pairs = len(subs[0])
        if len(subs) == self.subrows and all(len(xs) == pairs for xs in subs):
            for j in range(0, pairs - 1, 2):
                self._fill_strip(row, [(xs[j], xs[j + 1]) for xs in subs], colour, alpha, self.subrows)
        else:
            self._fill_mixed(row, subs, colour, alpha)

    def _fill_mixed(self, row, subs, colour, alpha):
        """A row whose sub-scanlines cross the outline differently often: sum the cover of each pixel, then fill runs."""
        width = self.width
        steps, extra = {}, {}
        for xs in subs:
            for a, b in zip(xs[0::2], xs[1::2]):
                a, b = max(0.0, a), min(float(width), b)
                if b <= a:
                    continue
                first, last = math.ceil(a), math.floor(b)
                if last < first:
                    extra[last] = extra.get(last, 0.0) + b - a
                    continue
                steps[first] = steps.get(first, 0) + 1
                steps[last] = steps.get(last, 0) - 1
                if first > a:
                    extra[first - 1] = extra.get(first - 1, 0.0) + first - a
                if b > last:
                    extra[last] = extra.get(last, 0.0) + b - last
        cuts = sorted({*steps, *extra, *(x + 1 for x in extra)})
        level = 0
        for x0, x1 in zip(cuts, cuts[1:] + [width]):
            level += steps.get(x0, 0)
            cover = (level + extra.get(x0, 0.0)) / self.subrows
            if cover > 0 and x0 < x1 <= width:
                self._span(row, x0, x1, colour, alpha * min(1.0, cover))

    def _fill_strip(self, row, spans, colour, alpha, parts):
        width, share = self.width, alpha / parts
        starts, ends = zip(*spans)
        a_low, a_high, b_low, b_high = min(starts), max(starts), min(ends), max(ends)
        solid0, solid1 = max(0, math.ceil(a_high)), min(width, math.floor(b_low))
        begin, end = max(0, math.floor(a_low)), min(width, math.ceil(b_high))
        if solid1 > solid0:
            self._span(row, solid0, solid1, colour, share * len(spans))
            edges = (*range(begin, solid0), *range(solid1, end))
        else:
            edges = range(begin, end)
        for x in edges:
            cover = 0.0
            for a, b in spans:
                inside = (b if b < x + 1 else x + 1) - (a if a > x else x)
                if inside > 0:
                    cover += inside
            if cover > 0:
                self._blend(row, x, colour, cover * share)

    def rect(self, x, y, w, h, colour, alpha=1.0):
        """An upright rectangle: the same cover as poly, without the crossings."""
        x0, x1 = max(0.0, x * self.scale + self.left), min(float(self.width), (x + w) * self.scale + self.left)
        y0, y1 = max(0.0, y * self.scale + self.up), min(float(self.height), (y + h) * self.scale + self.up)
        if x1 <= x0 or y1 <= y0:
            return
        spans = [(x0, x1)]
        for row in range(int(y0), math.ceil(y1)):
            cover = min(y1, row + 1) - max(y0, row)
            self._fill_strip(self.rows[row], spans, colour, alpha * cover, 1)

    def ellipse(self, cx, cy, rx, ry, colour, alpha=1.0):
        steps = max(12, min(72, int(max(rx, ry) * self.scale)))
        turn = 2 * math.pi / steps
        self.poly([(cx + rx * math.cos(i * turn), cy + ry * math.sin(i * turn)) for i in range(steps)], colour, alpha)

    def circle(self, cx, cy, r, colour, alpha=1.0):
        self.ellipse(cx, cy, r, r, colour, alpha)

    def line(self, points, width, colour, alpha=1.0):
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            length = math.hypot(x1 - x0, y1 - y0) or 1
            nx, ny = -(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2
            self.poly([(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)], colour, alpha)

    def wave(self, y, height, length, phase, colour, alpha=1.0, sharp=0.0):
        """Everything below a wave line."""
        points = []
        for i in range(0, 101):
            x = -60 + i * 7.2
            s = math.sin((x + phase) / length * 2 * math.pi)
            points.append((x, y - height * (s + sharp * abs(s) * s)))
        foot = math.ceil(max(p[1] for p in points) * self.scale + self.up) / self.scale - self.up / self.scale
        self.poly(points + [(660, foot), (-60, foot)], colour, alpha)
        self.rect(-60, foot, 720, 460 - foot, colour, alpha)

    def png(self):
        raw = b"".join(b"\0" + bytes(row) for row in self.rows)

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw, 6)) + chunk(b"IEND", b"")


# Pieces -------------------------------------------------------------------------------------------------------------

HORIZON = 250


def sky(c, p, n, sun=True, hills=True, horizon=HORIZON):
    c.gradient(-60, horizon, p.top, p.low)
    if sun:
        x, y = n.between(90, 510), horizon - n.between(10, 150)
        for r, a in ((92, 0.08), (66, 0.12), (42, 1.0)) if not p.dark else ((60, 0.05), (38, 0.08), (20, 1.0)):
            c.circle(x, y, r, p.sun, a)
        if p.dark:
            c.circle(x + 7, y - 4, 17, p.top)
    for _ in range(3):
        cloud(c, n.between(0, 600), n.between(30, horizon - 110), n.between(0.6, 1.3), mix(p.low, WHITE, 0.25 if not p.dark else 0.0), 0.55)
    if hills:
        step = 75
        points = [(x, horizon - n.between(8, 46)) for x in range(-40, 720, step)]
        c.poly([(-60, horizon + 2)] + points + [(680, horizon + 2)], p.far, 0.75)


def cloud(c, x, y, s, colour, alpha=1.0):
    c.poly([(x - 62 * s, y), (x - 50 * s, y - 5 * s), (x + 34 * s, y - 5 * s), (x + 46 * s, y)], colour, alpha)
    c.poly([(x - 20 * s, y - 5 * s), (x - 8 * s, y - 11 * s), (x + 64 * s, y - 11 * s), (x + 76 * s, y - 5 * s)], colour, alpha)


def sea(c, p, n, horizon=HORIZON, glints=34):
    c.gradient(horizon, 460, p.sea, p.deep)
    c.rect(-60, horizon, 720, 2.2, p.deep, 0.7)
    for _ in range(glints):
        depth = n.unit() ** 1.4
        y, w = horizon + 8 + depth * 150, 10 + depth * 52
        x = n.between(-20, 600)
        colour = p.lit if n.unit() < 0.6 else p.deep
        c.poly([(x, y), (x + w * 0.5, y - 1.1 - depth), (x + w, y), (x + w * 0.5, y + 0.6 + depth * 0.6)], colour, 0.30)


def gulls(c, p, n, count=4, box=(60, 40, 540, 170)):
    for _ in range(count):
        x, y, s = n.between(box[0], box[2]), n.between(box[1], box[3]), n.between(5, 11)
        colour = WHITE if p.dark or p.name == "dusk" else p.ink
        c.poly([(x - s, y - s * 0.45), (x - s * 0.4, y - s * 0.5), (x, y), (x + s * 0.45, y - s * 0.55), (x + s, y - s * 0.35),
                (x + s * 0.4, y - s * 0.28), (x, y + s * 0.22), (x - s * 0.45, y - s * 0.25)], colour, 0.85)


BOXES = [rgb(x) for x in ("#8c3b2e", "#3f4f58", "#b9564a", "#4f7c78", "#d09a4e", "#6d7f86", "#a98f6a", "#c9bfa8")]


def stack(c, p, n, x, y, w, h, cols, heights):
    """Containers on deck or quay; y is the ground."""
    for i in range(cols):
        for j in range(heights[i % len(heights)]):
            colour = p.tone(n.pick(BOXES), 0.12)
            c.rect(x + i * w, y - (j + 1) * h, w - 0.8, h - 0.8, colour)
            c.rect(x + i * w, y - (j + 1) * h, w - 0.8, h * 0.12, WHITE, 0.14)


def cargo_ship(c, p, n, x, y, s, colour=RED):
    hull = p.tone(colour, 0.08)
    c.poly([(x, y - 26 * s), (x + 238 * s, y - 26 * s), (x + 268 * s, y - 38 * s), (x + 248 * s, y + 12 * s), (x + 14 * s, y + 12 * s)], hull)
    c.poly([(x + 8 * s, y - 2 * s), (x + 256 * s, y - 2 * s), (x + 248 * s, y + 12 * s), (x + 14 * s, y + 12 * s)], p.ink, 0.35)
    house = p.tone(CREAM, 0.1)
    c.rect(x + 14 * s, y - 84 * s, 34 * s, 58 * s, house)
    c.rect(x + 9 * s, y - 92 * s, 46 * s, 9 * s, house)
    c.rect(x + 12 * s, y - 90 * s, 40 * s, 4 * s, p.lit if p.dark else p.ink, 0.9)
    for k in range(3):
        c.rect(x + 19 * s, y - (74 - 15 * k) * s, 24 * s, 4 * s, p.lit if p.dark else p.ink, 0.65)
    c.rect(x + 20 * s, y - 112 * s, 13 * s, 20 * s, p.tone(SLATE))
    c.rect(x + 20 * s, y - 106 * s, 13 * s, 5 * s, p.tone(OCHRE))
    c.line([(x + 42 * s, y - 92 * s), (x + 42 * s, y - 122 * s)], 2 * s, p.ink)
    stack(c, p, n, x + 60 * s, y - 26 * s, 21 * s, 13 * s, 8, [3, 4, 4, 5, 4, 4, 3, 2])
    c.rect(x - 14 * s, y + 12 * s, 284 * s, 3 * s, p.lit, 0.25)


def gantry(c, p, x, y, s, lifted=False):
    """Ship-to-shore crane standing on a quay at y, boom to the right."""
    ink, w = p.tone(p.ink, 0.05), 6.0 * s
    red = p.tone(ROSE, 0.1)
    c.line([(x, y), (x + 6 * s, y - 104 * s)], w, ink)
    c.line([(x + 58 * s, y), (x + 52 * s, y - 104 * s)], w, ink)
    c.line([(x, y - 44 * s), (x + 58 * s, y - 44 * s)], w * 0.8, ink)
    c.line([(x + 3 * s, y - 44 * s), (x + 54 * s, y - 100 * s)], w * 0.4, ink)
    c.line([(x + 30 * s, y - 104 * s), (x + 36 * s, y - 158 * s)], w * 0.9, ink)
    c.rect(x - 52 * s, y - 112 * s, 112 * s, 10 * s, red)
    tip = (x + 118 * s, y - 205 * s) if lifted else (x + 178 * s, y - 107 * s)
    c.line([(x + 56 * s, y - 107 * s), tip], 9 * s, red)
    c.line([(x + 36 * s, y - 156 * s), ((x + 56 * s) * 0.25 + tip[0] * 0.75, (y - 107 * s) * 0.25 + tip[1] * 0.75)], 1.8 * s, ink)
    c.line([(x + 36 * s, y - 156 * s), (x - 46 * s, y - 110 * s)], 1.8 * s, ink)
    c.rect(x - 52 * s, y - 124 * s, 34 * s, 13 * s, ink)
    if not lifted:
        hook = x + 120 * s
        c.line([(hook, y - 104 * s), (hook, y - 62 * s)], 1.4 * s, ink)
        c.rect(hook - 11 * s, y - 62 * s, 22 * s, 10 * s, p.tone(OCHRE, 0.1))
    c.rect(x - 8 * s, y - 4 * s, 18 * s, 5 * s, ink)
    c.rect(x + 48 * s, y - 4 * s, 18 * s, 5 * s, ink)


def turbine(c, p, x, y, h, angle, floating=True):
    tower = p.tone(WHITE, 0.05)
    if floating:
        yellow = p.tone(OCHRE, 0.0)
        c.poly([(x - h * .20, y - h * .02), (x + h * .20, y - h * .02), (x + h * .20, y + h * .015), (x - h * .20, y + h * .015)], yellow)
        for dx in (-.20, .20, 0):
            c.rect(x + h * dx - h * .03, y - h * .07, h * .06, h * .10, yellow)
            c.rect(x + h * dx - h * .03, y - h * .005, h * .06, h * .03, p.ink, 0.4)
    top = y - h
    c.poly([(x - h * .022, y - h * .05), (x + h * .022, y - h * .05), (x + h * .011, top), (x - h * .011, top)], tower)
    c.poly([(x, y - h * .05), (x + h * .022, y - h * .05), (x + h * .011, top), (x, top)], p.ink, 0.13)
    for k in range(3):
        a = math.radians(angle + 120 * k)
        dx, dy = math.sin(a), -math.cos(a)
        px, py = -dy, dx
        r = h * .58
        c.poly([(x - px * h * .006, top - py * h * .006), (x + dx * r * .25 + px * h * .022, top + dy * r * .25 + py * h * .022),
                (x + dx * r, top + dy * r), (x + dx * r * .2 - px * h * .012, top + dy * r * .2 - py * h * .012)], tower)
    c.rect(x - h * .02, top - h * .016, h * .05, h * .032, tower)
    c.circle(x, top, h * .018, p.tone(SLATE))


def lighthouse_tower(c, p, x, y, h, bands=True):
    w = h * 0.13
    body = p.tone(WHITE, 0.06)
    c.poly([(x - w, y), (x + w, y), (x + w * .62, y - h * .80), (x - w * .62, y - h * .80)], body)
    if bands:
        for a, b in ((.12, .30), (.48, .66)):
            wa, wb = w * (1 - .475 * a), w * (1 - .475 * b)
            c.poly([(x - wa, y - h * a), (x + wa, y - h * a), (x + wb, y - h * b), (x - wb, y - h * b)], p.tone(RED, 0.05))
    c.poly([(x + w * .25, y), (x + w, y), (x + w * .62, y - h * .80), (x + w * .15, y - h * .80)], p.ink, 0.13)
    c.rect(x - w * .95, y - h * .83, w * 1.9, h * .035, p.ink)
    c.rect(x - w * .48, y - h * .94, w * .96, h * .11, p.lit)
    for k in (-.48, -.05, .40):
        c.rect(x + w * k, y - h * .94, w * .09, h * .11, p.ink)
    c.poly([(x - w * .62, y - h * .94), (x + w * .62, y - h * .94), (x, y - h * 1.02)], p.tone(RED, 0.05))
    c.rect(x - w * .18, y - h * .10, w * .36, h * .10, p.ink)


def rock(c, p, x, y, w, h, colour=None):
    colour = colour or mix(p.ink, p.far, 0.35)
    c.poly([(x - w, y), (x - w * .8, y - h * .45), (x - w * .45, y - h * .75), (x - w * .2, y - h), (x + w * .25, y - h * .96),
            (x + w * .5, y - h * .6), (x + w * .86, y - h * .38), (x + w, y)], colour)
    c.poly([(x + w * .05, y), (x + w * .25, y - h * .96), (x + w * .5, y - h * .6), (x + w * .86, y - h * .38), (x + w, y)], p.ink, 0.28)


def ferry_ship(c, p, x, y, s):
    c.poly([(x, y - 34 * s), (x + 250 * s, y - 34 * s), (x + 276 * s, y - 48 * s), (x + 250 * s, y + 10 * s), (x + 12 * s, y + 10 * s)], p.tone(rgb("#2f4a5a"), 0.05))
    c.rect(x + 4 * s, y - 20 * s, 256 * s, 4 * s, p.tone(ROSE, 0.05))
    white = p.tone(WHITE, 0.04)
    c.poly([(x + 8 * s, y - 62 * s), (x + 226 * s, y - 62 * s), (x + 252 * s, y - 34 * s), (x + 4 * s, y - 34 * s)], white)
    c.poly([(x + 30 * s, y - 86 * s), (x + 198 * s, y - 86 * s), (x + 214 * s, y - 62 * s), (x + 30 * s, y - 62 * s)], white)
    c.rect(x + 150 * s, y - 104 * s, 44 * s, 18 * s, white)
    glass = p.lit if p.dark or p.name == "dusk" else SLATE
    c.rect(x + 154 * s, y - 101 * s, 40 * s, 6 * s, glass)
    for k in range(11):
        c.rect(x + (22 + 18 * k) * s, y - 53 * s, 10 * s, 8 * s, glass)
    for k in range(8):
        c.rect(x + (40 + 19 * k) * s, y - 78 * s, 11 * s, 7 * s, glass)
    c.poly([(x + 58 * s, y - 118 * s), (x + 92 * s, y - 118 * s), (x + 98 * s, y - 86 * s), (x + 54 * s, y - 86 * s)], p.tone(ROSE, 0.05))
    c.rect(x + 57 * s, y - 118 * s, 36 * s, 7 * s, p.ink)
    c.line([(x + 172 * s, y - 104 * s), (x + 172 * s, y - 132 * s)], 2.2 * s, p.ink)
    c.poly([(x + 250 * s, y + 10 * s), (x + 290 * s, y + 14 * s), (x - 30 * s, y + 14 * s), (x + 12 * s, y + 8 * s)], p.lit, 0.6)


def trawler_boat(c, p, x, y, s, colour=TEAL):
    c.poly([(x, y - 22 * s), (x + 96 * s, y - 20 * s), (x + 134 * s, y - 44 * s), (x + 118 * s, y + 10 * s), (x + 10 * s, y + 10 * s)], p.tone(colour, 0.05))
    c.poly([(x + 1 * s, y - 22 * s), (x + 96 * s, y - 20 * s), (x + 134 * s, y - 44 * s), (x + 133 * s, y - 38 * s), (x + 97 * s, y - 14 * s), (x + 2 * s, y - 16 * s)], p.tone(CREAM, 0.05))
    c.rect(x + 60 * s, y - 54 * s, 32 * s, 34 * s, p.tone(WHITE, 0.06))
    c.rect(x + 56 * s, y - 58 * s, 40 * s, 5 * s, p.tone(RED, 0.05))
    c.rect(x + 66 * s, y - 48 * s, 24 * s, 9 * s, p.lit if p.dark or p.name == "dusk" else SLATE)
    c.line([(x + 72 * s, y - 58 * s), (x + 72 * s, y - 112 * s)], 3 * s, p.ink)
    c.line([(x + 72 * s, y - 66 * s), (x + 16 * s, y - 100 * s)], 2.6 * s, p.ink)
    c.line([(x + 16 * s, y - 100 * s), (x + 72 * s, y - 110 * s), (x + 130 * s, y - 44 * s)], 1.1 * s, p.ink)
    c.line([(x + 8 * s, y - 22 * s), (x + 8 * s, y - 52 * s), (x + 26 * s, y - 52 * s), (x + 26 * s, y - 22 * s)], 3 * s, p.tone(OCHRE))
    c.poly([(x + 12 * s, y - 24 * s), (x + 18 * s, y - 84 * s), (x + 30 * s, y - 24 * s)], p.tone(SLATE), 0.55)


def tug_boat(c, p, x, y, s, colour=RED):
    c.poly([(x, y - 18 * s), (x + 84 * s, y - 18 * s), (x + 124 * s, y - 36 * s), (x + 112 * s, y + 12 * s), (x + 8 * s, y + 12 * s)], p.tone(p.ink, 0.1))
    c.line([(x, y - 17 * s), (x + 86 * s, y - 17 * s), (x + 124 * s, y - 34 * s)], 5 * s, p.tone(OCHRE, 0.05))
    c.rect(x + 44 * s, y - 48 * s, 44 * s, 30 * s, p.tone(CREAM, 0.06))
    c.rect(x + 52 * s, y - 66 * s, 28 * s, 18 * s, p.tone(CREAM, 0.06))
    c.rect(x + 50 * s, y - 70 * s, 33 * s, 5 * s, p.tone(colour, 0.05))
    c.rect(x + 55 * s, y - 63 * s, 23 * s, 8 * s, p.lit if p.dark or p.name == "dusk" else SLATE)
    c.rect(x + 28 * s, y - 64 * s, 13 * s, 46 * s, p.tone(colour, 0.05))
    c.rect(x + 27 * s, y - 66 * s, 15 * s, 8 * s, p.ink)
    c.line([(x + 66 * s, y - 70 * s), (x + 66 * s, y - 104 * s)], 2.4 * s, p.ink)
    for k in range(4):
        c.circle(x + (20 + 24 * k) * s, y - 3 * s, 6 * s, p.ink)
        c.circle(x + (20 + 24 * k) * s, y - 3 * s, 2.6 * s, p.tone(SLATE))
    c.poly([(x + 112 * s, y + 8 * s), (x + 140 * s, y + 15 * s), (x - 40 * s, y + 15 * s), (x + 6 * s, y + 7 * s)], p.lit, 0.7)


def quay(c, p, y=330):
    stone = mix(p.ink, p.low, 0.42)
    c.rect(-60, y, 720, 140, stone)
    c.rect(-60, y, 720, 6, mix(stone, WHITE, 0.22))
    for k in range(9):
        c.rect(-30 + k * 80, y + 16, 9, 60, p.ink, 0.35)


# Scenes -------------------------------------------------------------------------------------------------------------

def cranes(c, p, n):
    sky(c, p, n)
    sea(c, p, n, glints=26)
    cargo_ship(c, p, n, 270 + n.between(-20, 40), 306, 1.16, n.pick([RED, SLATE, TEAL]))
    raised = n.unit() < 0.5
    gantry(c, p, 44 + n.between(-10, 10), 336, 1.32, lifted=raised)
    gantry(c, p, 268 + n.between(-8, 12), 336, 1.06, lifted=not raised)
    quay(c, p, 334)
    gulls(c, p, n, 5)


def containers(c, p, n):
    sky(c, p, n, hills=False, horizon=338)
    quay(c, p, 336)
    gantry(c, p, 430, 340, 1.5)
    stack(c, p, n, -20, 338, 78, 34, 6, [6, 5, 6, 4, 3, 2])
    stack(c, p, n, 8, 368, 96, 40, 3, [3, 2, 1])
    c.rect(-60, 366, 720, 60, mix(p.ink, p.low, 0.3))
    x = 430
    c.poly([(x, 350), (x + 96, 350), (x + 104, 376), (x - 6, 376)], p.tone(OCHRE, 0.0))
    c.line([(x + 20, 346), (x + 110, 268)], 11, p.tone(OCHRE, 0.1))
    c.rect(x + 30, 318, 30, 32, p.tone(OCHRE, 0.0))
    c.rect(x + 35, 323, 20, 16, SLATE)
    c.rect(x + 80, 262, 78, 7, p.ink)
    c.rect(x + 84, 270, 70, 32, p.tone(RED, 0.05))
    for dx in (14, 84):
        c.circle(x + dx, 378, 15, p.ink)
        c.circle(x + dx, 378, 6, p.tone(CREAM))


def turbines(c, p, n):
    sky(c, p, n, hills=p.name != "storm", horizon=268)
    sea(c, p, n, 268)
    if p.name == "storm":
        c.wave(292, 18, 260, n.between(0, 260), mix(p.sea, p.lit, 0.12), sharp=0.6)
    for k in range(4):
        turbine(c, p, 60 + k * 74 + n.between(-16, 16), 274 + k, 52 + 9 * k, n.between(0, 120), floating=False)
    turbine(c, p, 420 + n.between(-30, 30), 330, 236, n.between(5, 115))
    if p.name == "storm":
        c.wave(338, 22, 300, n.between(0, 300), p.sea, sharp=0.7)
        c.wave(366, 16, 220, n.between(0, 200), p.deep, sharp=0.5)
    else:
        trawler_boat(c, p, 90 + n.between(-30, 60), 348, 0.62, n.pick([TEAL, RED, SLATE]))
    gulls(c, p, n, 3)


def lighthouse(c, p, n):
    sky(c, p, n, sun=p.name != "night")
    sea(c, p, n)
    x = 380 + n.between(-60, 40)
    if p.name in ("night", "dusk"):
        for spread, alpha in ((34, 0.10), (20, 0.14), (9, 0.22)):
            c.poly([(x, 78), (-80, 40 - spread * 2), (-80, 90 + spread * 2)], p.lit, alpha)
            c.poly([(x, 78), (680, 100 - spread), (680, 110 + spread * 2)], p.lit, alpha * 0.7)
    rock(c, p, x + 10, 316, 210, 92)
    c.rect(x - 104, 226, 66, 34, p.tone(CREAM, 0.1))
    c.poly([(x - 112, 228), (x - 31, 228), (x - 44, 206), (x - 98, 206)], p.tone(SLATE, 0.05))
    c.rect(x - 92, 236, 12, 12, p.lit if p.dark else SLATE)
    c.rect(x - 64, 236, 12, 12, p.lit if p.dark else SLATE)
    lighthouse_tower(c, p, x, 236, 184)
    for k in range(3):
        c.wave(316 + k * 26, 4 + k, 130 + 30 * k, n.between(0, 200), mix(p.sea, p.deep, 0.25 + k * 0.3), 0.92)
    gulls(c, p, n, 5, (30, 60, 330, 200))


def ferry(c, p, n):
    sky(c, p, n)
    sea(c, p, n, glints=44)
    rock(c, p, n.between(40, 120), HORIZON + 6, 90, 44, mix(p.far, p.ink, 0.25))
    ferry_ship(c, p, 130 + n.between(-40, 70), 322, 1.28)
    c.wave(352, 3.5, 120, n.between(0, 120), mix(p.sea, p.deep, 0.75), 0.9)
    gulls(c, p, n, 6)


def trawler(c, p, n):
    sky(c, p, n)
    sea(c, p, n, glints=30)
    trawler_boat(c, p, 380 + n.between(-20, 30), 282, 0.8, n.pick([RED, SLATE]))
    trawler_boat(c, p, 110 + n.between(-40, 60), 340, 1.9, n.pick([TEAL, RED, rgb("#35566b")]))
    c.wave(358, 4, 140, n.between(0, 140), mix(p.sea, p.deep, 0.7), 0.95)
    gulls(c, p, n, 9, (40, 110, 330, 240))


def nets(c, p, n):
    sky(c, p, n, hills=False)
    sea(c, p, n, 236, glints=20)
    quay(c, p, 318)
    for k in range(4):
        x = 40 + k * 160
        c.line([(x, 330), (x, 120)], 7, p.tone(INK, 0.2))
    net = p.tone(TEAL, 0.1)
    for k in range(3):
        x0 = 40 + k * 160
        sag = n.between(40, 70)
        c.line([(x0 + i * 16, 124 + sag * 0.4 * math.sin(i / 10 * math.pi)) for i in range(11)], 3, net)
        for i in range(1, 14):
            x = x0 + i * 11.4
            top = 124 + sag * 0.4 * math.sin((x - x0) / 160 * math.pi)
            c.line([(x, top), (x + 12, 250 + sag * 0.5 * math.sin((x - x0) / 160 * math.pi))], 1.2, net, 0.9)
            c.line([(x, top), (x - 12, 250 + sag * 0.5 * math.sin((x - x0) / 160 * math.pi))], 1.2, net, 0.9)
        for i in range(7):
            c.circle(x0 + 12 + i * 23, 126 + sag * 0.4 * math.sin((12 + i * 23) / 160 * math.pi), 5, p.tone(OCHRE, 0.0))
    for k in range(4):
        x = 70 + k * 128 + n.between(-14, 14)
        c.poly([(x - 48, 340), (x - 30, 304), (x, 290), (x + 34, 306), (x + 50, 340)], p.tone(n.pick([TEAL, ROSE, SLATE, OCHRE]), 0.15))
        c.ellipse(x, 340, 50, 9, p.ink, 0.3)
    gulls(c, p, n, 4)


def ice(c, p, n):
    sky(c, p, n, horizon=190)
    c.gradient(190, 460, mix(p.sea, WHITE, 0.25), p.deep)
    for row in range(6):
        y = 204 + row * row * 6.2 + row * 4
        for k in range(7 - row // 2):
            x = n.between(-60, 620)
            w, h = n.between(30, 60) * (0.6 + row * 0.42), n.between(7, 12) * (0.6 + row * 0.36)
            if row > 1 and 250 - row * 14 < x + w / 2 < 330 + row * 16:
                continue
            shape = [(x, y), (x + w * .3, y - h * .6), (x + w * .8, y - h * .5), (x + w, y + h * .1), (x + w * .7, y + h * .6), (x + w * .2, y + h * .5)]
            c.poly([(a, b + 3 + row) for a, b in shape], mix(p.deep, p.sea, 0.4))
            c.poly(shape, mix(p.lit, WHITE, 0.6))
    cargo = n.unit() < 0.5
    if cargo:
        cargo_ship(c, p, n, 210, 236, 0.5, RED)
    else:
        tug_boat(c, p, 244, 250, 0.9, OCHRE)
    gulls(c, p, n, 2)


def storm(c, p, n):
    sky(c, p, n, sun=False, hills=False, horizon=230)
    for _ in range(7):
        cloud(c, n.between(0, 600), n.between(20, 150), n.between(1.4, 2.8), mix(p.top, p.ink, 0.35), 0.55)
    c.gradient(230, 460, p.sea, p.deep)
    c.wave(250, 16, 210, n.between(0, 210), mix(p.sea, p.lit, 0.10), sharp=0.7)
    lighthouse_tower(c, p, 494, 268, 150)
    c.poly([(300, 320), (330, 268), (640, 262), (640, 340)], mix(p.ink, p.far, 0.3))
    spray(c, p, n, 330, 262, 120)
    c.wave(296, 22, 250, n.between(0, 250), mix(p.sea, p.deep, 0.2), sharp=0.8)
    c.wave(334, 24, 300, n.between(0, 300), mix(p.sea, p.deep, 0.5), sharp=0.9)
    foam(c, p, n, 320, 24)
    c.wave(372, 18, 260, n.between(0, 260), p.deep, sharp=0.6)
    for _ in range(60):
        x, y = n.between(-20, 620), n.between(0, 400)
        c.line([(x, y), (x - 9, y + 24)], 0.9, p.lit, 0.28)


def spray(c, p, n, x, y, height):
    for _ in range(46):
        a, r = n.between(-2.6, -0.7), height * n.unit() ** 0.6
        c.circle(x + r * math.cos(a), y + r * math.sin(a), n.between(2, 9), mix(p.lit, WHITE, 0.4), 0.55)


def foam(c, p, n, y, count):
    for _ in range(count):
        x, w = n.between(-20, 600), n.between(16, 60)
        dy = n.between(-26, 40)
        c.poly([(x, y + dy), (x + w * .5, y + dy - 3), (x + w, y + dy), (x + w * .5, y + dy + 2)], p.lit, 0.4)


def wave(c, p, n):
    sky(c, p, n, hills=False, horizon=280)
    c.gradient(280, 460, p.sea, p.deep)
    c.wave(290, 10, 240, n.between(0, 240), mix(p.sea, p.far, 0.3), sharp=0.5)
    turbine(c, p, 516 + n.between(-14, 10), 330, 178, n.between(0, 120))
    back = curve((-80, 330), (150, 318), (300, 108))
    lip = curve((300, 108), (352, 62), (420, 118)) + curve((420, 118), (440, 140), (436, 172))
    hollow = curve((436, 172), (404, 126), (366, 158)) + curve((366, 158), (300, 220), (392, 306)) + curve((392, 306), (440, 344), (680, 346))
    c.poly(back + lip + hollow + [(680, 460), (-80, 460)], mix(p.sea, p.deep, 0.35))
    face = curve((366, 158), (300, 220), (392, 306)) + curve((392, 306), (430, 340), (520, 346)) + curve((300, 372), (190, 300), (316, 142))
    c.poly(face + [(340, 134)], mix(p.sea, p.lit, 0.22))
    for k in range(6):
        c.line(curve((326 + 6 * k, 160 + 5 * k), (232 + 22 * k, 262 + 6 * k), (330 + 22 * k, 346)), 2, p.lit, 0.5)
    for k in range(5):
        c.line(curve((-40, 344 + 14 * k), (130 + 20 * k, 334 + 10 * k), (258 - 12 * k, 176 + 34 * k)), 1.8, p.lit, 0.25)
    crest = curve((262, 168), (318, 74), (372, 88)) + curve((372, 88), (430, 108), (436, 176))
    for x, y in crest:
        for _ in range(3):
            c.circle(x + n.between(-9, 9), y + n.between(-11, 9), n.between(3, 9), WHITE, 0.8)
    for _ in range(26):
        c.circle(n.between(390, 470), n.between(150, 230), n.between(1.5, 5), WHITE, 0.65)
    c.wave(356, 10, 240, n.between(0, 240), mix(p.sea, p.deep, 0.7), sharp=0.5)
    c.wave(382, 8, 180, n.between(0, 180), p.deep, sharp=0.5)
    gulls(c, p, n, 1, (470, 120, 490, 140))


def curve(start, bend, end, steps=14):
    """Points of a quadratic curve."""
    points = []
    for i in range(steps + 1):
        t = i / steps
        a, b, d = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append((a * start[0] + b * bend[0] + d * end[0], a * start[1] + b * bend[1] + d * end[1]))
    return points


def control(c, p, n):
    sky(c, p, n)
    sea(c, p, n, 236, glints=20)
    cargo_ship(c, p, n, 90 + n.between(-40, 60), 252, 0.4, RED)
    cargo_ship(c, p, n, 380 + n.between(-40, 60), 246, 0.3, SLATE)
    frame = mix(p.ink, rgb("#2a3137"), 0.5)
    for k in range(5):
        c.rect(-10 + k * 152, -60, 9, 360, frame)
    c.rect(-60, -60, 720, 92, frame)
    c.poly([(-60, 286), (660, 286), (660, 460), (-60, 460)], mix(frame, SLATE, 0.25))
    c.rect(-60, 280, 720, 9, mix(frame, CREAM, 0.18))
    for k in range(3):
        x = 60 + k * 176
        c.rect(x, 254, 136, 88, frame)
        c.rect(x + 6, 260, 124, 72, rgb("#1d3a3c"))
        radar_face(c, n, x + 68, 296, 31)
        c.rect(x + 60, 342, 16, 14, frame)
    for k in range(2):
        x = 170 + k * 190
        c.circle(x, 300, 24, rgb("#191d20"))
        c.poly([(x - 46, 400), (x - 40, 340), (x - 16, 322), (x + 16, 322), (x + 40, 340), (x + 46, 400)], rgb("#22282c"))
        c.poly([(x - 60, 460), (x - 52, 356), (x + 52, 356), (x + 60, 460)], mix(frame, ROSE, 0.35))


def radar_face(c, n, x, y, r):
    green = rgb("#7fc3a5")
    for k in (1.0, 0.66, 0.33):
        c.circle(x, y, r * k + 0.8, green, 0.55)
        c.circle(x, y, r * k - 0.8, rgb("#1d3a3c"))
    c.poly([(x, y), (x + r * .86, y - r * .5), (x + r * .98, y - r * .16)], green, 0.45)
    for _ in range(7):
        a, d = n.between(0, 6.28), r * n.between(0.2, 0.9)
        c.circle(x + d * math.cos(a), y + d * math.sin(a), r * 0.055, rgb("#f0d9a2"))


def tower(c, p, n):
    sky(c, p, n, horizon=268)
    sea(c, p, n, 268)
    x = 390 + n.between(-40, 30)
    c.poly([(x - 330, 350), (x - 220, 300), (x - 90, 262), (x + 60, 250), (x + 300, 262), (x + 300, 460), (x - 330, 460)], mix(p.ink, p.far, 0.45))
    c.rect(x - 120, 214, 150, 56, p.tone(CREAM, 0.08))
    c.poly([(x - 132, 216), (x + 42, 216), (x + 24, 190), (x - 114, 190)], p.tone(RED, 0.15))
    for k in range(5):
        c.rect(x - 106 + k * 27, 230, 14, 18, p.lit if p.dark else SLATE)
    c.poly([(x + 56, 262), (x + 84, 262), (x + 78, 130), (x + 62, 130)], p.tone(CREAM, 0.1))
    c.poly([(x + 36, 130), (x + 104, 130), (x + 112, 92), (x + 28, 92)], p.tone(SLATE, 0.05))
    c.rect(x + 33, 98, 74, 18, p.lit)
    for k in range(5):
        c.rect(x + 44 + k * 14, 98, 2.4, 18, p.ink)
    c.line([(x + 70, 92), (x + 70, 30)], 4, p.ink)
    c.rect(x + 34, 44, 72, 8, p.ink)
    c.line([(x + 56, 92), (x + 56, 62)], 2, p.ink)
    c.circle(x + 70, 30, 3.5, ROSE)
    gulls(c, p, n, 4)


def chart(c, p, n):
    paper, water = mix(p.lit, CREAM, 0.4), mix(p.sea, WHITE, 0.35)
    c.gradient(-60, 460, water, mix(water, p.sea, 0.3))
    land = mix(paper, OCHRE, 0.22)
    mainland = [(-60, -60), (250, -60), (236, 0), (190, 40), (204, 92), (150, 132), (164, 190), (110, 230), (122, 300), (70, 330), (90, 460), (-60, 460)]
    shores = [mainland]
    for cx, cy, r in ((380, 110, 54), (452, 214, 40), (344, 262, 26), (520, 96, 24), (300, 168, 15), (470, 320, 32), (560, 250, 18), (250, 330, 14)):
        steps = 13
        shores.append([(cx + r * n.between(.62, 1.25) * math.cos(i * 6.283 / steps), cy + r * n.between(.55, 1.0) * math.sin(i * 6.283 / steps)) for i in range(steps)])
    for shore in shores:
        mx = sum(x for x, _ in shore) / len(shore)
        my = sum(y for _, y in shore) / len(shore)
        for grow, alpha in ((30, .22), (16, .3)):
            ring = []
            for x, y in shore:
                d = math.hypot(x - mx, y - my) or 1
                ring.append((x + (x - mx) / d * grow, y + (y - my) / d * grow))
            c.poly(ring, mix(water, WHITE, 0.5), alpha)
    for shore in shores:
        c.poly(shore, land)
        c.line(shore + shore[:1], 1.5, mix(p.ink, land, 0.3))
    for k in range(1, 8):
        c.rect(k * 90 - 40, -60, 0.8, 520, p.ink, 0.22)
        c.rect(-60, k * 80 - 100, 720, 0.8, p.ink, 0.22)
    track = [(214, 380), (236, 300), (226, 220), (262, 130), (300, 60), (320, -20)]
    for (x0, y0), (x1, y1) in zip(track, track[1:]):
        for i in range(6):
            a, b = i / 6, i / 6 + 0.09
            c.line([(x0 + (x1 - x0) * a, y0 + (y1 - y0) * a), (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)], 3, ROSE)
    rose(c, p, 530, 350, 34)
    c.circle(206, 92, 5, RED)
    c.circle(120, 300, 5, RED)


def rose(c, p, x, y, r):
    c.circle(x, y, r, p.ink, 0.5)
    c.circle(x, y, r - 1.6, mix(p.lit, CREAM, 0.5))
    for k in range(8):
        a = k * math.pi / 4
        length = r * (0.95 if k % 2 == 0 else 0.55)
        c.poly([(x + length * math.sin(a), y - length * math.cos(a)), (x + r * .13 * math.cos(a), y + r * .13 * math.sin(a)), (x - r * .13 * math.cos(a), y - r * .13 * math.sin(a))],
               RED if k == 0 else p.ink)


def canal(c, p, n):
    c.gradient(-60, 220, p.top, p.low)
    x = n.between(380, 520)
    c.circle(x, 66, 22, p.sun)
    if p.dark:
        c.circle(x + 8, 61, 19, mix(p.top, p.low, 0.45))
    for k in range(13):
        x = -20 + k * 52
        h = n.between(30, 64)
        c.poly([(x - 15, 214), (x, 214 - h), (x + 15, 214)], mix(p.far, p.ink, 0.25))
    stone = mix(p.ink, p.low, 0.35)
    c.poly([(-60, 210), (660, 210), (660, 460), (-60, 460)], mix(stone, p.ink, 0.2))
    c.poly([(232, 212), (368, 212), (520, 460), (80, 460)], p.deep)
    c.poly([(250, 212), (350, 212), (440, 460), (160, 460)], p.sea, 0.6)
    c.poly([(214, 212), (234, 212), (84, 460), (10, 460)], mix(stone, WHITE, 0.18))
    c.poly([(366, 212), (386, 212), (590, 460), (516, 460)], mix(stone, WHITE, 0.12))
    gate = p.tone(INK, 0.12)
    c.poly([(206, 262), (300, 246), (300, 318), (168, 340)], gate)
    c.poly([(394, 262), (300, 246), (300, 318), (432, 340)], mix(gate, p.ink, 0.35))
    for t in (0.3, 0.65):
        c.line([(200 - 30 * t, 262 + 78 * t), (300, 246 + 72 * t)], 4, mix(gate, WHITE, 0.12))
        c.line([(400 + 30 * t, 262 + 78 * t), (300, 246 + 72 * t)], 4, mix(gate, WHITE, 0.08))
    c.line([(206, 262), (96, 250)], 9, mix(gate, WHITE, 0.2))
    c.line([(394, 262), (504, 250)], 9, mix(gate, WHITE, 0.2))
    for sx, sy in ((120, 250), (470, 246)):
        c.line([(sx, sy), (sx, sy - 82)], 4, p.ink)
        if p.name in ("night", "dusk"):
            for r, a in ((46, .08), (26, .14), (12, .3)):
                c.circle(sx, sy - 86, r, p.lit, a)
        c.circle(sx, sy - 86, 7, p.lit)
    c.rect(506, 172, 72, 62, p.tone(CREAM, 0.15))
    c.poly([(496, 174), (588, 174), (570, 146), (514, 146)], p.tone(RED, 0.12))
    c.rect(520, 190, 16, 18, p.lit)
    c.rect(550, 186, 16, 48, p.ink)
    for _ in range(16):
        y = n.between(340, 400)
        x, w = n.between(180, 400), n.between(12, 46)
        c.poly([(x, y), (x + w / 2, y - 1.6), (x + w, y), (x + w / 2, y + 1.2)], p.lit, 0.3)


def tug(c, p, n):
    sky(c, p, n)
    sea(c, p, n, glints=32)
    cargo_ship(c, p, n, 330 + n.between(-10, 30), 286, 1.05, n.pick([SLATE, TEAL]))
    c.line([(238, 310), (350, 268)], 1.6, p.ink)
    tug_boat(c, p, 40 + n.between(-20, 20), 338, 1.7, n.pick([RED, OCHRE]))
    c.wave(358, 4, 120, n.between(0, 120), mix(p.sea, p.deep, 0.75), 0.95)
    gulls(c, p, n, 4, (40, 50, 330, 200))


def herring(c, p, n):
    c.gradient(-60, 460, mix(p.lit, WHITE, 0.4), mix(p.sea, WHITE, 0.55))
    for _ in range(90):
        x, y, s = n.between(-10, 610), n.between(-10, 410), n.between(8, 24)
        c.poly([(x, y), (x + s, y - s * .4), (x + s * 1.5, y + s * .3), (x + s * .6, y + s * .8)], WHITE if n.unit() < .6 else mix(p.sea, WHITE, 0.45), 0.6)
    for row in range(5):
        for k in range(4):
            x = -50 + k * 176 + (row % 2) * 80 + n.between(-8, 8)
            y = 40 + row * 84 + n.between(-6, 6)
            fish(c, p, x, y, 1.0 + n.between(-.06, .06), n.between(-.10, .10))
    c.rect(-60, -60, 720, 74, p.tone(OCHRE, 0.1), 0.0)


def fish(c, p, x, y, s, tilt=0.0):
    def at(dx, dy):
        return x + dx * s - dy * s * tilt, y + dy * s + dx * s * tilt
    back, belly = mix(SLATE, p.deep, 0.4), mix(rgb("#c8d3d3"), p.lit, 0.25)
    c.poly([at(0, 0), at(22, -14), at(66, -21), at(112, -14), at(140, -3), at(140, 4), at(108, 17), at(62, 23), at(20, 14)], belly)
    c.poly([at(0, 0), at(22, -14), at(66, -21), at(112, -14), at(140, -3), at(104, -2), at(60, -5), at(22, -3)], back)
    c.poly([at(136, 0), at(164, -19), at(157, 0), at(165, 19)], back)
    c.poly([at(58, -20), at(80, -32), at(88, -18)], back)
    c.line([at(34, 3), at(128, 2)], 1.2 * s, back, 0.5)
    c.circle(*at(16, -2), 4.4 * s, WHITE)
    c.circle(*at(16, -2), 2.5 * s, INK)
    c.line([at(28, -10), at(32, 0), at(28, 11)], 1.3 * s, back, 0.7)


def seaweed(c, p, n):
    c.gradient(-60, 96, p.top, p.low)
    c.gradient(96, 460, mix(p.sea, TEAL, 0.45), mix(p.deep, rgb("#16323a"), 0.6))
    c.rect(-60, 95, 720, 2.5, p.lit, 0.7)
    for k in range(6):
        x = n.between(-60, 560)
        c.poly([(x, 97), (x + 40, 97), (x + 150, 460), (x + 40, 460)], p.lit, 0.06)
    for k in range(3):
        y = 128 + k * 34
        c.line([(-20, y), (620, y - 6)], 2.4, mix(CREAM, p.deep, 0.2 + k * 0.15))
        for i in range(17):
            x = -10 + i * 38 + n.between(-8, 8)
            frond(c, n, x, y, 110 + n.between(-20, 60) + k * 22, mix(rgb("#7d8a3c"), p.deep, 0.12 + 0.12 * ((i + k) % 3)))
    for k in range(5):
        x = 40 + k * 130
        c.circle(x, 96, 12, OCHRE)
        c.poly([(x - 12, 97), (x + 12, 97), (x + 9, 106), (x - 9, 106)], mix(OCHRE, p.deep, 0.4))
    trawler_boat(c, p, 330 + n.between(-60, 120), 92, 0.55, RED)
    for _ in range(7):
        fish(c, p, n.between(20, 520), n.between(250, 380), 0.2)


def frond(c, n, x, y, length, colour):
    sway = n.between(-14, 14)
    left, right = [], []
    for i in range(9):
        t = i / 8
        w = 7.5 * math.sin(math.pi * min(1, t * 0.9 + 0.1)) + 0.8
        mid = x + sway * math.sin(t * 3.4)
        left.append((mid - w, y + t * length))
        right.append((mid + w * (1.1 if i % 2 else 0.8), y + t * length))
    c.poly(left + right[::-1], colour, 0.92)


def weathermap(c, p, n):
    chart(c, Palette("day"), Numbers("weather-base"))
    c.rect(-60, -60, 720, 520, mix(p.sea, p.deep, 0.4), 0.35)
    cx, cy = 340 + n.between(-50, 50), 170 + n.between(-30, 30)
    for k in range(1, 8):
        rx, ry = 34 * k * 1.15, 24 * k
        points = [(cx + rx * math.cos(t / 36 * 6.2832 + .2) * (1 + .07 * math.sin(t / 6)), cy + ry * math.sin(t / 36 * 6.2832) * (1 + .06 * math.cos(t / 5))) for t in range(37)]
        c.line(points, 1.8, WHITE, 0.85)
    c.circle(cx, cy, 16, RED)
    c.rect(cx - 4.5, cy - 8, 3.6, 16, WHITE)
    c.rect(cx - 4.5, cy + 4.6, 10, 3.6, WHITE)
    front = [(cx - 10 + 8 * i, cy + 20 + 1.05 * i * i) for i in range(14)]
    c.line(front, 3.4, rgb("#2f5673"))
    for i in range(1, 13, 2):
        x, y = front[i]
        c.poly([(x - 8, y - 4), (x + 12, y - 8), (x + 7, y + 11)], rgb("#2f5673"))
    for _ in range(9):
        x, y = n.between(60, 540), n.between(40, 360)
        c.line([(x, y), (x + 26, y + 13)], 2, WHITE)
        c.line([(x, y), (x + 3, y - 10)], 2, WHITE)
        c.line([(x + 6, y + 3), (x + 9, y - 6)], 2, WHITE)


def bridge(c, p, n):
    sky(c, p, n, horizon=276)
    sea(c, p, n, 276, glints=36)
    steel = mix(p.ink, p.far, 0.25)
    c.rect(-60, 96, 720, 13, steel)
    c.rect(-60, 92, 720, 3, mix(steel, WHITE, 0.3))
    for x in (64, 536):
        c.poly([(x - 13, 330), (x + 13, 330), (x + 9, 0), (x - 9, 0)], steel)
        c.rect(x - 22, 316, 44, 20, mix(steel, p.low, 0.3))
    main = [(64 + i * 23.6, 8 + 78 * (1 - ((i - 10) / 10) ** 2)) for i in range(21)]
    c.line(main, 4, steel)
    for x, y in main[1:-1]:
        c.line([(x, y), (x, 94)], 1.3, steel)
    c.line([(64, 8), (-60, 90)], 4, steel)
    c.line([(536, 8), (660, 90)], 4, steel)
    x, y = 176 + n.between(-24, 40), 318
    c.poly([(x, y - 22), (x + 262, y - 22), (x + 286, y - 40), (x + 262, y + 14), (x + 10, y + 14)], p.tone(n.pick([RED, SLATE]), 0.05))
    c.rect(x + 228, y - 62, 34, 40, p.tone(CREAM, 0.08))
    c.rect(x + 232, y - 58, 30, 7, p.lit if p.dark else SLATE)
    red = p.tone(ROSE, 0.05)
    c.line([(x + 60, y - 22), (x + 74, y - 150)], 8, red)
    c.line([(x + 150, y - 22), (x + 136, y - 150)], 8, red)
    c.line([(x + 64, y - 66), (x + 146, y - 66)], 6, red)
    c.line([(x + 66, y - 70), (x + 138, y - 140)], 3, red)
    c.rect(x + 22, y - 160, 170, 12, red)
    c.line([(x + 105, y - 160), (x + 112, y - 203)], 7, red)
    c.line([(x + 112, y - 200), (x + 186, y - 158)], 2, p.ink)
    c.line([(x + 112, y - 200), (x + 28, y - 158)], 2, p.ink)
    c.circle(x + 112, y - 205, 3, OCHRE)
    for k in range(26):
        c.circle(90 + k * 17 + n.between(-4, 4), 90, 2.6, p.ink)
    c.wave(350, 3, 110, n.between(0, 100), mix(p.sea, p.deep, 0.75), 0.9)


def seal(c, p, n):
    sky(c, p, n)
    sea(c, p, n, 226, glints=26)
    for k in range(6):
        x = 30 + k * 104 + n.between(-14, 14)
        c.poly([(x - 26, 236), (x + 40, 236), (x + 34, 248), (x - 18, 248)], p.tone(WHITE if k % 2 else SLATE, 0.08))
        c.line([(x + 4, 236), (x + 4, 236 - n.between(90, 140))], 2.4, p.ink)
        c.line([(x + 4, 226), (x + 34, 228)], 2, p.ink)
    wood = p.tone(rgb("#a98f6a"), 0.05)
    c.poly([(-60, 318), (660, 306), (660, 372), (-60, 392)], wood)
    c.poly([(-60, 392), (660, 372), (660, 384), (-60, 406)], mix(wood, INK, 0.5))
    for k in range(19):
        x = -50 + k * 38
        c.line([(x, 316), (x + 14, 392)], 1.4, mix(wood, INK, 0.45), 0.8)
    for x in (80, 560):
        c.rect(x - 9, 236, 18, 96, mix(wood, INK, 0.35))
        c.rect(x - 11, 230, 22, 8, CREAM)
    body = mix(rgb("#6f7470"), p.ink, 0.18 if not p.dark else 0.4)
    x, y = 300 + n.between(-40, 40), 346
    c.ellipse(x - 20, y + 2, 190, 13, p.ink, 0.25)
    c.poly([(x - 190, y - 14), (x - 168, y - 24), (x - 120, y - 46), (x - 40, y - 70), (x + 30, y - 76), (x + 78, y - 92), (x + 108, y - 118), (x + 138, y - 124),
            (x + 160, y - 114), (x + 178, y - 98), (x + 176, y - 86), (x + 152, y - 78), (x + 142, y - 54), (x + 120, y - 22), (x + 70, y - 2), (x - 90, y), (x - 170, y - 4)], body)
    c.poly([(x - 186, y - 14), (x - 214, y - 34), (x - 206, y - 10), (x - 222, y + 4), (x - 176, y - 2)], mix(body, INK, 0.25))
    c.poly([(x + 40, y - 20), (x + 78, y - 30), (x + 90, y + 2), (x + 54, y + 8), (x + 38, y)], mix(body, INK, 0.3))
    c.poly([(x - 90, y), (x - 20, y - 14), (x + 60, y - 10), (x + 70, y - 2), (x - 40, y + 2)], WHITE, 0.16)
    for _ in range(16):
        c.ellipse(x + n.between(-130, 70), y - n.between(16, 56), n.between(3, 8), n.between(2, 5), INK, 0.22)
    c.circle(x + 148, y - 106, 5, INK)
    c.circle(x + 149.5, y - 107.5, 1.5, WHITE)
    c.circle(x + 176, y - 96, 4.5, INK)
    for dy in (-7, 0, 7):
        c.line([(x + 164, y - 92), (x + 196, y - 92 + dy * 1.4)], 1, CREAM, 0.9)


def radar(c, p, n):
    c.gradient(-60, 460, rgb("#14252a"), rgb("#0d191d"))
    tint = {"dawn": "#c9b27a", "dusk": "#d08a6a", "grey": "#9fb3ae"}.get(p.name, "#6fc0a0")
    line, back = rgb(tint), rgb("#12272b")
    x, y, r = 300, 200, 178
    for k in (1, .75, .5, .25):
        c.circle(x, y, r * k + 1, line, 0.6)
        c.circle(x, y, r * k - 0.6, mix(back, line, 0.05 * (1 - k)))
    c.rect(x - r, y - .6, 2 * r, 1.2, line, 0.4)
    c.rect(x - .6, y - r, 1.2, 2 * r, line, 0.4)
    for k in range(12):
        a0, a1 = -1.2 - k * .055, -1.2 - (k + 1) * .055
        c.poly([(x, y), (x + r * math.cos(a0), y + r * math.sin(a0)), (x + r * math.cos(a1), y + r * math.sin(a1))], line, 0.34 * (1 - k / 12))
    coast = [(-190, 60), (-120, 30), (-96, -30), (-60, -70), (-74, -130), (-150, -150), (-190, -90)]
    c.poly([(x + dx * .82, y + dy * .9) for dx, dy in coast], line, 0.32)
    c.poly([(x + dx, y + dy) for dx, dy in ((60, 60), (100, 40), (126, 66), (110, 104), (74, 100))], line, 0.32)
    drift = n.between(-14, 14)
    for k in range(20):
        t = k / 19
        for side in (0, 24):
            px, py = x - 66 + 150 * t + side, y - 128 + 250 * t + drift - side * .5
            c.poly([(px, py - 4.4), (px + 3.6, py + 4), (px - 3.6, py + 4)], rgb("#f0d9a2"))
    c.rect(470, 300, 104, 58, line, 0.12)
    for k in range(4):
        c.rect(480, 310 + k * 11, n.between(30, 84), 4, line, 0.6)


def boots(c, p, n):
    sky(c, p, n, horizon=170)
    c.gradient(170, 230, p.sea, p.deep)
    sand = mix(rgb("#cdb68c"), p.low, 0.35 if not p.dark else 0.6)
    c.gradient(214, 460, sand, mix(sand, p.ink, 0.14))
    c.wave(214, 5, 180, n.between(0, 180), mix(p.lit, WHITE, 0.4), 0.8)
    c.wave(222, 5, 180, n.between(0, 180), sand)
    c.poly([(360, 196), (520, 176), (566, 196), (566, 246), (400, 262), (360, 240)], p.tone(SLATE, 0.1))
    c.poly([(360, 196), (400, 212), (400, 262), (360, 240)], p.ink, 0.75)
    for k in range(8):
        c.line([(414 + k * 19, 210 - k * 1.8), (414 + k * 19, 258 - k * 1.8)], 2, p.ink, 0.3)
    spots = sorted(((n.between(0, 600), n.between(246, 400)) for _ in range(30)), key=lambda q: q[1])
    for x, y in spots:
        boot(c, p, x, y, 0.30 + (y - 240) / 190)


def boot(c, p, x, y, s):
    green = mix(rgb("#5c7350"), p.ink, 0.12)
    c.ellipse(x + 2 * s, y + 2 * s, 34 * s, 6 * s, p.ink, 0.2)
    c.poly([(x - 14 * s, y - 66 * s), (x + 12 * s, y - 66 * s), (x + 14 * s, y - 26 * s), (x - 4 * s, y - 2 * s), (x - 16 * s, y - 8 * s)], green)
    c.poly([(x - 16 * s, y - 24 * s), (x + 14 * s, y - 28 * s), (x + 14 * s, y - 2 * s), (x - 30 * s, y - 2 * s), (x - 36 * s, y - 10 * s), (x - 30 * s, y - 18 * s)], green)
    c.rect(x - 15 * s, y - 68 * s, 28 * s, 6 * s, mix(green, WHITE, 0.3))
    c.poly([(x - 36 * s, y - 4 * s), (x + 15 * s, y - 4 * s), (x + 15 * s, y + 2 * s), (x - 34 * s, y + 2 * s)], p.ink, 0.8)


def customs(c, p, n):
    wall = mix(p.low, rgb("#a99a84"), 0.5)
    c.gradient(-60, 460, mix(wall, p.top, 0.35), wall)
    for k in range(4):
        x = 30 + k * 150
        c.rect(x, 30, 96, 96, p.ink, 0.55)
        c.rect(x + 4, 34, 88, 88, mix(p.lit, p.top, 0.3))
        c.rect(x + 46, 34, 4, 88, p.ink, 0.6)
        c.rect(x + 4, 76, 88, 4, p.ink, 0.6)
    c.gradient(300, 460, mix(wall, INK, 0.35), mix(wall, INK, 0.55))
    for x, y, w, h in ((24, 196, 132, 120), (170, 230, 96, 86), (446, 208, 136, 108), (40, 118, 96, 78)):
        crate(c, p, x + n.between(-6, 6), y, w, h)
    crate(c, p, 292, 244, 132, 86, lid=False)
    for k in range(4):
        gnome(c, p, 312 + k * 31, 252 + n.between(-4, 4), 0.74, n.pick([RED, TEAL, OCHRE, SLATE]))
    crate(c, p, 286, 262, 144, 72)
    for k in range(3):
        gnome(c, p, 470 + k * 40, 372 + 4 * k, 1.1, n.pick([RED, TEAL, OCHRE]))
    x = 170 + n.between(-20, 20)
    dog(c, p, x, 386)


def crate(c, p, x, y, w, h, lid=True):
    wood = mix(rgb("#b08b5a"), p.low if not p.dark else p.deep, 0.2)
    c.rect(x, y, w, h, wood)
    for k in range(1, 5):
        c.rect(x, y + h * k / 5, w, 1.6, INK, 0.4)
    c.rect(x, y, 9, h, mix(wood, INK, 0.22))
    c.rect(x + w - 9, y, 9, h, mix(wood, INK, 0.22))
    if lid:
        c.rect(x - 3, y - 5, w + 6, 7, mix(wood, INK, 0.3))


def gnome(c, p, x, y, s, colour):
    c.poly([(x - 14 * s, y), (x - 13 * s, y - 28 * s), (x, y - 36 * s), (x + 13 * s, y - 28 * s), (x + 14 * s, y)], p.tone(rgb("#54708a"), 0.05))
    c.circle(x, y - 38 * s, 11 * s, rgb("#e2bd98"))
    c.poly([(x - 11 * s, y - 38 * s), (x + 11 * s, y - 38 * s), (x + 7 * s, y - 22 * s), (x, y - 14 * s), (x - 7 * s, y - 22 * s)], WHITE)
    c.poly([(x - 13 * s, y - 42 * s), (x + 13 * s, y - 42 * s), (x + 3 * s, y - 78 * s)], p.tone(colour, 0.0))
    c.circle(x, y - 37 * s, 3 * s, rgb("#cf8f72"))


def dog(c, p, x, y):
    coat = mix(rgb("#5b4636"), p.ink, 0.2)
    c.poly([(x - 34, y), (x - 40, y - 34), (x - 16, y - 74), (x + 12, y - 92), (x + 26, y - 70), (x + 26, y), (x + 10, y), (x + 6, y - 30), (x - 4, y)], coat)
    c.poly([(x + 2, y - 86), (x + 10, y - 116), (x + 34, y - 118), (x + 62, y - 104), (x + 60, y - 94), (x + 36, y - 88), (x + 26, y - 74)], coat)
    c.poly([(x + 8, y - 112), (x + 4, y - 80), (x + 18, y - 92), (x + 22, y - 114)], mix(coat, INK, 0.5))
    c.circle(x + 60, y - 101, 4, INK)
    c.circle(x + 36, y - 108, 2.4, INK)
    c.line([(x - 34, y - 6), (x - 62, y - 22), (x - 70, y - 40)], 8, coat)
    c.line([(x + 2, y - 82), (x + 27, y - 78)], 5, OCHRE)
    c.poly([(x - 34, y - 20), (x - 14, y - 64), (x + 20, y - 68), (x + 22, y - 42), (x - 6, y - 22)], TEAL, 0.9)


def wreck(c, p, n):
    c.gradient(-60, 460, mix(p.sea, TEAL, 0.35), mix(p.deep, rgb("#102a33"), 0.6))
    for _ in range(6):
        x = n.between(-40, 560)
        c.poly([(x, -60), (x + 50, -60), (x + 170, 460), (x + 60, 460)], p.lit, 0.05)
    floor = mix(rgb("#8d8060"), p.deep, 0.35)
    c.wave(322, 7, 260, n.between(0, 260), floor)
    wood = mix(rgb("#4a3a2c"), p.deep, 0.15)
    for k in range(11):
        x = 130 + k * 32
        h = 108 - abs(k - 4) * 9 + n.between(-12, 12)
        c.line([(x, 328), (x - 16, 328 - h * .5), (x - 10, 328 - h)], 8, wood)
    c.poly([(96, 300), (500, 306), (536, 270), (544, 280), (508, 344), (116, 340)], mix(wood, INK, 0.2))
    c.line([(104, 312), (506, 318)], 3, mix(wood, CREAM, 0.25))
    c.line([(112, 326), (504, 332)], 3, mix(wood, CREAM, 0.2))
    for k in range(4):
        x = 190 + k * 74 + n.between(-10, 10)
        c.line([(x, 352 + k % 2 * 12), (x + 48, 344 + k % 2 * 12)], 11, mix(INK, p.deep, 0.2))
        c.circle(x, 352 + k % 2 * 12, 7, INK)
    c.ellipse(540, 344, 22, 26, mix(wood, OCHRE, 0.25))
    c.rect(519, 334, 42, 4, INK, 0.6)
    c.rect(519, 350, 42, 4, INK, 0.6)
    diver(c, p, 350 + n.between(-60, 60), 150)
    c.wave(362, 6, 200, n.between(0, 200), mix(floor, INK, 0.2))
    for _ in range(6):
        fish(c, p, n.between(20, 540), n.between(40, 270), 0.24, n.between(-.2, .2))


def diver(c, p, x, y):
    c.poly([(x, y), (x + 46, y - 10), (x + 54, y + 4), (x + 10, y + 16)], INK)
    c.circle(x + 62, y - 10, 12, INK)
    c.circle(x + 66, y - 10, 7, p.lit)
    c.line([(x + 4, y + 6), (x - 36, y + 20), (x - 64, y + 14)], 8, INK)
    c.line([(x + 4, y + 2), (x - 32, y - 4), (x - 60, y - 2)], 8, INK)
    c.poly([(x - 60, y + 8), (x - 92, y + 10), (x - 62, y + 20)], OCHRE)
    c.poly([(x - 58, y - 8), (x - 90, y - 8), (x - 60, y + 4)], OCHRE)
    c.rect(x + 6, y - 20, 38, 12, OCHRE)
    c.line([(x + 50, y), (x + 78, y + 22)], 6, INK)
    c.poly([(x + 78, y + 22), (x + 230, y + 84), (x + 170, y + 140)], p.lit, 0.16)
    for k in range(5):
        c.circle(x + 66 + 5 * math.sin(k * 2), y - 34 - k * 20, 3 + k, WHITE, 0.4)


def shorepower(c, p, n):
    sky(c, p, n, hills=False, horizon=292)
    sea(c, p, n, 292, glints=10)
    hull = p.tone(WHITE, 0.05)
    c.poly([(150, 312), (660, 312), (660, 172), (190, 172)], hull)
    c.poly([(156, 292), (660, 292), (660, 318), (150, 318)], p.tone(rgb("#2f4a5a"), 0.05))
    for deck in range(4):
        y = 110 + deck * 44
        c.rect(214 - deck * 8, y, 460, 36, hull)
        c.rect(214 - deck * 8, y + 34, 460, 2.4, p.ink, 0.35)
        for k in range(13):
            lit = n.unit() < 0.35 or p.dark
            c.rect(232 + k * 34, y + 10, 20, 16, p.lit if lit else mix(SLATE, p.top, 0.25))
    c.poly([(330, 110), (410, 110), (396, 62), (344, 62)], p.tone(ROSE, 0.05))
    quay(c, p, 326)
    c.rect(50, 236, 78, 92, p.tone(TEAL, 0.05))
    c.rect(44, 228, 90, 10, p.ink)
    c.poly([(92, 252), (76, 284), (88, 284), (80, 312), (106, 274), (92, 274), (102, 252)], p.tone(OCHRE, 0.0))
    for k in range(2):
        y = 262 + k * 16
        c.line([(128, y), (150, y + 34), (182, y + 36), (206, y + 4), (226, y - 30)], 6, INK)
    c.rect(214, 224, 26, 22, p.ink)
    gulls(c, p, n, 3, (20, 40, 150, 170))


def pilotboat(c, p, n):
    sky(c, p, n)
    sea(c, p, n, glints=30)
    cargo_ship(c, p, n, 250, 282, 1.5, n.pick([SLATE, RED]))
    c.line([(372, 250), (366, 322)], 1.6, CREAM)
    c.line([(382, 250), (376, 322)], 1.6, CREAM)
    for k in range(8):
        c.line([(372 - k * .8, 256 + k * 9), (382 - k * .8, 256 + k * 9)], 1.8, CREAM)
    x, y = 236, 342
    c.poly([(x, y - 22), (x + 130, y - 24), (x + 172, y - 34), (x + 146, y + 8), (x + 10, y + 8)], p.tone(OCHRE, 0.0))
    c.poly([(x + 40, y - 22), (x + 46, y - 52), (x + 100, y - 52), (x + 116, y - 23)], p.tone(INK, 0.1))
    c.rect(x + 50, y - 46, 46, 12, p.lit)
    c.line([(x + 70, y - 52), (x + 70, y - 82)], 2.4, p.ink)
    c.rect(x + 70, y - 82, 24, 9, WHITE)
    c.rect(x + 70, y - 77.5, 24, 4.5, ROSE)
    c.poly([(x + 150, y + 6), (x + 196, y + 12), (x - 60, y + 14), (x + 10, y + 4)], WHITE, 0.7)
    c.wave(360, 4, 130, n.between(0, 120), mix(p.sea, p.deep, 0.75), 0.95)
    gulls(c, p, n, 4, (30, 60, 260, 190))


def fog(c, p, n):
    c.gradient(-60, 460, mix(p.top, WHITE, 0.35), mix(p.sea, WHITE, 0.35))
    c.circle(430, 120, 44, p.sun, 0.7)
    for k in range(3):
        x = 80 + k * 180 + n.between(-30, 30)
        trawler_boat(c, p, x, 236 + k * 26, 0.6 + 0.25 * k, n.pick([TEAL, RED, SLATE]))
        for j in range(3):
            c.wave(232 + k * 30 + j * 10, 10, 170 - j * 30, n.between(0, 200), WHITE, 0.30)
    for _ in range(16):
        x, y, s = n.between(-20, 600), n.between(250, 380), n.between(20, 60)
        c.ellipse(x, y, s, s * 0.55, WHITE, 0.14)


def kayak(c, p, n):
    sky(c, p, n)
    sea(c, p, n, 236)
    for k in range(5):
        x = 30 + k * 140
        c.rect(x, 130, 16, 230, p.ink)
        c.rect(x - 4, 300, 24, 10, mix(p.ink, p.lit, 0.2))
    c.rect(-60, 112, 720, 24, mix(p.ink, OCHRE, 0.15))
    c.poly([(180, 318), (290, 328), (410, 318), (380, 342), (214, 342)], p.tone(ROSE, 0.0))
    c.poly([(278, 322), (284, 286), (304, 280), (318, 290), (322, 324)], p.tone(TEAL, 0.0))
    c.circle(300, 268, 13, rgb("#d8ab86"))
    c.poly([(286, 266), (290, 252), (310, 252), (314, 264)], OCHRE)
    c.line([(222, 268), (384, 316)], 4, p.ink)
    c.ellipse(220, 266, 18, 8, OCHRE)
    c.ellipse(388, 318, 18, 8, OCHRE)
    c.wave(338, 3, 110, n.between(0, 110), mix(p.sea, p.deep, 0.7), 0.9)


def binoculars(c, p, n):
    c.gradient(-60, 460, OCHRE, mix(OCHRE, WHITE, 0.3))
    for k in range(12):
        a0, a1 = k * math.pi / 6, k * math.pi / 6 + math.pi / 12
        c.poly([(300, 200), (300 + 500 * math.cos(a0), 200 + 500 * math.sin(a0)), (300 + 500 * math.cos(a1), 200 + 500 * math.sin(a1))], WHITE, 0.25)
    for x in (224, 376):
        side = 1 if x > 300 else -1
        c.poly([(x - 40, 120), (x + 40, 120), (x + 62, 290), (x - 62, 290)], SLATE)
        c.rect(x - 34, 88, 68, 36, INK)
        c.ellipse(x, 290, 64, 26, INK)
        c.ellipse(x, 290, 50, 19, rgb("#7fa3b0"))
        c.ellipse(x - 16 * side, 286, 14, 7, WHITE, 0.6)
    c.rect(262, 160, 76, 40, INK)
    c.circle(300, 150, 20, rgb("#55626a"))
    c.circle(484, 96, 56, RED)
    c.line([(462, 122), (506, 70)], 8, WHITE)
    for x, y in ((464, 78), (504, 114)):
        c.circle(x, y, 13, WHITE)
        c.circle(x, y, 6, RED)


def tallship(c, p, n):
    sky(c, p, n)
    sea(c, p, n)
    for x, s in ((80, 0.4), (500, 0.5), (210, 1.25)):
        y = 270 if s < 1 else 318
        c.poly([(x, y - 20 * s), (x + 200 * s, y - 20 * s), (x + 250 * s, y - 42 * s), (x + 206 * s, y + 12 * s), (x + 20 * s, y + 12 * s), (x - 10 * s, y - 34 * s)], p.tone(INK, 0.1))
        c.line([(x + 4 * s, y - 12 * s), (x + 210 * s, y - 12 * s)], 3 * s, CREAM)
        for m, h in ((40, 150), (104, 180), (164, 156)):
            c.line([(x + m * s, y - 20 * s), (x + m * s, y - (h + 26) * s)], 3 * s, p.ink)
            for t in range(3):
                w, top = (34 - 6 * t) * s, y - (48 + t * 44) * s
                c.poly([(x + m * s - w, top), (x + m * s + w, top), (x + m * s + w * .84 + 7 * s, top - 38 * s), (x + m * s - w * .84 + 5 * s, top - 38 * s)], p.tone(CREAM, 0.05))
        c.poly([(x + 178 * s, y - 150 * s), (x + 248 * s, y - 44 * s), (x + 180 * s, y - 56 * s)], p.tone(CREAM, 0.05))
    c.wave(350, 4, 120, n.between(0, 120), mix(p.sea, p.deep, 0.75), 0.92)
    gulls(c, p, n, 5)


def default_logo(c, p, n):
    """One shared card of an outlet without pictures of its own."""
    c.gradient(-60, 460, rgb("#2f4a5a"), rgb("#2f4a5a"))
    fish(c, Palette("grey"), 172, 196, 1.55)
    c.rect(120, 262, 360, 4, OCHRE)
    for k, w in enumerate((260, 180)):
        c.rect(300 - w / 2, 280 + k * 16, w, 7, CREAM, 0.8)


def emblem(c, p, n):
    """A publisher's square mark: a field, a rising shape, a water line."""
    field = n.pick([RED, SLATE, TEAL, rgb("#2f4a5a"), rgb("#6b4c3b"), rgb("#50607a")])
    c.gradient(-60, 460, field, field)
    kind = int(n.unit() * 4)
    if kind == 0:
        lighthouse_tower(c, Palette("day"), 300, 300, 220)
    elif kind == 1:
        c.poly([(230, 110), (230, 290), (400, 290)], CREAM)
        c.poly([(214, 150), (214, 290), (130, 290)], mix(CREAM, field, 0.3))
    elif kind == 2:
        c.circle(300, 220, 92, n.pick([OCHRE, CREAM, ROSE]))
    else:
        c.circle(300, 112, 26, CREAM)
        c.circle(300, 112, 13, field)
        c.rect(290, 134, 20, 170, CREAM)
        c.rect(244, 160, 112, 18, CREAM)
        arc = [(300 + 100 * math.cos(t / 12 * math.pi), 216 + 92 * math.sin(t / 12 * math.pi)) for t in range(13)]
        c.line(arc, 20, CREAM)
    c.wave(312, 12, 132, n.between(0, 132), mix(CREAM, field, 0.15))
    c.wave(346, 12, 132, n.between(0, 132), field)
    c.wave(372, 10, 132, n.between(0, 132), mix(CREAM, field, 0.45))


SCENES = {f.__name__: f for f in (
    cranes, containers, turbines, lighthouse, ferry, trawler, nets, ice, storm, wave, control, tower, chart, canal, tug, herring, seaweed, weathermap,
    bridge, seal, radar, boots, customs, wreck, shorepower, pilotboat, fog, kayak, binoculars, tallship, default_logo, emblem)}


def draw(scene, palette, width, height, seed):
    """PNG bytes of a scene; the seed moves its parts about."""
    canvas = Canvas(width, height)
    SCENES[scene](canvas, Palette(palette), Numbers(f"{scene}/{seed}"))
    return canvas.png()
