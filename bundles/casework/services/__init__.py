"""The verbs of a case: what happens in what order, read from top to bottom.

``moves`` stays inside this package; everyone else calls these.
"""

from .accept import accept
from .apply import apply, take_back
from .approve import approve
from .ask_signatures import ask_signatures, call_off, renew_link
from .assign import hand_on, put_back, take
from .assist import assist, end_assistance, mend
from .attach import attach, detach, room_for
from .chase_follow_ups import chase_follow_ups
from .claim import claim, release
from .compare import compare, take_back_comparison
from .correction import Defect
from .date_anew import date_all_anew, date_anew
from .deem_accepted import deem_accepted
from .discard import discard, let_go
from .fan_out import fan_out
from .follow_promises import follow_promises
from .follow_up import (
    find_broken,
    find_kept,
    find_not_put_right,
    find_put_right,
    mark_revoked,
    order_again,
    propose_revocation,
)
from .forward import forward
from .hand_in_later import hand_in_later
from .issuing import ask_for_results, close, mark_issued, note, take_results
from .leaving_out import Leaving, falling
from .look_up import claim_lookup, log_call, look_up_again, note_answer
from .not_accept import not_accept
from .order_later import order_later
from .pre_checking import object_to_pre_check, pass_pre_check
from .receive import note_to_mend, receive
from .refuse import refuse
from .reject import reject
from .request_correction import request_correction
from .reserve import days_to_reserve, give_back, reserve
from .resubmit import resubmit, resubmit_item
from .return_for_correction import return_for_correction
from .save_answers import revise_answers, save_answers
from .second_notice import ask_second_notice, send_back_notice, send_second_notice
from .sign import decline, deny, identify, sign
from .start import start
from .suspend import resume, suspend
from .withdraw import withdraw, withdraw_item
from .withdraw_commitment import withdraw_commitment

__all__ = [  # noqa: RUF022 — in the order of the flow
    "days_to_reserve",
    "reserve",
    "give_back",
    "receive",
    "note_to_mend",
    "start",
    "assist",
    "end_assistance",
    "mend",
    "save_answers",
    "revise_answers",
    "attach",
    "detach",
    "room_for",
    "look_up_again",
    "claim_lookup",
    "log_call",
    "note_answer",
    "compare",
    "take_back_comparison",
    "ask_signatures",
    "renew_link",
    "call_off",
    "identify",
    "sign",
    "decline",
    "deny",
    "apply",
    "take_back",
    "pass_pre_check",
    "object_to_pre_check",
    "take",
    "hand_on",
    "put_back",
    "Defect",
    "Leaving",
    "falling",
    "accept",
    "deem_accepted",
    "return_for_correction",
    "ask_second_notice",
    "send_second_notice",
    "send_back_notice",
    "refuse",
    "resubmit",
    "forward",
    "fan_out",
    "claim",
    "release",
    "not_accept",
    "approve",
    "reject",
    "request_correction",
    "resubmit_item",
    "suspend",
    "resume",
    "withdraw",
    "withdraw_item",
    "withdraw_commitment",
    "discard",
    "let_go",
    "hand_in_later",
    "follow_promises",
    "order_later",
    "ask_for_results",
    "take_results",
    "mark_issued",
    "close",
    "note",
    "find_kept",
    "find_broken",
    "find_put_right",
    "find_not_put_right",
    "order_again",
    "propose_revocation",
    "mark_revoked",
    "chase_follow_ups",
    "date_anew",
    "date_all_anew",
]
