"""An operation, from members to its answer: a generator that asks for tries and waits, so that one text serves both clients."""

from __future__ import annotations

import platform
import re
from datetime import datetime
from typing import Any, Callable, Dict, Generator, Mapping, NamedTuple, NoReturn, Optional, Tuple, Type, Union

from . import signature
from ._http import NEVER_SENT, TIMEOUT, TOO_LARGE, Reply, Request, TransportFailure
from ._operations import OPERATIONS, Operation
from ._retry import Failure, is_outcome_unknown, is_retryable, wait_before
from ._version import VERSION
from ._wire import Unreadable, decode, enclose, read_data, read_form, read_json, write_form, write_json, write_time
from .answers import CheckoutForm, typed
from .errors import AnswerError, NetworkError, RefusedError, SignatureError, TetriError, TimedOutError, UsageError
from .options import Options

LONGEST_MESSAGE = 300
_LONGEST_IDEMPOTENCY_KEY = 255
_IDEMPOTENCY_KEY = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_SECRET_MEMBERS = ("card_number", "cvv2", "receiver_card_number", "rectoken", "receiver_rectoken", "external_rectoken", "container")

Members = Mapping[str, Any]


class Wait(NamedTuple):
    milliseconds: int


Step = Union[Request, Wait]
Steps = Generator[Step, Union[Reply, TransportFailure, None], Any]


class _Failed(Exception):
    def __init__(self, failure: Failure, error: Type[TetriError], message: str, **facts: Any) -> None:
        super().__init__()
        self.failure = failure
        self.error = error
        self.message = message
        self.facts = facts


