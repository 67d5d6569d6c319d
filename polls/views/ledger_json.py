import hashlib

from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .. import poll_cache
from ..ledger import export, signing
from ..models import Poll


@require_safe
@cache_control(no_cache=True)
def ledger_json(request, slug):
    """The whole ledger with its hashes and signatures, to be kept and checked elsewhere."""
    try:
        poll = poll_cache.find(slug, at=timezone.now()).poll
    except Poll.DoesNotExist as error:
        raise Http404("There is no such poll.") from error
    head = poll.ledger.latest("sequence")
    # Its newest hash stands for the whole chain, so that nobody reads a million entries to say that none is new.
    stands_for = hashlib.sha256("\n".join([head.hash, *sorted(signing.signers())]).encode())
    etag = f'W/"{stands_for.hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    pieces = export.pieces(poll, head=head)
    return StreamingHttpResponse(pieces, content_type="application/json", headers={"ETag": etag})
