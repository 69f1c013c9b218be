"""The plain SQL beside which a page of figures is measured: the sums that it shows, as one would ask them by hand.

Each page has the statements that its own figures need, with the year before where it shows that; all of them are asked
for who sees everything and of no chosen school. What somebody who knows the tables would write: no trick, no index of
its own. Not in them, and so at the cost of the page: who asks, which schools there are to choose from, the rules that
only Python knows (the day to which a last day on a day off moves; how long a child is at home by the law), and the page.
"""

from __future__ import annotations

AANVRAGEN = """
    WITH a AS (
        SELECT a.id, a.soort, a.aanleiding, a.school_id, a.ontvangstdatum, a.compleetdatum, a.termijn_ruw,
            a.instelling_id, b.besluitdatum AS dag, b.uitkomst, (a.ingetrokken_op AT TIME ZONE 'Europe/Amsterdam')::date
            AS terug, least(b.besluitdatum, (a.ingetrokken_op AT TIME ZONE 'Europe/Amsterdam')::date,
            (d.besloten_op AT TIME ZONE 'Europe/Amsterdam')::date) AS af
        FROM loket_aanvraag a
        LEFT JOIN loket_besluit b ON b.aanvraag_id = a.id AND b.versie = 1
        LEFT JOIN loket_doorzending d ON d.aanvraag_id = a.id AND d.akkoord
        WHERE a.soort = ANY(%(soorten)s) AND a.ontvangstdatum IS NOT NULL AND a.status <> ALL(%(concept)s)
    )
"""
"""What was received, and the day on which it was no longer open."""


def _stroom(van: str, tot: str) -> str:
    """The ten parts of M08 over these days."""
    binnen = f"BETWEEN %({van})s AND %({tot})s"
    uit = [
        f"count(*) FILTER (WHERE ontvangstdatum < %({van})s AND (af IS NULL OR af >= %({van})s))",
        f"count(*) FILTER (WHERE ontvangstdatum {binnen})",
        f"count(*) FILTER (WHERE ontvangstdatum {binnen} AND aanleiding = 'nieuw')",
        *(
            f"count(*) FILTER (WHERE af {binnen} AND uitkomst = '{een}')"
            for een in ("toegekend", "afwijkend", "afgewezen", "buiten_behandeling")
        ),
        f"count(*) FILTER (WHERE af {binnen} AND dag IS NULL AND terug {binnen})",
        f"count(*) FILTER (WHERE af {binnen} AND dag IS NULL AND terug IS NULL)",
        f"count(*) FILTER (WHERE ontvangstdatum <= %({tot})s AND (af IS NULL OR af > %({tot})s))",
    ]
    return ", ".join(uit)


STROOM = f"{AANVRAGEN} SELECT soort, {_stroom('van', 'tot')}, {_stroom('toen_van', 'toen_tot')} FROM a GROUP BY soort"
MAANDEN = f"""{AANVRAGEN} SELECT date_trunc('month', ontvangstdatum), count(*) FROM a
    WHERE ontvangstdatum BETWEEN %(van)s AND %(tot)s OR ontvangstdatum BETWEEN %(toen_van)s AND %(toen_tot)s GROUP BY 1"""
PIEK = f"""{AANVRAGEN} SELECT count(*), count(*) FILTER (WHERE extract(month FROM ontvangstdatum) IN (5, 6, 7))
    FROM a WHERE ontvangstdatum BETWEEN %(van)s AND %(tot)s"""
PER_SCHOOL = f"""{AANVRAGEN} SELECT s.brin6, s.naam, {_stroom("van", "tot")},
        count(*) FILTER (WHERE ontvangstdatum BETWEEN %(toen_van)s AND %(toen_tot)s)
    FROM a JOIN scholen_school s ON s.id = a.school_id GROUP BY s.brin6, s.naam ORDER BY s.naam"""
LAAT = """
    , t AS (
        SELECT a.*, CASE WHEN EXISTS (SELECT FROM loket_uitstel u WHERE u.aanvraag_id = a.id AND u.soort = 'verdaging'
            AND u.van IS NOT NULL AND u.vervallen_op IS NULL) THEN termijn_ruw
            ELSE termijn_ruw + (8 - least(i.servicenorm_weken, 8)) * 7 END AS wet
        FROM a JOIN scholen_instelling i ON i.id = a.instelling_id
        WHERE dag BETWEEN %(van)s AND %(tot)s OR dag BETWEEN %(toen_van)s AND %(toen_tot)s
    )
"""
"""Decided, with the last day of the law; whether that moves to a working day is not in it."""
DUREN = ", ".join(
    f"count({d}), avg({d}), max({d}), percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY {d})"
    for d in ("dag - ontvangstdatum", "compleetdatum - ontvangstdatum", "dag - compleetdatum")
)
TIJD = f"""{AANVRAGEN}{LAAT} SELECT dag >= %(van)s, count(*), count(*) FILTER (WHERE dag > wet),
    count(*) FILTER (WHERE dag > termijn_ruw), {DUREN} FROM t GROUP BY 1"""
