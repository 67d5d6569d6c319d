"""Answer ledger.json."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..ledger import export, signing, words
from ..models import Poll
from ..results import poll_cache


@require_safe
@cache_control(no_cache=True)
def ledger_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Stream the whole ledger with its hashes and signatures, to be checked elsewhere. 304 for a known ETag."""
    try:
        poll_id = poll_cache.find(slug, at=timezone.now()).poll.pk
    except Poll.DoesNotExist as error:
        raise Http404("There is no such poll.") from error
    poll = Poll.objects.prefetch_related("wordings").get(pk=poll_id)  # The cached words may be older than the head.
    head = poll.ledger.latest("sequence")
    # The newest hash identifies the whole chain, so a 304 is answered without reading all entries.
    identity = hashlib.sha256("\n".join([head.hash, *words.texts(poll), *sorted(signing.signers())]).encode())
    etag = f'W/"{identity.hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    pieces = export.pieces(poll, head=head)
    return StreamingHttpResponse(pieces, content_type="application/json", headers={"ETag": etag})
