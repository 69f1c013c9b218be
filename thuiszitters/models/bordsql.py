"""The one query of the board, in parts that are read from top to bottom. Filled in by bord.py, never with user text.

p: the day; maat … groepdeel: what the rules said beforehand; begeleider: who can look after a case;
zaak: the cases that are asked for; feit: what is written down of each; teken: what that means today; PAGINA puts them
in order and cuts off a page, TELLING counts them.
"""

SQL = """
WITH p AS (
    SELECT %s::date AS dag, %s::text AS zone, %s::text[] AS wijd, %s::text[] AS vraagt_aanbod, %s::int AS antwoord_na,
        %s::text[] AS geen_ladder, %s::text AS vrijgesteld, %s::text AS opbouw
),
maat AS (SELECT * FROM unnest(%s::bigint[], %s::int[]) m(swv, weken)),
grens AS (
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::date[], %s::date[]) g(stap, wat, vanaf, van, tot)
),
klassedag AS (SELECT * FROM unnest(%s::bigint[], %s::int[], %s::date[], %s::date[]) k(swv, nummer, van, tot)),
vrijdag AS (SELECT * FROM unnest(%s::text[], %s::date[], %s::date[]) h(soort, van, tot)),
groepdeel AS (SELECT * FROM unnest(%s::text[], %s::int[]) g(status, nummer)),
begeleider(id) AS MATERIALIZED ({begeleiders}),
zaak AS MATERIALIZED (
    SELECT c.id, c.swv_id, c.status, c.protocol_id, c.regievoerder_id, c.nazorg_tot, t.stil_na_dagen,
        (c.laatste_actie_op AT TIME ZONE p.zone)::date AS laatste_actie,
        (c.gemeld_op AT TIME ZONE p.zone)::date AS gemeld
    FROM thuiszitters_casus c JOIN thuiszitters_protocol t ON t.id = c.protocol_id, p
    WHERE c.id IN ({zaken})
),
feit AS MATERIALIZED (
    SELECT z.*, v.soort, a.eerste AS afspraak, nu.id AS stap, nu.soort AS stapsoort,
        COALESCE(e.van, z.gemeld) AS eerste_dag,
        COALESCE(vorige.dag, e.van, z.gemeld) AS na_vorige,
        CASE WHEN v.soort = ANY(p.wijd) THEN run.van ELSE v.van END AS sinds,
        o.wachten > 0 AS gevraagd, COALESCE(o.zonder_dag, 0) AS tafels, vrij.tot AS vrij_tot,
        EXISTS (
            SELECT FROM vrijdag h WHERE h.soort = vrij.soort AND NOT vrij.blijvend AND vrij.van BETWEEN h.van AND h.tot
        ) AS herbeoordelen
    FROM zaak z CROSS JOIN p
    LEFT JOIN LATERAL (
        SELECT COUNT(*) AS wachten, COUNT(*) FILTER (
            WHERE gesprek_op < p.dag OR gesprek_op IS NULL AND (op AT TIME ZONE p.zone)::date + p.antwoord_na <= p.dag
        ) AS zonder_dag FROM thuiszitters_opschaling WHERE casus_id = z.id AND klaar_op IS NULL
    ) o ON TRUE
    LEFT JOIN LATERAL (
        SELECT soort, van, tot, blijvend FROM thuiszitters_vrijstelling
        WHERE casus_id = z.id AND z.status = p.vrijgesteld ORDER BY id DESC LIMIT 1
    ) vrij ON TRUE
    LEFT JOIN LATERAL (SELECT MIN(van) AS van FROM thuiszitters_verzuim WHERE casus_id = z.id) e ON TRUE
    LEFT JOIN LATERAL (
        SELECT soort, van FROM thuiszitters_verzuim
        WHERE casus_id = z.id AND van <= p.dag AND (tot IS NULL OR tot >= p.dag) LIMIT 1
    ) v ON TRUE
    LEFT JOIN LATERAL (
        SELECT MAX(r.van) AS van FROM thuiszitters_verzuim r
        WHERE r.casus_id = z.id AND r.van <= p.dag AND r.soort = ANY(p.wijd) AND NOT EXISTS (
            SELECT FROM thuiszitters_verzuim eerder
            WHERE eerder.casus_id = z.id AND eerder.tot = r.van - 1 AND eerder.soort = ANY(p.wijd)
        )
    ) run ON TRUE
    LEFT JOIN LATERAL (
        SELECT MIN(voor) AS eerste FROM thuiszitters_afspraak WHERE casus_id = z.id AND klaar_op IS NULL
    ) a ON TRUE
    LEFT JOIN LATERAL (
        SELECT s.id, s.soort, s.volgorde FROM thuiszitters_protocolstap s
        WHERE s.protocol_id = z.protocol_id AND NOT EXISTS (
            SELECT FROM thuiszitters_stap d JOIN thuiszitters_protocolstap ds ON ds.id = d.protocolstap_id
            WHERE d.casus_id = z.id AND ds.sleutel = s.sleutel AND NOT (
                z.status = p.opbouw AND d.uitkomst = 'overgeslagen' AND ds.soort = 'opbouw'
            )
        ) ORDER BY s.volgorde LIMIT 1
    ) nu ON TRUE
    LEFT JOIN LATERAL (
        SELECT d.dag FROM thuiszitters_stap d JOIN thuiszitters_protocolstap ds ON ds.id = d.protocolstap_id
        JOIN thuiszitters_protocolstap s ON s.protocol_id = z.protocol_id AND s.sleutel = ds.sleutel
        WHERE d.casus_id = z.id AND s.volgorde < nu.volgorde ORDER BY s.volgorde DESC, d.id DESC LIMIT 1
    ) vorige ON TRUE
),
teken AS MATERIALIZED (
    SELECT f.id, f.soort, f.stapsoort, f.afspraak, groepdeel.nummer AS groep,
        (SELECT k.nummer FROM klassedag k WHERE k.swv = f.swv_id AND f.sinds BETWEEN k.van AND k.tot) AS klasse,
        (f.regievoerder_id IN (SELECT b.id FROM begeleider b)) IS NOT TRUE AS n_regie,
        f.status <> p.vrijgesteld AND (f.afspraak IS NULL OR f.afspraak < p.dag) AS n_afspraak,
        f.status <> p.vrijgesteld AND p.dag - f.laatste_actie >= f.stil_na_dagen AS n_stil,
        f.soort = ANY(p.vraagt_aanbod) AND (p.dag - f.sinds) / 7 >= (SELECT weken FROM maat WHERE swv = f.swv_id)
        AND NOT EXISTS (
            SELECT FROM thuiszitters_onderwijsaanbod b
            WHERE b.casus_id = f.id AND b.gedaan_op >= f.sinds AND b.antwoord <> 'ingetrokken'
        ) AS n_aanbod,
        (
            SELECT MIN(gedaan_op) + p.antwoord_na <= p.dag FROM thuiszitters_onderwijsaanbod
            WHERE casus_id = f.id AND antwoord = ''
        ) AS n_antwoord,
        f.tafels, f.nazorg_tot < p.dag AS n_nazorg, f.vrij_tot < p.dag OR f.herbeoordelen AS n_vrij,
        f.ladder AND EXISTS (
            SELECT FROM grens g WHERE g.stap = f.stap AND g.wat = 'binnen' AND
            (CASE g.vanaf WHEN 'eerste_dag' THEN f.eerste_dag WHEN 'melding' THEN f.gemeld ELSE f.na_vorige END)
            BETWEEN g.van AND g.tot
        ) AS n_stap,
        f.ladder AND f.soort IS NOT NULL AND EXISTS (
            SELECT FROM grens g JOIN thuiszitters_protocolstap s ON s.id = g.stap
            WHERE s.protocol_id = f.protocol_id AND g.wat = 'na' AND (g.vanaf <> 'vorige' OR g.stap = f.stap) AND
            (CASE g.vanaf WHEN 'eerste_dag' THEN f.eerste_dag WHEN 'melding' THEN f.gemeld ELSE f.na_vorige END)
            BETWEEN g.van AND g.tot AND NOT EXISTS (
                SELECT FROM thuiszitters_stap d JOIN thuiszitters_protocolstap ds ON ds.id = d.protocolstap_id
                WHERE d.casus_id = f.id AND ds.sleutel = s.sleutel AND NOT (
                    f.status = p.opbouw AND d.uitkomst = 'overgeslagen' AND ds.soort = 'opbouw'
                )
            )
        ) AS n_hoger
    FROM (SELECT feit.*, NOT gevraagd AND NOT status = ANY(p.geen_ladder) AS ladder FROM feit, p) f
    JOIN groepdeel ON groepdeel.status = f.status CROSS JOIN p
),
geteld AS (
    SELECT *, n_antwoord IS TRUE OR tafels > 0 AS n_wacht, n_nazorg IS TRUE OR n_vrij IS TRUE AS n_einde,
        n_regie::int + n_afspraak::int + n_stil::int + n_stap::int + n_hoger::int + (n_aanbod IS TRUE)::int
        + (n_antwoord IS TRUE)::int + tafels + (n_nazorg IS TRUE)::int + (n_vrij IS TRUE)::int AS redenen
    FROM teken
){einde}
"""

PAGINA = """, gezet AS (
    SELECT id, groep, redenen, COUNT(*) OVER ({deel}) AS totaal,
        ROW_NUMBER() OVER ({deel} ORDER BY redenen DESC, afspraak NULLS FIRST, id) AS volgorde
    FROM geteld WHERE {waar}
)
SELECT id, groep, redenen, totaal FROM gezet {slot}"""
TELLING = "SELECT {tellingen} FROM geteld"
