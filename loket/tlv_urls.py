"""Addresses of the TLV register, for the desk and for a school, and of who takes an aanvraag over."""

from django.urls import path

from .views import aanvrager, duo, intrekking, register, schooltlvs

TLV = [
    path("loket/aanvragen/<str:public_id>/aanvrager/", aanvrager.aanvrager, name="aanvrager"),
    path("beheer/scholen/opvolger/", aanvrager.schoolopvolger, name="schoolopvolger"),
    path("school/tlv/", schooltlvs.tlvs_school, name="tlvs_school"),
    path("school/tlv/verlengen/", schooltlvs.tlvs_verlengen, name="tlvs_verlengen"),
    path("school/tlv/<str:public_id>/", schooltlvs.tlv_blad, name="tlv_blad"),
    path("school/tlv/<str:public_id>/verlengen/", schooltlvs.tlv_verlengen, name="tlv_verlengen"),
    path("school/tlv/<str:public_id>/wijzigen/", schooltlvs.tlv_wijzigen, name="tlv_wijzigen"),
    path("loket/tlv/", register.tlvs, name="tlvs"),
    path("loket/tlv/zoeken/", register.tlv_zoeken, name="tlv_zoeken"),
    path("loket/tlv/aflopend/", register.tlvs_aflopend, name="tlvs_aflopend"),
    path("loket/tlv/duo/", duo.duo, name="duo"),
    path("loket/tlv/duo/<str:public_id>/", duo.duo_uitkomst, name="duo_uitkomst"),
    path("loket/tlv/duo/<str:public_id>/excel/", duo.duo_excel, name="duo_excel"),
    path("loket/tlv/<str:public_id>/", register.tlv, name="tlv"),
    path("loket/tlv/<str:public_id>/plaatsen/", register.tlv_plaatsen, name="tlv_plaatsen"),
    path("loket/tlv/<str:public_id>/terugplaatsen/", register.tlv_beeindigen, name="tlv_beeindigen"),
    path("loket/tlv/<str:public_id>/intrekken/", intrekking.tlv_intrekken, name="tlv_intrekken"),
    path("loket/tlv/<str:public_id>/intrekken/besluit/", intrekking.tlv_intrekbesluit, name="tlv_intrekbesluit"),
    path(
        "loket/tlv/<str:public_id>/intrekken/brieven/",
        intrekking.tlv_intrekking_brieven,
        name="tlv_intrekking_brieven",
    ),
]
