"""Static files with their hash in the name, compressed once."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # WhiteNoise ships no types
    """As WhiteNoise's, but leaves source-map comments alone: the maps of the packages are not served."""

    patterns = (("*.css", (r"""(?P<matched>url\((?!['"]?\s*data:)['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",)),)
