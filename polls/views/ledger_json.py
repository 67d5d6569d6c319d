import json

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from .. import ledger_file, papers
from ..models import Poll


@require_safe
def ledger_json(request, slug):
    """The whole ledger with its hashes and signatures, to be kept and checked elsewhere."""
    try:
        poll = papers.find(slug, at=timezone.now()).poll
    except Poll.DoesNotExist as error:
        raise Http404("There is no such poll.") from error
    body = json.dumps(ledger_file.of(poll), ensure_ascii=False, indent=1)
    return HttpResponse(body, content_type="application/json")