class Caller:
    """Chance, clock and ids come from outside; the cases replace them."""

    def __init__(self, options: Options, *, now: Callable[[], float], random: Callable[[], float], new_id: Callable[[], str]) -> None:
        self._options = options
        #: Seconds since some moment.
        self._now = now
        self._random = random
        self._new_id = new_id

    def steps(
        self, name: str, given: Members, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None,
        read: Optional[Callable[[Any], Any]] = None,
    ) -> Steps:
        operation = OPERATIONS[name]
        options = self._options
        url, headers, body, is_form, key, secrets = self._write(operation, given, idempotency_key)
        seconds = next(each for each in (timeout, options.timeout, operation.timeout) if each is not None)
        end = self._now() + options.deadline
        made = 0
        while True:
            made += 1
            limit = max(1, round(1000 * min(seconds, end - self._now())))
            reply = yield Request(url, headers, body, limit, options.max_answer_bytes, options.ssl_context)
            try:
                return self._answer(reply, operation, key, is_form, secrets, read or (lambda answer: typed(operation.answer, answer)))
            except _Failed as failed:
                left = 1000 * (end - self._now())
                wait = wait_before(failed.failure, operation.repeat, made, tries=options.tries, left_ms=left, random=self._random())
                if wait is None:
                    self._fail(failed, operation, made, reply)
            yield Wait(wait)

    def form(self, given: Members) -> CheckoutForm:
        """Where the payer's browser posts, and what."""
        operation = OPERATIONS["checkout.form"]
        version, _ = self._manner(operation, self._members(operation, given))
        fields = self._flat(operation, given, version)
        return CheckoutForm(url=self._url(operation), fields={name: str(value) for name, value in fields.items()})

    def _answer(
        self, reply: Union[Reply, TransportFailure, None], operation: Operation, key: str, is_form: bool, secrets: Tuple[str, ...], read: Callable[[Any], Any],
    ) -> Any:
        if not isinstance(reply, Reply):
            assert reply
            raise self._unanswered(reply)
        status = reply.status
        after = reply.headers.get("retry-after", "")
        retry_after = int(after) if re.fullmatch("[0-9]{1,9}", after) else None
        if len(reply.body) > self._options.max_answer_bytes:
            raise self._unanswered(TransportFailure(TOO_LARGE))
        try:
            answer = _read_answer(decode(reply.body), is_form)
            refusal = _refusal(answer, reply.headers)
            if refusal:
                message, code, request_id = refusal
                for secret in secrets:
                    message = message.replace(secret, "***")
                raise _Failed(Failure("refused", status, retry_after=retry_after), RefusedError, message[:LONGEST_MESSAGE], code=code, request_id=request_id)
            if status != 200:
                raise Unreadable("It is no answer.")
            return read(_opened(answer, operation, key))
        except Unreadable as unreadable:
            if status == 200:
                raise _Failed(
                    Failure("other"), AnswerError, f"What came is not an answer of the gateway. {unreadable}", reason="unreadable", status=status
                ) from None
            raise _Failed(
                Failure("answer", status, retry_after=retry_after), AnswerError, f"The answer has HTTP status {status} and nothing that the gateway says.",
                reason="status",
            ) from None

    def _unanswered(self, failure: TransportFailure) -> _Failed:
        if failure.why == TOO_LARGE:
            return _Failed(Failure("other"), AnswerError, "The answer is larger than max_answer_bytes.", reason="too_large")
        if failure.why == TIMEOUT:
            return _Failed(Failure("timeout"), TimedOutError, "The gateway did not answer in time.")
        if failure.why == NEVER_SENT:
            return _Failed(Failure("network", is_unsent=True), NetworkError, f"The gateway at {self._options.base_url} can't be reached.")
        return _Failed(Failure("network"), NetworkError, "The connection to the gateway broke.")

    def _fail(self, failed: _Failed, operation: Operation, made: int, reply: Union[Reply, TransportFailure, None]) -> NoReturn:
        failure = failed.failure
        facts: Dict[str, Any] = {"status": failure.status, "retry_after": failure.retry_after, **failed.facts}
        raise failed.error(
            failed.message,
            retryable=is_retryable(failure, operation.repeat),
            outcome_unknown=is_outcome_unknown(failure, operation.repeat),
            tries=made,
            **facts,
        ) from (reply if isinstance(reply, TransportFailure) else None)

    def _write(
        self, operation: Operation, given: Members, idempotency_key: Optional[str]
    ) -> "Tuple[str, Dict[str, str], bytes, bool, str, Tuple[str, ...]]":
        if operation.made and not given.get(operation.made):
            given = {**given, operation.made: self._new_id()}
        members = self._members(operation, given)
        version, is_form = self._manner(operation, members)
        key = self._key(operation)
        headers = {"user-agent": f"tetri-python/{VERSION} (python {platform.python_version()})"}
        if operation.repeat == "key":
            headers["idempotency-key"] = self._new_id() if idempotency_key is None else _checked(idempotency_key)
        elif idempotency_key is not None:
            raise UsageError("The gateway knows an idempotency key only where an order is created or a card is charged.", reason="idempotency_key")
        if is_form:
            headers["content-type"] = "application/x-www-form-urlencoded"
            body = write_form(self._flat(operation, given, version))
        else:
            headers.update({"content-type": "application/json", "accept": "application/json"})
            body = write_json({"request": enclose(members, key) if version == "2.0" else self._flat(operation, given, version)})
        secrets = (self._options.secret_key, self._options.credit_key, *(members.get(name) for name in _SECRET_MEMBERS))
        return self._url(operation), headers, body.encode(), is_form, key, tuple(str(secret) for secret in secrets if secret)

    def _manner(self, operation: Operation, members: Members) -> Tuple[str, bool]:
        """The version in which these members can travel, and whether it is a form."""
        version = self._options.version if self._options.version in operation.versions else operation.versions[-1]
        if version != "2.0" and any(isinstance(value, (dict, list, tuple)) or (isinstance(value, str) and "|" in value) for value in members.values()):
            if "2.0" not in operation.versions:
                raise UsageError(
                    f"An object among the members, or a | in a value, needs version 2.0, which {operation.path} does not speak.", reason="version_cannot_carry"
                )
            version = "2.0"
        format = self._options.format if self._options.format in operation.formats else operation.formats[0]
        return version, version != "2.0" and format == "form"

    def _flat(self, operation: Operation, given: Members, version: str) -> Dict[str, Any]:
        flat = self._members(operation, {**given, "version": version} if operation.is_version_sent else given)
        return {**flat, "signature": signature.of(flat, self._key(operation))}

    def _members(self, operation: Operation, given: Members) -> Dict[str, Any]:
        members: Dict[str, Any] = {"merchant_id": self._options.merchant_id}
        for name, value in {**given, **operation.adds}.items():
            if value is not None and name != "merchant_id":
                members[name] = _wire_value(name, value)
        return members

    def _key(self, operation: Operation) -> str:
        key = self._options.credit_key if operation.key == "credit" else self._options.secret_key
        if key is None:
            raise UsageError("credit_key is missing: payouts are signed with the credit key.", reason="no_credit_key")
        return key

    def _url(self, operation: Operation) -> str:
        return f"{self._options.base_url}/api/{operation.path}"


