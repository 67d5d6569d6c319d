"""Define the forms of the register of medicines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.optimistic_lock import OptimisticLockForm

from ...medicines.matching import folded
from ...models import Medicine, MedicineClass, TradeName
from .fields import LinesField

ONE_A_LINE = gettext_lazy("One name on each line. Plurals, capital letters and hyphens are found without being listed.")


WIDTHS = {"name": 14, "countries": 10, "source": 14}  # Characters: four fields beside each other, or one on a phone.


class NamesForm(OptimisticLockForm):
    """A row of the register whose names no other row may have."""

    def own_names(self) -> list[str]:
        raise NotImplementedError

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in self.own_names():
            taken = next((row for row, names in _names_of_all() if row != self.instance and _is_in(name, names)), None)
            if taken is not None:
                message = _("“%(name)s” is a name of %(row)s already (%(kind)s).")
                self.add_error(None, message % {"name": name, "row": taken, "kind": type(taken)._meta.verbose_name})
        return cleaned


class MedicineClassForm(NamesForm):
    short_forms = LinesField(label=gettext_lazy("Short forms and other names"), required=False, help_text=ONE_A_LINE)

    class Meta:
        model = MedicineClass
        fields = ["name", "short_forms", "broader", "is_antidepressant"]

    def own_names(self) -> list[str]:
        return [self.cleaned_data.get("name", ""), *self.cleaned_data.get("short_forms", [])]

    def clean_broader(self) -> MedicineClass | None:
        """Refuse a class that is a kind of this one."""
        broader = at = self.cleaned_data["broader"]
        while at is not None:
            if at == self.instance:
                raise forms.ValidationError(_("A class can't be a kind of itself."))
            at = at.broader
        return broader


class MedicineForm(NamesForm):
    """A substance. Its trade names are rows below the form, and part of the state that the optimistic lock compares."""

    other_names = LinesField(
        label=gettext_lazy("Other names of the substance"), required=False, rows=2, help_text=ONE_A_LINE
    )

    class Meta:
        model = Medicine
        fields = ["substance", "other_names", "medicine_class", "atc_code"]

    def own_names(self) -> list[str]:
        return [self.cleaned_data.get("substance", ""), *self.cleaned_data.get("other_names", [])]

    def state_of(self, row: Any) -> dict[str, Any]:
        trade_names = [f"{trade_name} {trade_name.countries}".strip() for trade_name in row.trade_names.all()]
        return super().state_of(row) | {str(_("trade names")): trade_names}


class TradeNameForm(forms.ModelForm):
    class Meta:
        model = TradeName
        fields = ["name", "countries", "source", "is_ambiguous"]
        widgets = {name: forms.TextInput(attrs={"size": size}) for name, size in WIDTHS.items()}

    def clean_name(self) -> str:
        """Refuse the name of a substance or class. Two medicines may share a trade name: it then means both."""
        name = self.cleaned_data["name"]
        taken = next((row for row, names in _names_of_all(trade_names=False) if _is_in(name, names)), None)
        if taken is not None:
            raise forms.ValidationError(_("This is a name of %(row)s already."), params={"row": taken})
        return name


class TradeNameFormSet(forms.BaseInlineFormSet):
    """The trade names of one medicine, each once."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            name = "".join(folded(form.cleaned_data.get("name") or "")) if form not in self.deleted_forms else ""
            if name and name in seen:
                form.add_error("name", _("Give each name once."))
            seen.add(name)


def _names_of_all(*, trade_names: bool = True) -> Iterator[tuple[Any, list[str]]]:
    """(row, its names) of the whole register. Three queries."""
    for kind in MedicineClass.objects.all():
        yield kind, [kind.name, *kind.short_forms]
    for medicine in Medicine.objects.all():
        yield medicine, [medicine.substance, *medicine.other_names]
    if trade_names:
        for trade_name in TradeName.objects.all():
            yield trade_name, [trade_name.name]


def _is_in(name: str, names: Iterable[str]) -> bool:
    """Whether the matcher would take it for one of them."""
    return "".join(folded(name)) in {"".join(folded(other)) for other in names}
