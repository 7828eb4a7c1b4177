"""Letters as an office handles them."""

from workflows.letters.assignment.machine import Assignment
from workflows.letters.consultation.machine import Consultation
from workflows.letters.incoming.machine import IncomingLetter
from workflows.letters.memo.machine import Memo
from workflows.letters.models.endorsement import Endorsement, ReadReceipt
from workflows.letters.models.exchange import ExchangeAccount, ExchangeAgency, ExchangeMessage
from workflows.letters.models.folder import FolderRow, SigningFolder
from workflows.letters.models.mail import MailMessage, MailPlace, MailReply
from workflows.letters.models.mailbox import MailAccount, MailboxCheck
from workflows.letters.models.memo import MemoMinute, MemoReader
from workflows.letters.models.order import OrderName
from workflows.letters.models.own import Phrase, SavedView
from workflows.letters.models.recipient import Recipient
from workflows.letters.models.reminder import Reminder
from workflows.letters.models.route import ReviewRoute
from workflows.letters.models.salutation import AddressForm
from workflows.letters.models.stamp_place import StampPlace
from workflows.letters.models.telling import Telling
from workflows.letters.models.template import DraftTemplate
from workflows.letters.order.announcement import Announcement
from workflows.letters.order.machine import Order
from workflows.letters.outgoing.machine import OutgoingLetter

__all__ = [
    "AddressForm",
    "Announcement",
    "Assignment",
    "Consultation",
    "DraftTemplate",
    "Endorsement",
    "ExchangeAccount",
    "ExchangeAgency",
    "ExchangeMessage",
    "FolderRow",
    "IncomingLetter",
    "MailAccount",
    "MailMessage",
    "MailPlace",
    "MailReply",
    "MailboxCheck",
    "Memo",
    "MemoMinute",
    "MemoReader",
    "Order",
    "OrderName",
    "OutgoingLetter",
    "Phrase",
    "ReadReceipt",
    "Recipient",
    "Reminder",
    "ReviewRoute",
    "SavedView",
    "SigningFolder",
    "StampPlace",
    "Telling",
]