def _wire_value(name: str, value: Any) -> Any:
    if name == "amount" and (isinstance(value, bool) or not (isinstance(value, int) or (isinstance(value, str) and re.fullmatch("[0-9]+", value)))):
        raise UsageError("amount is a whole number of minor units.", reason="amount")
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise UsageError(f"{name} is a time without a zone.", reason="time")
        return write_time(value)
    return value


def _checked(idempotency_key: str) -> str:
    if not _IDEMPOTENCY_KEY.fullmatch(idempotency_key) or len(idempotency_key) > _LONGEST_IDEMPOTENCY_KEY:
        raise UsageError(f"An idempotency key has 1 to {_LONGEST_IDEMPOTENCY_KEY} printable characters.", reason="idempotency_key")
    return idempotency_key


def _read_answer(text: str, is_form: bool) -> Any:
    if is_form and not text.startswith("{"):
        pairs = read_form(text)
        if "response_status" not in pairs:
            raise Unreadable("It is no form.")
        return pairs
    envelope = read_json(text)
    response = envelope.get("response") if isinstance(envelope, dict) else None
    if not isinstance(response, (dict, list)):
        raise Unreadable("It has no response.")
    return response


def _refusal(answer: Any, headers: Mapping[str, str]) -> "Optional[Tuple[str, Optional[int], Optional[str]]]":
    if not isinstance(answer, dict) or not (answer.get("response_status") == "failure" or answer.get("error_code") or answer.get("error_message")):
        return None
    code = str(answer.get("error_code", ""))
    request_id = answer.get("request_id") or headers.get("x-request-id")
    return str(answer.get("error_message") or ""), int(code) if re.fullmatch("[0-9]{1,9}", code) else None, str(request_id) if request_id else None


def _opened(answer: Any, operation: Operation, key: str) -> Any:
    """Checks signatures, and unpacks version 2.0."""
    if isinstance(answer, list):
        if operation.signed == "rows":
            for row in answer:
                if isinstance(row, dict):
                    _check(row, row, key, is_required=True)
        return answer
    if isinstance(answer.get("data"), str):
        _check(answer, answer["data"], key, is_required=True)
        return read_data(answer["data"])
    # A payer who is on his way to 3-D Secure has no order yet, and nothing that could be signed.
    if operation.signed != "no":
        _check(answer, answer, key, is_required=operation.signed == "required")
    return answer


def _check(answer: Members, signed: Union[Members, str], key: str, *, is_required: bool) -> None:
    given = answer.get("signature")
    if given is None or given == "":
        if is_required:
            raise _Failed(Failure("other"), SignatureError, "The answer is not signed.", reason="no_signature", status=200)
    elif not isinstance(given, str) or not signature.fits(given, signed, key):
        raise _Failed(
            Failure("other"), SignatureError, "The signature of the answer does not fit: it is not the gateway's, or the keys differ.", reason="mismatch", status=200
        )