KLASSEN = f"""{AANVRAGEN}{LAAT} SELECT width_bucket(dag - ontvangstdatum, ARRAY[15, 29, 43, 57]), count(*),
    count(*) FILTER (WHERE dag > termijn_ruw) FROM t WHERE dag >= %(van)s GROUP BY 1"""
OP_TIJD = f"""{AANVRAGEN}{LAAT} SELECT dag >= %(van)s, count(*), count(*) FILTER (WHERE dag > wet),
    count(*) FILTER (WHERE dag > termijn_ruw) FROM t GROUP BY 1"""
TIJD_PER_SCHOOL = f"""{AANVRAGEN}{LAAT} SELECT s.brin6, s.naam, count(*), count(*) FILTER (WHERE dag > wet),
    count(*) FILTER (WHERE dag > termijn_ruw), percentile_cont(0.5) WITHIN GROUP (ORDER BY dag - ontvangstdatum)
    FROM t JOIN scholen_school s ON s.id = t.school_id WHERE dag >= %(van)s GROUP BY s.brin6, s.naam"""
TIJD_VAN_SCHOOL = TIJD.replace("SELECT dag >= %(van)s", "SELECT school_id = %(school)s")

DEELNAME = """
    SELECT l.teldatum, s.soort, l.onderdeel, l.tekst, sum(l.aantal), count(*)
    FROM scholen_leerlingaantal l JOIN scholen_school s ON s.id = l.school_id
    WHERE EXISTS (SELECT FROM scholen_schooldeelname d WHERE d.school_id = s.id AND d.swv_id = %(swv)s
        AND d.van <= l.teldatum AND (d.tot IS NULL OR d.tot >= l.teldatum)) AND extract(month FROM l.teldatum) = 10
    GROUP BY 1, 2, 3, 4"""
EINDE = """
    WITH t AS (
        SELECT t.*, b.besluitdatum, least(t.vervaldatum, (SELECT min(g.per) - 1 FROM loket_tlvgebeurtenis g
            WHERE g.tlv_id = t.id AND g.soort <> 'geplaatst')) AS laatste
        FROM loket_tlv t JOIN loket_besluit b ON b.id = t.besluit_id WHERE t.swv_id = %(swv)s
    )
"""
GELDIG = f"""{EINDE} SELECT soort, categorie, count(*) FROM t
    WHERE ingangsdatum <= %(teldag)s AND (laatste IS NULL OR laatste >= %(teldag)s) GROUP BY 1, 2"""
GRENS = f"""{EINDE}, p AS (SELECT t.soort, (SELECT g.school_id FROM loket_tlvgebeurtenis g WHERE g.tlv_id = t.id
        AND g.soort = 'geplaatst' AND g.per <= %(dag)s ORDER BY g.per DESC, g.id DESC LIMIT 1) AS plek FROM t
        WHERE ingangsdatum <= %(dag)s AND (laatste IS NULL OR laatste >= %(dag)s))
    SELECT soort, count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM scholen_schooldeelname d
        WHERE d.school_id = plek AND d.swv_id = %(swv)s AND d.van <= %(dag)s AND (d.tot IS NULL OR d.tot >= %(dag)s)))
    FROM p WHERE plek IS NOT NULL GROUP BY 1"""
DUUR = """
    SELECT b.besluitdatum >= %(van)s, count(*), count(d.dagen), avg(d.dagen), max(d.dagen),
        percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY d.dagen)
    FROM loket_tlv t JOIN loket_besluit b ON b.id = t.besluit_id
    CROSS JOIN LATERAL (SELECT t.vervaldatum - t.ingangsdatum + 1 AS dagen) d
    WHERE b.besluitdatum BETWEEN %(van)s AND %(tot)s OR b.besluitdatum BETWEEN %(toen_van)s AND %(toen_tot)s GROUP BY 1"""
