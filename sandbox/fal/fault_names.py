"""Every fault that the fal simulator can produce, by name.

HTTP-level faults (``fal.submit.*``, ``fal.status.*``, ``fal.stream.*``,
``fal.result.*``, ``fal.cancel.*``, ``fal.file.<number or deed>``) strike the next
matching request; job-level ones (``fal.job.*``) bind to the next submitted job.
Parameters stand in parentheses, with their defaults.
"""

from __future__ import annotations

__all__ = ["FAULT_NAMES"]

_SUBMIT = {
    "fal.submit.401": "The key is not known.",
    "fal.submit.403-balance": "The account is locked because its balance is exhausted.",
    "fal.submit.404": "The endpoint does not exist.",
    "fal.submit.408": "The gateway gives up on the request; not taken.",
    "fal.submit.409": "A conflict; not taken.",
    "fal.submit.422": "The input is refused at submit (loc, msg, type).",
    "fal.submit.429": "Too many requests (retry_after=1).",
    "fal.submit.500": "The gateway fails; not taken.",
    "fal.submit.503": "No runner can be scheduled; not taken.",
    "fal.submit.502-nginx": "The ingress answers 502 with HTML; not taken.",
    "fal.submit.503-nginx": "The ingress answers 503 with HTML; not taken.",
    "fal.submit.504-nginx": "The ingress answers 504 with HTML; not taken.",
    "fal.submit.504-timeout": "The caller's own start deadline passed; not taken.",
    "fal.submit.reset": "The connection closes without an answer and nothing was taken.",
    "fal.submit.taken-then-reset": "The job is taken and the connection closes without an answer.",
    "fal.submit.slow": "The job is taken and the answer comes late (seconds=30).",
    "fal.submit.garbage": "The job is taken and the 200 answer is not JSON.",
}

_STATUS = {
    "fal.status.401": "A status read says that the key is not known.",
    "fal.status.403": "A status read says that the account is locked.",
    "fal.status.404": "A status read does not find the request.",
    "fal.status.429": "A status read is rate limited (retry_after=1).",
    "fal.status.500": "A status read fails although the job runs on.",
    "fal.status.503": "A status read finds no gateway although the job runs on.",
    "fal.status.nginx": "The ingress answers a status read with HTML (status=502).",
    "fal.status.garbage": "A status read answers 200 with something that is not JSON.",
    "fal.status.reset": "The connection of a status read closes without an answer.",
    "fal.status.slow": "A status read answers late (seconds=30).",
}

_STREAM = {
    "fal.stream.early-end": "The status stream ends before COMPLETED (events=1).",
    "fal.stream.garbage": "The status stream sends an event that is not JSON, then ends.",
    "fal.stream.refused": "The status stream does not exist for this request: 404.",
    "fal.stream.reset": "The connection breaks in the middle of the stream (events=1).",
    "fal.stream.silent": "The status stream opens and never says anything.",
}

_JOB = {
    "fal.job.cancelled-externally": "Somebody else cancels the job: COMPLETED with client_cancelled, result 499.",
    "fal.job.completed-error-200": "COMPLETED tells of an error but the result answers 200 (error_type, detail).",
    "fal.job.completed-with-error": "COMPLETED with an error, and so the result (status=500, error_type, detail).",
    "fal.job.crowded": "Other customers' jobs are ahead (ahead=8000, seconds=60).",
    "fal.job.fewer-pictures": "Fewer pictures than asked for (count: one fewer).",
    "fal.job.no-pictures": "The result holds an empty list of pictures.",
    "fal.job.policy-400": "The prompt is refused with an object, HTTP 400 (category=celebrity_likeness).",
    "fal.job.policy-422": "The prompt is refused with a list, HTTP 422.",
    "fal.job.stuck-in-progress": "The job runs for ever and holds its slot.",
    "fal.job.stuck-in-queue": "The job stays IN_QUEUE at position 0 for ever.",
    "fal.job.wrong-size": "The pictures have another size than asked for (width=1024, height=768).",
}

_RESULT = {
    "fal.result.401": "The result read says that the key is not known.",
    "fal.result.403": "The result read says that the account is locked.",
    "fal.result.404": "The result is not found, as after its expiry.",
    "fal.result.429": "The result read is rate limited (retry_after=1).",
    "fal.result.500": "The result read fails although the result exists.",
    "fal.result.503-nginx": "The ingress answers the result read with HTML.",
    "fal.result.garbage": "The result answers 200 with something that is not JSON.",
    "fal.result.reset": "The connection of the result read closes without an answer.",
    "fal.result.slow": "The result answers late (seconds=30).",
}

_CANCEL = {
    "fal.cancel.500": "The cancel fails at the gateway; the job goes on.",
    "fal.cancel.reset": "The connection of the cancel closes without an answer; the job goes on.",
}

_FILE = {
    "fal.file.404": "The picture file is not found.",
    "fal.file.500": "The file host fails.",
    "fal.file.bomb": "A tiny file that claims to be a picture of 30000 x 30000.",
    "fal.file.cut-off": "The connection breaks in the middle of the picture.",
    "fal.file.data-uri": "The result holds data URIs although nobody asked for them.",
    "fal.file.foreign-host": "The result's URLs lead to a host that is not fal's.",
    "fal.file.not-a-picture": "An HTML page that is labelled image/png.",
    "fal.file.plain-http-host": "The result's URLs lead to fal's own host without TLS.",
    "fal.file.redirect": "The file host redirects to another path of its own.",
    "fal.file.redirect-private": "The file host redirects to a private address (location).",
    "fal.file.reset": "The file's connection closes without an answer.",
    "fal.file.slow": "The picture comes late (seconds=30).",
    "fal.file.too-large": "A file without a stated length that goes on and on (bytes=67108864).",
    "fal.file.wrong-type": "The picture is labelled text/html.",
}

FAULT_NAMES: dict[str, str] = {**_SUBMIT, **_STATUS, **_STREAM, **_JOB, **_RESULT, **_CANCEL, **_FILE}
"""Name of the fault, and one line on what happens."""
