"""Letters as an office handles them."""

from workflows.letters.assignment.machine import Assignment
from workflows.letters.incoming.machine import IncomingLetter
from workflows.letters.models.endorsement import Endorsement, ReadReceipt
from workflows.letters.models.mailbox import MailboxCheck

__all__ = ["Assignment", "Endorsement", "IncomingLetter", "MailboxCheck", "ReadReceipt"]