EINDEN = f"""{EINDE} SELECT laatste >= %(van)s, count(*), count(*) FILTER (WHERE EXISTS (SELECT FROM
        loket_tlvgebeurtenis g WHERE g.tlv_id = t.id AND g.per = laatste + 1 AND g.soort = 'beeindigd'))
    FROM t WHERE (laatste BETWEEN %(van)s AND %(dag)s OR laatste BETWEEN %(toen_van)s AND %(toen_tot)s)
        AND NOT EXISTS (SELECT FROM loket_tlvgebeurtenis g WHERE g.tlv_id = t.id AND g.per = laatste + 1
        AND g.soort = 'vervangen') GROUP BY 1"""
ROLLEND = f"""{AANVRAGEN} SELECT date_trunc('month', af), count(*) FROM a WHERE uitkomst IN ('toegekend', 'afwijkend')
    AND af BETWEEN %(twee_jaar)s AND %(dag)s GROUP BY 1"""
VERWIJZING = f"""{AANVRAGEN} SELECT s.brin6, s.naam, b.nummer, b.naam, count(*) FROM a
    JOIN scholen_school s ON s.id = a.school_id LEFT JOIN scholen_bestuur b ON b.id = s.bestuur_id
    WHERE uitkomst IN ('toegekend', 'afwijkend') AND af BETWEEN %(van)s AND %(tot)s GROUP BY 1, 2, 3, 4"""
VERWACHT = f"""{AANVRAGEN} SELECT count(*) FILTER (WHERE uitkomst IN ('toegekend', 'afwijkend')
    AND af BETWEEN %(van)s AND %(dag)s), count(*) FILTER (WHERE ontvangstdatum <= %(dag)s
    AND (af IS NULL OR af > %(dag)s)) FROM a"""
TELLING = """
    SELECT s.brin6, s.naam, b.nummer, b.naam, l.tekst, l.aantal FROM scholen_leerlingaantal l
    JOIN scholen_school s ON s.id = l.school_id LEFT JOIN scholen_bestuur b ON b.id = s.bestuur_id
    WHERE l.teldatum = %(teldag)s AND l.onderdeel = ''"""
SCHOOLJAREN = f"""{AANVRAGEN} SELECT extract(year FROM af - interval '7 months'), school_id, count(*) FROM a
    WHERE uitkomst IN ('toegekend', 'afwijkend') AND af BETWEEN %(vijf_jaar)s AND %(tot)s GROUP BY 1, 2"""

POTTEN = """SELECT naam, begroot, toegekend, betaald, verantwoord, eerste_begroot, eerste_toegekend, eerste_betaald,
    eerste_verantwoord FROM arrangementen_pot WHERE schooljaar = %(schooljaar)s ORDER BY naam"""
BESLIST = """
    FROM arrangementen_arrangement r JOIN arrangementen_beslissing b ON b.arrangement_id = r.id
    JOIN arrangementen_aanbod o ON o.id = r.aanbod_id JOIN scholen_school s ON s.id = r.school_id
    CROSS JOIN LATERAL (SELECT (b.besloten_op AT TIME ZONE 'Europe/Amsterdam')::date AS dag) d
    WHERE (dag BETWEEN %(van)s AND %(tot)s OR dag BETWEEN %(toen_van)s AND %(toen_tot)s)
"""
SOMMEN = """count(*) FILTER (WHERE dag >= %(van)s), count(*) FILTER (WHERE dag < %(van)s),
    sum(b.aantal) FILTER (WHERE dag >= %(van)s AND o.eenheid = 'uur'), sum(b.bedrag) FILTER (WHERE dag >= %(van)s)"""
HULP = f"SELECT o.kenmerk, o.naam, {SOMMEN} {BESLIST} AND b.uitkomst <> 'afgewezen' GROUP BY 1, 2 ORDER BY 6 DESC"
HULP_PER_SCHOOL = (
    f"SELECT s.brin6, s.naam, {SOMMEN} {BESLIST} AND b.uitkomst <> 'afgewezen' GROUP BY 1, 2 ORDER BY 6 DESC"
)
VRAGEN = f"SELECT dag >= %(van)s, b.uitkomst = 'afgewezen', r.aanleiding, count(*) {BESLIST} GROUP BY 1, 2, 3"
GESTOPT = """SELECT laatste_dag >= %(van)s, count(*) FROM arrangementen_beeindiging
    WHERE laatste_dag BETWEEN %(van)s AND %(tot)s OR laatste_dag BETWEEN %(toen_van)s AND %(toen_tot)s GROUP BY 1"""
