"""The letter as a page: other style sheets, a way back, nothing else."""

import pytest

from kern.brieven.scherm import voor_scherm
from kern.brieven.talen import TALEN

BRIEF = '<head><link rel="stylesheet" href="asset:brief.css"></head><body><main>Dag</main></body>'


def test_the_page_has_the_style_of_the_portal_and_a_way_back():
    pagina = voor_scherm(BRIEF, stijlen=["/a.css", "/b.css"], terug='/dossier/"x"/', terug_tekst="Terug <hier>")
    assert "asset:" not in pagina
    assert pagina.index("/a.css") < pagina.index("/b.css") < pagina.index("<main>Dag</main>")
    assert '<a href="/dossier/&quot;x&quot;/">Terug &lt;hier&gt;</a>' in pagina


def test_a_letter_can_be_kept_once_its_pdf_is_there():
    zonder = voor_scherm(BRIEF, stijlen=[], terug="/", terug_tekst="Terug")
    met = voor_scherm(BRIEF, stijlen=[], terug="/", terug_tekst="Terug", pdf="/brieven/x/pdf/")
    assert "Download" not in zonder
    assert '<a href="/brieven/x/pdf/">Download als pdf</a>' in met


def test_the_way_to_plain_words_is_named_in_the_language_of_the_reader_too():
    zonder = voor_scherm(BRIEF, stijlen=[], terug="/", terug_tekst="Terug", gewone_taal="/u/")
    assert '<a href="/u/">Lees in gewone taal</a>' in zonder
    eigen = (TALEN["ar"], "الرسالة <b>")
    met = voor_scherm(BRIEF, stijlen=[], terug="/", terug_tekst="Terug", gewone_taal="/u/", in_taal=eigen)
    assert '<a href="/u/">Lees in gewone taal · <span lang="ar" dir="rtl">الرسالة &lt;b&gt;</span></a>' in met


@pytest.mark.parametrize("html", ["", "<body></body>", BRIEF + BRIEF])
def test_a_letter_of_another_make_is_refused(html):
    with pytest.raises(ValueError, match="sjablonen"):
        voor_scherm(html, stijlen=[], terug="/", terug_tekst="Terug")
