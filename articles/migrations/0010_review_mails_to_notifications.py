from django.db import migrations


class Migration(migrations.Migration):
    """Mails about reviews are notifications of the desk, which remember what was sent."""

    dependencies = [("articles", "0009_content_revision"), ("desk", "0002_notifications_and_profiles")]

    operations = [migrations.DeleteModel(name="ReviewMail")]
