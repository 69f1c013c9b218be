"""What kind of aanvraag a row is: the words, what holds for it, and what the database keeps true about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from loket.rules.soorten import LICHT, MELDEN, SOORTEN, UIT_AANBOD, VOLLEDIG, ZONDER_LEERLING, Soort, soort_voor

if TYPE_CHECKING:
    from scholen.models import Instelling, Leerling, Samenwerkingsverband


class MetSoort(models.Model):
    """The kind of a row, with what follows from it under the settings that it is judged by."""

    if TYPE_CHECKING:
        instelling: models.ForeignKey[Instelling]
        leerling: models.ForeignKey[Leerling | None]
        leerling_id: int | None
        swv: models.ForeignKey[Samenwerkingsverband]

    soort = models.CharField(max_length=8, choices=[(code, soort.naam) for code, soort in SOORTEN.items()])
    gewicht = models.CharField(
        max_length=8, blank=True, help_text="Of this aanvraag alone, from the catalogue; empty: as its kind is set."
    )

    class Meta:
        abstract = True

    @property
    def soortregels(self) -> Soort:
        """What holds for this kind, as its SWV has set it."""
        return soort_voor(self.soort, self.instelling.soorten, self.gewicht)

    @property
    def uit_aanbod(self) -> bool:
        """Whether extra help is asked, which is granted or not: no question that is answered with advice."""
        return self.soort in UIT_AANBOD

    @property
    def tlv_soort(self) -> str:
        """The kind of TLV that is asked for: SO or VSO for EMB; "" when the kind ends in advice."""
        tlv = SOORTEN[self.soort].tlv
        return tlv.get(self.swv.sector) or next(iter(tlv.values()), "")

    @property
    def soort_kort(self) -> str:
        """As people say it, in lists: TLV so, Lwoo, Consult."""
        return SOORTEN[self.soort].kort

    @property
    def soort_titel(self) -> str:
        """In full, in headings and on cards."""
        return SOORTEN[self.soort].titel

    @property
    def over(self) -> str:
        """Whom it is about: the name of the pupil, or that there is none."""
        return self.leerling.naam if self.leerling else SOORTEN[self.soort].zonder_naam

    @property
    def kop(self) -> str:
        """Kind and child in one line: TLV so voor Fenna Voorbeeld."""
        over = f"voor {self.leerling.naam}" if self.leerling else SOORTEN[self.soort].kop_zonder
        return f"{self.soort_kort} {over}".strip()

    @property
    def delen(self) -> tuple[str, ...]:
        """The sections that it has."""
        return self.soortregels.delen(met_leerling=self.leerling_id is not None)


SOORTVOORWAARDEN = [
    models.CheckConstraint(
        condition=Q(soort__in=sorted(SOORTEN)),
        name="aanvraag_soort",
        violation_error_message="Deze soort aanvraag bestaat niet.",
    ),
    models.CheckConstraint(
        condition=Q(leerling__isnull=False) | Q(soort__in=sorted(ZONDER_LEERLING)),
        name="aanvraag_heeft_leerling",
        violation_error_message="Een aanvraag van deze soort gaat over één leerling.",
    ),
    models.CheckConstraint(
        condition=~Q(soort="ARRG") | Q(leerling__isnull=True),
        name="aanvraag_groep_zonder_leerling",
        violation_error_message="Een arrangement voor een groep gaat niet over één leerling.",
    ),
    models.CheckConstraint(
        condition=Q(gewicht="") | Q(gewicht__in=[MELDEN, LICHT, VOLLEDIG], soort__in=sorted(UIT_AANBOD)),
        name="aanvraag_gewicht",
        violation_error_message="Dit gewicht kan niet bij deze soort.",
    ),
]
"""What always holds of a kind (afspraak 8)."""
