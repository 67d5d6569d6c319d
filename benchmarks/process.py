"""One measurement in a process and on a database of its own: `python -m benchmarks.desk.alone checks|growth`."""

import json
import sys

from benchmarks.django_site import set_up


def main(what):
    set_up()
    from django.core.management import call_command

    from benchmarks.desk import checks, growth

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    json.dump({"checks": checks.measure, "growth": growth.measure}[what](), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
