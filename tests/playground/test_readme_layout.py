"""The README's first screen, rendered at GitHub's width."""

from __future__ import annotations

from pathlib import Path

import markdown

from sandbox.scenarios.guide.browser import open_browser

_ROOT = Path(__file__).parents[2]
_FIRST_SCREEN = 900
# GitHub's column, font and spacing.
_STYLE = """
body { margin: 0; font: 16px/1.5 sans-serif }
main { width: 830px; margin: 0 auto; padding: 32px }
h1 { font-size: 2em; padding-bottom: .3em } h1, h2, p, ul, pre { margin: 0 0 16px }
pre { padding: 16px; font-size: 85% }
"""


async def test_the_first_screen_of_the_readme_leads_to_the_demo_and_to_going_live(tmp_path: Path):
    body = markdown.markdown((_ROOT / "README.md").read_text("utf-8"), extensions=["tables", "fenced_code"])
    file = tmp_path / "readme.html"
    base = f'<base href="{_ROOT.as_uri()}/">'
    file.write_text(f"<meta charset=utf-8>{base}<style>{_STYLE}</style><main>{body}</main>", encoding="utf-8")

    async with open_browser() as browser:
        page = await browser.new_page(viewport={"width": 1012, "height": _FIRST_SCREEN})
        await page.goto(file.as_uri(), wait_until="load")
        bottoms = {}
        for part in ("h1", "h1 + p", "img[src*=badges]", "img[src*=playground]", "pre", 'a[href="#go-live"]'):
            found = page.locator(part).first
            assert await found.evaluate("e => e.tagName !== 'IMG' || e.naturalWidth > 0"), part
            box = await found.bounding_box()
            assert box is not None
            bottoms[part] = box["y"] + box["height"]

    assert {part: bottom for part, bottom in bottoms.items() if bottom > _FIRST_SCREEN} == {}
