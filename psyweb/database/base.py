"""Extend Django's PostgreSQL backend by a breaker: no connection is tried while the server is known to be away."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError

from . import watch


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if watch.is_away():
            raise OperationalError("The database was away half a second ago.")
        return super().get_new_connection(conn_params)