KINDEREN = f"""SELECT dag >= %(van)s, count(DISTINCT n.leerling_id)
    {BESLIST.replace("CROSS JOIN", "JOIN arrangementen_deelname n ON n.arrangement_id = r.id CROSS JOIN")}
    AND b.uitkomst <> 'afgewezen' GROUP BY 1"""
DOELEN = """SELECT count(*), count(*) FILTER (WHERE d.uitkomst = 'bereikt') FROM arrangementen_doelevaluatie d
    JOIN arrangementen_evaluatie e ON e.id = d.evaluatie_id WHERE e.soort = 'eind' AND d.uitkomst <> ''
    AND (e.afgerond_op AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN %(van)s AND %(tot)s"""
GEBOEKT = """SELECT soort, count(*), sum(bedrag) FROM arrangementen_boeking
    WHERE boekdatum BETWEEN %(van)s AND %(tot)s GROUP BY 1"""

RUNS = """
    WITH v AS (
        SELECT v.casus_id, v.soort, v.van, coalesce(v.tot, 'infinity') AS tot, l.geboortedatum AS geboren
        FROM thuiszitters_verzuim v JOIN thuiszitters_casus c ON c.id = v.casus_id
        JOIN scholen_leerling l ON l.id = c.leerling_id
        WHERE c.swv_id = %(swv)s AND c.eindreden NOT IN ('onterecht', 'samengevoegd') AND v.soort <> 'dreigend'
            AND v.van <= %(dag)s AND (v.tot IS NULL OR v.tot >= %(van)s::date - 60)
    ), d AS (
        SELECT false AS wet, casus_id, '' AS soort, van, tot, geboren FROM v
        UNION ALL SELECT true, casus_id, soort, van, tot, geboren FROM v WHERE soort IN ('absoluut', 'relatief')
    ), r AS (
        SELECT wet, casus_id, min(van) AS sinds, max(tot) AS tot, min(CASE WHEN NOT wet THEN van ELSE greatest(
            van + CASE soort WHEN 'relatief' THEN 28 ELSE 0 END, (geboren + interval '5 years')::date) END) AS van
        FROM (SELECT *, sum(nieuw) OVER (PARTITION BY wet, casus_id, soort ORDER BY van) AS reeks FROM (
            SELECT *, (van > coalesce(lag(tot) OVER (PARTITION BY wet, casus_id, soort ORDER BY van), '-infinity')
                + CASE WHEN lag(tot) OVER (PARTITION BY wet, casus_id, soort ORDER BY van) < 'infinity' THEN 1 ELSE 0 END
            )::int AS nieuw FROM d) e) f GROUP BY wet, casus_id, soort, reeks
    )
"""
"""The runs of days on which a child is at home, in the wide sense and by the law: the page shows both. Not in it: on
which day of a school year leerplicht begins and ends, and a diploma."""
THUIS = f"""{RUNS} SELECT v.soort, c.reden, r.wet, width_bucket(%(dag)s - r.sinds, ARRAY[28, 91, 182, 365]), count(*),
    avg(%(dag)s - r.sinds) FROM r JOIN thuiszitters_casus c ON c.id = r.casus_id
    JOIN v ON v.casus_id = c.id AND v.tot >= %(dag)s WHERE r.van <= %(dag)s AND r.tot >= %(dag)s GROUP BY 1, 2, 3, 4"""
THUIS_PER_MAAND = f"""{RUNS} SELECT m.dag, count(*) FILTER (WHERE NOT r.wet), count(*) FILTER (WHERE r.wet)
    FROM generate_series(%(van)s::date + interval '1 month', %(dag)s::date + interval '1 month', interval '1 month')
    AS m(dag) JOIN r ON r.van < m.dag AND r.tot >= m.dag - interval '1 day' GROUP BY 1"""
ERBIJ_ERAF = f"""{RUNS} SELECT wet, count(*) FILTER (WHERE van < %(van)s AND tot >= %(van)s::date - 1), count(*) FILTER
    (WHERE van BETWEEN %(van)s AND %(dag)s AND van <= tot), count(*) FILTER (WHERE tot >= %(van)s::date - 1
    AND tot < %(dag)s AND van <= tot) FROM r GROUP BY 1"""
AANBOD = f"""{RUNS} SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT FROM thuiszitters_onderwijsaanbod o
    WHERE o.casus_id = r.casus_id AND o.gedaan_op BETWEEN r.sinds AND r.sinds + interval '3 months'
    AND o.gedaan_op <= %(dag)s)) FROM r WHERE NOT wet AND tot >= %(dag)s AND sinds + interval '3 months' < %(dag)s"""
