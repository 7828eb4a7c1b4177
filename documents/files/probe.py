"""Looking into PDF and pictures in a process of its own: `python -m documents.files.probe JOB`.

A hostile file may make a library loop or eat memory; here it only ends a child with limits. JOB is JSON:
{"do": "inspect" | "page" | "picture", "path", …}; the answer is JSON on the standard output, pictures go to
the path named by `to`. Nothing of Django is loaded: a start costs a tenth of a second.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterator
from typing import Any

MEMORY = 1536 * 1024 * 1024
_ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMediaExecute"}
_ACTIVE_KEYS = {"/JS", "/XFA", "/RichMediaContent"}


def limit(seconds: int) -> None:
    """Bound this process's memory, time and output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024 * 1024, 256 * 1024 * 1024))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def inspect(job: dict[str, Any]) -> dict[str, Any]:
    """Pages of a PDF, whether it wants a password, and what in it acts by itself."""
    import pikepdf  # after the limits are set

    try:
        pdf = pikepdf.open(job["path"])
    except pikepdf.PasswordError:
        return {"locked": True}
    except (pikepdf.PdfError, ValueError) as error:
        return {"damaged": str(error)[:200]}
    with pdf:
        try:
            found = {"pages": len(pdf.pages), "active": sorted(set(_active(pdf)))}
            return found | {"signed": any(map(_holds_signature, pdf.objects))}
        except (pikepdf.PdfError, ValueError, TypeError, RecursionError) as error:
            return {"damaged": str(error)[:200]}


def _holds_signature(thing: Any) -> bool:
    import pikepdf

    return isinstance(thing, pikepdf.Dictionary) and "/ByteRange" in thing


def _active(pdf: Any) -> Iterator[str]:
    """Names of what acts by itself or hides another file. XML is let be: invoices carry their data so."""
    import pikepdf

    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        keys = set(thing.keys())
        yield from (key.removeprefix("/") for key in keys & _ACTIVE_KEYS)
        if "/S" in keys and str(thing.get("/S")) in _ACTIVE_ACTIONS:
            yield str(thing.get("/S")).removeprefix("/")
        if str(thing.get("/Type", "")) == "/Filespec" and "/EF" in keys:
            name = str(thing.get("/UF", thing.get("/F", "")))
            if not name.lower().endswith(".xml"):
                yield "EmbeddedFile"
        yield from _inline_actions(thing, pikepdf)


def _inline_actions(thing: Any, pikepdf: Any) -> Iterator[str]:
    """Actions written straight into their owner, which the object list doesn't show."""
    for key in ("/A", "/OpenAction", "/AA", "/Next"):
        action = thing.get(key)
        actions = [action] if isinstance(action, pikepdf.Dictionary) else []
        if key == "/AA" and actions:
            actions = [inner for inner in action.values() if isinstance(inner, pikepdf.Dictionary)]
        for one in actions:
            if str(one.get("/S", "")) in _ACTIVE_ACTIONS:
                yield str(one.get("/S")).removeprefix("/")


def page(job: dict[str, Any]) -> dict[str, Any]:
    """One page of a PDF as PNG, `width` pixels wide, at most 3 times as high."""
    import pypdfium2

    document = pypdfium2.PdfDocument(job["path"])
    document.init_forms()  # else what signatures show is left out
    pages = len(document)
    if not 0 <= job["page"] < pages:
        return {"pages": pages, "missing": True}
    sheet = document[job["page"]]
    width, height = sheet.get_size()
    if width <= 0 or height <= 0 or height > width * 20 or width > height * 20:
        return {"damaged": "page size"}
    scale = min(job["width"] / width, job["width"] * 3 / height)
    sheet.render(scale=scale).to_pil().convert("RGB").save(job["to"], "PNG")
    return {"pages": pages}


def sheet(job: dict[str, Any]) -> dict[str, Any]:
    """Width and height of one page of a PDF as it is shown, in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(job["path"])
    if not 0 <= job["page"] < len(document):
        return {"missing": True}
    width, height = document[job["page"]].get_size()
    return {"width": width, "height": height}


def picture(job: dict[str, Any]) -> dict[str, Any]:
    """A picture drawn anew, at most `width` wide, turned upright, without what the camera noted."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = job["pixels"]
    with Image.open(job["path"]) as found:
        found.draft("RGB", (job["width"], job["width"] * 3))
        upright = ImageOps.exif_transpose(found)
        upright.thumbnail((job["width"], job["width"] * 3))
        upright.convert("RGBA" if "A" in upright.getbands() else "RGB").save(job["to"], "PNG")
    return {"pages": 1}


def size(job: dict[str, Any]) -> dict[str, Any]:
    """Width and height of a picture, whose bytes are read to their end."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = job["pixels"]
    try:
        with Image.open(job["path"]) as found:
            width, height = found.size
            found.verify()
    except Image.DecompressionBombError:
        return {"bomb": True}
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        return {"damaged": str(error)[:200]}
    return {"width": width, "height": height, "bomb": width * height > job["pixels"]}


JOBS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "inspect": inspect,
    "page": page,
    "sheet": sheet,
    "picture": picture,
    "size": size,
}


def main() -> None:
    """Do the job named on the command line."""
    job = json.loads(sys.argv[1])
    limit(job.get("seconds", 10))
    sys.stdout.write(json.dumps(JOBS[job["do"]](job)))


if __name__ == "__main__":
    main()
