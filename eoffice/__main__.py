"""`python -m eoffice` is the `eoffice` command."""

import sys

from eoffice.cli import main

sys.exit(main())
