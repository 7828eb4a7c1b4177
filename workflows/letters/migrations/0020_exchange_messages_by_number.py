from django.db import migrations, models

from documents.rules.keys import reference_key


def fill(apps, schema_editor):
    """The keys of what went before; an answer about a secret letter is as secret as its number."""
    messages = apps.get_model('letters', 'ExchangeMessage')._base_manager
    rows = []
    for row in messages.exclude(number='').only('pk', 'number').iterator():
        row.number_key = reference_key(row.number)
        rows.append(row)
    messages.bulk_update(rows, ['number_key'], batch_size=500)
    secret = messages.filter(kind='letter', is_secret=True).exclude(number_key='').order_by()
    for organisation, key in list(secret.values_list('organisation', 'number_key').distinct()):
        messages.filter(organisation=organisation, number_key=key).exclude(kind='letter').update(is_secret=True)


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0019_folders_to_sign'),
    ]

    operations = [
        migrations.AddField(
            model_name='exchangemessage',
            name='number_key',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddIndex(
            model_name='exchangemessage',
            index=models.Index(fields=['organisation', 'number_key'], name='exchange_by_number'),
        ),
        migrations.AddIndex(
            model_name='exchangemessage',
            index=models.Index(condition=models.Q(('trouble__gt', ''), models.Q(('stage', 'left'), _negated=True)), fields=['organisation'], name='exchange_troubles'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