LEERLINGEN = "SELECT sum(aantal) FROM scholen_leerlingaantal WHERE teldatum = %(teldag)s AND onderdeel = ''"

BEZWAREN = """
    WITH z AS (
        SELECT z.id, (SELECT min(ontvangen_op) FROM loket_bezwaar b WHERE b.zaak_id = z.id) AS ontvangen,
            e.besluitdatum AS dag, e.uitkomst, coalesce(e.besluitdatum, CASE WHEN z.status = 'ingetrokken' THEN
            (SELECT max(ingetrokken_op) FROM loket_bezwaar b WHERE b.zaak_id = z.id) END) AS af
        FROM loket_bezwaarzaak z LEFT JOIN loket_beslissingopbezwaar e ON e.zaak_id = z.id WHERE z.swv_id = %(swv)s
    )
    SELECT uitkomst, count(*) FILTER (WHERE ontvangen < %(van)s AND (af IS NULL OR af >= %(van)s)),
        count(*) FILTER (WHERE ontvangen BETWEEN %(van)s AND %(tot)s),
        count(*) FILTER (WHERE ontvangen BETWEEN %(toen_van)s AND %(toen_tot)s),
        count(*) FILTER (WHERE dag BETWEEN %(van)s AND %(tot)s),
        count(*) FILTER (WHERE dag BETWEEN %(toen_van)s AND %(toen_tot)s),
        count(*) FILTER (WHERE dag IS NULL AND af BETWEEN %(van)s AND %(tot)s),
        count(*) FILTER (WHERE ontvangen <= %(tot)s AND (af IS NULL OR af > %(tot)s)) FROM z GROUP BY 1"""
BEROEP = """SELECT count(DISTINCT zaak_id) FILTER (WHERE dag >= %(van)s), count(DISTINCT zaak_id) FROM
    loket_bezwaargebeurtenis WHERE soort = 'in_beroep' AND dag BETWEEN %(toen_van)s AND %(tot)s"""
TERMIJNEN = """SELECT z.id, z.instelling_id, e.besluitdatum, b.ontvangen_op FROM loket_bezwaarzaak z
    JOIN loket_beslissingopbezwaar e ON e.zaak_id = z.id JOIN loket_bezwaar b ON b.zaak_id = z.id
    WHERE e.besluitdatum BETWEEN %(van)s AND %(tot)s OR e.besluitdatum BETWEEN %(toen_van)s AND %(toen_tot)s"""
STEMMEN = f"""{AANVRAGEN} SELECT dag >= %(van)s, count(*), count(*) FILTER (WHERE EXISTS (SELECT FROM loket_stem m
        WHERE m.aanvraag_id = a.id AND m.manier <> 'niet')), count(*) FILTER (WHERE EXISTS (SELECT FROM loket_stem m
        WHERE m.aanvraag_id = a.id AND m.manier = 'niet')) FROM a
    WHERE dag BETWEEN %(van)s AND %(tot)s OR dag BETWEEN %(toen_van)s AND %(toen_tot)s GROUP BY 1"""

PAGINAS: dict[str, tuple[str, ...]] = {
    "overzicht": (STROOM, MAANDEN, OP_TIJD, KLASSEN, DEELNAME, POTTEN, THUIS, ERBIJ_ERAF, BEZWAREN),
    "aanvragen": (STROOM, MAANDEN, PIEK),
    "aanvragen_per_school": (STROOM, MAANDEN, PIEK, PER_SCHOOL),
    "op_tijd": (TIJD, KLASSEN),
    "op_tijd_per_school": (TIJD, KLASSEN, TIJD_PER_SCHOOL),
    "ondersteuning": (DEELNAME, GELDIG, GRENS, DUUR, EINDEN, ROLLEND, VERWIJZING, VERWACHT, TELLING),
    "school": (SCHOOLJAREN, TELLING, TIJD_VAN_SCHOOL),
    "geld": (POTTEN, HULP, HULP_PER_SCHOOL, VRAGEN, GESTOPT, KINDEREN, DOELEN, GEBOEKT),
    "thuiszitters": (THUIS, THUIS_PER_MAAND, ERBIJ_ERAF, AANBOD, LEERLINGEN),
    "bezwaar": (BEZWAREN, BEROEP, TERMIJNEN, STEMMEN),
    "kaart": (PER_SCHOOL,),
}
