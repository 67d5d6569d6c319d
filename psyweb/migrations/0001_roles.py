"""Make the roles of the desk, whose rights are on the tables of both apps."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

READ = ["articles.view_article", "articles.view_edition", "articles.view_notice", "articles.view_helpline",
        "articles.view_picture", "articles.view_topic", "articles.view_warningsigns", "articles.view_indexterm",
        "articles.view_glossaryword", "articles.view_mistakereport"]
WRITE = ["articles.add_article", "articles.change_article", "articles.submit_article",
         "articles.add_section", "articles.change_section", "articles.delete_section", "articles.view_section",
         "articles.add_source", "articles.change_source", "articles.delete_source", "articles.view_source",
         "articles.add_picture", "articles.change_picture"]
APPROVE = ["articles.approve_article", "articles.view_section", "articles.view_source"]
# Of clinicians alone: a publisher or an administrator who is none has nothing to sign.
SIGN = ["articles.sign_article"]
PUBLISH = ["articles.publish_article",
           "articles.add_topic", "articles.change_topic", "articles.delete_topic",
           "articles.add_placement", "articles.change_placement", "articles.delete_placement", "articles.view_placement",
           "articles.add_indexterm", "articles.change_indexterm", "articles.delete_indexterm",
           "articles.add_notice", "articles.change_notice", "articles.delete_notice",
           "articles.add_helpline", "articles.change_helpline", "articles.delete_helpline",
           "articles.add_glossaryword", "articles.change_glossaryword", "articles.delete_glossaryword",
           "articles.change_mistakereport", "articles.delete_mistakereport",
           "articles.change_warningsigns"]
COUNT = ["polls.view_poll", "polls.view_count", "polls.export_counts", "polls.count_ballots"]
RUN = ["polls.add_poll", "polls.change_poll", "polls.view_exportlog",
       "auth.view_user", "auth.add_user", "auth.change_user", "auth.view_group"]

ROLES = {
    "Author": READ + WRITE,
    "Reviewer": READ + APPROVE + SIGN,
    "Publisher": READ + WRITE + APPROVE + PUBLISH,
    "Poll analyst": COUNT,
    "Administrator": READ + WRITE + APPROVE + PUBLISH + COUNT + RUN,
}


TOO_OLD = (
    "This database has only some of the migrations of release 2026-11. Start that release on it first: its `migrate` "
    "applies the others. Then start this one."
)


class TooOld(Exception):
    pass


def make_roles(apps, schema_editor):
    _refuse_a_part(apps)
    Group = apps.get_model("auth", "Group")
    if Group.objects.filter(name__in=ROLES).exists():
        return  # Made by a migration before this one, and perhaps changed by the site's administrators since.
    _make_permissions(apps, schema_editor.connection.alias)
    Permission = apps.get_model("auth", "Permission")
    for name, wanted in ROLES.items():
        group = Group.objects.create(name=name)
        for right in dict.fromkeys(wanted):
            app, codename = right.split(".")
            group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def _refuse_a_part(apps):
    """Where some of the replaced migrations are applied and others are not, Django passes over the one in their place:
    its models are then unknown here."""
    for label, model in (("articles", "Article"), ("polls", "Poll")):
        try:
            apps.get_model(label, model)
        except LookupError:
            raise TooOld(TOO_OLD) from None


def _make_permissions(apps, using, labels=("articles", "polls", "auth")):
    """Django makes them after all migrations; the roles need them now."""
    for label in labels:
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, using=using, verbosity=0)
        config.models_module = None


def drop_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_squashed_0010_polls_with_long_names"),
        ("polls", "0001_squashed_0005_who_decides_on_held_votes"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, drop_roles)]
