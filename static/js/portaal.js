// Enrichment only: without this file every page works, buttons then simply send the form. Contract: docs/bouwstenen.md.
(() => {
  const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
  const maak = (soort, kenmerken = {}, ...kinderen) => {
    const e = Object.assign(document.createElement(soort), kenmerken);
    e.append(...kinderen);
    return e;
  };
  const uur = () => new Date().toLocaleTimeString('nl-NL', { hour: 'numeric', minute: '2-digit' }).replace(':', '.');
  const je = document.body.classList.contains('is-compact');

  // Menu and filters are open in the HTML; on a narrow screen they fold.
  const smal = matchMedia('(max-width:47.99rem)');
  const vouw = () => $$('[data-smal-dicht]').forEach(d => { d.open = !smal.matches; });
  vouw();
  smal.addEventListener('change', vouw);
  $$('[data-met-script]').forEach(e => { e.hidden = false; });

  // Tabs slide on a phone; a browser leaves the one with the focus half out of sight.
  $$('.swv-tabs').forEach(lijst => lijst.addEventListener('focusin', e => e.target.scrollIntoView({ block: 'nearest', inline: 'nearest' })));

  // What went wrong, or what was just done, is read first.
  ($('.swv-error-summary') ?? $('[data-bericht]'))?.focus();

  // Character counter: tells at once, is announced after a pause.
  $$('[data-max]').forEach(veld => {
    const teller = document.getElementById(`${veld.id}_teller`);
    if (!teller) return;
    const stem = maak('span', { className: 'vh' });
    const tel = maak('span');
    tel.setAttribute('aria-hidden', 'true');
    stem.setAttribute('role', 'status');
    teller.replaceChildren(tel, stem);
    let pauze;
    const zeg = () => {
      const over = veld.dataset.max - veld.value.length;
      return over < 0 ? `${-over} tekens te veel` : `Nog ${over} van ${veld.dataset.max} tekens over`;
    };
    const toon = () => { tel.textContent = zeg(); };
    veld.addEventListener('input', () => {
      toon();
      clearTimeout(pauze);
      pauze = setTimeout(() => { stem.textContent = zeg(); }, 1500);
    });
    toon();
  });

  // Files may be dropped on the box; the input stays the way for everybody.
  $$('[data-sleepvak]').forEach(vak => {
    const invoer = $('input[type=file]', vak);
    const boven = aan => e => { e.preventDefault(); vak.classList.toggle('is-boven', aan); };
    ['dragenter', 'dragover'].forEach(n => vak.addEventListener(n, boven(true)));
    ['dragleave', 'drop'].forEach(n => vak.addEventListener(n, boven(false)));
    vak.addEventListener('drop', e => {
      if (!e.dataTransfer.files.length) return;
      invoer.files = e.dataTransfer.files;
      invoer.dispatchEvent(new Event('change', { bubbles: true }));
    });
  });

  // "2 gekozen" and "kies alle" in a list.
  $$('[data-kies-alle]').forEach(alle => {
    const vakjes = $$('tbody [type=checkbox]', alle.closest('table')), aantal = $('[data-aantal-gekozen]');
    const tel = () => {
      const n = vakjes.filter(v => v.checked).length;
      if (aantal) aantal.textContent = n;
      alle.indeterminate = n > 0 && n < vakjes.length;
      alle.checked = n > 0 && n === vakjes.length;
    };
    alle.addEventListener('change', () => { vakjes.forEach(v => { v.checked = alle.checked; }); tel(); });
    vakjes.forEach(v => v.addEventListener('change', tel));
    tel();
  });

  // Fields that only matter with one answer: data-toon-bij="name=value" or "name=value1|value2".
  $$('[data-toon-bij]').forEach(blok => {
    const [naam, waarden] = blok.dataset.toonBij.split('='), formulier = blok.closest('form');
    const kies = () => { blok.hidden = !waarden.split('|').includes(new FormData(formulier).get(naam) ?? ''); };
    formulier.addEventListener('change', kies);
    kies();
  });

  // A second click while the first is under way does nothing.
  addEventListener('submit', e => {
    if (e.target.dataset.bezig) return e.preventDefault();
    if (e.target.method === 'post') setTimeout(() => { if (!e.defaultPrevented) e.target.dataset.bezig = '1'; });
  });
  addEventListener('pageshow', () => $$('form[data-bezig]').forEach(f => delete f.dataset.bezig));

  // Autosave: the whole form with its version, on blur and 3 s after typing.
  $$('form[data-autosave]').forEach(formulier => {
    const adres = formulier.dataset.autosave || formulier.getAttribute('action') || location.href, plek = $('[data-opgeslagen]') ?? formulier;
    let wacht, vuil = false, bezig = false, botsing = false, laatst = 0, daarna;
    const stem = maak('span', { className: 'vh' });
    stem.setAttribute('role', 'status');
    plek.removeAttribute('role');
    plek.after(stem);
    const zeg = (tekst, fout, ...meer) => {
      plek.classList.toggle('is-fout', fout);
      plek.replaceChildren(maak('span', { textContent: tekst }), ...meer);
      if (fout || Date.now() - laatst > 60000) { stem.textContent = tekst; laatst = Date.now(); }
    };
    const inhoud = () => {
      const d = new FormData(formulier);
      for (const [naam, waarde] of [...d]) if (waarde instanceof File) d.delete(naam);
      return d;
    };
    const mislukt = (zin = `Opslaan lukt nu niet. ${je ? 'Je' : 'Uw'} tekst staat nog op ${je ? 'je' : 'uw'} scherm.`) => {
      const knop = maak('button', { type: 'button', className: 'swv-linkknop', textContent: 'Probeer opnieuw' });
      knop.addEventListener('click', bewaar);
      zeg(zin, true, knop);
      clearTimeout(wacht);
      wacht = setTimeout(bewaar, 15000);
    };
    const kies = antwoord => {
      botsing = true;
      const kader = maak('div', { className: 'swv-alert is-warning', tabIndex: -1 }), lijst = maak('div');
      kader.setAttribute('role', 'alert');
      lijst.append(maak('p', { textContent: antwoord.zin }));
      for (const [naam, ander] of Object.entries(antwoord.velden ?? {})) {
        const veld = formulier.elements[naam];
        const label = formulier.querySelector(`label[for="${veld?.id}"]`)?.textContent ?? naam;
        const keuze = (kop, tekst, actie) => {
          const knop = maak('button', { type: 'button', className: 'swv-button swv-button--klein', textContent: 'Kies deze tekst' });
          knop.addEventListener('click', () => {
            if (actie && veld) veld.value = ander;
            rij.remove();
            veld?.focus?.();
            if (!$('.swv-conflict', kader)) { kader.remove(); botsing = false; vuil = true; bewaar(); }
          });
          return maak('div', {}, maak('strong', { textContent: `${label}: ${kop}` }), maak('p', { textContent: tekst }), knop);
        };
        const rij = maak('div', { className: 'swv-conflict' }, keuze(je ? 'jouw tekst' : 'uw tekst', veld?.value ?? '', false), keuze('de andere tekst', ander, true));
        lijst.append(rij);
      }
      kader.append(lijst);
      formulier.prepend(kader);
      kader.focus();
      if (!$('.swv-conflict', kader)) botsing = false;
    };
    async function bewaar() {
      clearTimeout(wacht);
      if (!vuil || bezig || botsing || formulier.dataset.bezig) return;
      bezig = true;
      vuil = false;
      try {
        const r = await fetch(adres, { method: 'POST', body: inhoud(), redirect: 'manual', headers: { 'X-Autosave': '1', Accept: 'application/json' } });
        if (r.type === 'opaqueredirect' || [401, 403].includes(r.status)) {
          vuil = true;
          zeg(`${je ? 'Je bent' : 'U bent'} uitgelogd. Kopieer wat nog niet is opgeslagen en log opnieuw in.`, true);
        } else if (r.ok || r.status === 409) {
          const antwoord = await r.json();
          if (antwoord.versie != null && formulier.elements.versie) formulier.elements.versie.value = antwoord.versie;
          if (r.status === 409) kies(antwoord);
          else zeg(`Opgeslagen om ${antwoord.opgeslagen ?? uur()} uur`, false);
        } else { vuil = true; mislukt(); }
      } catch { vuil = true; mislukt(navigator.onLine ? undefined : `Geen internet. We bewaren zodra ${je ? 'je' : 'u'} weer verbinding ${je ? 'hebt' : 'heeft'}.`); }
      bezig = false;
      const knop = daarna;
      daarna = undefined;
      if (knop !== undefined && !botsing && !plek.classList.contains('is-fout')) return formulier.requestSubmit(knop);
      if (vuil && !plek.classList.contains('is-fout')) wacht = setTimeout(bewaar, 3000);
    }
    formulier.addEventListener('input', e => {
      if (e.target.type === 'file') return;
      vuil = true;
      clearTimeout(wacht);
      wacht = setTimeout(bewaar, 3000);
    });
    formulier.addEventListener('focusout', () => setTimeout(bewaar, 50));
    // Pressing the button makes a field lose the focus: wait for that save, or it and the button would collide.
    formulier.addEventListener('submit', e => {
      if (!bezig) return;
      e.preventDefault();
      daarna = e.submitter;
    });
    addEventListener('online', bewaar);
    addEventListener('beforeunload', e => { if ((vuil || bezig) && !formulier.dataset.bezig) e.preventDefault(); });
  });

  // Dates that follow from what is chosen: the server computes them, the piece is replaced.
  $$('form[data-bereken]').forEach(formulier => {
    formulier.addEventListener('change', async e => {
      const stuk = $('.swv-uitkomst', formulier);
      if (!stuk || e.target.tagName === 'TEXTAREA') return;
      try {
        const r = await fetch(formulier.dataset.bereken, { method: 'POST', body: new FormData(formulier), redirect: 'error', headers: { 'X-Fragment': '1' } });
        if (r.ok) stuk.innerHTML = new DOMParser().parseFromString(await r.text(), 'text/html').body.firstElementChild.innerHTML;
      } catch { /* the button Bewaar computes it as well */ }
    });
  });
  $$('[data-zonder-script]').forEach(e => e.remove());

  // Text that was typed and is saved nowhere yet: ask before leaving.
  $$('form[data-bewaak]').forEach(formulier => {
    let vuil = false;
    formulier.addEventListener('input', () => { vuil = true; });
    addEventListener('beforeunload', e => { if (vuil && !formulier.dataset.bezig) e.preventDefault(); });
  });

  // Something is being made: fetch this piece again until it no longer asks for it.
  const ververs = stuk => setTimeout(async () => {
    try {
      const r = await fetch(stuk.dataset.ververs, { headers: { 'X-Fragment': '1' }, redirect: 'error' });
      if (!r.ok) throw 0;
      const nieuw = new DOMParser().parseFromString(await r.text(), 'text/html').body.firstElementChild;
      if (!nieuw) return;
      stuk.replaceWith(nieuw);
      if (nieuw.dataset.ververs) ververs(nieuw);
    } catch { ververs(stuk); }
  }, (stuk.dataset.verversElke || 5) * 1000);
  $$('[data-ververs]').forEach(ververs);

  // Two minutes before the session ends: ask, count down, go to the log-in page when it is over.
  const dialoog = $('#sessie'), lijf = document.body.dataset;
  if (dialoog?.showModal && lijf.sessie) {
    let einde = Date.now() + lijf.sessie * 1000;
    const over = $('[data-sessie-over]', dialoog);
    const tik = () => {
      const rest = Math.round((einde - Date.now()) / 1000);
      if (rest <= 0) return location.reload();
      if (rest <= 120) {
        if (!dialoog.open) dialoog.showModal();
        over.textContent = rest > 60 ? '2 minuten' : rest > 30 ? '1 minuut' : `${Math.ceil(rest / 10) * 10} seconden`;
      }
      setTimeout(tik, rest > 120 ? Math.min((rest - 120) * 1000, 30000) : 1000);
    };
    const blijf = async () => {
      const penning = $('[name=csrfmiddlewaretoken]')?.value;
      try {
        const r = await fetch(lijf.sessieVerleng, { method: 'POST', redirect: 'error', headers: { 'X-CSRFToken': penning, Accept: 'application/json' } });
        if (!r.ok) throw 0;
        const { seconden } = await r.json();
        einde = Date.now() + (seconden ?? +lijf.sessie) * 1000;
        dialoog.close();
      } catch { location.reload(); }
    };
    $('[data-sessie-blijf]', dialoog).addEventListener('click', blijf);
    dialoog.addEventListener('cancel', e => { e.preventDefault(); blijf(); });
    tik();
  }

  // Reading aloud with the voice of the device; no button without a Dutch voice.
  const lees = $('#voorlezen'), stem = window.speechSynthesis;
  if (lees && stem) {
    const taal = document.documentElement.lang === 'nl' ? 'nl-NL' : document.documentElement.lang;
    const kan = () => { lees.hidden = !stem.getVoices().some(v => v.lang.startsWith(taal.slice(0, 2))); };
    kan();
    stem.addEventListener?.('voiceschanged', kan);
    const uit = () => lees.setAttribute('aria-pressed', 'false');
    lees.addEventListener('click', () => {
      if (stem.speaking) { stem.cancel(); return uit(); }
      const u = new SpeechSynthesisUtterance($$('[data-voorlezen]').map(e => e.innerText).join('. '));
      Object.assign(u, { lang: taal, rate: 0.92, onend: uit });
      stem.speak(u);
      lees.setAttribute('aria-pressed', 'true');
    });
  }
})();
